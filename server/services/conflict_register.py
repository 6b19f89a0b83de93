"""Who mediated a case and may be nothing else in it, or in its family, afterwards (SM-08, 特邀调解规定 art. 16)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.panel import Seat
from server.domain.profile import Profile
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import RegisterLine

MOST_LINES: Final = 50


@dataclass(frozen=True, slots=True)
class Bearing:
    """By what somebody is known to be the same person; what is empty compares with nothing."""

    name: str = field(repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


async def require_never_mediated(uow: UnitOfWork, case: Case, person: Bearing) -> None:
    """Raise `ConflictError` (`authority.mediator`) for whoever mediated the case or one of its family.

    The family of a case are those with a party of the same name on either side. The same identity number or telephone
    is the same person under another name; the same name is one until the clerk has looked.
    """
    for seat in await uow.panels.seats_of_family(case.id):
        entry = await uow.roster.get(seat.entry) if seat.entry else None
        if _is_same(person, seat, entry.shown if entry else None):
            raise ConflictError("authority.mediator")


async def search(account: Account, text: str, ports: Ports) -> Sequence[RegisterLine]:
    """Return who mediated, by part of a name or a serial, in the cases of the own court. Needs `case.oversee`.

    Blanks find nobody: every name holds an empty part.
    """
    account.require(Right.CASE_OVERSEE)
    wanted = text.strip()
    return await ports.referral_queries.register(account, wanted, MOST_LINES) if wanted else ()


def _is_same(person: Bearing, seat: Seat, profile: Profile | None) -> bool:
    if person.name == seat.name:
        return True
    if profile is None:
        return False
    pairs = ((person.id_number, profile.id_number), (person.phone, profile.phone))
    return any(mine and mine == theirs for mine, theirs in pairs)
