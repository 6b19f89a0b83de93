"""Complaints: anyone tells the inviting court what a mediator did; the court decides and may stop the entry."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.complaint import Complaint, ComplaintAction, ComplaintGround, require_open
from server.domain.errors import NotFoundError
from server.domain.ids import ComplaintId, EntryId
from server.domain.roster import Entry
from server.domain.secret import digest
from server.services import complaint_notices, minutes
from server.services.ports import Ports, UnitOfWork
from server.services.roster import stop
from server.services.roster_views import ComplaintView


@dataclass(frozen=True, slots=True)
class Complain:
    """What a person writes. The same `key` with the same content is one complaint."""

    key: str
    entry: str
    ground: ComplaintGround
    text: str = field(repr=False)
    serial: str
    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ComplaintReceipt:
    """What the complainant keeps: the number to ask by, and since when the court has it."""

    number: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Decide:
    """What the court found; `reply` is added to what the complainant is told, `suspends` stops the entry."""

    complaint: str
    action: ComplaintAction
    decision: str = field(repr=False)
    informed: str = ""
    suspends: bool = False
    reply: str = field(default="", repr=False)


async def complain(command: Complain, ports: Ports) -> ComplaintReceipt:
    """Keep the complaint for the inviting court, tell its administrators, and give the complainant a receipt.

    Also of whoever was suspended or removed since. Raises as `server.domain.complaint.require_open`, `KeyReusedError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        entry = await uow.roster.get(EntryId(command.entry))
        if entry is None:
            raise NotFoundError("roster.unknown")
        require_open(entry, await uow.roster.versions(entry.id), now)
        # Made of the key, so that the same request again finds what the first one made.
        made = ComplaintId(digest(f"complaint:{entry.id}:{command.key}")[:32])
        content = f"{command.ground}|{command.text}|{command.serial}|{command.name}|{command.phone}"
        if not await uow.keys.claim(f"complaint:{entry.id}", command.key, content, now):
            return await _receipt(uow, made)
        complaint = Complaint(
            id=made,
            entry=entry.id,
            court=entry.court,
            ground=command.ground,
            text=command.text,
            serial=command.serial,
            complainant=command.name,
            phone=command.phone,
            made_at=now,
        )
        await uow.complaints.add(complaint)
        await complaint_notices.tell_received(uow, complaint, entry, now)
        await uow.audit.add(Act("public", "complaint.received", f"complaint:{complaint.id}"), now)
        await uow.commit()
    return ComplaintReceipt(complaint.number, complaint.made_at)


async def _receipt(uow: UnitOfWork, complaint: ComplaintId) -> ComplaintReceipt:
    kept = await uow.complaints.get(complaint)
    if kept is None:
        raise NotFoundError("complaint.unknown")
    return ComplaintReceipt(kept.number, kept.made_at)


async def listing(account: Account, ports: Ports) -> tuple[ComplaintView, ...]:
    """Return the complaints to the account's court. Needs `roster.confirm`, which no mediator has; reading is kept."""
    account.require(Right.ROSTER_CONFIRM)
    found = await ports.roster.complaints(account)
    async with ports.begin() as uow:
        await minutes.act_of_staff(uow, account, "complaint.read", f"court:{account.organisation}", ports.clock.now())
        await uow.commit()
    return found


async def decide(account: Account, command: Decide, ports: Ports) -> None:
    """Keep the court's decision and tell the complainant. Needs `roster.confirm` as `held`.

    Raises `InvalidError` (`complaint.incomplete`) and `IllegalTransitionError` when it is decided already.
    """
    account.require(Right.ROSTER_CONFIRM)
    now = ports.clock.now()
    async with ports.begin() as uow:
        complaint, entry = await held(uow, account, ComplaintId(command.complaint))
        decided = complaint.decide(command.action, command.decision, command.informed, account.id, now)
        await uow.complaints.save(decided)
        await complaint_notices.tell_decided(uow, decided, command.reply, now)
        await minutes.act_of_staff(
            uow, account, "complaint.decided", f"complaint:{complaint.id}", now, state=decided.state.value
        )
        if command.suspends and command.action is ComplaintAction.UPHOLD and entry.is_effective:
            await stop(uow, account, entry, command.decision, now)
        await uow.commit()


async def held(uow: UnitOfWork, account: Account, complaint: ComplaintId) -> tuple[Complaint, Entry]:
    """Return a complaint to the account's court with the entry it is about. Whoever asks has checked the right.

    Raises `NotFoundError` at another court, and to the one complained of.
    """
    found = await uow.complaints.get(complaint)
    entry = await uow.roster.get(found.entry) if found else None
    if found is None or entry is None or found.court != account.organisation or entry.account == account.id:
        raise NotFoundError("complaint.unknown")
    return found, entry
