"""The day strip: the days around the end of a period, with what makes each of them count or not."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from server.domain.calendar import WorkCalendar, days
from server.domain.deadlines import Deadline

_BEFORE: Final = timedelta(days=2)
_AFTER: Final = timedelta(days=1)
_LONGEST: Final = 14


class DayKind(StrEnum):
    """What a day of the strip is."""

    WORKING = "working"
    MAKEUP = "makeup"
    REST = "rest"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day. `is_known` is False when the calendar of its year is not loaded."""

    day: date
    kind: DayKind
    is_known: bool


def strip(end: Deadline, calendar: WorkCalendar) -> tuple[StripDay, ...]:
    """Return the days from two before the nominal end to one after the last day, at most fourteen, the last ones."""
    return span(end.nominal - _BEFORE, end.due + _AFTER, calendar)[-_LONGEST:]


def span(first: date, last: date, calendar: WorkCalendar) -> tuple[StripDay, ...]:
    """Return every day from `first` to `last`, both included."""
    return tuple(StripDay(day, _kind(day, calendar), calendar.is_known(day)) for day in days(first, last))


def _kind(day: date, calendar: WorkCalendar) -> DayKind:
    if calendar.is_makeup(day):
        return DayKind.MAKEUP
    if calendar.is_working_day(day):
        return DayKind.WORKING
    return DayKind.HOLIDAY if calendar.is_off(day) else DayKind.REST
