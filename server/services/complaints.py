"""Complaints: anyone tells the inviting court what a mediator did; the court decides and may stop the entry."""

from dataclasses import dataclass, field

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.complaint import Complaint, ComplaintAction, Ground
from server.domain.errors import NotFoundError
from server.domain.ids import ComplaintId, EntryId
from server.services import minutes
from server.services.ports import Ports
from server.services.roster import stop
from server.services.roster_views import ComplaintView


@dataclass(frozen=True, slots=True)
class Complain:
    """What a person writes. The same `key` with the same content is one complaint."""

    key: str
    entry: str
    ground: Ground
    text: str = field(repr=False)
    serial: str
    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decide:
    """What the court found; `suspends` stops the entry in the same step."""

    complaint: str
    action: ComplaintAction
    decision: str = field(repr=False)
    informed: str = ""
    suspends: bool = False


async def complain(command: Complain, ports: Ports) -> None:
    """Keep the complaint for the inviting court. Raises `NotFoundError` for what is not on the public roster."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        entry = await uow.roster.get(EntryId(command.entry))
        if entry is None or not entry.is_effective:
            raise NotFoundError("roster.unknown")
        content = f"{command.ground}|{command.text}|{command.serial}|{command.name}|{command.phone}"
        if not await uow.keys.claim(f"complaint:{entry.id}", command.key, content, now):
            return
        complaint = Complaint(
            id=ComplaintId(ports.chance.id()),
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
        await uow.audit.add(Act("public", "complaint.received", f"complaint:{complaint.id}"), now)
        await uow.commit()


async def listing(account: Account, ports: Ports) -> tuple[ComplaintView, ...]:
    """Return the complaints to the account's court. Needs `roster.confirm`, which no mediator has; reading is kept."""
    account.require(Right.ROSTER_CONFIRM)
    found = await ports.roster.complaints(account)
    async with ports.begin() as uow:
        await minutes.act_of_staff(uow, account, "complaint.read", f"court:{account.organisation}", ports.clock.now())
        await uow.commit()
    return found


async def decide(account: Account, command: Decide, ports: Ports) -> None:
    """Keep the court's decision. Needs `roster.confirm` at the court complained to; never the one complained of.

    Raises `InvalidError` (`complaint.incomplete`) and `IllegalTransitionError` when it is decided already.
    """
    account.require(Right.ROSTER_CONFIRM)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await uow.complaints.get(ComplaintId(command.complaint))
        entry = await uow.roster.get(held.entry) if held else None
        if held is None or entry is None or held.court != account.organisation or entry.account == account.id:
            raise NotFoundError("complaint.unknown")
        decided = held.decide(command.action, command.decision, command.informed, account.id, now)
        await uow.complaints.save(decided)
        await minutes.act_of_staff(
            uow, account, "complaint.decided", f"complaint:{held.id}", now, state=decided.state.value
        )
        if command.suspends and command.action is ComplaintAction.UPHOLD and entry.is_effective:
            await stop(uow, account, entry, command.decision, now)
        await uow.commit()
