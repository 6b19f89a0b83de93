"""A person's device check is kept for the mediator to see."""

from dataclasses import dataclass

from server.domain.device_check import CheckResult, DeviceCheck
from server.services.access import LinkKey, guest, invitation_view
from server.services.ports import Ports
from server.services.views import InvitationView


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """Result, line by line."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None = None


async def record_check(key: LinkKey, command: RecordCheck, ports: Ports) -> InvitationView:
    """Keep the latest check. It is never a condition of entry."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        check = DeviceCheck(
            session=person.session.id,
            identity=person.person.identity,
            at=now,
            camera=command.camera,
            microphone=command.microphone,
            speaker=command.speaker,
            connection=command.connection,
            note=command.note,
        )
        await uow.people.record_check(check)
        await uow.commit()
    await ports.rooms.participants_changed(person.session.id)
    return await invitation_view(ports, person.invitation, key.device_digest)
