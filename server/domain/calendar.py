"""Which days are working days: weekends, public holidays, and the weekends worked instead.

Seeded from the yearly notices of the State Council (国办发明电〔2022〕16号, 〔2023〕7号, 〔2024〕12号 and the notice of
2025-11-04 for 2026, whose number is unconfirmed); later years are entered by an administrator. A year without a
notice is never guessed: its weekends and the holidays of fixed date count, nothing else is known, and whatever
touches it is provisional (暂定).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from server.domain.errors import InvalidError

_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays that fall on the same date every year (全国年节及纪念日放假办法 art. 2)."""
_ALERT_FROM: Final = 11
"""The notice of the next year is published in November or so."""
_MOST_DAYS: Final = 60
_LONGEST_SOURCE: Final = 100


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What one yearly notice says. `off` are days without work, weekends inside a holiday included."""

    source: str
    off: frozenset[date]
    makeup: frozenset[date]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The loaded notices by year."""

    notices: Mapping[int, YearNotice]

    def is_known(self, day: date) -> bool:
        """Whether the notice for the year of `day` is loaded."""
        return day.year in self.notices

    def is_makeup(self, day: date) -> bool:
        """Whether `day` is a weekend day on which work is done instead."""
        return self.is_known(day) and day in self.notices[day.year].makeup

    def is_off(self, day: date) -> bool:
        """Whether `day` is a public holiday, as far as is known; an ordinary weekend is none."""
        if self.is_known(day):
            return day in self.notices[day.year].off
        return (day.month, day.day) in FIXED_HOLIDAYS

    def is_working_day(self, day: date) -> bool:
        """Whether work is done on `day`, as far as is known."""
        if not self.is_known(day):
            return day.weekday() < SATURDAY and not self.is_off(day)
        notice = self.notices[day.year]
        return day in notice.makeup or (day.weekday() < SATURDAY and day not in notice.off)

    def may_be_working_day(self, day: date) -> bool:
        """Whether work may be done on `day`: of a year that is not loaded any weekend may be worked."""
        return self.is_working_day(day) if self.is_known(day) else not self.is_off(day)

    def next_working_day(self, after: date) -> date:
        """Return the first working day after this one, as far as is known."""
        day = after + timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def with_notice(self, year: int, notice: YearNotice) -> "WorkCalendar":
        """Return the calendar with this notice for the year, in place of what was known."""
        return WorkCalendar({**self.notices, year: notice})

    def missing_years(self, today: date) -> tuple[int, ...]:
        """Return the years an administrator should load now: this one, and from November on the next (CAL-10)."""
        wanted = (today.year, today.year + 1) if today.month >= _ALERT_FROM else (today.year,)
        return tuple(year for year in wanted if year not in self.notices)


def year_notice(year: int, source: str, off: Iterable[date], makeup: Iterable[date]) -> YearNotice:
    """Return the notice of a year as entered.

    Raises `InvalidError` (`calendar.notice`) naming each field that breaks a rule: every day lies in the year, days
    of work instead are weekend days, no day is both, and the source is named.
    """
    off_days, makeup_days = frozenset(off), frozenset(makeup)
    problems = {"off": _off_problem(year, off_days), "makeup": _makeup_problem(year, off_days, makeup_days)}
    if not 0 < len(source.strip()) <= _LONGEST_SOURCE:
        problems["source"] = "required" if not source.strip() else "too_long"
    found = {field: problem for field, problem in problems.items() if problem}
    if found:
        raise InvalidError("calendar.notice", **found)
    return YearNotice(source.strip(), off_days, makeup_days)


def _off_problem(year: int, off: frozenset[date]) -> str:
    if not off:
        return "required"
    if len(off) > _MOST_DAYS:
        return "too_many"
    return "outside_year" if any(day.year != year for day in off) else ""


def _makeup_problem(year: int, off: frozenset[date], makeup: frozenset[date]) -> str:
    if any(day.year != year for day in makeup):
        return "outside_year"
    if makeup & off:
        return "overlaps_off"
    return "not_a_weekend" if any(day.weekday() < SATURDAY for day in makeup) else ""


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += _DAY


def _notice(year: int, source: str, off: str, makeup: str) -> YearNotice:
    """Read a notice written as `1-1…3 4-4…6` (month-day, ranges within a month or across two)."""
    return YearNotice(source, frozenset(_listed(year, off)), frozenset(_listed(year, makeup)))


def _listed(year: int, text: str) -> Iterator[date]:
    for part in text.split():
        first_text, _, last_text = part.partition("…")
        first = _day(year, first_text)
        last = first if not last_text else _day(year, last_text if "-" in last_text else f"{first.month}-{last_text}")
        yield from days(first, last)


def _day(year: int, text: str) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))


NOTICES: Final[Mapping[int, YearNotice]] = {
    2023: _notice(
        2023,
        "国办发明电〔2022〕16号",
        "1-1…2 1-21…27 4-5 4-29…5-3 6-22…24 9-29…10-6",
        "1-28 1-29 4-23 5-6 6-25 10-7 10-8",
    ),
    2024: _notice(
        2024,
        "国办发明电〔2023〕7号",
        "1-1 2-10…17 4-4…6 5-1…5 6-10 9-15…17 10-1…7",
        "2-4 2-18 4-7 4-28 5-11 9-14 9-29 10-12",
    ),
    2025: _notice(
        2025,
        "国办发明电〔2024〕12号",
        "1-1 1-28…2-4 4-4…6 5-1…5 5-31…6-2 10-1…8",
        "1-26 2-8 4-27 9-28 10-11",
    ),
    2026: _notice(
        2026,
        "国务院办公厅 2025-11-04",
        "1-1…3 2-15…23 4-4…6 5-1…5 6-19…21 9-25…27 10-1…7",
        "1-4 2-14 2-28 5-9 9-20 10-10",
    ),
}
"""The notices shipped with the program; an administrator adds the next year when it is published."""
