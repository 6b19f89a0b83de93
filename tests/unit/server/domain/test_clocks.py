"""The clocks of a case: what runs, what stands still, what is over, and how each was worked out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import NOTICES, SATURDAY, WorkCalendar, YearNotice, days, year_notice
from server.domain.case import CaseSource, CaseStage, Procedure
from server.domain.clock_facts import Facts, RespondentFact
from server.domain.clocks import (
    Clock,
    ClockState,
    clocks,
    current_end,
    extended_end,
    next_due,
    party_deadline,
    term_clock,
)
from server.domain.day_strip import DayKind
from server.domain.ids import CaseId, Identity
from server.domain.term import (
    LUOYANG,
    Extension,
    ExtensionBase,
    ExtensionState,
    Pause,
    PauseKind,
    StartEvent,
    Term,
    TermPolicy,
)
from tests.factories import a_case

CALENDAR = WorkCalendar(NOTICES)
ACCEPTED = datetime(2026, 3, 6, 10, 12, tzinfo=BEIJING)
STARTS = st.integers(0, 820).map(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours * 24 + hours % 24)
)
LENGTHS = st.integers(0, 40)
ZHOU = RespondentFact(Identity("zhou"), "周经理", None)


def facts(accepted: datetime = ACCEPTED, **changes: Any) -> Facts:  # noqa: ANN401 - any fact of a case
    case = a_case(received_at=datetime(2026, 3, 3, 14, 8, 51, tzinfo=BEIJING), **changes.pop("case", {}))
    term = Term(case.id, StartEvent.ACCEPTED, accepted)
    return Facts(**{"case": case, "policy": LUOYANG, "term": term, **changes})


def granted(days_more: int = 30, base: ExtensionBase = ExtensionBase.ROLLED) -> Extension:
    return Extension(
        "ext1", CaseId("case1"), ACCEPTED, "王调解员", "双方还在核对账目", days_more, base,
        state=ExtensionState.GRANTED, granted_at=ACCEPTED + timedelta(days=20),
    )  # fmt: skip


def pause(start: datetime, length: int | None, kind: PauseKind = PauseKind.APPRAISAL) -> Pause:
    ended = None if length is None else start + timedelta(days=length)
    return Pause("pause1", CaseId("case1"), kind, start, "王调解员", "伤残鉴定", ended)


def named(found: tuple[Clock, ...], key: str) -> Clock:
    return next(clock for clock in found if clock.key == key)


def term(known: Facts, now: datetime = ACCEPTED) -> Clock:
    found = term_clock(known, CALENDAR, now)
    assert found is not None
    return found


def test_the_term_shows_nominal_and_rolled_end_with_article_and_working() -> None:
    found = term(facts(), datetime(2026, 3, 18, 9, 2, tzinfo=BEIJING))

    assert (found.deadline.nominal, found.deadline.due) == (date(2026, 4, 5), date(2026, 4, 7))
    assert (found.state, found.remaining, found.article) == (ClockState.RUNNING, 20, "在线调解规则 第二十四条")
    assert found.trace[0] == "2026-03-06 10:12 平台确认接受，自此起算（在线调解规则 第二十四条第二款）"
    assert found.trace[-1] == "2026-04-07 24:00 届满"


def test_acceptance_after_midnight_in_beijing_starts_on_that_day() -> None:
    found = term(facts(datetime(2024, 9, 30, 16, 30, tzinfo=UTC)))

    assert found.deadline.start == date(2024, 10, 1)


def test_the_materials_signed_for_earlier_are_shown_and_decide_nothing() -> None:
    began = Term(CaseId("case1"), StartEvent.ACCEPTED, ACCEPTED, ACCEPTED - timedelta(days=1))
    found = term(facts(term=began))

    assert found.deadline.start == date(2026, 3, 6)
    assert any("材料签收 2026-03-05，仅供对照" in line for line in found.trace)


@pytest.mark.parametrize(
    ("stage", "procedure", "length"),
    [(CaseStage.LITIGATION, Procedure.ORDINARY, 15), (CaseStage.LITIGATION, Procedure.SUMMARY, 7)],
)
def test_in_litigation_the_term_follows_the_procedure(stage: CaseStage, procedure: Procedure, length: int) -> None:
    known = facts(case={"source": CaseSource.COMMISSIONED, "stage": stage, "procedure": procedure})

    assert term(known).deadline.nominal == date(2026, 3, 6) + timedelta(days=length)


def test_an_appraisal_of_five_days_moves_the_end_by_five_and_shows_it() -> None:
    plain = term(facts())
    moved = term(facts(pauses=(pause(ACCEPTED + timedelta(days=4), 5),)), ACCEPTED + timedelta(days=12))

    assert moved.deadline.nominal - plain.deadline.nominal == timedelta(days=5)
    assert "鉴定 3月10日起 5 日不计，届满日后移" in moved.trace


def test_an_appraisal_that_ended_on_its_day_moves_nothing_and_is_not_in_the_working() -> None:
    moved = term(facts(pauses=(pause(ACCEPTED + timedelta(days=4), 0),)), ACCEPTED + timedelta(days=12))

    assert moved.deadline.due == term(facts()).deadline.due
    assert not any("鉴定" in line for line in moved.trace)


def test_while_an_appraisal_runs_the_clock_stands_still() -> None:
    known = facts(pauses=(pause(ACCEPTED + timedelta(days=4), None),))

    first = term(known, ACCEPTED + timedelta(days=6))
    later = term(known, ACCEPTED + timedelta(days=60))

    assert (first.state, later.state) == (ClockState.STOPPED, ClockState.STOPPED)
    assert later.deadline.nominal - later.deadline.start == timedelta(days=30 + 56)


def test_a_suspension_is_to_be_decided_on_within_seven_days_which_no_rule_sets() -> None:
    stopped = facts(pauses=(pause(ACCEPTED, None, PauseKind.SUSPENSION),))

    found = named(clocks(stopped, CALENDAR, ACCEPTED), "suspension")

    assert (found.deadline.nominal, found.article) == (date(2026, 3, 13), "在线调解规则 第二十三条")
    assert "没有定期限" in found.trace[0]
    assert named(clocks(stopped, CALENDAR, ACCEPTED + timedelta(days=9)), "suspension").state is ClockState.PASSED


@pytest.mark.parametrize(
    "changes",
    [
        {"pauses": (pause(ACCEPTED, 2, PauseKind.SUSPENSION),)},
        {"pauses": (pause(ACCEPTED, None, PauseKind.APPRAISAL),)},
        {"pauses": (pause(ACCEPTED, None, PauseKind.SUSPENSION),), "ended_at": ACCEPTED + timedelta(days=1)},
    ],
)
def test_nobody_has_to_decide_on_a_suspension_that_is_lifted_or_ended_or_on_an_appraisal(changes: Any) -> None:  # noqa: ANN401 - any fact of a case
    assert "suspension" not in {clock.key for clock in clocks(facts(**changes), CALENDAR, ACCEPTED)}


def test_an_extension_counts_from_the_rolled_end_unless_the_court_decided_otherwise() -> None:
    started = datetime(2025, 9, 1, 9, 0, tzinfo=BEIJING)
    rolled = term(facts(started, extensions=(granted(),)), started)
    nominal = term(facts(started, extensions=(granted(base=ExtensionBase.NOMINAL),)), started)

    assert (rolled.deadline.start, rolled.deadline.due) == (date(2025, 10, 9), date(2025, 11, 10))
    assert nominal.deadline.start == date(2025, 10, 1)
    assert "各方同意延长 30 日，自顺延后届满日 2025-10-09 起算（洛中法〔2023〕4号 第四条）" in rolled.trace
    assert "在线调解规则 第二十四条：2025-10-09 起 30 日，当日不计" in rolled.trace
    assert rolled.extended_by == 30


@pytest.mark.parametrize("decided", [TermPolicy(extension_days=20, extensions=2), TermPolicy(extensions=2)])
@pytest.mark.parametrize("days", [20, 30])
def test_an_extension_of_another_court_cites_no_notice_of_luoyang(decided: TermPolicy, days: int) -> None:
    known = replace(facts(extensions=(replace(granted(), days=days),)), policy=decided)

    longer = term(known, ACCEPTED)

    assert longer.article == "在线调解规则 第二十四条"
    assert not any("洛中法" in line for line in longer.trace)


def test_a_court_that_decided_of_suspensions_alone_still_extends_by_the_notice_of_luoyang() -> None:
    known = replace(facts(extensions=(granted(),)), policy=TermPolicy(counts_suspension=False))

    assert any("洛中法" in line for line in term(known, ACCEPTED).trace)


def test_no_working_says_by_law_where_no_article_does() -> None:
    stopped = facts(pauses=(pause(ACCEPTED + timedelta(days=5), 3, PauseKind.SUSPENSION),))
    told = party_deadline(stopped, CALENDAR, ACCEPTED + timedelta(days=10))

    assert told is not None
    assert not any("依法" in line for line in (*told.trace(), *term(stopped, ACCEPTED).trace))


def test_what_the_end_would_be_with_more_days_is_known_before_anybody_agrees() -> None:
    known = facts()
    end, more = current_end(known, CALENDAR, ACCEPTED), extended_end(known, 30, CALENDAR, ACCEPTED)

    assert end is not None
    assert more is not None
    assert (end.due, more.due) == (date(2026, 4, 7), date(2026, 5, 7))


def test_a_term_that_touches_a_year_without_a_notice_is_provisional_until_the_notice_is_loaded() -> None:
    accepted = datetime(2026, 12, 3, 10, 0, tzinfo=BEIJING)
    before = term(facts(accepted), accepted)
    fuller = CALENDAR.with_notice(2027, year_notice(2027, "通知", days(date(2027, 1, 1), date(2027, 1, 5)), ()))
    after = term_clock(facts(accepted), fuller, accepted)

    assert before.deadline.provisional
    assert after is not None
    assert not after.deadline.provisional
    assert (before.deadline.due, after.deadline.due) == (date(2027, 1, 4), date(2027, 1, 6))


def test_the_strip_shows_rest_and_makeup_days_around_the_end() -> None:
    found = term(facts())

    assert [(day.day.day, day.kind) for day in found.strip] == [
        (3, DayKind.WORKING),
        (4, DayKind.HOLIDAY),
        (5, DayKind.HOLIDAY),
        (6, DayKind.HOLIDAY),
        (7, DayKind.WORKING),
        (8, DayKind.WORKING),
    ]


def test_an_ended_case_has_nothing_running_for_its_mediator() -> None:
    found = clocks(facts(ended_at=ACCEPTED + timedelta(days=10)), CALENDAR, ACCEPTED + timedelta(days=40))

    assert named(found, "term").state is ClockState.DONE
    assert next_due(found) is None


def test_the_running_clock_that_ends_first_is_the_next() -> None:
    following = next_due(clocks(facts(respondents=(ZHOU,)), CALENDAR, ACCEPTED))

    assert following is not None
    assert following.key == "contact:zhou"


def test_a_clock_is_done_until_the_last_second_of_its_day_and_passed_after_it() -> None:
    last = datetime(2026, 4, 7, 23, 59, 59, tzinfo=BEIJING)

    assert term(facts(), last).state is ClockState.RUNNING
    assert term(facts(), last + timedelta(seconds=1)).state is ClockState.PASSED
    assert term(facts(), last + timedelta(seconds=1)).remaining is None


@given(STARTS, LENGTHS, LENGTHS)
def test_more_days_of_pause_never_end_the_term_earlier(start: datetime, after: int, length: int) -> None:
    shorter = term(facts(start, pauses=(pause(start + timedelta(days=after), length),)), start + timedelta(days=90))
    longer = term(facts(start, pauses=(pause(start + timedelta(days=after), length + 1),)), start + timedelta(days=90))

    assert shorter.deadline.due <= longer.deadline.due


@given(STARTS, st.integers(0, 45), LENGTHS)
def test_a_term_stopped_on_a_day_it_runs_has_as_many_days_left_on_resuming_and_one_stopped_later_none(
    start: datetime, after: int, length: int
) -> None:
    plain, at = term(facts(start), start).deadline, start + timedelta(days=after)
    stopped, resumed = facts(start, pauses=(pause(at, None),)), facts(start, pauses=(pause(at, length),))
    first, later = beijing_day(at), beijing_day(at + timedelta(days=length))
    standing, found = (term(known, at + timedelta(days=length)) for known in (stopped, resumed))

    if first > plain.due:
        assert (standing.state, standing.deadline.due) == (ClockState.PASSED, plain.due)
        assert found.deadline.due == plain.due
    else:
        left = (plain.nominal if first <= plain.nominal else plain.due) - first
        assert standing.state is ClockState.STOPPED
        assert found.state is ClockState.RUNNING
        assert found.deadline.nominal - later >= left
        assert (standing.deadline.due, standing.remaining) == (found.deadline.due, found.remaining)


def test_an_appraisal_that_begins_on_the_rolled_last_day_moves_that_day_and_the_working_says_so() -> None:
    start = datetime(2026, 10, 8, 9, 0, tzinfo=BEIJING)
    known = facts(start, pauses=(pause(datetime(2026, 11, 9, 9, 0, tzinfo=BEIJING), 11),))
    found = term(known, datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING))

    assert (found.state, found.deadline.due) == (ClockState.RUNNING, date(2026, 11, 20))
    assert "鉴定 11月9日起 11 日不计，自顺延后的 2026-11-09 起，届满日后移" in found.trace


@given(STARTS, LENGTHS, st.sampled_from(ExtensionBase))
def test_the_end_is_a_working_day_and_the_last_line_of_the_trace(
    start: datetime, length: int, base: ExtensionBase
) -> None:
    known = facts(start, pauses=(pause(start + timedelta(days=3), length),), extensions=(granted(30, base),))
    found = term(known, start + timedelta(days=90))

    assert CALENDAR.is_working_day(found.deadline.due)
    assert found.trace[-1].startswith(found.deadline.due.isoformat())
    assert found.deadline.due in {day.day for day in found.strip}


@given(STARTS)
def test_an_extension_never_ends_before_the_term_it_extends(start: datetime) -> None:
    plain, more = term(facts(start)), term(facts(start, extensions=(granted(1),)))

    assert more.deadline.due > plain.deadline.due


WEEKEND_DAYS = [day for day in days(date(2027, 1, 2), date(2027, 6, 30)) if day.weekday() >= SATURDAY]
WEEKDAYS = [day for day in days(date(2027, 1, 1), date(2027, 6, 30)) if day.weekday() < SATURDAY]
NOTICES_TO_COME = st.builds(
    lambda off, makeup: year_notice(2027, "通知", (date(2027, 1, 1), *off), tuple(makeup)),
    st.sets(st.sampled_from(WEEKDAYS), max_size=40),
    st.sets(st.sampled_from(WEEKEND_DAYS), max_size=25),
)
"""What the State Council may yet decide of a year that is not loaded."""


@given(
    accepted=st.integers(0, 90).map(lambda more: datetime(2026, 11, 1, 10, 0, tzinfo=BEIJING) + timedelta(days=more)),
    extended=st.lists(st.tuples(st.integers(1, 30), st.sampled_from(ExtensionBase)), max_size=2),
    stood=st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=2),
    notice=NOTICES_TO_COME,
)
def test_no_notice_to_come_ends_a_term_before_the_day_that_was_said_to_be_safe(
    accepted: datetime,
    extended: list[tuple[int, ExtensionBase]],
    stood: list[tuple[int, int]],
    notice: YearNotice,
) -> None:
    known = facts(
        accepted,
        extensions=tuple(granted(more, base) for more, base in extended),
        pauses=tuple(pause(accepted + timedelta(days=after), length) for after, length in stood),
    )
    before = current_end(known, CALENDAR, accepted)
    after = current_end(known, CALENDAR.with_notice(2027, notice), accepted)

    assert before is not None
    assert after is not None
    assert before.safe <= min(before.due, after.due)


@pytest.mark.parametrize("base", ExtensionBase)
def test_an_extension_of_a_day_that_may_be_brought_forward_may_be_brought_forward_as_far(base: ExtensionBase) -> None:
    accepted = datetime(2027, 1, 21, 10, 0, tzinfo=BEIJING)
    end = current_end(facts(accepted, extensions=(granted(30, base),)), CALENDAR, accepted)

    assert end is not None
    assert end.safe == date(2027, 3, 22)
    assert (end.due == end.safe) is (base is ExtensionBase.NOMINAL)
