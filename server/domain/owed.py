"""What is owed at once after a mediation, without a last day: whose act it is, and by which article."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import BEIJING
from server.domain.citations import Citation
from server.domain.ending import Step
from server.domain.outcome import EndingCode
from server.domain.reminder import OFFICE_OPENS, TOLD_AFTERWARDS


class Owed(StrEnum):
    """What somebody owes; the steps after an ending are named as in `server.domain.ending.Step`."""

    REPORT = "report"
    HAND_OVER = "hand_over"
    RECEIPT = "receipt"
    FOLLOW_UP = "follow_up"
    """From its day on: whether the agreement is performed is asked after."""


AFTER_ENDING: Final = tuple(Owed(step.value) for step in Step)
_CITATIONS: Final[Mapping[Owed, Citation]] = {
    Owed.REPORT: Citation.REPORT,
    Owed.HAND_OVER: Citation.HAND_OVER,
    Owed.RECEIPT: Citation.REPORT,
    Owed.FOLLOW_UP: Citation.FOLLOW_UP,
}
"""The articles that make somebody owe it: the court registers or tries the dispute with what it gets (art. 21)."""
RIGHTS: Final[Mapping[Owed, Right]] = {
    Owed.REPORT: Right.CASE_CONDUCT,
    Owed.HAND_OVER: Right.CASE_CONDUCT,
    Owed.RECEIPT: Right.CASE_OVERSEE,
    Owed.FOLLOW_UP: Right.CASE_CONDUCT,
}
"""Whose act it is; nobody else has it among what they owe."""
OVERSEERS: Final[Mapping[Owed, frozenset[Right]]] = {
    Owed.FOLLOW_UP: frozenset({Right.CASE_ASSIGN, Right.CASE_OVERSEE}),
}
"""Who sees besides that it is left undone: the organisation supervises what it mediated (人民调解法 art. 31)."""
REMINDED_AFTER: Final = timedelta(days=3)


def acts_of(account: Account) -> tuple[Owed, ...]:
    """Return what an account may owe at all, in the cases in its reach."""
    return tuple(owed for owed in Owed if account.has(RIGHTS[owed]))


def oversees(account: Account, owed: Owed) -> bool:
    """Tell whether an account sees that somebody else leaves this undone; never of what is its own act."""
    return owed not in acts_of(account) and any(account.has(right) for right in OVERSEERS.get(owed, ()))


def left_undone_since(today: date) -> date:
    """Return the last day since which something is owed that whoever oversees it is told of now."""
    return today - REMINDED_AFTER


def citation(owed: Owed, code: EndingCode) -> Citation:
    """Return the rule that makes somebody owe it after this ending."""
    is_filed = code is EndingCode.AGREEMENT and owed is not Owed.FOLLOW_UP
    return Citation.AGREEMENT_FILED if is_filed else _CITATIONS[owed]


def since(owed: Owed, ended_at: datetime, reported_at: datetime | None, handed_at: datetime | None) -> datetime:
    """Return when a step after an ending came to be owed: when the one before it was done."""
    before = {Owed.HAND_OVER: reported_at, Owed.RECEIPT: handed_at}.get(owed)
    return before or ended_at


def is_to_be_reminded(owed: Owed, since_day: date, now: datetime) -> bool:
    """Tell whether who owes it is told so: for two weeks, from nine on the third day after.

    Of a follow-up it is from nine on its own day.
    """
    here = now.astimezone(BEIJING)
    first = since_day if owed is Owed.FOLLOW_UP else since_day + REMINDED_AFTER
    return here.time() >= OFFICE_OPENS and first <= here.date() <= first + TOLD_AFTERWARDS
