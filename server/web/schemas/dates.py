"""Instants and days that a case can have."""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


def _require_near(at: datetime) -> datetime:
    """Refuse instants that no case can have: arithmetic with them leaves the calendar."""
    if not _EARLIEST <= at < _LATEST:
        raise ValueError("out of range")
    return at


def _require_near_day(day: date) -> date:
    if not _EARLIEST.date() <= day < _LATEST.date():
        raise ValueError("out of range")
    return day


Moment = Annotated[AwareDatetime, AfterValidator(_require_near)]
Day = Annotated[date, AfterValidator(_require_near_day)]
