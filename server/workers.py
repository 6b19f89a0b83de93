"""`Workers`: the media workers as operators see them and take them out of service."""

from dataclasses import dataclass

from media.plane import MediaPlane
from media.pool import MediaPool, WorkerReport
from server.services.ports.operations import WorkerState


@dataclass(frozen=True, slots=True)
class Workers:
    """Implements `server.services.ports.operations.MediaWorkers` over one media plane."""

    media: MediaPlane

    async def reports(self) -> tuple[WorkerReport, ...]:
        """Return every worker, from its last heartbeat."""
        if isinstance(self.media, MediaPool):
            return self.media.reports()
        return (WorkerReport.alone(await self.media.statistics()),)

    def place_of(self, room: str) -> int | None:
        """Return the number of the worker a room is on; None when it has no media open."""
        return self.media.place_of(room) if isinstance(self.media, MediaPool) else 0

    def state_of(self, number: int) -> WorkerState | None:
        """Return how a worker is; None when there is none with this number."""
        if not isinstance(self.media, MediaPool):
            return WorkerState.FIXED if number == 0 else None
        return next((state(report) for report in self.media.reports() if report.number == number), None)

    def drain(self, number: int) -> None:
        """Give a worker no further room; it is replaced when its rooms have ended, or after ten minutes."""
        if isinstance(self.media, MediaPool):
            self.media.drain(number)


def state(report: WorkerReport) -> WorkerState:
    """Return what a report says in one word."""
    if not report.alive:
        return WorkerState.DOWN
    return WorkerState.DRAINING if report.draining else WorkerState.RUNNING
