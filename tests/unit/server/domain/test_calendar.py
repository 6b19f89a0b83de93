"""The working calendar: what a notice may say, and what is known without one."""

from datetime import date

import pytest

from server.domain.calendar import NOTICES, WorkCalendar, year_notice
from server.domain.errors import InvalidError

CALENDAR = WorkCalendar(NOTICES)


def test_a_notice_takes_off_days_and_days_of_work_instead() -> None:
    fuller = CALENDAR.with_notice(2027, year_notice(2027, " 通知 ", [date(2027, 1, 1)], [date(2027, 1, 3)]))

    assert fuller.notices[2027].source == "通知"
    assert not fuller.is_working_day(date(2027, 1, 1))
    assert fuller.is_working_day(date(2027, 1, 3))


@pytest.mark.parametrize(
    ("off", "makeup", "source", "problems"),
    [
        ([], [], "通知", {"off": "required"}),
        ([date(2026, 12, 31)], [], "通知", {"off": "outside_year"}),
        ([date(2027, 1, 1)], [date(2027, 1, 4)], "通知", {"makeup": "not_a_weekend"}),
        ([date(2027, 1, 2)], [date(2027, 1, 2)], "通知", {"makeup": "overlaps_off"}),
        ([date(2027, 1, 1)], [date(2028, 1, 2)], "通知", {"makeup": "outside_year"}),
        ([date(2027, 1, 1)], [], " ", {"source": "required"}),
    ],
)
def test_a_notice_that_contradicts_itself_cannot_exist(
    off: list[date], makeup: list[date], source: str, problems: dict[str, str]
) -> None:
    with pytest.raises(InvalidError) as refusal:
        year_notice(2027, source, off, makeup)

    assert (refusal.value.code, refusal.value.facts) == ("calendar.notice", problems)


def test_without_a_notice_weekends_and_fixed_holidays_rest_and_nothing_else_is_guessed() -> None:
    assert not CALENDAR.is_working_day(date(2027, 10, 1))
    assert not CALENDAR.is_working_day(date(2027, 1, 2))
    assert CALENDAR.is_working_day(date(2027, 2, 8))
    assert not CALENDAR.is_known(date(2027, 10, 1))


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 10, 31), ()),
        (date(2026, 11, 1), (2027,)),
        (date(2027, 3, 1), (2027,)),
        (date(2027, 12, 1), (2027, 2028)),
    ],
)
def test_from_november_the_administrator_is_asked_for_the_next_year(today: date, missing: tuple[int, ...]) -> None:
    assert CALENDAR.missing_years(today) == missing


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 11, 25), date(2026, 11, 26), id="the day after"),
        pytest.param(date(2026, 11, 27), date(2026, 11, 30), id="over a weekend"),
        pytest.param(date(2026, 9, 30), date(2026, 10, 8), id="over 国庆"),
        pytest.param(date(2026, 9, 18), date(2026, 9, 20), id="on a Sunday that is worked instead"),
    ],
)
def test_the_next_working_day_leaves_out_rest_and_takes_in_days_worked_instead(today: date, expected: date) -> None:
    assert CALENDAR.next_working_day(today) == expected
