"""Asking a respondent: tries are kept, and what was said decides how the case goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CaseState
from server.domain.case_consent import ConsentStep
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity, SessionId
from server.domain.reminder import ReminderKind
from server.domain.session import SessionState
from server.services import cases, contacts, desk, parties
from tests.factories import NOW
from tests.support.people import SERIAL, THIRD, stands
from tests.support.store import CLERK, MEDIATOR, PEOPLE, Store


def a_try(**changes: object) -> contacts.LogContact:
    command = contacts.LogContact(
        SERIAL, "contact-1", "zhou", NOW - timedelta(hours=1), ContactChannel.TELEPHONE, ContactOutcome.NO_ANSWER, ""
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


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


async def test_unreachable_after_a_try_ends_the_case_and_says_so_in_one_step(store: Store) -> None:
    await contacts.log(MEDIATOR, a_try(), store.ports)

    await contacts.conclude(
        MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "三次无人接听"), store.ports
    )

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert view.state is CaseState.ENDED
    assert [line.kind for line in reversed(view.timeline[:5])] == [
        "party.asked", "session.cancelled", "case.ended", "case.paper_owed", "case.ending_told",
    ]  # fmt: skip
    assert view.timeline[0].text == "已给双方 3 人发出终结通知"


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


async def test_the_no_of_one_respondent_ends_nothing_while_another_agreed(store: Store) -> None:
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    third = next(person.identity for person in view.people if person.name == THIRD.name)
    await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, third, AskResult.AGREED, ""), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "contact.another_agreed"


async def test_who_was_reached_last_is_not_called_unreachable(store: Store) -> None:
    await contacts.log(MEDIATOR, a_try(), store.ports)
    later = a_try(key="contact-2", at=NOW - timedelta(minutes=5), outcome=ContactOutcome.REACHED)
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
