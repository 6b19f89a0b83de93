"""Whoever was not invited when a session was planned comes too, and never against a word of their own (OM-18)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.errors import ForbiddenError, MediationError, NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.party import Absence, Participant, Role
from server.domain.reminder import ReminderKind
from server.domain.session import SessionForm, SessionMode
from server.services import cases, desk, invitations, joining, powers, sessions, steps
from server.services.invitations import LinkKey
from tests.support.kept import everything
from tests.support.people import SERIAL, an_authority
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

COLLEAGUE = replace(WORKER, identity=Identity("zhao"), name="赵工友", phone="13800006030", id_number="")
COUNSEL = replace(
    COLLEAGUE, identity=Identity("qian"), name="钱律师", role=Role.AGENT, title="代理律师", linked_to=COLLEAGUE.identity
)
BOSS = replace(EMPLOYER, identity=Identity("hou"), name="侯厂长", phone="13800006031", id_number="")


@pytest.fixture
async def grown(store: Store) -> Store:
    """Return a case to which a worker with a lawyer, and another respondent, came after the session was planned."""
    async with store.database.begin() as uow:
        for person in (COLLEAGUE, COUNSEL, BOSS):
            await uow.cases.add_participant(person)
        await uow.commit()
    store.clock.pass_by(-timedelta(days=3))
    return store


async def refused(store: Store, identity: str) -> str:
    """Return why somebody is not invited; nothing changed."""
    before = everything(store.database.engine)
    with pytest.raises(MediationError) as refusal:
        await joining.join(MEDIATOR, "session1", identity, store.ports)
    assert everything(store.database.engine) == before
    assert store.rooms.heard == []
    return refusal.value.code


async def says_no(store: Store, identity: str) -> None:
    command = steps.RecordStep(
        SERIAL, identity, ConsentStep.ONLINE_MEDIATION, answer=False, channel=ConsentChannel.ORAL, reason="不想在网上谈"
    )
    await steps.record(MEDIATOR, command, store.ports)
    store.rooms.heard.clear()


async def held(store: Store, **changes: object) -> None:
    """Let the session be another kind than it is."""
    async with store.database.begin() as uow:
        found = await uow.sessions.get(SessionId("session1"))
        assert found is not None
        await uow.sessions.save(replace(found, **changes))  # type: ignore[arg-type]  # any field may be the one changed
        await uow.commit()


@pytest.mark.parametrize("person", [COLLEAGUE, COUNSEL, BOSS])
async def test_who_came_to_the_case_later_gets_a_link_to_the_session_that_was_planned_and_is_told(
    grown: Store, person: Participant
) -> None:
    made = await joining.join(MEDIATOR, "session1", person.identity, grown.ports)
    landing = await invitations.look(LinkKey(made.token, None), grown.ports)

    assert (made.name, landing.session) == (person.name, "session1")
    told = [one for one in await desk.sent(CLERK, SERIAL, grown.ports) if one.kind is ReminderKind.SESSION_INVITED]
    assert [one.name for one in told] == [person.name]
    line = (await cases.view(CLERK, SERIAL, grown.ports)).timeline[0]
    assert (line.kind, person.name in line.text) == ("session.person_invited", True)
    summary = (await sessions.view(MEDIATOR, "session1", grown.ports)).summary
    assert person.identity in {one.identity for one in summary.participants}
    assert grown.rooms.heard == [("participants_changed", "session1")]
    assert await refused_again(grown, person.identity) == "session.invited"


async def refused_again(store: Store, identity: str) -> str:
    store.rooms.heard.clear()
    return await refused(store, identity)


async def test_nobody_is_invited_who_does_not_agree_to_mediate_online_nor_their_lawyer(grown: Store) -> None:
    await powers.record(CLERK, an_authority(agent="qian", principal="zhao"), grown.ports)
    await says_no(grown, "zhao")

    assert [await refused(grown, one) for one in ("zhao", "qian")] == ["session.unwilling", "session.unwilling"]


async def test_who_declined_to_mediate_online_is_invited_to_a_session_at_one_place(grown: Store) -> None:
    await says_no(grown, "zhao")
    await held(grown, mode=SessionMode.ON_SITE, place="西工区调解中心")

    assert (await joining.join(MEDIATOR, "session1", "zhao", grown.ports)).name == "赵工友"


async def test_a_respondent_who_takes_no_part_is_not_invited(grown: Store) -> None:
    async with grown.database.begin() as uow:
        await uow.cases.save_participant(replace(BOSS, absence=Absence.REFUSED, absent_since=grown.clock.now()))
        await uow.commit()

    assert await refused(grown, "hou") == "session.unwilling"


async def test_a_session_with_one_side_alone_stays_one(grown: Store) -> None:
    async with grown.database.begin() as uow:
        link = await uow.invitations.get(SessionId("session1"), EMPLOYER.identity)
        assert link is not None
        await uow.invitations.save(link.revoke(grown.clock.now()))
        await uow.commit()
    await held(grown, form=SessionForm.SEPARATE)

    assert await refused(grown, "hou") == "session.other_side"
    assert (await joining.join(MEDIATOR, "session1", "zhao", grown.ports)).name == "赵工友"


async def test_to_a_separate_session_that_goes_on_nobody_comes_who_did_not_agree_to_separate_times(
    grown: Store,
) -> None:
    async with grown.database.begin() as uow:
        link = await uow.invitations.get(SessionId("session1"), EMPLOYER.identity)
        assert link is not None
        await uow.invitations.save(link.revoke(grown.clock.now()))
        await uow.commit()
    await held(grown, form=SessionForm.SEPARATE)
    await sessions.mark_open("session1", grown.clock.now(), grown.ports)

    assert await refused(grown, "zhao") == "session.separate_consent_missing"
    agrees = steps.RecordStep(SERIAL, "zhao", ConsentStep.SEPARATE_SESSIONS, answer=True, channel=ConsentChannel.ORAL)
    await steps.record(MEDIATOR, agrees, grown.ports)
    assert (await joining.join(MEDIATOR, "session1", "zhao", grown.ports)).name == "赵工友"


@pytest.mark.parametrize("account", [CLERK, OTHER_MEDIATOR])
async def test_only_whoever_mediates_invites_a_party(grown: Store, account: Account) -> None:
    with pytest.raises((ForbiddenError, NotFoundError)):
        await joining.join(account, "session1", "zhao", grown.ports)
