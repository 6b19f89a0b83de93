"""`Draft`: a meeting while one action is being decided, and `Decision`, what came of it.

Rules write into a draft; a rule that raises leaves the meeting as it was, because nobody keeps the draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signaling.errors import Code, RefusedError
from signaling.members import MemberState
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.view import ChatLine
from signaling.protocol.words import Place
from signaling.state import MeetingState


@dataclass(frozen=True, slots=True)
class Decision:
    """The meeting after an action, the events of it in order, and a line said in writing."""

    state: MeetingState
    events: tuple[StoredEvent, ...] = ()
    said: tuple[Place, ChatLine] | None = None


@dataclass(slots=True)
class Draft:
    """A meeting while one action is being decided. `seq` is the number of the last event so far."""

    state: MeetingState
    seq: int
    now: datetime
    events: list[StoredEvent] = field(default_factory=list)
    said: tuple[Place, ChatLine] | None = None

    def decision(self) -> Decision:
        """Return what was decided."""
        return Decision(self.state, tuple(self.events), self.said)

    def member(self, identity: str) -> MemberState:
        """Return a seat; raises `RefusedError` when there is none."""
        member = self.state.members.get(identity)
        if member is None or member.removed:
            raise RefusedError(Code.UNKNOWN_MEMBER)
        return member

    def put(self, member: MemberState) -> None:
        """Take or replace a seat."""
        self.set(members={**self.state.members, member.identity: member})

    def change(self, identity: str, **fields: object) -> None:
        """Change fields of a seat."""
        self.put(self.state.members[identity].model_copy(update=fields))

    def set(self, **fields: object) -> None:
        """Change fields of the meeting."""
        self.state = self.state.model_copy(update=fields)

    def place(self, identity: str, place: Place) -> None:
        """Give a person their seat in another place. A shown screen does not travel: others see it there."""
        self.change(identity, place=place, since=self.now, screen_on=False)

    def later(self, *, minutes: int) -> datetime:
        """Return the time some minutes from now."""
        return self.now + timedelta(minutes=minutes)

    def lower(self, identity: str) -> bool:
        """Take a hand out of the queue; False when it was not raised."""
        if identity not in self.state.hands:
            return False
        self.set(hands=tuple(raised for raised in self.state.hands if raised != identity))
        return True

    def happen(
        self, kind: EventKind, about: str, audience: Iterable[str] | None = None, *, note: str | None = None
    ) -> None:
        """Write down an event about a person, for `audience` or for who may know where they are."""
        member = self.state.members[about]
        entitled = self.state.witnesses(about) if audience is None else audience
        self._write(StoredEvent(self.seq + 1, self.now, kind, about, member.name, member.place, note, _names(entitled)))

    def happen_to_all(self, kind: EventKind, audience: Iterable[str], *, note: str | None = None) -> None:
        """Write down an event about nobody in particular."""
        self._write(StoredEvent(self.seq + 1, self.now, kind, None, None, None, note, _names(audience)))

    def _write(self, event: StoredEvent) -> None:
        self.seq = event.seq
        self.events.append(event)
        for identity in event.audience or ():
            self.change(identity, seen=event.seq)


def _names(audience: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(frozenset(audience)))
