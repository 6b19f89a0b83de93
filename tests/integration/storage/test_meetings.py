import asyncio
from datetime import timedelta

import pytest

from server.domain.consent import WORDING_VERSION, Answer, Channel, Purpose
from server.domain.ids import Identity, SessionId
from server.storage.database import Database
from signaling.errors import SequenceTakenError
from signaling.linelog import LineSample
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.media import LineReport
from signaling.protocol.passing import QualityLevel
from signaling.protocol.words import Place
from tests.factories import NOW, a_session
from tests.support.store import COLUMN_KEY, Store


def an_event(seq: int, kind: EventKind = EventKind.JOINED) -> StoredEvent:
    return StoredEvent(
        seq=seq,
        at=NOW + timedelta(seconds=seq),
        kind=kind,
        identity="li",
        name="李秀兰",
        place=Place.JOINT,
        note=None,
        audience=("li", "mediator1"),
    )


async def test_a_meeting_that_never_began_has_no_state(store: Store) -> None:
    assert await store.database.meetings.load("session1") is None
    assert await store.database.meetings.since("session1", 0) == ()


async def test_events_come_back_in_order_with_the_state_after_the_last(store: Store) -> None:
    meetings = store.database.meetings
    for seq in (1, 2, 3):
        await meetings.append("session1", an_event(seq), {"seats": seq})

    assert await meetings.load("session1") == (3, {"seats": 3})
    assert await meetings.since("session1", 1) == (an_event(2), an_event(3))


@pytest.mark.parametrize("seq", [1, 2, 4])
async def test_a_number_that_is_not_the_next_is_refused_and_changes_nothing(store: Store, seq: int) -> None:
    meetings = store.database.meetings
    for number in (1, 2):
        await meetings.append("session1", an_event(number), {"seats": number})

    with pytest.raises(SequenceTakenError):
        await meetings.append("session1", an_event(seq, EventKind.LEFT), {"seats": 0})

    assert await meetings.load("session1") == (2, {"seats": 2})
    assert await meetings.since("session1", 0) == (an_event(1), an_event(2))


async def test_of_processes_that_append_at_once_exactly_one_wins(store: Store, url: str) -> None:
    other = Database.connect(url, COLUMN_KEY)

    async def append(database: Database, seats: int) -> int | None:
        try:
            await database.meetings.append("session1", an_event(1), {"seats": seats})
        except SequenceTakenError:
            return None
        return seats

    try:
        results = await asyncio.gather(
            *(append(database, seats) for seats, database in enumerate([store.database, other] * 3))
        )
    finally:
        await other.close()

    winners = [seats for seats in results if seats is not None]
    assert len(winners) == 1
    assert await store.database.meetings.load("session1") == (1, {"seats": winners[0]})


async def test_an_event_for_everyone_stays_for_everyone(store: Store) -> None:
    event = StoredEvent(1, NOW, EventKind.ENDED, None, None, None, None, None)

    await store.database.meetings.append("session1", event, {})

    assert await store.database.meetings.since("session1", 0) == (event,)


async def test_a_meeting_is_held_while_its_session_goes_on(store: Store) -> None:
    meetings = store.database.meetings
    facts = await meetings.facts("session1")
    assert facts is not None
    assert (facts.serial, facts.host_identity, facts.host_name) == ("LY2026-000128", "mediator1", "王调解员")

    async with store.database.begin() as uow:
        await uow.sessions.save(a_session().cancel(NOW))
        await uow.commit()

    assert await meetings.facts("session1") is None
    assert await meetings.facts("no-such-session") is None


async def test_the_standing_consent_is_the_last_answer_and_silence_is_no_answer(store: Store) -> None:
    meetings = store.database.meetings
    assert await meetings.recording_consent("session1", "li") is None

    async with store.database.begin() as uow:
        consent = await uow.people.consent(SessionId("session1"), Identity("li"), Purpose.RECORDING)
        for answer in (True, False):
            given = Answer(answer=answer, version=WORDING_VERSION, answered_at=NOW, channel=Channel.LINK)
            consent = consent.respond(given)
        await uow.people.save_consent(consent)
        await uow.commit()

    assert await meetings.recording_consent("session1", "li") is False
    assert await meetings.recording_consent("session1", "min") is None


async def test_mediator_and_clerk_are_recorded_by_their_office_and_nobody_else(store: Store) -> None:
    meetings = store.database.meetings

    assert await meetings.recording_consent("session1", "mediator1") is True
    assert await meetings.recording_consent("session1", "clerk1") is True
    assert await meetings.recording_consent("session1", "judge1") is None
    assert await meetings.recording_consent("session1", "nobody") is None


async def test_lines_come_back_by_time_with_what_the_browser_said(store: Store) -> None:
    meetings, later = store.database.meetings, NOW + timedelta(seconds=30)
    report = LineReport(freezes=2, browser="wechat", system="android", round_trip_ms=90, jitter_ms=7.5)
    sample = LineSample("li", later, report=report, heard_concealed=0.1)
    await meetings.keep_lines("session1", (sample, LineSample("zhou", NOW, heard_concealed=0.2)))
    await meetings.keep_lines("session1", (LineSample("zhou", NOW, QualityLevel.POOR, 0.2, 0.0, 40.5, 3.0, 64_000, 5),))

    zhou, li = await store.database.queries.lines(SessionId("session1"))

    assert (zhou.identity, zhou.level, zhou.uplink_loss, zhou.round_trip_ms) == ("zhou", "poor", 0.2, 40.5)
    assert zhou.browser is None
    assert (li.identity, li.at, li.level, li.freezes, li.browser) == ("li", later, None, 2, "wechat")
    assert li.round_trip_ms == 90
    assert (li.downlink_jitter_ms, li.heard_concealed) == (7.5, 0.1)
    assert (zhou.downlink_jitter_ms, zhou.heard_concealed) == (None, None)
