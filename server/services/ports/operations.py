"""What an operator may do to the media workers."""

from enum import StrEnum
from typing import Protocol


class WorkerState(StrEnum):
    """How a media worker is."""

    RUNNING = "running"
    DRAINING = "draining"
    """It takes no new room and is replaced when it is empty."""
    DOWN = "down"
    """It is being started again."""
    FIXED = "fixed"
    """It is part of the server itself and cannot be replaced alone."""


class MediaWorkers(Protocol):
    """The media workers, by number."""

    def state_of(self, number: int) -> WorkerState | None:
        """Return how a worker is; None when there is none with this number."""

    def drain(self, number: int) -> None:
        """Give a worker no further room, and replace it when it is empty."""
