"""The handler: who of a house's desk has a case in hand (承办人). It says whose task it is and opens nothing."""

from dataclasses import dataclass

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class HandOn:
    """One case that goes to a colleague; `seen` is who had it when it was marked, None for nobody."""

    serial: str
    seen: AccountId | None


def require_colleague(account: Account, colleague: Account | None) -> Account:
    """Return the colleague of the same house. Raises `NotFoundError` and `ConflictError`, each naming what is wrong.

    `handler.unknown`: nobody of the own house; `handler.closed`: an account nobody signs in with any more.
    """
    if colleague is None or colleague.organisation != account.organisation:
        raise NotFoundError("handler.unknown")
    if colleague.closed_at is not None:
        raise ConflictError("handler.closed", name=colleague.name)
    return colleague


def require_sees(colleague: Account, case: Case) -> None:
    """Raise `ConflictError` (`handler.out_of_sight`) unless the colleague does the work of the desk in this case."""
    if not (colleague.reaches(case) and colleague.has(Right.CASE_RECEIVE)):
        raise ConflictError("handler.out_of_sight", name=colleague.name, serial=case.serial)
