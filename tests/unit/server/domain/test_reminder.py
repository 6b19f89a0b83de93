from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.reminder import AHEAD, MOST_TRIES, ReminderKind, due_after, due_before, next_try
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
