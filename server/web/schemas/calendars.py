"""Bodies of the working calendar and of the court's decisions on terms."""

from datetime import date, datetime

from pydantic import Field

from server.domain.deadlines import DeadlineRule
from server.domain.term import ExtensionBase
from server.web.schemas import Answer, Request
from server.web.schemas.dates import Day


class CalendarYear(Answer):
    """GET /api/calendar/{year}; version 0 came with the program."""

    year: int
    version: int
    source: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]
    entered_by: str
    entered_at: datetime | None


class WorkingCalendar(Answer):
    """GET /api/calendar: the loaded years, and those to be loaded now."""

    today: date
    years: tuple[CalendarYear, ...]
    missing: tuple[int, ...]


class EnterCalendar(Request):
    """PUT /api/calendar/{year} and POST /api/calendar/{year}/preview; `version` is the one that was seen."""

    version: int = Field(ge=0, le=100_000)
    source: str = Field(min_length=1, max_length=100)
    off: tuple[Day, ...] = Field(max_length=366)
    makeup: tuple[Day, ...] = Field(default=(), max_length=366)


class MovedDeadline(Answer):
    """A deadline that a notice moves or makes certain."""

    serial: str
    rule: DeadlineRule
    who: str
    before: date
    after: date
    was_provisional: bool
    is_provisional: bool


class CourtTerms(Answer):
    """GET /api/term-policy: what the court decided where the rules leave it open."""

    extension_days: int
    extensions: int
    base: ExtensionBase
    counts_suspension: bool
    """Whether the term runs on during a suspension."""


class DecideTerms(Request):
    """PUT /api/term-policy: raises `conflict.stale` when `seen` is not what stands."""

    seen: CourtTerms
    extension_days: int = Field(ge=1, le=60)
    extensions: int = Field(ge=0, le=5)
    base: ExtensionBase
    counts_suspension: bool
