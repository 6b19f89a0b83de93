"""Unlock private numbers of the roster and of complaints in full: for a purpose that the audit log keeps (PIPL art. 6).

Those of the people of a case are `parties.reveal`'s.
"""

from dataclasses import dataclass, field

from server.domain.account import Account, Right
from server.domain.errors import NotFoundError
from server.domain.ids import ComplaintId, EntryId
from server.domain.personal import PersonalPurpose, require_reason
from server.domain.profile import Profile
from server.services import complaints, minutes, roster
from server.services import roster_access as access
from server.services.ports import Ports


@dataclass(frozen=True, slots=True)
class Unlock:
    """Which entry or complaint, and why its numbers are needed."""

    subject: str
    purpose: PersonalPurpose
    reason: str


@dataclass(frozen=True, slots=True)
class PrivateNumbers:
    """Telephone and identity number of an entry in full; empty where none is known."""

    phone: str = field(repr=False)
    id_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EntryNumbers:
    """What is true of an entry and what waits for the court; None where there is nothing of it."""

    live: PrivateNumbers | None
    proposed: PrivateNumbers | None


async def of_entry(account: Account, command: Unlock, ports: Ports) -> EntryNumbers:
    """Return the numbers of an entry to whoever keeps it or confirms it; who, when and why is in the audit log first.

    Needs `roster.read`; for anybody else there is nothing there (`NotFoundError`), as there are no drafts for a court.
    Raises `InvalidError` (`personal.reason_needed`).
    """
    account.require(Right.ROSTER_READ)
    require_reason(command.reason)
    async with ports.begin() as uow:
        held = await uow.roster.get(EntryId(command.subject))
        name = await roster.organisation_name(uow, held) if held else None
        if held is None or not access.administers(account, held, name):
            raise NotFoundError("roster.unknown")
        await minutes.act_of_staff(
            uow, account, "personal.seen", f"roster:{held.id}", ports.clock.now(), **_why(command)
        )
        await uow.commit()
    return EntryNumbers(_numbers(held.live), _numbers(held.proposed))


async def of_complaint(account: Account, command: Unlock, ports: Ports) -> str:
    """Return the telephone of a complainant to the court's administrator; who, when and why is kept first.

    Needs `roster.confirm` at the court complained to, and never the one complained of (`NotFoundError`). Raises
    `InvalidError` (`personal.reason_needed`).
    """
    account.require(Right.ROSTER_CONFIRM)
    require_reason(command.reason)
    async with ports.begin() as uow:
        held, _ = await complaints.held(uow, account, ComplaintId(command.subject))
        await minutes.act_of_staff(
            uow, account, "personal.seen", f"complaint:{held.id}", ports.clock.now(), **_why(command)
        )
        await uow.commit()
    return held.phone


def _why(command: Unlock) -> dict[str, str]:
    return {"purpose": command.purpose.value, "reason": command.reason.strip()}


def _numbers(profile: Profile | None) -> PrivateNumbers | None:
    return PrivateNumbers(profile.phone, profile.id_number) if profile else None
