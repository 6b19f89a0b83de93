"""The last day of a period as every message says it: where a calendar is not loaded it is provisional (CAL-10)."""

import re
from datetime import date
from typing import Final

from server.domain.deadlines import LastDay

WEEKDAYS: Final = "一二三四五六日"
_EARLIER: Final = "（暂定：那一年的放假安排还没有录入本系统，请按{safe}准备）"
_LATER: Final = "（暂定：那一年的放假安排还没有录入本系统，可能推后，请按这一天准备）"
_OPEN: Final = "（暂定：那一年的放假安排还没有录入本系统，可能提前，也可能推后，请尽早办）"


def spoken(day: date) -> str:
    """Return a day as a message says it: 4月7日 周二."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def names(text: str, day: date) -> bool:
    """Tell whether a message says this day; 11月4日 is not 1月4日."""
    return re.search(rf"(?<!\d){re.escape(spoken(day))}", text) is not None


def said(last: LastDay, then: str = "") -> str:
    """Return a last day, what follows at once such as 24:00截止, and where it is provisional the day to prepare for.

    No message names a last day but through here.
    """
    return f"{spoken(last.due)}{then}{aside(last)}"


def aside(last: LastDay) -> str:
    """Return what is said beside a provisional day, for papers that write the day otherwise; nothing of a certain one.

    The calendar of that year may bring the day forward, never before the safe one.
    """
    if not last.is_provisional:
        return ""
    if last.safe is None:
        return _OPEN
    return _EARLIER.format(safe=spoken(last.safe)) if last.safe < last.due else _LATER
