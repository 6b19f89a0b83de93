from datetime import UTC, date, datetime, time, timedelta

import pytest

from server.domain.beijing import BEIJING
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.reminder import (
    AHEAD,
    MOST_TRIES,
    Ending,
    ReminderKind,
    due_after,
    due_before,
    due_before_end,
    next_try,
)
from tests.factories import NOW

CALENDAR = WorkCalendar(NOTICES)


@pytest.mark.parametrize("kind", AHEAD)
def test_a_reminder_is_due_from_its_hour_and_not_a_second_earlier(kind: ReminderKind) -> None:
    hour = NOW - AHEAD[kind].before

    assert kind in due_before(NOW, hour)
    assert kind not in due_before(NOW, hour - timedelta(seconds=1))


@pytest.mark.parametrize("kind", AHEAD)
def test_a_reminder_whose_hour_is_long_gone_is_not_sent_late(kind: ReminderKind) -> None:
    assert kind not in due_before(NOW, NOW - AHEAD[kind].before + AHEAD[kind].grace)


def test_nobody_is_reminded_of_a_session_that_began() -> None:
    assert due_before(NOW, NOW) == ()


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2026, 4, 3), ReminderKind.REFERRAL_DAY_1),
        (date(2026, 4, 4), None),  # 清明
        (date(2026, 4, 7), ReminderKind.REFERRAL_DAY_2),
        (date(2026, 4, 8), ReminderKind.REFERRAL_DAY_3),
        (date(2026, 4, 9), None),
        (date(2026, 4, 2), None),
    ],
)
def test_a_referral_is_recalled_on_its_first_three_working_days(today: date, kind: ReminderKind | None) -> None:
    nine_in_beijing = datetime(today.year, today.month, today.day, 1, 0, tzinfo=UTC)

    assert due_after(date(2026, 4, 2), nine_in_beijing, CALENDAR) is kind
    assert due_after(date(2026, 4, 2), nine_in_beijing - timedelta(seconds=1), CALENDAR) is None


def test_each_try_comes_twice_as_late_until_it_is_given_up() -> None:
    waits = [next_try(tries, NOW) for tries in range(1, MOST_TRIES + 1)]

    assert waits == [NOW + timedelta(minutes=minutes) for minutes in (2, 4, 8, 16)] + [None]


STARTS = date(2026, 3, 3)


def warned(what: Ending, length: int) -> dict[int, ReminderKind]:
    """Return, by the day of the period, what is first due on it."""
    ends = STARTS + timedelta(days=length)
    found: dict[int, ReminderKind] = {}
    for day in range(length + 1):
        now = datetime.combine(STARTS + timedelta(days=day), time(9), BEIJING)
        kind = due_before_end(what, STARTS, ends, now)
        if kind is not None and kind not in found.values():
            found[day] = kind
    return found


def test_thirty_days_are_warned_of_on_the_20th_27th_and_29th() -> None:
    assert list(warned(Ending.CONFIRMATION, 30)) == [20, 27, 29]
    assert list(warned(Ending.TERM, 30)) == [20, 27, 29]


def test_a_short_term_is_not_warned_of_on_the_day_it_begins() -> None:
    assert list(warned(Ending.TERM, 7)) == [4, 6]


def test_no_warning_is_due_before_nine() -> None:
    eve = datetime(2026, 4, 1, 8, 59, 59, tzinfo=BEIJING)
    assert due_before_end(Ending.CONFIRMATION, STARTS, date(2026, 4, 2), eve) is None


def test_the_last_warning_stays_due_until_the_period_is_over() -> None:
    after = datetime(2026, 4, 3, 10, tzinfo=BEIJING)
    kind = due_before_end(Ending.CONFIRMATION, STARTS, date(2026, 4, 2), after)
    assert kind is ReminderKind.CONFIRMATION_1_DAY_LEFT
