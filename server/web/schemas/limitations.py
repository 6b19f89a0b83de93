"""Bodies of the year to ask for arbitration, each worker's own, told after the hand-in."""

from datetime import date

from pydantic import Field

from server.domain.limitation import Employment, Said
from server.web.schemas import Answer, Id, Request, Version
from server.web.schemas.dates import Day
from server.web.schemas.last_days import LimitationView


class SayYear(Request):
    """PUT /api/own/{token}/limitation: from when the own year is counted; with nothing in it, it is taken back."""

    known_on: Day | None = None
    employment: Employment | None = None
    ended_on: Day | None = None

    def said(self) -> Said:
        """Return what is said. Raises `InvalidError` (`limitation.invalid`)."""
        return Said(self.known_on, self.employment, self.ended_on)


class SayYearOf(SayYear):
    """What one worker told."""

    identity: Id


class RecordYears(Request):
    """PUT /api/cases/{serial}/limitations, over the case as it was read; who is not named keeps theirs."""

    version: Version
    said: tuple[SayYearOf, ...] = Field(max_length=200)


class YearSaid(Answer):
    """From when a year is counted, as it was said."""

    known_on: date | None
    employment: Employment | None
    ended_on: date | None


class OwnYearShown(Answer):
    """What one worker said and until when that gives time; `days` null while nothing is said."""

    identity: str
    name: str
    said: YearSaid
    days: LimitationView | None


class YearsShown(Answer):
    """GET /api/cases/{serial}/limitations: the year of each worker."""

    workers: tuple[OwnYearShown, ...]
    version: int
    may_write: bool
