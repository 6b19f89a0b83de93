"""What a meeting needs from outside: a place to keep its events, a way to its people, and someone to tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from media.plane import MemberId, Source
from signaling.errors import Code
from signaling.linelog import LineSample
from signaling.protocol.closing import Closed
from signaling.protocol.event import EventKind, Update
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import MediaWanted, Signal
from signaling.protocol.words import Phase, Place, RecordingState


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the case says of a meeting when it is opened; names are shown, never logged."""

    session: str
    serial: str
    title: str
    cause: str
    host_identity: str
    host_name: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event of a meeting as kept.

    `audience` holds the identities who may learn of it, decided when it happened; rooms always write it,
    None in an older row means everyone who is or was let in. An empty audience is for the record only.
    `place` is where the person is after the event. Presence for the record: ARRIVED, JOINED and RETURNED
    say that the person is at `place` from then on (each change of place is a JOINED, also into a caucus,
    into waiting and back); DROPPED (30 s after the line was lost), LEFT, REMOVED and SENT_BACK end it.
    `note` never holds anything said or written in a caucus.
    """

    seq: int
    at: datetime
    kind: EventKind
    identity: str | None
    name: str | None
    place: Place | None
    note: str | None
    audience: tuple[str, ...] | None

    def is_for(self, identity: str) -> bool:
        """Whether this person may be told of it; nobody is told of an older row again."""
        return identity in (self.audience or ())


class LineStore(Protocol):
    """Keeps how good lines were. Losing some of it harms nobody: a failure is logged."""

    async def keep_lines(self, session: str, samples: tuple[LineSample, ...]) -> None:
        """Store samples; one that is there already is replaced."""


class MeetingStore(LineStore, Protocol):
    """Keeps events and state of meetings; the database is the truth, this process may die at any time."""

    async def append(self, session: str, event: StoredEvent, state: dict[str, Any]) -> None:
        """Store the event and the state after it in one transaction.

        `event.seq` is one above the last; raises `signaling.errors.SequenceTakenError` when another
        process was faster. One action may cause several events: each is appended with the state after
        the whole action.
        """

    async def load(self, session: str) -> tuple[int, dict[str, Any]] | None:
        """Return the last sequence number and state, or None for a meeting that never began."""

    async def since(self, session: str, seq: int) -> tuple[StoredEvent, ...]:
        """Return the events after `seq`, oldest first."""

    async def facts(self, session: str) -> MeetingFacts | None:
        """Return what the case says of this meeting, or None when it may not be held (unknown, ended)."""

    async def is_shut_out(self, session: str, identity: str) -> bool:
        """Tell whether the person may not enter any more, whatever their ticket says."""

    async def hindrance(self, session: str) -> Code | None:
        """Return why the meeting may not begin (`NO_PRESIDER`, `UNSETTLED`, `CASE_STANDS`), or None."""

    async def recording_consent(self, session: str, identity: str) -> bool | None:
        """Return the standing answer, None when never asked."""

    async def without_consent(self, session: str) -> frozenset[str]:
        """Return the invited whose consent to mediate online does not stand (在线调解规则 art. 4)."""

    async def missing_consent(self, session: str, now: datetime) -> tuple[Code, tuple[str, ...]] | None:
        """Return what of the parties' consents the session lacks as it is convened, and whose by name; None nothing.

        `NO_SEPARATE_CONSENT` and `LEFT_OUT` (art. 16), and `NO_CONSENT` of a party who took back to mediate online
        while somebody who acts for them comes (art. 4).
        """


class MeetingObserver(Protocol):
    """Told of every event after it is stored, in order; an error of the observer is logged, not raised."""

    async def observe(self, session: str, event: StoredEvent) -> None:
        """Take note."""


class SourcesObserver(Protocol):
    """Told when `Rooms.snapshot` would answer differently: who is where, and what arrives of them."""

    async def sources_changed(self, session: str) -> None:
        """Look again."""


@dataclass(frozen=True, slots=True)
class Present:
    """One person as the recorder needs to know them.

    `sources` are those that arrive and are let through now, `allowed` those that would be let through.
    """

    identity: str
    member: MemberId
    place: Place
    sources: frozenset[Source]
    consent: bool | None
    allowed: frozenset[Source] = frozenset()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who is in the meeting now. In a caucus nobody is in the joint place, and nothing may be recorded."""

    phase: Phase
    present: tuple[Present, ...]

    @property
    def joint(self) -> tuple[Present, ...]:
        """Return those in the joint room: the only ones who may ever be recorded."""
        return tuple(person for person in self.present if person.place is Place.JOINT)


@dataclass(frozen=True, slots=True)
class RecordingStatus:
    """What the recorder is doing, for every truth line; `written` are the identities whose media reaches the file."""

    state: RecordingState
    seconds: int
    counted_at: datetime
    written: frozenset[str] = frozenset()
    heard_voices: int = 0
    checked_at: datetime | None = None
    problem: str | None = None


ServerMessage = Update | OfferMessage | MediaWanted | Signal | Closed


class Push(Protocol):
    """The way to one socket. Never waits for the other end and never raises: a lost socket is reported by `lost`."""

    async def deliver(self, socket: str, message: ServerMessage) -> None:
        """Send a message; messages to one socket arrive in the order of the calls."""

    async def close(self, socket: str, *, come_back: bool = False) -> None:
        """Close the socket after what has been sent, without waiting for it; `come_back`: its client reconnects."""


class Directory(Protocol):
    """Which node holds which room."""

    async def claim(self, session: str) -> bool:
        """Take the room for this node, or keep it; False when another node holds it."""

    async def release(self, session: str) -> None:
        """Give the room up. Idempotent."""
