"""A person's device check is kept for the mediator to see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from server.domain.device_check import CONNECTION_CHECKS, CheckResult, DeviceCheck, connection_of
from server.services.access import LinkKey, guest, invitation_view
from server.services.invitation_views import InvitationView
from server.services.ports import Ports

_REPORT: Final = "connection test: "


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """Result, line by line."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RecordConnection:
    """Result of the connection test: every one of `CONNECTION_CHECKS`, and two figures."""

    checks: Mapping[str, CheckResult]
    round_trip_ms: int | None
    lost: float | None
    agent: str
    """Family of browser and system."""

    @property
    def note(self) -> str:
        """What the clerk reads, without a word that the browser could choose."""
        figures = [
            *(f"{name} {self.checks[name]}" for name in CONNECTION_CHECKS),
            *([] if self.round_trip_ms is None else [f"{self.round_trip_ms} ms"]),
            *([] if self.lost is None else [f"{self.lost:.1%} lost"]),
            self.agent,
        ]
        return _REPORT + ", ".join(figures)


async def record_connection(key: LinkKey, command: RecordConnection, ports: Ports) -> InvitationView:
    """Keep the result of the connection test with the device check; what that said of devices stays."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        session, identity = person.session.id, person.person.identity
        skipped = CheckResult.SKIPPED
        before = await uow.people.check(session, identity) or DeviceCheck(
            session, identity, now, skipped, skipped, skipped, skipped
        )
        whole = connection_of(command.checks)
        await uow.people.record_check(replace(before, at=now, connection=whole, note=command.note))
        await uow.commit()
    await ports.rooms.participants_changed(person.session.id)
    return await invitation_view(ports, person.invitation, key.device_digest)


async def record_check(key: LinkKey, command: RecordCheck, ports: Ports) -> InvitationView:
    """Keep the latest check, and what a connection test said before it. It is never a condition of entry."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        before = await uow.people.check(person.session.id, person.person.identity)
        check = DeviceCheck(
            session=person.session.id,
            identity=person.person.identity,
            at=now,
            camera=command.camera,
            microphone=command.microphone,
            speaker=command.speaker,
            connection=command.connection,
            note=command.note or _report_in(before),
        )
        await uow.people.record_check(check)
        await uow.commit()
    await ports.rooms.participants_changed(person.session.id)
    return await invitation_view(ports, person.invitation, key.device_digest)


def _report_in(before: DeviceCheck | None) -> str | None:
    return before.note if before and before.note and before.note.startswith(_REPORT) else None
