"""The working calendar: an administrator enters the yearly notice, sees which deadlines move, and only then saves."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar, YearNotice, year_notice
from server.domain.case import Case
from server.domain.clocks import Clock, ClockState, clocks
from server.domain.errors import InvalidError, NotFoundError, StaleVersionError
from server.domain.timeline import Tone
from server.services import minutes, moved_days
from server.services.ports import Ports, UnitOfWork
from server.services.ports.terms import EnteredNotice
from server.services.words import RULES

FIRST_YEAR = 2020
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class EnterNotice:
    """A yearly notice as typed in. `version` is the one the administrator saw."""

    year: int
    version: int
    source: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]

    def notice(self) -> YearNotice:
        """Return the notice. Raises `InvalidError` (`calendar.notice`)."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InvalidError("calendar.notice", year="out_of_range")
        return year_notice(self.year, self.source, self.off, self.makeup)


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as it stands; `version` 0 came with the program."""

    year: int
    version: int
    source: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]
    entered_by: str = field(repr=False)
    entered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The loaded years, and those an administrator should load now (CAL-10)."""

    today: date
    years: tuple[YearView, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A deadline that a notice moves, or makes certain."""

    serial: str
    rule: str
    who: str = field(repr=False)
    before: date
    after: date
    was_provisional: bool
    is_provisional: bool


async def view(account: Account, ports: Ports) -> CalendarView:
    """Return the loaded years. Needs `calendar.edit`."""
    account.require(Right.CALENDAR_EDIT)
    notices = await ports.queries.notices()
    today = beijing_day(ports.clock.now())
    calendar = WorkCalendar({entered.year: entered.notice for entered in notices})
    return CalendarView(today, tuple(_year(entered) for entered in notices), calendar.missing_years(today))


async def year(account: Account, wanted: int, ports: Ports) -> YearView:
    """Return one year. Needs `calendar.edit`; a year without a notice is `NotFoundError` (`calendar.no_notice`)."""
    account.require(Right.CALENDAR_EDIT)
    found = next((entered for entered in await ports.queries.notices() if entered.year == wanted), None)
    if found is None:
        raise NotFoundError("calendar.no_notice")
    return _year(found)


async def preview(account: Account, command: EnterNotice, ports: Ports) -> tuple[MovedDeadline, ...]:
    """Return which deadlines under way the notice would move; changes nothing. Needs `calendar.edit`."""
    account.require(Right.CALENDAR_EDIT)
    notice, now = command.notice(), ports.clock.now()
    async with ports.reading() as uow:
        return tuple(moved for moved, _, _ in await _moves(uow, command.year, notice, now))


async def enter(account: Account, command: EnterNotice, ports: Ports) -> tuple[MovedDeadline, ...]:
    """Keep the notice and work out anew every clock it touches, in one transaction. Needs `calendar.edit`.

    Raises `InvalidError` (`calendar.notice`) and `StaleVersionError` when somebody else changed the year meanwhile.
    """
    account.require(Right.CALENDAR_EDIT)
    notice, now = command.notice(), ports.clock.now()
    async with ports.begin() as uow:
        await _require_current(uow, command)
        moves = await _moves(uow, command.year, notice, now)
        await uow.calendars.enter(EnteredNotice(command.year, command.version + 1, notice, account.name, now))
        which = f"{command.year}.{command.version + 1}"
        for moved, case, clock in moves:
            told = await moved_days.tell(uow, case, clock, moved.before, which, now)
            text = f"{command.year} 年放假安排已更新：{_said(moved, clock)}{_told(told)}"
            await minutes.line(uow, case, "系统", minutes.Note("clock.moved", text, Tone.CLOCK), now)
        await _refresh(uow, command.year, now)
        facts = {"version": str(command.version + 1), "moved": str(len(moves))}
        await minutes.act_of_staff(uow, account, "calendar.changed", f"calendar:{command.year}", now, **facts)
        await uow.commit()
    return tuple(moved for moved, _, _ in moves)


def _said(moved: MovedDeadline, clock: Clock) -> str:
    what = RULES[clock.deadline.rule]
    if moved.before != moved.after:
        return f"{what}由 {moved.before} 改为 {moved.after}"
    return f"{what}仍是 {moved.after}{'（暂定）' if moved.is_provisional else '，不再是暂定'}"


def _told(people: int) -> str:
    return f"；原来收到过这个日子的 {people} 人，已通知改期" if people else ""


async def _require_current(uow: UnitOfWork, command: EnterNotice) -> None:
    standing = {entered.year: entered.version for entered in await uow.calendars.notices()}
    if standing.get(command.year, 0) != command.version:
        raise StaleVersionError(table="calendar_notice")


async def _moves(
    uow: UnitOfWork, year: int, notice: YearNotice, now: datetime
) -> list[tuple[MovedDeadline, Case, Clock]]:
    known = await uow.calendars.load()
    changed = known.with_notice(year, notice)
    cases = await uow.clocks.touching(year)
    facts = await uow.terms.facts(cases)
    found = []
    for case in cases:
        before = {clock.key: clock for clock in clocks(facts[case.id], known, now)}
        for clock in clocks(facts[case.id], changed, now):
            moved = _moved(case, before[clock.key], clock)
            if moved is not None:
                found.append((moved, case, clock))
    return found


def _moved(case: Case, before: Clock, after: Clock) -> MovedDeadline | None:
    first, second = before.deadline, after.deadline
    is_over = before.state in {ClockState.DONE, ClockState.PASSED}
    if is_over or (first.due, first.provisional) == (second.due, second.provisional):
        return None
    rule = second.rule.value
    return MovedDeadline(case.serial, rule, after.who, first.due, second.due, first.provisional, second.provisional)


async def _refresh(uow: UnitOfWork, year: int, now: datetime) -> None:
    cases = await uow.clocks.touching(year)
    facts, calendar = await uow.terms.facts(cases), await uow.calendars.load()
    await uow.clocks.replace({case.id: clocks(facts[case.id], calendar, now) for case in cases})


def _year(entered: EnteredNotice) -> YearView:
    notice = entered.notice
    return YearView(
        year=entered.year,
        version=entered.version,
        source=notice.source,
        off=tuple(sorted(notice.off)),
        makeup=tuple(sorted(notice.makeup)),
        entered_by=entered.entered_by,
        entered_at=entered.entered_at,
    )
