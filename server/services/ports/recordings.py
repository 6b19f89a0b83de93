"""Keeping what is known of recordings, who played them, and who wants them deleted."""

from datetime import datetime
from typing import Protocol

from server.domain.ids import RecordingId, SessionId, ViewingId
from server.domain.recording import Recording
from server.domain.recording_deletion import RecordingDeletion
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

    async def of_session(self, session: SessionId) -> tuple[Viewing, ...]:
        """Return the viewings of a session, oldest first."""

    async def plays(self, viewing: ViewingId) -> tuple[Play, ...]:
        """Return what a player reported, oldest first."""

    async def is_played(self, session: SessionId, since: datetime) -> bool:
        """Tell whether a player that was opened after `since` last said that it plays."""


class RecordingDeletions(Protocol):
    """Requests to delete the recordings of a session."""

    async def get(self, deletion: str) -> RecordingDeletion | None:
        """Return the request."""

    async def of_session(self, session: SessionId) -> tuple[RecordingDeletion, ...]:
        """Return the requests of a session, newest first."""

    async def waiting(self, court: str) -> tuple[RecordingDeletion, ...]:
        """Return the requests of a court that nobody answered, oldest first."""

    async def add(self, deletion: RecordingDeletion) -> None:
        """Keep a new request. Raises `StaleVersionError` when somebody else was faster."""

    async def save(self, deletion: RecordingDeletion) -> None:
        """Keep an answered request. Raises `StaleVersionError`."""
