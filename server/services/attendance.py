"""Follow the room: when it opens, so does the session. Attendance itself is worked out from the stored events.

Implements `signaling.ports.MeetingObserver`. Nothing is lost when this process dies before it was told:
`outcomes.conclude` reads the same events again.
"""

from server.services.ports import Ports
from server.services.sessions import mark_open
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind


class AttendanceObserver:
    """Told of every event after it is stored."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def observe(self, session: str, event: StoredEvent) -> None:
        """Take note of one stored event."""
        if event.kind is EventKind.OPENED:
            await mark_open(session, event.at, self._ports)
