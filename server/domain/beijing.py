"""Beijing time: the day on which something happens for people and for the law."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def start_of_day(instant: datetime) -> datetime:
    """Return midnight of the Beijing day in which `instant` lies."""
    return datetime.combine(instant.astimezone(BEIJING).date(), time(), BEIJING)


def beijing_day(instant: datetime) -> date:
    """Return the day in Beijing on which `instant` lies: a period starts with it (CAL-01)."""
    return instant.astimezone(BEIJING).date()
