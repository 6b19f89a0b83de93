"""Delivery of facts to other systems: what of each fact may leave, when it is tried again, and when a person is asked.

Only what may be transferred leaves: serials, codes, instants, counts, opaque names, and the public name of an
organisation. No person is named and no word of the talks is in it (在线调解规则 arts. 18, 29).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

Value = str | int | None


class Fault(StrEnum):
    """Why another system did not get a fact."""

    REFUSED = "refused"
    """It read the fact and does not take it: the same again is no use."""
    TURNED_AWAY = "turned_away"
    """It answered, but took nothing: too busy, at fault itself, or it does not know us."""
    UNANSWERED = "unanswered"
    """Nobody answered."""
    UNWRITTEN = "unwritten"
    """The file cannot be written."""
    UNFIT = "unfit"
    """Something in the fact is not of a form that may leave; nothing of it left."""


MOST_TRIES: Final = 16
LONGEST_WAIT: Final = timedelta(hours=12)
"""Sixteen tries end after three and a half days: a long weekend on which the other system stands still."""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries, each time twice as late up to `LONGEST_WAIT`; None: a person."""
    return None if attempts >= MOST_TRIES else now + min(timedelta(minutes=2**attempts), LONGEST_WAIT)


def _of_form(pattern: str) -> Callable[[object], bool]:
    form = re.compile(pattern)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _is_instant(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_is_serial = _of_form(r"[A-Z]{2}\d{4}-\d{6,9}")
_is_code = _of_form(r"[a-z][a-z0-9_]{0,63}")
_is_name = _of_form(r"[A-Za-z0-9_-]{1,64}")
"""Opaque: made by chance, leads nowhere without a right."""
_is_house = _of_form(r"[^\x00-\x1f]{0,200}")
"""The name of an organisation, as the public roster has it (在线调解规则 art. 5)."""


def _is_code_or_none(value: object) -> bool:
    return value is None or value == "" or _is_code(value)


LEAVES: Final[Mapping[str, Mapping[str, Callable[[object], bool]]]] = {
    "CaseReceived": {"serial": _is_serial, "source": _is_code, "received_at": _is_instant},
    "CaseReferred": {"serial": _is_serial, "organisation": _is_house, "at": _is_instant},
    "ReferralAnswered": {"serial": _is_serial, "state": _is_code, "ground": _is_code_or_none, "at": _is_instant},
    "SessionConcluded": {
        "serial": _is_serial,
        "session": _is_name,
        "kind": _is_code,
        "ending_code": _is_code_or_none,
        "concluded_at": _is_instant,
    },
    "CaseEnded": {"serial": _is_serial, "ending_code": _is_code, "at": _is_instant},
    "HandedOver": {
        "serial": _is_serial,
        "ending_code": _is_code,
        "route": _is_code,
        "items": _is_count,
        "at": _is_instant,
    },
    "ApplicationSent": {"serial": _is_serial, "door": _is_code, "at": _is_instant},
}
"""Which fields of which fact leave, and the form each must have. What is not named here stays."""


def leaving(name: str, payload: Mapping[str, object]) -> dict[str, Value] | None:
    """Return what of a fact may leave; None when the fact is not in the table or a field is not of its form."""
    forms = LEAVES.get(name)
    if forms is None or not all(field in payload and fits(payload[field]) for field, fits in forms.items()):
        return None
    return {field: value for field in forms if isinstance(value := payload[field], str | int | None)}
