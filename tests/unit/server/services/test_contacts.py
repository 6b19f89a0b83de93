"""Asking a respondent: tries are kept, and what was said decides how the case goes on."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.effort import Enough
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity, SessionId
from server.domain.party import Absence, Capacity
from server.domain.reminder import ReminderKind
from server.domain.session import SessionState
from server.domain.term import StartEvent
from server.services import cases, contacts, desk, endings, materials, parties, steps, terms
from server.services.ports.parties import CasePeopleView
from tests.factories import NOW
from tests.support.people import SERIAL, THIRD, stands
from tests.support.store import CLERK, MEDIATOR, PEOPLE, Store


def a_try(**changes: object) -> contacts.LogContact:
    command = contacts.LogContact(
        SERIAL, "contact-1", "zhou", NOW - timedelta(hours=1), ContactChannel.TELEPHONE, ContactOutcome.NO_ANSWER, ""
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


async def tried_enough(store: Store, identity: str = "zhou") -> None:
    """Log tries in vain on two days by two ways."""
    first = a_try(key=f"{identity}-1", identity=identity, at=NOW - timedelta(days=1))
    await contacts.log(MEDIATOR, first, store.ports)
    second = a_try(key=f"{identity}-2", identity=identity, channel=ContactChannel.SMS)
    await contacts.log(MEDIATOR, second, store.ports)


@pytest.mark.parametrize("channel", ContactChannel)
@pytest.mark.parametrize("number", ["", "13800006027", "0379-6333 0001", "zhou@employer.example"])
async def test_no_telephone_or_address_that_was_tried_is_shown_in_full_by_whatever_way(
    store: Store, channel: ContactChannel, number: str
) -> None:
    view = await contacts.log(MEDIATOR, a_try(channel=channel, number=number), store.ports)

    zhou = next(person for person in PEOPLE if person.identity == "zhou")
    assert zhou.phone not in view.contacts[0].number
    assert not number or view.contacts[0].number != number


async def test_a_visit_without_an_address_names_none_and_the_street_of_a_letter_stays(store: Store) -> None:
    await contacts.log(MEDIATOR, a_try(channel=ContactChannel.VISIT), store.ports)
    view = await contacts.log(
        MEDIATOR, a_try(key="contact-2", channel=ContactChannel.LETTER, number="西工区唐宫路 1 号"), store.ports
    )

    assert {one.number for one in view.contacts} == {"", "西工区唐宫路 1 号"}


async def test_nobody_is_called_unreachable_whom_nobody_tried_to_reach(store: Store) -> None:
    command = contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "多次联系不上")

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, command, store.ports)

    assert refusal.value.code == "contact.nothing_tried"
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


async def test_nobody_is_called_unreachable_after_a_single_try_and_the_refusal_is_known_before(store: Store) -> None:
    view = await contacts.log(MEDIATOR, a_try(), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await says(store, "zhou", AskResult.UNREACHABLE)

    lacking = {"name": "周经理", "days": "1", "ways": "1", "from_on": str(beijing_day(NOW) + timedelta(days=1))}
    assert (refusal.value.code, refusal.value.facts) == ("contact.too_early", lacking)
    assert view.efforts is not None
    shown = {one.name: one.bar for one in view.efforts.parties}["周经理"]
    assert shown is not None
    assert (shown.code, shown.facts) == ("contact.too_early", lacking)
    assert (view.efforts.days, view.efforts.ways) == (2, 2)
    assert await state(store) is CaseState.SCHEDULED


async def test_a_house_may_ask_for_a_single_try(store: Store) -> None:
    ports = replace(store.ports, enough=Enough(days=1, ways=1))
    await contacts.log(MEDIATOR, a_try(), ports)

    await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "无人接听"), ports)

    assert await state(store) is CaseState.ENDED


async def test_once_the_three_working_days_of_asking_are_over_a_try_in_vain_is_enough(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW)
        await uow.commit()
    await contacts.log(MEDIATOR, a_try(), store.ports)
    view = await parties.people(MEDIATOR, SERIAL, store.ports)
    assert view.efforts is not None
    until = next(one.asked_until for one in view.efforts.parties if one.name == "周经理")
    assert until is not None

    store.clock.at = datetime.combine(until, time(23, 59), BEIJING)
    with pytest.raises(ConflictError) as refusal:
        await says(store, "zhou", AskResult.UNREACHABLE)
    store.clock.pass_by(timedelta(minutes=1))
    await says(store, "zhou", AskResult.UNREACHABLE)

    assert refusal.value.code == "contact.too_early"
    assert await state(store) is CaseState.ENDED


async def test_unreachable_after_tries_enough_ends_the_case_and_says_so_in_one_step(store: Store) -> None:
    await tried_enough(store)

    await contacts.conclude(
        MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "三次无人接听"), store.ports
    )

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert view.state is CaseState.ENDED
    assert [line.kind for line in reversed(view.timeline[:5])] == [
        "party.asked", "session.cancelled", "case.ended", "case.paper_owed", "case.ending_told",
    ]  # fmt: skip
    assert view.timeline[0].text == "已给双方 3 人发出终结通知"


@pytest.mark.parametrize(
    ("result", "brings"), [(AskResult.UNREACHABLE, True), (AskResult.REFUSED, False)], ids=["unreachable", "refused"]
)
async def test_a_case_in_which_nobody_was_reached_brings_every_try_to_the_court_and_no_other_brings_any(
    store: Store, result: AskResult, *, brings: bool
) -> None:
    await tried_enough(store)
    note = "邻居说他欠了别人很多钱"
    await contacts.log(MEDIATOR, a_try(key="contact-9", channel=ContactChannel.VISIT, note=note), store.ports)
    await says(store, "zhou", result)
    report = endings.WriteReport(SERIAL, 0, "没有开会。", "对方没有参加。", "", "")
    written = await endings.report(MEDIATOR, report, store.ports)
    assert written.ending is not None

    handed = await endings.hand_over(MEDIATOR, SERIAL, written.ending.version, store.ports)

    assert ("contact_log" in {one.kind for one in handed.list}) is brings
    (paper,) = [one for one in await materials.documents(CLERK, SERIAL, store.ports) if one.kind == "ending_report"]
    pages = PdfReader(BytesIO((await materials.document(CLERK, SERIAL, paper.id, store.ports)).content)).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    zhou = next(person for person in PEOPLE if person.identity == "zhou")
    assert all((part in text) is brings for part in ("联系记录", "电话", "短信", "上门", "无人接听", zhou.masked_phone))
    assert zhou.phone not in text
    assert note not in text


async def test_a_no_calls_off_what_was_planned_and_writes_to_the_applicants_at_once(store: Store) -> None:
    store.clock.at = NOW - timedelta(days=1)
    command = contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "经理说不想谈")

    await contacts.conclude(MEDIATOR, command, store.ports)

    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        link = await uow.invitations.get(SessionId("session1"), Identity("li"))
    assert session is not None
    assert link is not None
    assert (session.state, link.is_alive) == (SessionState.CANCELLED, False)
    assert store.rooms.heard == [("end", "session1")]
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    told = {one.name: one.text for one in sent if one.kind is ReminderKind.MEDIATION_ENDED}
    assert told.keys() == {"李秀兰", "张敏", "周经理"}
    assert {name for name, text in told.items() if "对方不同意调解" in text} == {"李秀兰", "张敏"}
    assert all("经理说" not in text for text in told.values())


async def test_a_no_in_an_open_session_ends_nothing_and_tells_nobody(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(session.open(NOW))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "ending.session_open"
    assert await desk.sent(CLERK, SERIAL, store.ports) == ()
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


@pytest.mark.parametrize("identity", ["li", "min"])
async def test_the_no_of_somebody_who_was_not_asked_ends_nothing(store: Store, identity: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, identity, AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "contact.not_asked"
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


async def another_respondent(store: Store) -> str:
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    return next(person.identity for person in view.people if person.name == THIRD.name)


async def reached(store: Store, identity: str) -> None:
    """Tell somebody of the case: of what was only planned, nobody hears who was neither called nor invited."""
    await contacts.log(MEDIATOR, a_try(key="reached-1", identity=identity, outcome=ContactOutcome.REACHED), store.ports)


async def says(store: Store, identity: str, result: AskResult, reason: str = "不谈") -> CasePeopleView:
    return await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, identity, result, reason), store.ports)


async def state(store: Store) -> CaseState:
    return (await cases.view(MEDIATOR, SERIAL, store.ports)).state


def absences(view: CasePeopleView) -> dict[str, Absence]:
    return {one.name: one.absence for one in view.people if one.absence is not None}


async def test_the_no_of_one_respondent_ends_nothing_while_another_was_asked_or_agreed(store: Store) -> None:
    await another_respondent(store)

    view = await says(store, "zhou", AskResult.REFUSED)

    assert absences(view) == {"周经理": Absence.REFUSED}
    assert await state(store) is CaseState.SCHEDULED
    line = (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline[1].text
    assert line == f"周经理（人事经理）不同意调解：不谈。周经理不参加调解，与{THIRD.name}继续"


async def test_applicants_are_told_once_who_dropped_out_and_what_is_left_and_the_others_no_reason(store: Store) -> None:
    await reached(store, await another_respondent(store))
    await tried_enough(store)

    await says(store, "zhou", AskResult.UNREACHABLE, "邻居说他吸毒被抓了")

    sent = await desk.sent(CLERK, SERIAL, store.ports)
    told = {one.name: one.text for one in sent if one.kind is ReminderKind.RESPONDENT_LEFT}
    assert len(told) == len(sent)
    assert told.keys() == {"李秀兰", "张敏", THIRD.name}
    ways = "对周经理，接下来的办法：经过劳动仲裁的，由法院依法登记立案"
    for name in ("李秀兰", "张敏"):
        for words in ("周经理联系不上", "案件没有结束", THIRD.name, ways):
            assert words in told[name]
    assert "周经理不参加这次调解" in told[THIRD.name]
    assert "联系不上" not in told[THIRD.name]
    assert not [text for text in told.values() if "邻居" in text]


async def test_the_same_no_sent_twice_is_one_line_and_nobody_is_told_twice(store: Store) -> None:
    """As a browser sends it again that got no answer."""
    await another_respondent(store)

    first = await says(store, "zhou", AskResult.REFUSED)
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    lines = (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline
    store.clock.pass_by(timedelta(minutes=1))
    again = await says(store, "zhou", AskResult.REFUSED)

    assert again == first
    assert await desk.sent(CLERK, SERIAL, store.ports) == sent
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline == lines


async def test_a_respondent_who_drops_out_again_after_a_yes_is_told_of_again_and_no_yes_is(store: Store) -> None:
    await reached(store, await another_respondent(store))
    await says(store, "zhou", AskResult.REFUSED)
    await says(store, "zhou", AskResult.AGREED, "")
    once = len(await desk.sent(CLERK, SERIAL, store.ports))
    store.clock.pass_by(timedelta(minutes=1))
    await says(store, "zhou", AskResult.REFUSED)

    assert (once, len(await desk.sent(CLERK, SERIAL, store.ports))) == (3, 6)


async def test_the_last_respondent_who_drops_out_ends_the_case_and_brings_no_message_that_it_goes_on(
    store: Store,
) -> None:
    await says(store, "zhou", AskResult.REFUSED)

    kinds = {one.kind for one in await desk.sent(CLERK, SERIAL, store.ports)}
    assert ReminderKind.RESPONDENT_LEFT not in kinds


async def test_the_case_ends_when_nobody_of_the_other_side_is_left(store: Store) -> None:
    other = await another_respondent(store)
    await says(store, "zhou", AskResult.REFUSED)

    await says(store, other, AskResult.REFUSED)

    assert await state(store) is CaseState.ENDED


async def test_one_who_is_not_reached_is_left_out_only_after_a_try(store: Store) -> None:
    await another_respondent(store)
    with pytest.raises(ConflictError):
        await says(store, "zhou", AskResult.UNREACHABLE)
    await tried_enough(store)

    view = await says(store, "zhou", AskResult.UNREACHABLE, "三次无人接听")

    assert absences(view) == {"周经理": Absence.UNREACHABLE}


async def test_a_no_without_what_happened_leaves_everything_as_it_was(store: Store) -> None:
    await another_respondent(store)

    with pytest.raises(InvalidError):
        await says(store, "zhou", AskResult.REFUSED, "  ")

    assert absences(await parties.people(MEDIATOR, SERIAL, store.ports)) == {}


async def test_who_was_absent_mediates_after_a_yes_by_whatever_way(store: Store) -> None:
    await another_respondent(store)
    await says(store, "zhou", AskResult.REFUSED)

    view = await says(store, "zhou", AskResult.AGREED, "")
    again = await says(store, "zhou", AskResult.REFUSED)
    said = steps.RecordStep(SERIAL, "zhou", ConsentStep.ONLINE_MEDIATION, answer=True, channel=ConsentChannel.ORAL)

    assert (absences(view), absences(again)) == ({}, {"周经理": Absence.REFUSED})
    with pytest.raises(ConflictError):
        await steps.record(MEDIATOR, replace(said, wording="2000-01"), store.ports)
    assert absences(await says(store, "zhou", AskResult.AGREED, "")) == {}


async def test_whoever_does_not_mediate_is_expected_in_no_planned_session(store: Store) -> None:
    await another_respondent(store)

    await says(store, "zhou", AskResult.REFUSED)

    async with store.database.begin() as uow:
        links = {who: await uow.invitations.get(SessionId("session1"), Identity(who)) for who in ("li", "zhou")}
        session = await uow.sessions.get(SessionId("session1"))
    assert session is not None
    assert session.state is SessionState.SCHEDULED
    assert {who: link.is_alive for who, link in links.items() if link} == {"li": True, "zhou": False}


async def test_a_third_person_alone_is_nobody_to_mediate_with(store: Store) -> None:
    third = replace(THIRD, standing=Capacity.THIRD)
    await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", third), store.ports)

    await says(store, "zhou", AskResult.REFUSED)

    assert await state(store) is CaseState.ENDED


async def test_who_was_reached_last_is_not_called_unreachable(store: Store) -> None:
    await tried_enough(store)
    later = a_try(key="contact-3", at=NOW - timedelta(minutes=5), outcome=ContactOutcome.REACHED)
    await contacts.log(MEDIATOR, later, store.ports)

    command = contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "联系不上")
    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, command, store.ports)

    assert refusal.value.code == "contact.nothing_tried"


async def test_a_yes_on_the_telephone_is_oral_consent_to_online_mediation_and_to_nothing_else(store: Store) -> None:
    view = await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.AGREED, ""), store.ports)

    assert stands(view, "zhou", ConsentStep.ONLINE_MEDIATION) is True
    assert stands(view, "zhou", ConsentStep.E_SIGNATURE) is None


async def test_a_try_in_the_future_is_refused_and_a_repeat_is_one(store: Store) -> None:
    with pytest.raises(InvalidError):
        await contacts.log(MEDIATOR, a_try(at=NOW + timedelta(minutes=1)), store.ports)
    await contacts.log(MEDIATOR, a_try(), store.ports)
    view = await contacts.log(MEDIATOR, a_try(), store.ports)

    assert [(one.number, one.outcome) for one in view.contacts] == [("137****8852", ContactOutcome.NO_ANSWER)]
