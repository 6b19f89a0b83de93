"""The device check: what worked on a person's device before they came in. Never a condition of entry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.ids import Identity, SessionId


class CheckResult(StrEnum):
    """One line of the check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class DeviceCheck:
    """The latest check of one person."""

    session: SessionId
    identity: Identity
    at: datetime
    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None = None
