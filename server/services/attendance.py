"""Follow the room: its events open the session and leave their line in the case."""

from server.services.ports import Ports
from signaling.ports import StoredEvent


class AttendanceObserver:
    """Implements `signaling.ports.MeetingObserver` on use cases."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def observe(self, session: str, event: StoredEvent) -> None:
        """Take note of one stored event."""
        raise NotImplementedError
