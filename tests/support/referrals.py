"""A case on its way to an organisation and a mediator: who is on the roster, and each step so far."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from server.domain.account import Account
from server.domain.case import CaseSource, CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.disclosure import DisclosureGround
from server.domain.errors import NotFoundError
from server.domain.ids import AccountId, EntryId
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.roster import Certificate, Entry, EntryState
from server.domain.session import SessionForm, SessionMode
from server.services import cases, choosing, referral_desk, referrals, steps
from server.services.panels import Said
from server.services.referral_views import ReferralDesk
from server.services.referrals import Accept, Send
from server.services.schedule import Schedule
from tests.factories import an_account
from tests.support.rosters import COURT, OFFICE, TODAY, a_mediator, an_organisation
from tests.support.store import CENTRE, CLERK, Store

SERIAL = "LY2026-000128"
TUESDAY = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
"""As on the screen: the third working day is Friday 3 April, the fifth Wednesday 8 April, after 清明."""
NO = Said((), "")
YES = Said((DisclosureGround.OTHER_RELATION,), "2022年在该公司所在园区讲过一次课。")
PLANNED = Schedule(
    SERIAL, "session-1", TUESDAY + timedelta(days=3), 60, SessionMode.ONLINE, SessionForm.JOINT, "", ("li", "zhou")
)
UNION = an_account(id="union1", login="union", role=Role.ORGANISATION, organisation="总工会调解委员会")


def entry(name: str, account: str | None, above: str | None = "centre", certificate: str = "") -> Entry:
    profile = a_mediator(name=name) if above else an_organisation(name=name)
    return Entry(
        id=EntryId(name),
        kind=EntryKind.MEDIATOR if above else EntryKind.ORGANISATION,
        court=COURT,
        office=OFFICE,
        organisation=EntryId(above) if above else None,
        proposed=None,
        live=profile,
        state=EntryState.LISTED,
        account=AccountId(account) if account else None,
        certificate=Certificate(certificate or name, TODAY),
    )


async def nobody_has_it(store: Store) -> None:
    """Put the case of the store back to where nobody has it, with two organisations and two mediators on the roster."""
    store.clock.at = TUESDAY
    async with store.database.begin() as uow:
        await uow.accounts.add(UNION)
        centre = replace(entry("调解中心", None, None), id=EntryId("centre"))
        union = replace(entry("总工会调解委员会", None, None), id=EntryId("union"))
        for one in (centre, union, entry("王调解员", "mediator1"), entry("孙调解员", "mediator2")):
            await uow.roster.add(one)
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        free = replace(case, state=CaseState.TO_APPOINT, organisation=None, mediator=None, received_at=TUESDAY)
        await uow.cases.save(free)
        await uow.commit()


async def desk(store: Store, account: Account = CLERK) -> ReferralDesk:
    return await referral_desk.view(account, SERIAL, store.ports)


async def agrees(store: Store, identity: str, *, yes: bool = True) -> None:
    """Write down what a person said to mediating online."""
    said = steps.RecordStep(SERIAL, identity, ConsentStep.ONLINE_MEDIATION, yes, ConsentChannel.ORAL)
    await steps.record(CLERK, said, store.ports)


async def both_choose(store: Store) -> None:
    for identity in ("li", "zhou"):
        await agrees(store, identity)
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)


async def refer(store: Store, to: str = "centre") -> None:
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(SERIAL, f"key-{to}-0001", to), store.ports)


async def accepted(store: Store, said: Said = NO) -> None:
    await refer(store)
    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", said), store.ports)


async def identities(store: Store) -> tuple[str, ...]:
    return tuple(one.identity for one in (await desk(store)).choice.choosers)  # type: ignore[union-attr]  # it is begun


async def sees(store: Store, account: Account) -> bool:
    try:
        await cases.view(account, SERIAL, store.ports)
    except NotFoundError:
        return False
    return True


async def it_is_its_own(store: Store) -> None:
    """Make the case one that came to the organisation itself."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=CaseSource.ORGANISATION, court=None, organisation="调解中心"))
        await uow.commit()
