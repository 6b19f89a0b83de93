"""A person's device check is kept for the mediator to see."""

from dataclasses import dataclass

from server.domain.device_check import CheckResult
from server.services.invitations import LinkKey
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
    raise NotImplementedError
