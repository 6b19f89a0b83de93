"""`MeetingState`: a meeting as a value, to and from JSON, and the questions one asks of it.

Immutable: an action makes another state or none, so what is refused has changed nothing. No word that was
said or written in the room is in it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from signaling.members import MemberState
from signaling.protocol.view import CallState
from signaling.protocol.words import Connection, Message, Phase, Place, Side

MOST_MEMBERS: Final = 20


class Call(Message):
    """One caucus invitation."""

    state: CallState
    expires_at: datetime


class CaucusState(Message):
    """A caucus that is being called (`since` None) or held."""

    id: str
    side: Literal[Side.APPLICANT, Side.RESPONDENT]
    caller: str
    minutes: int
    since: datetime | None
    until: datetime | None = None
    """Until when it was prolonged; None goes by `minutes`."""
    interpreters: bool = False
    """Whether the caller lets in whoever interprets for those inside."""
    calls: Mapping[str, Call]
    """By identity, in the order of ringing."""

    @property
    def ringing(self) -> tuple[str, ...]:
        """Identities whose call has no answer yet."""
        return tuple(identity for identity, call in self.calls.items() if call.state is CallState.CALLING)


class Told(Message):
    """What a waiting side was told."""

    note: str | None
    until: datetime | None


class MeetingState(Message):
    """Everything a meeting must remember over a restart."""

    session: str
    phase: Phase = Phase.BEFORE
    members: Mapping[str, MemberState] = {}
    """By identity, in the order of first arrival."""
    hands: tuple[str, ...] = ()
    """Identities, first raised first."""
    caucus: CaucusState | None = None
    caucuses: int = 0
    """Caucuses called so far."""
    told: Mapping[Side, Told] = {}

    def to_json(self) -> dict[str, Any]:
        """Return the state for the store."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "MeetingState":
        """Return the state from the store."""
        return cls.model_validate(stored, strict=False)

    def at(self, place: Place) -> tuple[MemberState, ...]:
        """Return everyone who has their seat in `place`, present or not."""
        return tuple(member for member in self.present if member.place is place)

    @property
    def present(self) -> tuple[MemberState, ...]:
        """Return everyone with a seat; the removed have none."""
        return tuple(member for member in self.members.values() if not member.removed)

    @property
    def host_is_here(self) -> bool:
        """Whether anyone who presides or deputises can be reached."""
        return any(member.moderates and member.connection is Connection.HERE for member in self.present)

    def unit(self, identity: str) -> tuple[MemberState, ...]:
        """Return the person and everyone linked with them: they move as one (product D9)."""
        root = self._root(identity)
        return tuple(member for member in self.present if self._root(member.identity) == root)

    def sees(self, viewer: MemberState, other: MemberState) -> bool:
        """Tell whether `viewer` may know where `other` is: the one rule for views, events and commands."""
        if viewer.identity == other.identity:
            return True
        if other.place is Place.CAUCUS or not viewer.moderates:
            return viewer.in_company and viewer.place is other.place
        return True

    def witnesses(self, identity: str) -> tuple[str, ...]:
        """Return who may know of what happens to this person where they are now."""
        subject = self.members[identity]
        return tuple(viewer.identity for viewer in self.present if self.sees(viewer, subject))

    def hand_of(self, identity: str) -> int | None:
        """Return the position in the queue of raised hands of the person's own place, from 1."""
        place = self.members[identity].place
        queue = [raised for raised in self.hands if self.members[raised].place is place]
        return queue.index(identity) + 1 if identity in queue else None

    def _root(self, identity: str) -> str:
        seen = {identity}
        while (member := self.members.get(identity)) is not None and member.linked_to not in (None, *seen):
            identity = str(member.linked_to)
            seen.add(identity)
        return identity
