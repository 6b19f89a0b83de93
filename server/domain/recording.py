"""A recording of a session: its life from the first byte to the sealed manifest."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.ids import RecordingId, SessionId
from server.domain.life import Table, step


class RecordingState(StrEnum):
    """Life of a recording."""

    OPEN = "open"
    PAUSED = "paused"
    SEALING = "sealing"
    SEALED = "sealed"
    FAILED = "failed"
    ERASED = "erased"
    """Its time was over: no bytes and no key are left, the digest of its manifest is."""


class RecordingAction(StrEnum):
    """What can be done to a recording."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    SEAL = "seal"
    FAIL = "fail"
    ERASE = "erase"


RECORDING_TRANSITIONS: Final[Table[RecordingState, RecordingAction]] = {
    RecordingState.OPEN: {
        RecordingAction.PAUSE: RecordingState.PAUSED,
        RecordingAction.STOP: RecordingState.SEALING,
        RecordingAction.FAIL: RecordingState.FAILED,
    },
    RecordingState.PAUSED: {
        RecordingAction.RESUME: RecordingState.OPEN,
        RecordingAction.STOP: RecordingState.SEALING,
        RecordingAction.FAIL: RecordingState.FAILED,
    },
    RecordingState.SEALING: {
        RecordingAction.SEAL: RecordingState.SEALED,
        RecordingAction.FAIL: RecordingState.FAILED,
    },
    RecordingState.SEALED: {RecordingAction.ERASE: RecordingState.ERASED},
    # What a crash left behind is sealed at the next start and says so.
    RecordingState.FAILED: {
        RecordingAction.SEAL: RecordingState.SEALED,
        RecordingAction.ERASE: RecordingState.ERASED,
    },
    RecordingState.ERASED: {},
}


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording. `wrapped_key` is its data key, encrypted under the key of the vault."""

    id: RecordingId
    session: SessionId
    started_at: datetime
    wrapped_key: bytes = field(repr=False)
    state: RecordingState = RecordingState.OPEN
    ended_at: datetime | None = None
    duration_ms: int = 0
    tracks: int = 0
    interrupted: bool = False
    manifest_sha256: str | None = None
    problem: str | None = None
    """Stable code of what broke it."""
    version: int = 0

    @property
    def is_running(self) -> bool:
        """It may still take in media."""
        return self.state in {RecordingState.OPEN, RecordingState.PAUSED}

    def pause(self) -> "Recording":
        """Return it paused. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(RecordingAction.PAUSE))

    def resume(self) -> "Recording":
        """Return it running again. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(RecordingAction.RESUME))

    def stop(self, now: datetime) -> "Recording":
        """Return it taking in nothing more. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(RecordingAction.STOP), ended_at=now)

    def seal(self, manifest_sha256: str, tracks: int, duration_ms: int, *, interrupted: bool) -> "Recording":
        """Return it sealed by its manifest. Raises `IllegalTransitionError`."""
        return replace(
            self,
            state=self._step(RecordingAction.SEAL),
            manifest_sha256=manifest_sha256,
            tracks=tracks,
            duration_ms=duration_ms,
            interrupted=interrupted,
        )

    def fail(self, problem: str, now: datetime) -> "Recording":
        """Return it broken; `problem` is a stable code. Raises `IllegalTransitionError`."""
        state = self._step(RecordingAction.FAIL)
        return replace(self, state=state, problem=problem, interrupted=True, ended_at=self.ended_at or now)

    def erase(self) -> "Recording":
        """Return it without its key: what is left of its bytes can never be read. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(RecordingAction.ERASE), wrapped_key=b"")

    def _step(self, action: RecordingAction) -> RecordingState:
        return step("recording", RECORDING_TRANSITIONS, self.state, action)
