"""Keeping what is known of recordings, and who played them."""

from typing import Protocol

from server.domain.ids import RecordingId, SessionId, ViewingId
from server.domain.recording import Recording
from server.domain.viewing import Play, Viewing


class Recordings(Protocol):
    """Recordings of sessions."""

    async def get(self, recording: RecordingId) -> Recording | None:
        """Return the recording."""

    async def of_session(self, session: SessionId) -> tuple[Recording, ...]:
        """Return the recordings of a session, by start."""

    async def unsealed(self) -> tuple[Recording, ...]:
        """Return all that are not sealed, for finishing after a crash."""

    async def add(self, recording: Recording) -> None:
        """Keep a new recording."""

    async def save(self, recording: Recording) -> None:
        """Keep a changed recording. Raises `StaleVersionError`."""


class Viewings(Protocol):
    """Who played what, and why."""

    async def get(self, viewing: ViewingId) -> Viewing | None:
        """Return the viewing."""

    async def add(self, viewing: Viewing) -> None:
        """Keep a new viewing."""

    async def add_play(self, play: Play) -> None:
        """Keep one report of the player."""
