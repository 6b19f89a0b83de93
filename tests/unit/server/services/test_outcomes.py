from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.attendance import Came
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.contact import ContactChannel, ContactOutcome
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    KeyReusedError,
    NotFoundError,
)
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Side
from server.domain.reminder import ReminderKind
from server.domain.secret import digest
from server.domain.session import Session, SessionForm, SessionMode, SessionState
from server.services import cases, contacts, desk, endings, outcomes, powers, sessions
from server.services.attendance import AttendanceObserver
from server.services.outcomes import Conclude
from server.storage.audit_log import read_audit
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place
from tests.factories import NOW, an_invitation
from tests.support.kept import broken_audit_entry, undelivered
from tests.support.people import an_authority
from tests.support.store import CLERK, MEDIATOR, OTHER_MEDIATOR, PEOPLE, Store

SERIAL = "LY2026-000128"
ADJOURNED = Conclude(
    "session1", "key-00003", OutcomeKind.ADJOURNED, reason="核对工资表", next_session_at=NOW + timedelta(days=3)
)
SETTLED = Conclude("session1", "key-00001", OutcomeKind.SETTLED, EndingCode.AGREEMENT, terms="十日内支付16,000元。")


async def happen(store: Store, kind: EventKind, identity: str, place: Place, minute: int, *, told: bool = True) -> None:
    known = await store.database.meetings.load("session1")
    event = StoredEvent(
        seq=(known[0] if known else 0) + 1,
        at=NOW + timedelta(minutes=minute),
        kind=kind,
        identity=identity,
        name=None,
        place=place,
        note=None,
        audience=None,
    )
    await store.database.meetings.append("session1", event, {})
    if told:
        await AttendanceObserver(store.ports).observe("session1", event)


async def hold(store: Store, *, told: bool = True) -> None:
    await happen(store, EventKind.JOINED, "mediator1", Place.JOINT, 0, told=told)
    await happen(store, EventKind.ARRIVED, "li", Place.LOBBY, 1, told=told)
    await happen(store, EventKind.OPENED, "mediator1", Place.JOINT, 2, told=told)
    await happen(store, EventKind.JOINED, "li", Place.JOINT, 3, told=told)
    await happen(store, EventKind.DROPPED, "li", Place.JOINT, 10, told=told)
    await happen(store, EventKind.RETURNED, "li", Place.JOINT, 11, told=told)
    await happen(store, EventKind.JOINED, "li", Place.CAUCUS, 20, told=told)
    await happen(store, EventKind.JOINED, "li", Place.JOINT, 30, told=told)
    store.clock.at = NOW + timedelta(minutes=60)


async def test_an_outcome_ends_session_and_case_reports_it_and_closes_the_room(store: Store) -> None:
    await hold(store)

    outcome = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert view.state is CaseState.AGREED
    assert view.sessions[0].summary.state is SessionState.CONCLUDED
    assert view.sessions[0].outcome == outcome
    assert view.timeline[0].kind == "session.concluded"
    ((_, name, payload),) = await undelivered(store.database.engine)
    assert (name, payload["serial"], payload["kind"]) == ("SessionConcluded", "LY2026-000128", "settled")
    assert store.rooms.heard == [("end", "session1")]


async def test_terms_and_reasons_do_not_travel_with_the_report(store: Store) -> None:
    await hold(store)
    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    assert "16,000" not in str(await undelivered(store.database.engine))
    assert "16,000" not in str(await read_audit(store.database.engine))


async def test_the_outcome_keeps_who_was_there_and_who_never_came(store: Store) -> None:
    await hold(store)

    outcome = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    worker, daughter, employer, mediator = outcome.attendance
    assert [stretch.kind for stretch in worker.stretches] == [
        "waiting",
        "present",
        "dropped",
        "present",
        "caucus",
        "present",
    ]
    assert worker.stretches[-1].until == store.clock.at
    assert (daughter.stretches, employer.stretches) == ((), ())
    assert (mediator.name, mediator.title, mediator.side) == ("王调解员", "调解员", Side.NEUTRAL)


async def test_the_same_request_twice_is_one_outcome(store: Store) -> None:
    await hold(store)
    first = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)
    store.clock.pass_by(timedelta(minutes=5))

    second = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    assert second == first
    assert len(await undelivered(store.database.engine)) == 1


async def test_a_key_that_comes_back_with_another_content_is_refused(store: Store) -> None:
    await hold(store)
    first = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    with pytest.raises(KeyReusedError):
        await outcomes.conclude(MEDIATOR, replace(SETTLED, terms="另一个数额"), store.ports)

    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome == first


FAILED = Conclude(
    "session1", "key-00002", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason="金额差距较大"
)


@pytest.mark.parametrize(("outcome", "called_off"), [(FAILED, True), (SETTLED, False)])
async def test_a_session_that_ends_the_case_calls_off_those_that_were_planned_after_it(
    store: Store, outcome: Conclude, *, called_off: bool
) -> None:
    async with store.database.begin() as uow:
        planned = await uow.sessions.get(SessionId("session1"))
        assert planned is not None
        later = replace(planned, id=SessionId("session2"), number=2, starts_at=NOW + timedelta(days=3))
        await uow.sessions.add(later)
        await uow.commit()
    await hold(store)

    await outcomes.conclude(MEDIATOR, outcome, store.ports)

    async with store.database.begin() as uow:
        left = await uow.sessions.get(SessionId("session2"))
    assert left is not None
    assert (left.state is SessionState.CANCELLED) == called_off
    assert (("end", "session2") in store.rooms.heard) == called_off


async def test_a_session_that_is_over_takes_no_second_outcome(store: Store) -> None:
    await hold(store)
    first = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    with pytest.raises(IllegalTransitionError) as refusal:
        await outcomes.conclude(MEDIATOR, replace(SETTLED, key="key-00002"), store.ports)

    assert (refusal.value.state, refusal.value.action) == ("concluded", "conclude")
    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome == first


async def test_a_session_whose_opening_nobody_was_told_of_is_concluded_all_the_same(store: Store) -> None:
    await hold(store, told=False)

    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert [line.kind for line in view.timeline] == ["session.concluded", "session.opened"]


async def test_a_settlement_without_a_meeting_is_refused_and_changes_nothing(store: Store) -> None:
    with pytest.raises(IllegalTransitionError):
        await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    view = await sessions.view(MEDIATOR, "session1", store.ports)
    assert (view.summary.state, view.outcome) == (SessionState.SCHEDULED, None)
    assert await undelivered(store.database.engine) == []
    assert store.rooms.heard == []
    await hold(store)
    assert (await outcomes.conclude(MEDIATOR, SETTLED, store.ports)).kind is OutcomeKind.SETTLED


UNREACHED = Conclude(
    "session1", "key-00001", OutcomeKind.NOT_SETTLED, EndingCode.PARTY_UNREACHABLE, reason="三次电话均未接通"
)


async def test_a_party_nobody_reached_ends_the_case_without_a_meeting(store: Store) -> None:
    a_try = contacts.LogContact(
        SERIAL, "contact-1", "zhou", NOW, ContactChannel.TELEPHONE, ContactOutcome.NO_ANSWER, "13700008852"
    )
    await contacts.log(MEDIATOR, a_try, store.ports)
    with pytest.raises(ConflictError) as refusal:
        await outcomes.conclude(MEDIATOR, UNREACHED, store.ports)
    earlier = replace(a_try, key="contact-2", at=NOW - timedelta(days=1), channel=ContactChannel.LETTER, number="")
    await contacts.log(MEDIATOR, earlier, store.ports)

    await outcomes.conclude(MEDIATOR, UNREACHED, store.ports)

    assert refusal.value.code == "contact.too_early"

    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.ENDED


@pytest.mark.parametrize(
    ("ending", "code"),
    [(EndingCode.PARTY_UNREACHABLE, "ending.no_contact_log"), (EndingCode.TERM_OVER, "ending.term_runs")],
)
async def test_a_session_ends_a_case_only_with_what_its_facts_bear(store: Store, ending: EndingCode, code: str) -> None:
    await hold(store)

    with pytest.raises(ConflictError) as refusal:
        await outcomes.conclude(MEDIATOR, replace(UNREACHED, ending_code=ending), store.ports)

    assert refusal.value.code == code
    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome is None
    assert store.rooms.heard == []


async def test_who_settled_in_private_and_withdrew_ends_the_case_with_that_code(store: Store) -> None:
    await hold(store)
    command = replace(SETTLED, ending_code=EndingCode.SETTLED_AND_WITHDREW)

    await outcomes.conclude(MEDIATOR, command, store.ports)

    found = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert found.ending is not None
    assert found.ending.code is EndingCode.SETTLED_AND_WITHDREW
    assert "16,000" not in found.ending.reason
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.ENDED


async def test_an_adjournment_plans_the_next_session_with_the_same_people(store: Store) -> None:
    await hold(store)
    command = Conclude(
        "session1",
        "key-00001",
        OutcomeKind.ADJOURNED,
        reason="被申请人核对工资表",
        next_session_at=NOW + timedelta(days=3),
    )

    await outcomes.conclude(MEDIATOR, command, store.ports)

    today = await sessions.today(MEDIATOR, store.ports)
    (later,) = today.later
    assert (later.number, len(later.participants)) == (2, 3)
    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert view.sessions[0].summary.state is SessionState.ADJOURNED
    assert view.state is CaseState.IN_MEDIATION


async def next_session(store: Store, serial: str = SERIAL) -> Session:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(serial)
        assert case is not None
        return next(one for one in await uow.sessions.of_case(case.id) if one.number == 2)


async def held_as(store: Store, mode: SessionMode, form: SessionForm, place: str) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(replace(session, mode=mode, form=form, place=place))
        await uow.commit()


async def test_the_next_session_is_held_where_and_as_the_last_one_and_everybody_is_invited(store: Store) -> None:
    await held_as(store, SessionMode.ON_SITE, SessionForm.JOINT, "302 调解室")
    await hold(store)

    await outcomes.conclude(MEDIATOR, replace(ADJOURNED, came=Came(("li",))), store.ports)

    later = await next_session(store)
    assert (later.mode, later.form, later.place) == (SessionMode.ON_SITE, SessionForm.JOINT, "302 调解室")
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    assert len([one for one in sent if one.kind is ReminderKind.SESSION_INVITED]) == len(PEOPLE)


async def test_a_separate_session_is_not_continued_without_the_consent_of_all_and_nothing_ends(store: Store) -> None:
    await held_as(store, SessionMode.ONLINE, SessionForm.SEPARATE, "")
    async with store.database.begin() as uow:
        employer = await uow.invitations.get(SessionId("session1"), Identity("zhou"))
        assert employer is not None
        await uow.invitations.save(employer.revoke(NOW))
        await uow.commit()
    await hold(store)

    with pytest.raises(ConflictError) as refusal:
        await outcomes.conclude(MEDIATOR, ADJOURNED, store.ports)

    assert refusal.value.code == "session.separate_consent_missing"
    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome is None


async def test_no_party_is_left_out_of_the_next_session_because_their_link_is_dead(store: Store) -> None:
    colleague = replace(PEOPLE[0], identity=Identity("zhao"), name="赵工友")
    async with store.database.begin() as uow:
        await uow.cases.add_participant(colleague)
        denied = an_invitation(identity=colleague.identity, token_digest=digest("zhao")).revoke(NOW)
        await uow.invitations.add(denied)
        await uow.commit()
    await hold(store)

    with pytest.raises(ConflictError) as refusal:
        await outcomes.conclude(MEDIATOR, ADJOURNED, store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("session.party_left_out", {"missing": "赵工友"})
    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome is None


async def test_whoever_said_the_link_is_not_theirs_gets_no_link_to_the_next_session(store: Store) -> None:
    async with store.database.begin() as uow:
        denied = await uow.invitations.get(SessionId("session1"), Identity("min"))
        assert denied is not None
        await uow.invitations.save(denied.revoke(NOW))
        await uow.commit()
    await hold(store)

    await outcomes.conclude(MEDIATOR, ADJOURNED, store.ports)

    later = await next_session(store)
    async with store.database.begin() as uow:
        assert await uow.invitations.get(later.id, Identity("min")) is None
        assert await uow.invitations.get(later.id, Identity("li")) is not None


@pytest.mark.parametrize(("days", "comes"), [(2, False), (3, True)])
async def test_an_agent_whose_authority_ends_before_the_next_session_is_not_asked_to_come_to_it(
    store: Store, days: int, *, comes: bool
) -> None:
    await powers.record(CLERK, an_authority(until=beijing_day(NOW) + timedelta(days=days)), store.ports)
    await hold(store)

    await outcomes.conclude(MEDIATOR, ADJOURNED, store.ports)

    later = await next_session(store)
    async with store.database.begin() as uow:
        assert (await uow.invitations.get(later.id, Identity("min")) is not None) is comes
        assert await uow.invitations.get(later.id, Identity("li")) is not None


async def test_the_next_session_cannot_lie_in_the_past(store: Store) -> None:
    await hold(store)
    command = Conclude(
        "session1", "key-00001", OutcomeKind.ADJOURNED, reason="改期", next_session_at=NOW - timedelta(days=1)
    )

    with pytest.raises(InvalidError) as refusal:
        await outcomes.conclude(MEDIATOR, command, store.ports)

    assert refusal.value.facts == {"next_session_at": "past"}


async def test_only_the_mediator_of_the_case_concludes(store: Store) -> None:
    await hold(store)

    with pytest.raises(ForbiddenError):
        await outcomes.conclude(CLERK, SETTLED, store.ports)
    with pytest.raises(NotFoundError):
        await outcomes.conclude(OTHER_MEDIATOR, SETTLED, store.ports)

    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome is None


async def test_every_step_is_in_an_unbroken_audit_chain(store: Store) -> None:
    await hold(store)
    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    entries = await read_audit(store.database.engine)

    assert [entry.act.action for entry in entries] == ["session.opened", "session.concluded"]
    assert await broken_audit_entry(store.database.engine) is None
