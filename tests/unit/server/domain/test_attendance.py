from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.attendance import (
    PLACES,
    PersonAttendance,
    RoomFact,
    Stretch,
    StretchKind,
    closed,
    have_met,
    stretches,
)
from server.domain.party import Side
from server.domain.session import SessionForm
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place
from tests.factories import NOW


def minute(number: int) -> datetime:
    return NOW + timedelta(minutes=number)


def fact(number: int, kind: str, place: str | None = "joint", identity: str | None = "li") -> RoomFact:
    return RoomFact(minute(number), kind, identity, place)


def record(*facts: RoomFact) -> list[tuple[str, int, int | None]]:
    def after(at: datetime | None) -> int | None:
        return None if at is None else int((at - NOW).total_seconds() // 60)

    return [
        (stretch.kind.value, after(stretch.since) or 0, after(stretch.until))
        for stretch in stretches(facts).get("li", ())
    ]


def test_a_person_waits_is_let_in_and_leaves() -> None:
    assert record(fact(0, "arrived", "lobby"), fact(5, "admitted", "lobby"), fact(6, "joined"), fact(40, "left")) == [
        ("waiting", 0, 6),
        ("present", 6, 40),
    ]


def test_a_lost_line_is_a_stretch_of_its_own() -> None:
    assert record(fact(0, "joined"), fact(10, "dropped"), fact(12, "returned")) == [
        ("present", 0, 10),
        ("dropped", 10, 12),
        ("present", 12, None),
    ]


def test_a_caucus_is_told_apart_from_presence_and_waiting() -> None:
    assert record(fact(0, "joined"), fact(20, "joined", "caucus"), fact(30, "joined")) == [
        ("present", 0, 20),
        ("caucus", 20, 30),
        ("present", 30, None),
    ]
    assert record(fact(0, "joined"), fact(20, "joined", "waiting"), fact(30, "joined"))[1] == ("waiting", 20, 30)


def test_who_left_and_came_back_has_a_gap_between() -> None:
    assert record(fact(0, "joined"), fact(5, "left"), fact(9, "returned")) == [
        ("present", 0, 5),
        ("present", 9, None),
    ]


def test_the_end_of_the_meeting_ends_everybody() -> None:
    assert record(fact(0, "joined"), fact(60, "ended", None, None)) == [("present", 0, 60)]


def test_what_is_said_or_shown_is_no_attendance() -> None:
    talk = [fact(number, kind.value) for number, kind in enumerate((EventKind.CHAT, EventKind.HAND_RAISED), start=1)]

    assert record(fact(0, "joined"), *talk) == [("present", 0, None)]
    assert record(*talk) == []


def test_every_place_of_a_room_has_its_meaning() -> None:
    assert set(PLACES) == {place.value for place in Place}


def test_closing_a_record_ends_the_stretch_that_goes_on() -> None:
    (stretch,) = closed(stretches([fact(0, "joined")])["li"], minute(7))

    assert (stretch.since, stretch.until) == (minute(0), minute(7))


PRESENT, CAUCUS, WAITING = StretchKind.PRESENT, StretchKind.CAUCUS, StretchKind.WAITING
APPLICANT, RESPONDENT, NEUTRAL = Side.APPLICANT, Side.RESPONDENT, Side.NEUTRAL


@pytest.mark.parametrize(
    ("form", "there", "met"),
    [
        (SessionForm.JOINT, {APPLICANT: PRESENT, RESPONDENT: PRESENT}, True),
        (SessionForm.JOINT, {APPLICANT: CAUCUS, RESPONDENT: CAUCUS}, True),
        (SessionForm.JOINT, {APPLICANT: PRESENT, RESPONDENT: WAITING}, False),
        (SessionForm.JOINT, {APPLICANT: PRESENT, NEUTRAL: PRESENT}, False),
        (SessionForm.JOINT, {NEUTRAL: PRESENT}, False),
        (SessionForm.SEPARATE, {RESPONDENT: PRESENT, NEUTRAL: PRESENT}, True),
        (SessionForm.SEPARATE, {RESPONDENT: WAITING, NEUTRAL: PRESENT}, False),
        (SessionForm.SEPARATE, {NEUTRAL: PRESENT}, False),
    ],
)
def test_people_have_met_when_somebody_of_either_side_was_let_in_and_of_the_one_side_that_came_alone(
    form: SessionForm, there: dict[Side, StretchKind], *, met: bool
) -> None:
    people = [
        PersonAttendance(side.value, "李秀兰", side, "", (Stretch(kind, minute(0), minute(5)),))
        for side, kind in there.items()
    ]
    invited = [PersonAttendance(f"absent-{side.value}", "周经理", side, "", ()) for side in Side]

    assert have_met([*people, *invited], form) is met


@given(st.lists(st.tuples(st.sampled_from(EventKind), st.sampled_from(Place)), max_size=40))
def test_stretches_follow_one_another_whatever_happened(events: list[tuple[EventKind, Place]]) -> None:
    facts = [fact(number, kind.value, place.value) for number, (kind, place) in enumerate(events)]

    kept = stretches(facts).get("li", ())

    for earlier, later in pairwise(kept):
        assert earlier.until is not None
        assert earlier.since < earlier.until <= later.since
        assert not (earlier.until == later.since and earlier.kind is later.kind)
    assert all(isinstance(stretch.kind, StretchKind) for stretch in kept)
