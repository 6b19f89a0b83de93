"""The device check: what worked on a person's device before they came in. Never a condition of entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.ids import Identity, SessionId


class CheckResult(StrEnum):
    """One line of the check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


CONNECTION_CHECKS: Final = ("websocket", "udp", "tcp", "turn", "audio", "video", "round_trip", "loss")
"""The named checks of the connection test, in the order they are shown."""


def connection_of(checks: Mapping[str, CheckResult]) -> CheckResult:
    """Return what the test says as a whole: without a socket, a path or sound nobody takes part."""
    paths = {checks["udp"], checks["tcp"], checks["turn"]}
    if CheckResult.FAILED in {checks["websocket"], checks["audio"]} or (
        CheckResult.PASSED not in paths and CheckResult.FAILED in paths
    ):
        return CheckResult.FAILED
    return CheckResult.PASSED if CheckResult.PASSED in paths else CheckResult.SKIPPED


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

    @property
    def is_passed(self) -> bool:
        """Whether nothing failed: what was left out is the person's choice."""
        return CheckResult.FAILED not in {self.camera, self.microphone, self.speaker, self.connection}
