"""A complaint: the complainant has a receipt and hears what came of it, the court can ring them up for a purpose."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.audit import Act
from server.domain.complaint import ComplaintAction, ComplaintGround
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, KeyReusedError, NotFoundError
from server.domain.ids import AccountId, EntryId
from server.domain.party import Role
from server.domain.personal import PersonalPurpose
from server.domain.reminder import PromptState, ReminderKind
from server.domain.roster import Confirmed, EntryState, StopReason, Version
from server.services import complaints, desk, reminders, unlocking
from server.services.complaints import Complain, Decide
from server.services.ports.desk import CarrierError
from server.services.roster_views import ComplaintView
from server.services.unlocking import PrivateNumbers, Unlock
from server.storage.audit_log import read_audit
from tests.factories import an_account
from tests.support.gateway import Gateway
from tests.support.rosters import COURT, OFFICE, a_mediator, an_entry
from tests.support.store import CLERK, MEDIATOR, Store

ADMIN = an_account(id="admin1", login="admin", role=Role.COURT_ADMIN, organisation=COURT)
COLLEAGUE = an_account(id="admin3", login="admin3", role=Role.COURT_ADMIN, organisation=COURT)
OTHER_ADMIN = an_account(id="admin2", login="admin2", role=Role.COURT_ADMIN, organisation="另一法院")
OFFICER = an_account(id="office1", login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
OTHER_OFFICER = an_account(id="office2", login="office2", role=Role.LABOUR_OFFICE, organisation="涧西区人社局")
PHONE = "13800006027"
SAID = Complain("key-00001", "entry1", ComplaintGround.COERCION, "一再说不签就走不了。", "", "李秀兰", PHONE)
TO_RING = "核实投诉的经过"


@pytest.fixture(autouse=True)
async def listed(store: Store) -> None:
    async with store.database.begin() as uow:
        for account in (ADMIN, COLLEAGUE, OTHER_ADMIN, OFFICER, OTHER_OFFICER):
            await uow.accounts.add(account)
        await uow.roster.add(an_entry(EntryState.CHANGE_PENDING, account=AccountId(MEDIATOR.id)))
        await uow.commit()


async def looks(store: Store) -> list[Act]:
    return [one.act for one in await read_audit(store.database.engine) if one.act.action == "personal.seen"]


async def the_complaint(store: Store) -> ComplaintView:
    (found,) = await complaints.listing(ADMIN, store.ports)
    return found


async def test_whoever_complains_has_a_receipt_on_the_page_and_by_telephone(store: Store) -> None:
    gateway = Gateway()

    receipt = await complaints.complain(SAID, store.ports)
    await reminders.deliver(store.ports, gateway, "https://x")

    assert receipt.made_at == store.clock.now()
    assert await complaints.complain(SAID, store.ports) == receipt
    ((phone, text),) = gateway.took
    assert phone == PHONE
    assert f"编号{receipt.number}" in text
    assert "马调解员" not in text
    kept = await the_complaint(store)
    assert (kept.number, [(one.kind, one.state) for one in kept.messages]) == (
        receipt.number, [(ReminderKind.COMPLAINT_RECEIVED, PromptState.SENT)],
    )  # fmt: skip


async def test_a_key_carries_one_complaint(store: Store) -> None:
    await complaints.complain(SAID, store.ports)

    with pytest.raises(KeyReusedError):
        await complaints.complain(replace(SAID, text="说了别的话，同样是催着签字。"), store.ports)


async def left(store: Store, what: Confirmed, ago: timedelta) -> None:
    """Take the entry off the roster as the court does, some time ago."""
    now = store.clock.now()
    async with store.database.begin() as uow:
        entry = await uow.roster.get(EntryId("entry1"))
        assert entry is not None
        await uow.roster.add_version(Version(entry.id, 1, what, entry.shown, now - ago, ADMIN.name))
        await uow.roster.save(replace(entry, state=EntryState.STOPPED, proposed=None, stopped=StopReason(what.value)))
        await uow.commit()


@pytest.mark.parametrize("what", [Confirmed.SUSPENDED, Confirmed.REMOVED])
async def test_whoever_left_the_roster_within_a_year_is_complained_of_and_the_court_decides(
    store: Store, what: Confirmed
) -> None:
    await left(store, what, timedelta(days=365))

    receipt = await complaints.complain(SAID, store.ports)
    found = await the_complaint(store)
    order = Decide(found.id, ComplaintAction.UPHOLD, "当事人所述属实。", "洛阳市司法局", suspends=True)
    await complaints.decide(ADMIN, order, store.ports)

    assert (found.number, found.name) == (receipt.number, "马调解员")
    async with store.database.begin() as uow:
        entry = await uow.roster.get(EntryId("entry1"))
        assert entry is not None
        assert (entry.state, entry.stopped) == (EntryState.STOPPED, StopReason(what.value))


async def test_nobody_complains_of_who_left_the_roster_longer_ago_or_was_never_on_it(store: Store) -> None:
    await left(store, Confirmed.REMOVED, timedelta(days=365, seconds=1))
    async with store.database.begin() as uow:
        await uow.roster.add(an_entry(EntryState.REPORTED, id=EntryId("entry2")))
        await uow.commit()

    with pytest.raises(ConflictError) as late:
        await complaints.complain(SAID, store.ports)
    with pytest.raises(NotFoundError) as unknown:
        await complaints.complain(replace(SAID, entry="entry2"), store.ports)

    assert (late.value.code, unknown.value.code) == ("complaint.too_late", "roster.unknown")
    assert await complaints.listing(ADMIN, store.ports) == ()


async def test_a_complaint_stands_behind_the_bell_of_the_courts_administrators_and_of_nobody_else(store: Store) -> None:
    receipt = await complaints.complain(SAID, store.ports)

    for admin in (ADMIN, COLLEAGUE):
        (told,) = await desk.prompts(admin, store.ports)
        assert (told.kind, told.serial) == (ReminderKind.COMPLAINT_MADE, None)
        assert receipt.number in told.text
    for account in (OTHER_ADMIN, MEDIATOR, CLERK, OFFICER):
        assert await desk.prompts(account, store.ports) == ()


async def test_an_administrator_complained_of_is_told_nothing(store: Store) -> None:
    async with store.database.begin() as uow:
        held = await uow.roster.get(an_entry().id)
        assert held is not None
        await uow.roster.save(replace(held, account=AccountId(ADMIN.id)))
        await uow.commit()

    await complaints.complain(SAID, store.ports)

    assert await desk.prompts(ADMIN, store.ports) == ()
    assert len(await desk.prompts(COLLEAGUE, store.ports)) == 1


@pytest.mark.parametrize(
    ("action", "informed", "found"),
    [
        (ComplaintAction.UPHOLD, "市司法局", "经核查属实，已告知市司法局。已责令改正。"),
        (ComplaintAction.DISMISS, "", "没有认定您反映的情况。已责令改正。"),
    ],
)
async def test_whoever_complained_is_told_what_the_court_found(
    store: Store, action: ComplaintAction, informed: str, found: str
) -> None:
    await complaints.complain(SAID, store.ports)
    gateway = Gateway()
    decide = Decide((await the_complaint(store)).id, action, "内部调查情况", informed, reply="已责令改正")

    await complaints.decide(ADMIN, decide, store.ports)
    await reminders.deliver(store.ports, gateway, "https://x")

    text = gateway.took[-1][1]
    assert found in text
    assert "内部调查情况" not in text


async def test_a_receipt_that_reached_nobody_shows_with_the_complaint(store: Store) -> None:
    await complaints.complain(SAID, store.ports)

    await reminders.deliver(store.ports, Gateway(CarrierError("hook: 400", final=True)), "https://x")

    assert [one.state for one in (await the_complaint(store)).messages] == [PromptState.FAILED]


async def test_the_court_rings_the_complainant_up_for_a_purpose_that_is_in_the_audit_log(store: Store) -> None:
    await complaints.complain(SAID, store.ports)
    wanted = (await the_complaint(store)).id

    with pytest.raises(InvalidError, match=r"personal\.reason_needed"):
        await unlocking.of_complaint(ADMIN, Unlock(wanted, PersonalPurpose.CONTACT, " 核 "), store.ports)
    assert await unlocking.of_complaint(ADMIN, Unlock(wanted, PersonalPurpose.CONTACT, TO_RING), store.ports) == PHONE

    (act,) = await looks(store)
    assert (act.actor, act.subject) == ("account:admin1", f"complaint:{wanted}")
    assert dict(act.facts) == {"purpose": "contact", "reason": TO_RING}


async def test_nobody_else_sees_the_telephone_of_a_complainant(store: Store) -> None:
    await complaints.complain(SAID, store.ports)
    wanted = Unlock((await the_complaint(store)).id, PersonalPurpose.CONTACT, TO_RING)

    with pytest.raises(NotFoundError):
        await unlocking.of_complaint(OTHER_ADMIN, wanted, store.ports)
    for account in (MEDIATOR, CLERK, OFFICER):
        with pytest.raises(ForbiddenError):
            await unlocking.of_complaint(account, wanted, store.ports)

    assert await looks(store) == []


@pytest.mark.parametrize("account", [ADMIN, OFFICER])
async def test_who_administers_an_entry_sees_its_numbers_for_a_purpose(store: Store, account: Account) -> None:
    wanted = Unlock("entry1", PersonalPurpose.IDENTITY_CHECK, "核对入册材料")

    seen = await unlocking.of_entry(account, wanted, store.ports)

    number = a_mediator().id_number
    assert seen.live == PrivateNumbers("13812342207", number)
    assert seen.proposed == PrivateNumbers("15912347731", number)
    (act,) = await looks(store)
    assert (act.subject, dict(act.facts)["reason"]) == ("roster:entry1", "核对入册材料")


@pytest.mark.parametrize("account", [OTHER_ADMIN, OTHER_OFFICER, MEDIATOR, CLERK])
async def test_nobody_else_sees_the_numbers_of_an_entry(store: Store, account: Account) -> None:
    wanted = Unlock("entry1", PersonalPurpose.CONTACT, "想打个电话")

    with pytest.raises(NotFoundError):
        await unlocking.of_entry(account, wanted, store.ports)

    assert await looks(store) == []


async def test_a_draft_does_not_exist_for_the_court(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.roster.add(an_entry(id=EntryId("entry2")))
        await uow.commit()

    with pytest.raises(NotFoundError):
        await unlocking.of_entry(ADMIN, Unlock("entry2", PersonalPurpose.CONTACT, "想打个电话"), store.ports)
