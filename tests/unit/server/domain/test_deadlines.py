"""Deadlines: the worked cases of `tests/vectors/deadline_cases.csv` (each computed twice, by hand and by library)."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.deadlines import PERIODS, DeadlineRule, LastDay, Unit, UnknownRuleError, deadline
from server.domain.own_right import OWN_RIGHTS

CALENDAR = WorkCalendar(NOTICES)
VECTORS = Path(__file__).parents[3] / "vectors" / "deadline_cases.csv"
CASES = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
STARTS = st.dates(min_value=date(2023, 1, 1), max_value=date(2026, 10, 1))
RULES = st.sampled_from(DeadlineRule)
WARNED = frozenset(
    {
        *OWN_RIGHTS,
        DeadlineRule.MEDIATE_30D,
        DeadlineRule.MEDIATE_EXT_30D,
        DeadlineRule.MEDIATE_15D_ORDINARY,
        DeadlineRule.MEDIATE_7D_SUMMARY,
        DeadlineRule.JUDICIAL_CONFIRM_30D,
        DeadlineRule.LABOUR_ORG_15D,
    }
)
"""Whose last day a message makes from the rows of its clock: `LastDay.of_days`."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{case['start']}")
def test_a_worked_case_ends_on_its_day(case: dict[str, str]) -> None:
    found = deadline(case["rule"], date.fromisoformat(case["start"]), CALENDAR)

    assert found.due == date.fromisoformat(case["due"])
    assert not found.provisional


@given(RULES, STARTS)
def test_a_period_never_ends_on_a_day_without_work(rule: DeadlineRule, start: date) -> None:
    assert CALENDAR.is_working_day(deadline(rule, start, CALENDAR).due)


@given(RULES, STARTS)
def test_a_later_start_never_ends_earlier(rule: DeadlineRule, start: date) -> None:
    next_day = start + timedelta(days=1)

    assert deadline(rule, start, CALENDAR).due <= deadline(rule, next_day, CALENDAR).due


@given(RULES, STARTS)
def test_the_start_day_is_not_counted(rule: DeadlineRule, start: date) -> None:
    period, found = PERIODS[rule], deadline(rule, start, CALENDAR)

    if period.unit is Unit.WORKING_DAYS:
        worked = [start + timedelta(days=n) for n in range(1, (found.due - start).days + 1)]
        assert sum(CALENDAR.is_working_day(day) for day in worked) == period.count
    else:
        assert found.due >= found.nominal > start


def test_a_date_in_a_year_without_a_notice_is_provisional() -> None:
    found = deadline("SUE_15D", date(2026, 12, 25), CALENDAR)

    assert found.unknown_years == (2027,)
    assert any(line.startswith("暂定") for line in found.trace())


def test_a_trace_names_article_holidays_and_makeup_days() -> None:
    trace = deadline("ACCEPT_3WD", date(2023, 9, 27), CALENDAR).trace()

    assert trace == (
        "在线调解规则 第十二条：2023-09-27 起 3 个工作日，当日不计",
        "跳过放假：9月29日–10月6日",
        "调休上班，照计：10月7日–10月8日",
        "2023-10-08 24:00 届满",
    )


def test_a_rolled_end_keeps_its_nominal_day() -> None:
    found = deadline("MEDIATE_30D", date(2025, 9, 1), CALENDAR)

    assert (found.nominal, found.due) == (date(2025, 10, 1), date(2025, 10, 9))


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownRuleError):
        deadline("SOON", date(2026, 1, 1), CALENDAR)


@given(st.sampled_from(sorted(WARNED)), st.dates(min_value=date(2023, 1, 1), max_value=date(2028, 1, 1)))
def test_a_last_day_that_is_made_from_a_clock_is_the_one_that_was_worked_out(rule: DeadlineRule, start: date) -> None:
    found = deadline(rule, start, CALENDAR)

    assert LastDay.of_days(found.due, found.nominal, is_provisional=found.provisional) == found.last_day


def test_no_period_in_working_days_is_told_by_a_last_day_that_is_made_from_its_clock() -> None:
    assert not {rule for rule in WARNED if PERIODS[rule].unit is Unit.WORKING_DAYS}
