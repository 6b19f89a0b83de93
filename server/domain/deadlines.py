"""When a period of the procedure ends, and how that was worked out.

The start day is never counted (民法典 art. 201). A period of days or years that would end on a day without work
ends on the next working day (民法典 art. 203, 民诉法 art. 85); a period of working days ends on one by itself. A year
ends on the corresponding day, or on the last day of the month when there is none (民法典 art. 202). Days on which
the period stood still (在线调解规则 art. 26) move its nominal end by as many calendar days, before it rolls; those that
began on a later day, up to the last one, move that one.
"""

import calendar as months
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

from server.domain.calendar import SATURDAY, WorkCalendar, days
from server.domain.citations import Citation, article
from server.domain.errors import InvalidError

_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """In what a period is measured."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    YEARS = "years"


class DeadlineRule(StrEnum):
    """The periods the procedure knows."""

    PICK_2WD = "PICK_2WD"
    APPOINT_3WD = "APPOINT_3WD"
    ACCEPT_3WD = "ACCEPT_3WD"
    ACCEPT_5WD_LUOYANG = "ACCEPT_5WD_LUOYANG"
    CONTACT_3WD = "CONTACT_3WD"
    SUSPENSION_7D = "SUSPENSION_7D"
    """Court or organisation decides on a suspension. No rule says how long that may take: seven days are our own."""
    MEDIATE_30D = "MEDIATE_30D"
    MEDIATE_EXT_30D = "MEDIATE_EXT_30D"
    MEDIATE_15D_ORDINARY = "MEDIATE_15D_ORDINARY"
    MEDIATE_7D_SUMMARY = "MEDIATE_7D_SUMMARY"
    LABOUR_ORG_15D = "LABOUR_ORG_15D"
    SUE_15D = "SUE_15D"
    JUDICIAL_CONFIRM_30D = "JUDICIAL_CONFIRM_30D"
    ARB_REVIEW_15D = "ARB_REVIEW_15D"
    SET_ASIDE_30D = "SET_ASIDE_30D"
    SUE_ANNULLED_15D = "SUE_ANNULLED_15D"
    CONFIRM_OBJECT_15D = "CONFIRM_OBJECT_15D"
    ARB_LIMIT_1Y = "ARB_LIMIT_1Y"
    ENFORCE_2Y = "ENFORCE_2Y"


DUTIES: Final = frozenset(
    {
        DeadlineRule.PICK_2WD,
        DeadlineRule.APPOINT_3WD,
        DeadlineRule.ACCEPT_3WD,
        DeadlineRule.ACCEPT_5WD_LUOYANG,
        DeadlineRule.CONTACT_3WD,
        DeadlineRule.SUSPENSION_7D,
        DeadlineRule.MEDIATE_30D,
        DeadlineRule.MEDIATE_EXT_30D,
        DeadlineRule.MEDIATE_15D_ORDINARY,
        DeadlineRule.MEDIATE_7D_SUMMARY,
    }
)
"""Periods in which somebody of the house owes something: it stays owed after the last day. The others are rights of
the parties, which end."""


@dataclass(frozen=True, slots=True)
class Period:
    """One row of the table: how long, by which rule of law."""

    count: int
    unit: Unit
    citation: Citation


PERIODS: Final[dict[DeadlineRule, Period]] = {
    DeadlineRule.PICK_2WD: Period(2, Unit.WORKING_DAYS, Citation.CHOICE),
    DeadlineRule.APPOINT_3WD: Period(3, Unit.WORKING_DAYS, Citation.CHOICE),
    DeadlineRule.ACCEPT_3WD: Period(3, Unit.WORKING_DAYS, Citation.ACCEPTANCE),
    DeadlineRule.ACCEPT_5WD_LUOYANG: Period(5, Unit.WORKING_DAYS, Citation.ACCEPTANCE_LUOYANG),
    DeadlineRule.CONTACT_3WD: Period(3, Unit.WORKING_DAYS, Citation.CONTACT),
    DeadlineRule.SUSPENSION_7D: Period(7, Unit.DAYS, Citation.SUSPENSION),
    DeadlineRule.MEDIATE_30D: Period(30, Unit.DAYS, Citation.TERM),
    DeadlineRule.MEDIATE_EXT_30D: Period(30, Unit.DAYS, Citation.EXTENSION),
    DeadlineRule.MEDIATE_15D_ORDINARY: Period(15, Unit.DAYS, Citation.TERM),
    DeadlineRule.MEDIATE_7D_SUMMARY: Period(7, Unit.DAYS, Citation.TERM),
    DeadlineRule.LABOUR_ORG_15D: Period(15, Unit.DAYS, Citation.LABOUR_ORGANISATION),
    DeadlineRule.SUE_15D: Period(15, Unit.DAYS, Citation.SUIT),
    DeadlineRule.JUDICIAL_CONFIRM_30D: Period(30, Unit.DAYS, Citation.CONFIRMATION),
    DeadlineRule.ARB_REVIEW_15D: Period(15, Unit.DAYS, Citation.ARBITRATION_REVIEW),
    DeadlineRule.SET_ASIDE_30D: Period(30, Unit.DAYS, Citation.SET_ASIDE),
    DeadlineRule.SUE_ANNULLED_15D: Period(15, Unit.DAYS, Citation.SUIT_ANNULLED),
    DeadlineRule.CONFIRM_OBJECT_15D: Period(15, Unit.DAYS, Citation.CONFIRMATION_OBJECTION),
    DeadlineRule.ARB_LIMIT_1Y: Period(1, Unit.YEARS, Citation.LIMITATION),
    DeadlineRule.ENFORCE_2Y: Period(2, Unit.YEARS, Citation.ENFORCEMENT),
}


class UnknownRuleError(InvalidError):
    """There is no period of that name."""

    code = "deadline.unknown_rule"


@dataclass(frozen=True, slots=True)
class Stop:
    """Days on which a period stood still: from `first` on, until it runs again on `until`."""

    first: date
    until: date
    why: str
    """A word of the trace, such as 鉴定."""
    moved: date | None = None
    """The rolled end that it moved, where it began after the nominal one."""

    @property
    def length(self) -> int:
        """How many calendar days do not count."""
        return (self.until - self.first).days


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period as it can be told: `due`, and `safe`, before which no calendar can bring it.

    `safe` is None where that is not known: of a provisional day that was counted from another one.
    """

    due: date
    safe: date | None
    is_provisional: bool
    """A calendar that is not loaded could move it (暂定)."""

    @classmethod
    def of_days(cls, due: date, nominal: date, *, is_provisional: bool) -> Self:
        """Return that of a period in days or years: its end only rolls, so no calendar brings it before `nominal`."""
        return cls(due, nominal if is_provisional else due, is_provisional)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a period ends. `nominal` is before rolling; `due` is the last day, until 24:00 Beijing time."""

    rule: DeadlineRule
    start: date
    nominal: date
    due: date
    skipped: tuple[date, ...]
    """Weekdays without work that were passed over."""
    makeup: tuple[date, ...]
    """Weekend days that counted because work was done on them."""
    unknown_years: tuple[int, ...]
    """Years touched whose calendar is not loaded; when not empty the date is provisional (暂定)."""
    count: int
    """How many units the period has; an extension may be shorter than its rule."""
    safe: date
    """The day before which no calendar can bring the last one: the last one itself where every year is loaded."""
    since: date
    """The earliest day that `start` can be: an extension starts from an end that may be provisional itself."""
    earliest: date
    """The earliest day that `nominal` can be: of working days and of what starts on a certain day no other one."""
    stops: tuple[Stop, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a calendar that is not loaded could move the date."""
        return bool(self.unknown_years)

    @property
    def last_day(self) -> LastDay:
        """The last day as it can be told."""
        return LastDay(self.due, self.safe, self.provisional)

    @property
    def article(self) -> str:
        """The article the period comes from, as numbered when it began."""
        return article(PERIODS[self.rule].citation, self.start)

    def trace(self) -> tuple[str, ...]:
        """Return the working, one step a line; the last line is the due date."""
        unit = {Unit.WORKING_DAYS: "个工作日", Unit.DAYS: "日", Unit.YEARS: "年"}[PERIODS[self.rule].unit]
        lines = [f"{self.article}：{self.start} 起 {self.count} {unit}，当日不计"]
        lines += [
            f"{stop.why} {_spans((stop.first,))}起 {stop.length} 日不计，{_from(stop)}届满日后移"
            for stop in self.stops
            if stop.length
        ]
        if self.skipped:
            is_holiday = any(day.weekday() < SATURDAY for day in self.skipped)
            lines.append(f"跳过{'放假' if is_holiday else '周末'}：{_spans(self.skipped)}")
        if self.makeup:
            lines.append(f"调休上班，照计：{_spans(self.makeup)}")
        if self.due != self.nominal:
            lines.append(f"名义届满 {self.nominal} 不是工作日，顺延至 {self.due}")
        lines.extend(f"暂定：{year} 年放假安排尚未录入" for year in self.unknown_years)
        lines.append(f"{self.due} 24:00 届满")
        return tuple(lines)


def deadline(
    rule: str,
    start: date,
    calendar: WorkCalendar,
    stops: Sequence[Stop] = (),
    count: int | None = None,
    since: date | None = None,
) -> Deadline:
    """Work out when the period of `rule` that starts on `start` (a date in Beijing) ends.

    `stops`, the earliest first, move the end of a period of days or years; `count` replaces the number of units of the
    rule; `since` is the earliest day that `start` can be, where a calendar that is not loaded could move it.
    Raises `UnknownRuleError`.
    """
    try:
        known = DeadlineRule(rule)
    except ValueError:
        raise UnknownRuleError from None
    period = PERIODS[known]
    length = period.count if count is None else count
    since = since or start
    if period.unit is Unit.WORKING_DAYS:
        nominal = due = _after_working_days(start, length, calendar.is_working_day)
        earliest = _after_working_days(since, length, calendar.may_be_working_day)
    else:
        unmoved = _unmoved(period.unit, start, length)
        stops = _placed(unmoved, stops, calendar)
        nominal = _stopped(unmoved, stops)
        due = _roll(nominal, calendar.is_working_day)
        earliest = _earliest(_unmoved(period.unit, since, length), stops, calendar)
    looked_at = tuple(days(start + _DAY if period.unit is Unit.WORKING_DAYS else nominal, due))
    unknown_years = tuple(sorted({day.year for day in looked_at if not calendar.is_known(day)}))
    return Deadline(
        rule=known,
        start=start,
        nominal=nominal,
        due=due,
        skipped=tuple(day for day in looked_at if not calendar.is_working_day(day)),
        makeup=tuple(day for day in looked_at if calendar.is_makeup(day)),
        unknown_years=unknown_years,
        count=length,
        safe=earliest if unknown_years else due,
        since=since,
        earliest=earliest if unknown_years else nominal,
        stops=tuple(stops),
    )


def _placed(end: date, stops: Sequence[Stop], calendar: WorkCalendar) -> list[Stop]:
    """Return the stops with the rolled end each moved: on a day that still ran nothing is lost by standing still."""
    placed: list[Stop] = []
    for stop in stops:
        nominal = _stopped(end, placed)
        is_after = stop.length > 0 and stop.first > nominal
        placed.append(replace(stop, moved=_roll(nominal, calendar.is_working_day) if is_after else None))
    return placed


def _stopped(end: date, stops: Sequence[Stop]) -> date:
    for stop in stops:
        end = (stop.moved or end) + stop.length * _DAY
    return end


def _earliest(end: date, stops: Sequence[Stop], calendar: WorkCalendar) -> date:
    """Return the earliest nominal end that any calendar can give, when `end` is the earliest one without stops.

    A stop that could have begun after the last day counts for nothing: by such a calendar it moves no end.
    """
    for stop in stops:
        if stop.first <= _roll(end, calendar.may_be_working_day):
            end += stop.length * _DAY
    return end


def _from(stop: Stop) -> str:
    return f"自顺延后的 {stop.moved} 起，" if stop.moved else ""


def _after_working_days(start: date, count: int, is_worked: Callable[[date], bool]) -> date:
    day = start
    while count:
        day += _DAY
        count -= is_worked(day)
    return day


def _after_years(start: date, count: int) -> date:
    year = start.year + count
    return date(year, start.month, min(start.day, months.monthrange(year, start.month)[1]))


def _unmoved(unit: Unit, start: date, count: int) -> date:
    return _after_years(start, count) if unit is Unit.YEARS else start + count * _DAY


def _roll(day: date, is_worked: Callable[[date], bool]) -> date:
    while not is_worked(day):
        day += _DAY
    return day


def _spans(listed: tuple[date, ...]) -> str:
    """Write days as spans: `9月29日–10月6日、10月8日`."""
    spans: list[tuple[date, date]] = []
    for day in listed:
        if spans and day - spans[-1][1] == _DAY:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return "、".join(_short(first) if first == last else f"{_short(first)}–{_short(last)}" for first, last in spans)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
