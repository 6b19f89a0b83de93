"""Beijing time: the day on which something happens for people and for the law."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def start_of_day(instant: datetime) -> datetime:
    """Return midnight of the Beijing day in which `instant` lies."""
    return datetime.combine(instant.astimezone(BEIJING).date(), time(), BEIJING)


def day_of(instant: datetime) -> date:
    """Return the day in Beijing on which `instant` lies."""
    return instant.astimezone(BEIJING).date()
