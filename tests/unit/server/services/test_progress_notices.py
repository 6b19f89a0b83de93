"""Parties hear of each step they wait for, once, and nobody hears of a case by it who was not told of the case."""

from sqlalchemy import delete

from server.domain.application import Filler
from server.domain.authority import AuthorityKind
from server.domain.deadlines import PERIODS, DeadlineRule
from server.domain.ids import CaseId
from server.domain.party import Side
from server.domain.receipt import ReturnCode
from server.domain.referral import DeclineGround
from server.domain.reminder import PromptState, ReminderKind
from server.services import case_links, choosing, intake, own_case, referrals
from server.services import desk as messages
from server.services.access import LinkKey
from server.services.intake import GiveBack
from server.services.ports.desk import SentPromptView
from server.services.referrals import Accept, Send
from server.storage.tables import invitation
from tests.support.intake import applying, begun, complete, party, written
from tests.support.referrals import NO, SERIAL, accepted, agrees, it_is_its_own, nobody_has_it, refer
from tests.support.store import CENTRE, CLERK, DAUGHTER, EMPLOYER, WORKER, Store

APPLICANT = "陈志强"
STEPS = (
    ReminderKind.CASE_RECEIVED,
    ReminderKind.CASE_TAKEN_ON,
    ReminderKind.CASE_REFERRED,
    ReminderKind.CASE_ACCEPTED,
    ReminderKind.CASE_RETURNED,
)


async def told(store: Store, serial: str) -> list[SentPromptView]:
    return [one for one in await messages.sent(CLERK, serial, store.ports) if one.kind in STEPS]


async def kinds(store: Store, serial: str) -> list[ReminderKind]:
    return [one.kind for one in await told(store, serial)]


async def serial_of(store: Store, case: str) -> str:
    async with store.database.begin() as uow:
        found = await uow.cases.get(CaseId(case))
    assert found is not None
    return found.serial


async def at_the_desk(store: Store) -> tuple[str, str]:
    """Hand a whole application in at the counter; return the case and its serial."""
    view = await begun(store)
    await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)
    return view.case, await serial_of(store, view.case)


async def test_who_hands_in_is_told_the_number_and_the_way_back_once_and_nobody_else_is(store: Store) -> None:
    key = await applying(store)
    await written(store, key)

    view = await own_case.hand_in(key, store.ports)
    await own_case.hand_in(key, store.ports)

    assert view.serial is not None
    found = await told(store, view.serial)
    assert [(one.name, one.kind) for one in found] == [(APPLICANT, ReminderKind.CASE_RECEIVED)]
    assert view.serial in found[0].text
    assert "写申请的那个网页" in found[0].text


async def test_no_message_carries_the_key_to_a_case(store: Store) -> None:
    key = await applying(store)
    await written(store, key)

    view = await own_case.hand_in(key, store.ports)

    assert view.serial is not None
    assert all(key.token not in one.text and "http" not in one.text for one in await told(store, view.serial))


async def test_whoever_had_it_filled_in_is_told_who_did_and_not_to_use_that_page(store: Store) -> None:
    key = await applying(store)
    await written(store, key, filler=Filler(AuthorityKind.RELATIVE, "陈小梅", "13900001111"))

    view = await own_case.hand_in(key, store.ports)

    assert view.serial is not None
    found = await told(store, view.serial)
    assert [one.name for one in found] == [APPLICANT]
    assert "陈小梅代您提出的调解申请" in found[0].text
    assert "写申请的那个网页" not in found[0].text


async def test_at_the_desk_the_applicant_is_told_and_the_other_side_is_not(store: Store) -> None:
    case, serial = await at_the_desk(store)
    await intake.hand_in(CLERK, case, store.ports)

    found = await told(store, serial)

    assert [(one.name, one.kind) for one in found] == [(APPLICANT, ReminderKind.CASE_RECEIVED)]
    assert "领本人案件链接" in found[0].text


async def test_who_named_no_way_to_be_reached_is_no_call_to_be_made(store: Store) -> None:
    view = await begun(store)
    applicant, respondent = (each.key for each in view.application.parties)
    people = (party(applicant, phone=""), party(respondent, Side.RESPONDENT))
    await intake.write(CLERK, view.case, view.version, complete(view, parties=people), store.ports)

    await intake.hand_in(CLERK, view.case, store.ports)

    assert await told(store, await serial_of(store, view.case)) == []


async def test_a_case_that_is_returned_and_comes_again_sends_only_its_return(store: Store) -> None:
    case, serial = await at_the_desk(store)
    before = await kinds(store, serial)

    await intake.give_back(CLERK, case, GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)
    await intake.resubmit(CLERK, case, store.ports)

    assert sorted(await kinds(store, serial)) == sorted([*before, ReminderKind.CASE_RETURNED])


async def test_when_it_is_taken_on_the_applicants_are_told_and_nobody_of_the_other_side(store: Store) -> None:
    case, serial = await at_the_desk(store)

    await intake.take_on(CLERK, case, store.ports)

    found = [one for one in await told(store, serial) if one.kind is ReminderKind.CASE_TAKEN_ON]
    assert [one.name for one in found] == [APPLICANT]


async def test_a_telephone_that_said_this_is_not_me_gets_none_of_them(store: Store) -> None:
    case, serial = await at_the_desk(store)
    async with store.database.begin() as uow:
        people = await uow.cases.participants(CaseId(case))
    applicant = next(one for one in people if one.side is Side.APPLICANT)
    made = await case_links.issue(CLERK, serial, applicant.identity, store.ports)
    await case_links.deny(LinkKey(made.token, None), store.ports)

    await intake.take_on(CLERK, case, store.ports)
    async with store.database.begin() as uow:
        leased = await uow.prompts.lease(store.clock.at, store.clock.at, 20)
        await uow.commit()

    assert leased == ()
    assert {one.state for one in await told(store, serial)} == {PromptState.DESK}


async def by_kind(store: Store, kind: ReminderKind) -> list[SentPromptView]:
    return [one for one in await told(store, SERIAL) if one.kind is kind]


async def nobody_was_invited(store: Store) -> None:
    async with store.database.engine.begin() as connection:
        await connection.execute(delete(invitation))


async def test_whom_it_is_referred_to_and_who_mediates_is_told_to_the_applicants_side(store: Store) -> None:
    await nobody_has_it(store)
    await nobody_was_invited(store)

    await accepted(store)

    referred = await by_kind(store, ReminderKind.CASE_REFERRED)
    mediated = await by_kind(store, ReminderKind.CASE_ACCEPTED)
    assert {one.name for one in referred} == {one.name for one in mediated} == {WORKER.name, DAUGHTER.name}
    assert all("委派调解中心调解" in one.text for one in referred)
    days = PERIODS[DeadlineRule.ACCEPT_3WD].count
    assert all(f"由其在 {days} 个工作日内答复" in one.text for one in referred)
    assert all("没有接受的，另行安排，定了再告诉您" in one.text for one in referred)
    assert all("有了结果会告诉您" not in one.text for one in referred)
    assert all("由王调解员调解" in one.text for one in mediated)


async def test_the_other_side_is_told_who_mediates_once_it_answered_something_of_the_case(store: Store) -> None:
    await nobody_has_it(store)
    await nobody_was_invited(store)
    await agrees(store, EMPLOYER.identity)

    await accepted(store)

    assert EMPLOYER.name in {one.name for one in await by_kind(store, ReminderKind.CASE_ACCEPTED)}


async def test_a_referral_that_is_sent_twice_is_told_once_and_another_one_anew(store: Store) -> None:
    await nobody_has_it(store)
    await refer(store)
    await referrals.send(CLERK, Send(SERIAL, "key-centre-0001", "centre"), store.ports)
    assert [one.name for one in await by_kind(store, ReminderKind.CASE_REFERRED)].count(WORKER.name) == 1

    await referrals.decline(CENTRE, SERIAL, DeclineGround.OUT_OF_FIELD, "不做工伤", store.ports)
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(SERIAL, "key-union-0001", "union"), store.ports)

    assert [one.name for one in await by_kind(store, ReminderKind.CASE_REFERRED)].count(WORKER.name) == len(
        ("centre", "union")
    )


async def test_what_an_organisation_took_in_itself_is_told_only_by_who_mediates(store: Store) -> None:
    await nobody_has_it(store)
    await it_is_its_own(store)

    await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    async with store.database.begin() as uow:
        leased = await uow.prompts.lease(store.clock.at, store.clock.at, 20)
    assert {one.kind for one in leased} == {ReminderKind.CASE_ACCEPTED}
    assert all(one.text.startswith(f"【{CENTRE.organisation}】") for one in leased)
