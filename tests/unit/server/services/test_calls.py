"""Whom no message reaches is told by a person: nothing waits for a carrier that goes nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from server.domain.contact import ContactChannel, ContactOutcome
from server.domain.errors import ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.reminder import MOST_TRIES, PromptState, ReminderKind
from server.services import calls, case_links, desk, party_notices, reminders, session_invitations, session_notices
from server.services.access import LinkKey
from server.services.contacts import LogContact
from server.services.ports.desk import Addressee, Attachment, CarrierError
from tests.factories import NOW
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR, Store

BASE = "https://room.example.org"
SERIAL = "LY2026-000128"


@dataclass
class Gateway:
    """A carrier that keeps whom it was handed something for, and may take nothing."""

    takes: bool = True
    phones: list[str] = field(default_factory=list)

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:  # noqa: ARG002 - the seam asks for it
        self.phones.append(to.phone)
        if not self.takes:
            raise CarrierError("hook: 503", final=True)


async def forget_phone(store: Store, identity: str) -> None:
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId("case1"), Identity(identity))
        assert person is not None
        await uow.cases.save_participant(replace(person, phone=""))
        await uow.commit()


async def tell_somebody(store: Store, identity: str) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        people = [one for one in await uow.cases.participants(case.id) if one.identity == identity]
        said = party_notices.Message(ReminderKind.APPRAISAL, "鉴定已经委托。")
        await party_notices.tell(uow, case, people, said, store.clock.at)
        await uow.commit()


async def remind(store: Store, gateway: Gateway, before: timedelta = timedelta(days=1)) -> None:
    store.clock.at = NOW - before
    await reminders.plan(store.ports, BASE)
    await reminders.deliver(store.ports, gateway, BASE)


def told(store: Store, outcome: ContactOutcome, identity: str = "li", key: str = "call-1") -> LogContact:
    return LogContact(SERIAL, key, identity, store.clock.at, ContactChannel.VISIT, outcome, number="")


async def test_an_address_that_refuses_is_told_to_the_clerk_with_where_the_message_went(store: Store) -> None:
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId("case1"), Identity("li"))
        assert person is not None
        await uow.cases.save_participant(replace(person, email="xiulan@example.org", prefers_email=True))
        await uow.commit()

    await remind(store, Gateway(takes=False))

    found = {one.name: one for one in await calls.waiting(CLERK, store.ports)}
    assert (found["李秀兰"].why, found["李秀兰"].email) == (PromptState.FAILED, "xi****@example.org")
    assert found["周经理"].email == ""


async def test_a_person_without_a_telephone_is_handed_to_the_desk_and_never_to_a_carrier(store: Store) -> None:
    gateway = Gateway()
    await forget_phone(store, "li")

    await remind(store, gateway)

    assert sorted(gateway.phones) == ["13700008852", "13900003316"]
    states = {one.name: one.state for one in await desk.sent(CLERK, SERIAL, store.ports)}
    assert (states["李秀兰"], states["张敏"]) == (PromptState.DESK, PromptState.SENT)
    (call,) = await calls.waiting(CLERK, store.ports)
    assert (call.name, call.why, call.tries) == ("李秀兰", PromptState.DESK, 0)
    assert "试一试网络" in call.text


async def test_a_number_whose_holder_said_this_is_not_me_gets_no_message_and_the_desk_does(store: Store) -> None:
    gateway = Gateway()
    link = await case_links.issue(CLERK, SERIAL, Identity("li"), store.ports)
    await remind(store, gateway)
    await case_links.deny(LinkKey(link.token, None), store.ports)
    before = len(gateway.phones)
    await tell_somebody(store, "li")

    await reminders.deliver(store.ports, gateway, BASE)

    assert len(gateway.phones) == before
    (call,) = await calls.waiting(CLERK, store.ports)
    assert (call.name, call.why) == ("李秀兰", PromptState.DESK)


async def test_nothing_stays_queued_however_often_the_chore_runs(store: Store) -> None:
    gateway = Gateway()
    await forget_phone(store, "li")
    await remind(store, gateway)
    for _ in range(3):
        await reminders.deliver(store.ports, gateway, BASE)

    assert PromptState.QUEUED not in {one.state for one in await desk.sent(CLERK, SERIAL, store.ports)}
    assert "" not in gateway.phones


async def test_a_message_the_carrier_gave_up_waits_at_the_desk_for_each_person(store: Store) -> None:
    await remind(store, Gateway(takes=False))

    found = await calls.waiting(CLERK, store.ports)

    assert {one.why for one in found} == {PromptState.FAILED}
    assert {one.name for one in found} == {"李秀兰", "张敏", "周经理"}
    assert all("****" in one.phone for one in found)
    assert MOST_TRIES > 1


async def test_whoever_was_reached_waits_no_more_and_whoever_was_not_still_does(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway())

    (still,) = await calls.record(CLERK, told(store, ContactOutcome.NO_ANSWER), store.ports)
    again = await calls.record(CLERK, told(store, ContactOutcome.NO_ANSWER), store.ports)
    left = await calls.record(CLERK, told(store, ContactOutcome.REACHED, key="call-2"), store.ports)

    assert (still.tries, [one.tries for one in again]) == (1, [1])
    assert left == []


async def test_a_message_after_the_call_waits_again(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway(), timedelta(days=3))
    await calls.record(CLERK, told(store, ContactOutcome.REACHED), store.ports)

    await remind(store, Gateway())

    assert [one.messages for one in await calls.waiting(CLERK, store.ports)] == [1]


async def test_two_messages_to_one_person_are_one_call_with_the_newest_words(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway(), timedelta(days=3))
    await remind(store, Gateway())

    (call,) = await calls.waiting(CLERK, store.ports)

    assert (call.messages, "明天" in call.text) == (2, True)


async def test_nobody_is_called_about_a_session_that_has_begun(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway())
    store.clock.at = NOW

    assert await calls.waiting(CLERK, store.ports) == []


async def test_an_invitation_nobody_got_is_worth_a_call_until_the_session_begins_and_no_longer(store: Store) -> None:
    await forget_phone(store, "li")
    store.clock.at = NOW - timedelta(days=5)
    async with store.database.begin() as uow:
        case, session = await uow.cases.by_serial(SERIAL), await uow.sessions.get(SessionId("session1"))
        assert case is not None
        assert session is not None
        links = await session_notices.links_of(uow, session)
        await session_invitations.tell_invited(uow, case, session, links, store.clock.at)
        await uow.commit()
    await reminders.deliver(store.ports, Gateway(), BASE)

    store.clock.at = NOW - timedelta(hours=2)
    (call,) = await calls.waiting(CLERK, store.ports)
    store.clock.at = NOW

    assert (call.name, call.kind) == ("李秀兰", ReminderKind.SESSION_INVITED)
    assert await calls.waiting(CLERK, store.ports) == []


async def test_the_mediator_and_the_organisation_see_their_own_cases_and_others_see_nobody(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway())

    assert [len(await calls.waiting(one, store.ports)) for one in (MEDIATOR, CENTRE, OTHER_MEDIATOR)] == [1, 1, 0]
    with pytest.raises(ForbiddenError):
        await calls.waiting(JUDGE, store.ports)


async def test_a_refused_record_changes_nothing(store: Store) -> None:
    await forget_phone(store, "li")
    await remind(store, Gateway())
    late = replace(told(store, ContactOutcome.REACHED), at=store.clock.at + timedelta(hours=1))

    with pytest.raises(InvalidError, match=r"contact\.in_the_future"):
        await calls.record(CLERK, late, store.ports)
    with pytest.raises(NotFoundError):
        await calls.record(OTHER_MEDIATOR, told(store, ContactOutcome.REACHED), store.ports)
    with pytest.raises(NotFoundError):
        await calls.record(CLERK, told(store, ContactOutcome.REACHED, identity="nobody"), store.ports)

    assert len(await calls.waiting(CLERK, store.ports)) == 1
