"""The journal of one meeting: its events, kept in order before anything is done about them."""

import logging
from collections.abc import Awaitable

from signaling.draft import Decision
from signaling.errors import RoomUnavailableError, SequenceTakenError
from signaling.ports import MeetingStore, StoredEvent

_log = logging.getLogger(__name__)


class Journal:
    """What was decided in a meeting, as the store has it."""

    def __init__(self, session: str, store: MeetingStore) -> None:
        self.is_overtaken = False
        """Whether another process wrote to this meeting: the room is stale and must be opened again."""
        self._session = session
        self._store = store

    async def append(self, decision: Decision) -> None:
        """Append the events. The first carries the state after all: once it is stored, the action has happened.

        Raises `SequenceTakenError` when another process was first, `RoomUnavailableError` when the store fails.
        """
        state = decision.state.to_json()
        for event in decision.events[:1]:
            await self._guarded(self._store.append(self._session, event, state))
        for event in decision.events[1:]:
            try:
                await self._guarded(self._store.append(self._session, event, state))
            except RoomUnavailableError:
                self.is_overtaken = True
                return

    async def seen_by(self, identity: str, since: int) -> tuple[StoredEvent, ...]:
        """Return what this person may see of all after event `since`."""
        stored = await self._store.since(self._session, since)
        return tuple(event for event in stored if event.is_for(identity))

    async def _guarded(self, stored: Awaitable[None]) -> None:
        try:
            await stored
        except SequenceTakenError:
            self.is_overtaken = True
            raise
        except Exception as error:
            # No traceback: its values may be names or words of the parties.
            _log.error("event not stored: %s", type(error).__name__, extra={"session": self._session})
            raise RoomUnavailableError from error
