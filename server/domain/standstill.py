"""Standstill: while a case stands still no session of it begins, so nobody is to come for nothing (OM-30, art. 26).

People are told once that a session is put off, and not why: a suspicion is not announced to those suspected. When the
case goes on in time they are told that it takes place after all, and its remaining reminders follow; otherwise the
mediator sets another time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.case import CaseState
from server.domain.reminder import ReminderKind, due_before

STANDS_STILL: Final = frozenset({CaseState.SUSPENDED, CaseState.APPRAISAL})
NOTICE: Final = timedelta(days=1)
"""With less left than this nobody who was told that a session is put off can be expected to come after all."""
TOLD_OF_IT: Final = (ReminderKind.SESSION_PUT_OFF, ReminderKind.SESSION_GOES_ON)


@dataclass(frozen=True, slots=True)
class Told:
    """What one person was told so far of one session at one hour: how many of `TOLD_OF_IT`, and the last of them."""

    messages: int = 0
    put_off: bool = False


NOTHING: Final = Told()


def mark(session: str, starts_at: datetime) -> str:
    """Return what the keys of these messages have in common: a session that is moved is another one."""
    return f":{session}:{starts_at.isoformat()}:"


def key(kind: ReminderKind, session: str, starts_at: datetime, identity: str, told: Told) -> str:
    """Return the key of the next such message: a case can stand still again."""
    return f"{kind}{mark(session, starts_at)}{identity}:{told.messages}"


def due(starts_at: datetime, told: Told, now: datetime, *, stands_still: bool) -> tuple[ReminderKind, ...]:
    """Return what one person is to be told now of a session that begins within `reminder.FARTHEST`."""
    if stands_still:
        return () if told.put_off else (ReminderKind.SESSION_PUT_OFF,)
    if told.put_off:
        return (ReminderKind.SESSION_GOES_ON,) if starts_at - now >= NOTICE else ()
    return due_before(starts_at, now)


def is_to_move(starts_at: datetime, now: datetime) -> bool:
    """Tell whether a session that was put off needs another time when the case goes on at `now`."""
    return starts_at - now < NOTICE
