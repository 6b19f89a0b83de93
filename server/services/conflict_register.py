"""Who mediated a case and may be nothing else in it, or in its family, afterwards (SM-08, 特邀调解规定 art. 16)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.panel import Seat
from server.domain.party import Role, Side
from server.domain.profile import Profile
from server.services import minutes
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import RegisterLine

MOST_LINES: Final = 50


class RegisterPurpose(StrEnum):
    """For what the court looks somebody up: what a mediator may not become in the same case."""

    JUROR = "juror"
    AGENT = "agent"
    WITNESS = "witness"
    EXPERT = "expert"
    INTERPRETER = "interpreter"


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


def is_barred(role: Role, side: Side) -> bool:
    """Tell whether a person of the case is one of those a mediator may not become: an agent, or of neither side.

    Witnesses, experts and interpreters stand on neither side. A party is a party, whoever they are.
    """
    return role is Role.AGENT or side is Side.NEUTRAL


async def search(account: Account, text: str, purpose: RegisterPurpose, ports: Ports) -> Sequence[RegisterLine]:
    """Return who mediated, by part of a name or a serial, in the cases of the own court. Needs `case.oversee`.

    Who looked, for what and how much was found stands in the audit log first; the name looked for does not. Blanks
    find nobody: every name holds an empty part.
    """
    account.require(Right.CASE_OVERSEE)
    wanted, now = text.strip(), ports.clock.now()
    found = await ports.referral_queries.register(account, wanted, MOST_LINES) if wanted else ()
    async with ports.begin() as uow:
        subject, facts = f"court:{account.organisation}", {"purpose": purpose.value, "found": str(len(found))}
        await minutes.act_of_staff(uow, account, "register.searched", subject, now, **facts)
        await uow.commit()
    return found


def _is_same(person: Bearing, seat: Seat, profile: Profile | None) -> bool:
    if person.name == seat.name:
        return True
    if profile is None:
        return False
    pairs = ((person.id_number, profile.id_number), (person.phone, profile.phone))
    return any(mine and mine == theirs for mine, theirs in pairs)
