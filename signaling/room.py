"""`Room`: one meeting open in this process. Decides by `Meeting`, keeps by the store, acts by `Stage`, tells by `Push`.

One action at a time (a lock), always in this order: decide, store, media, tell. What could not be stored has
not happened. People are told after media is where the view says it is.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from media.errors import MediaError
from media.plane import MediaPlane, MemberQuality, Offer, PicturesChanged
from signaling.draft import Decision
from signaling.errors import Code, RefusedError
from signaling.journal import Journal
from signaling.lacking import lacking
from signaling.line import Line, Ways
from signaling.linelog import LineLog, LineSample
from signaling.meeting import Meeting
from signaling.ports import (
    MeetingFacts,
    MeetingStore,
    Present,
    Push,
    RecordingStatus,
    Snapshot,
    StoredEvent,
)
from signaling.protocol.ack import Ack
from signaling.protocol.caucus import CaucusCall
from signaling.protocol.closing import ClosedReason
from signaling.protocol.entry import Sync, SyncAnswer
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, OpenMeeting
from signaling.protocol.media import LineReport, MediaAnswer, MediaConnect, MediaRestart, MediaShown
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import MediaWanted, QualityLevel, Signal, SignalKind
from signaling.protocol.person import ChatSend, Leave
from signaling.protocol.words import Connection, Message, Phase, Place, RecordingState
from signaling.recording import event_of_change
from signaling.relays import Relays
from signaling.stage import Stage, may_stay
from signaling.talk import Talk
from signaling.telling import Telling
from signaling.tickets import Ticket
from signaling.views import Scene, room_event, room_view

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outside:
    """What a room reaches: the plane, the store, its people, and whoever watches. `watch` must not wait."""

    plane: MediaPlane
    store: MeetingStore
    push: Push
    clock: Callable[[], datetime]
    watch: Callable[[str, StoredEvent | None], None]
    """Called with each stored event, and with None when `Room.snapshot` would answer differently."""
    keep_lines: Callable[[str, tuple[LineSample, ...]], None]
    """Called with how good lines were, to be stored some time. Must not wait."""
    relays: Relays


class Room:
    """One open meeting. Opened, indexed and closed by `Rooms`."""

    def __init__(self, facts: MeetingFacts, meeting: Meeting, talk: Talk, outside: Outside) -> None:
        self.session = facts.session
        self.facts = facts
        self.meeting = meeting
        self.stage = Stage(outside.plane, facts.session)
        self.lines: dict[str, Line] = {}
        self._outside = outside
        self._journal = Journal(facts.session, outside.store)
        self._telling = Telling(self.lines, outside.push)
        self._talk = talk
        self._recording = RecordingStatus(RecordingState.OFF, 0, outside.clock())
        self._snapshot: Snapshot | None = None
        self._linelog = LineLog()
        self._lock = asyncio.Lock()

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Return the lock that makes actions follow one another."""
        return self._lock

    @property
    def is_overtaken(self) -> bool:
        """Whether another process wrote to this meeting: this room is stale and must be opened again."""
        return self._journal.is_overtaken

    @property
    def recording_state(self) -> RecordingState:
        """What the truth lines say of the recording."""
        return self._recording.state

    @property
    def idle(self) -> bool:
        """Whether nobody is connected, nothing is due and nothing is recorded."""
        connected = any(line.socket is not None for line in self.lines.values())
        return not connected and self.meeting.next_due() is None and self._recording.state is RecordingState.OFF

    # people

    async def arrive(self, ticket: Ticket, socket: str, device: str | None) -> None:
        """Seat a person; a socket of the same identity is told and closed. Raises `RefusedError`."""
        # Asked at the door: a ticket is good for a minute, and account or mandate behind it may be gone since.
        if await self._outside.store.is_shut_out(self.session, ticket.identity):
            raise RefusedError(Code.SHUT_OUT)
        consent = await self._outside.store.recording_consent(self.session, ticket.identity)
        line = self.lines.get(ticket.identity, Line())
        decision = self.meeting.arrive(ticket, consent, self._outside.clock())
        if device is None or device != line.device:
            await self.stage.disconnect(ticket.identity)
            line.lost_media()
            line.wants_media = False
        await self._commit(decision)
        await self._telling.dismiss(line.socket, ClosedReason.TAKEN_OVER)
        line.socket, line.device = socket, device
        self.lines[ticket.identity] = line
        await self._welcome(ticket.identity, line)

    async def lost(self, identity: str, socket: str) -> None:
        """Note that a socket is gone; one that had been taken over changes nothing."""
        line = self.lines.get(identity)
        if line is None or line.socket != socket:
            return
        line.socket = None
        await self._commit(self.meeting.lose(identity, self._outside.clock()))

    async def handle(self, identity: str, socket: str, message: Message) -> Ack:
        """Do what a person asked for, or raise `SignalingError` or `MediaError` and change nothing."""
        line = self.lines.get(identity)
        if line is None or line.socket != socket:
            raise RefusedError(Code.SEAT_TAKEN)
        match message:
            case Sync():
                return Ack(ok=True, sync=await self._missed(identity, message.since))
            case MediaConnect():
                return Ack(ok=True, offer=await self._connect(identity, line))
            case MediaRestart():
                return Ack(ok=True, offer=await self._restart(identity, line))
            case MediaAnswer():
                await self._answer(identity, line, message)
            case MediaShown():
                await self.stage.show(identity, message.pictures)
            case LineReport():
                self._report(identity, line, message)
            case Leave():
                await self._leave(identity, line)
            case _:
                await self._obey(identity, message)
        return Ack(ok=True)

    async def remove(self, identity: str, reason: str) -> None:
        """Take a person's seat away and close their socket; raises `RefusedError` for someone who presides."""
        await self._commit(self.meeting.remove(identity, self._outside.clock()))
        line = self.lines.pop(identity, Line())
        await self._telling.dismiss(line.socket, ClosedReason.REMOVED, reason)

    async def shut_out(self, identity: str, reason: ClosedReason = ClosedReason.SHUT_OUT) -> None:
        """Put out a member of staff who lost account or mandate, presider or not; does nothing for who is away."""
        member, line = self.meeting.state.members.get(identity), self.lines.get(identity)
        # Whoever only lost the line may still be receiving.
        if member is not None and line is not None and member.connection is not Connection.AWAY:
            await self._leave(identity, line, reason)

    async def restore(self, identity: str) -> None:
        """Let a removed person knock again."""
        await self._commit(self.meeting.restore(identity, self._outside.clock()))

    async def consent_changed(self, identity: str, answer: bool | None) -> None:  # noqa: FBT001 - a standing answer
        """Note a standing answer about recording."""
        await self._commit(self.meeting.consent(identity, answer, self._outside.clock()))

    async def participants_changed(self) -> None:
        """Tell those who preside to look at the case again."""
        for identity, member in self.meeting.state.members.items():
            if member.moderates:
                await self._telling.send(identity, Signal(kind=SignalKind.PARTICIPANTS))

    async def panel_changed(self) -> None:
        """Tell everybody to ask what is put to them about who mediates."""
        for identity in self.meeting.state.members:
            await self._telling.send(identity, Signal(kind=SignalKind.PANEL))

    async def end(self) -> None:
        """End the meeting for everyone and close every socket."""
        await self._commit(self.meeting.end(self._outside.clock()))
        for line in self.lines.values():
            await self._telling.dismiss(line.socket, ClosedReason.ENDED)
            line.socket = None

    async def expire(self) -> None:
        """Do what is due."""
        now = self._outside.clock()
        due = self.meeting.next_due()
        if due is not None and due <= now:
            await self._commit(self.meeting.expire(now))

    async def recording_changed(self, status: RecordingStatus) -> None:
        """Put another recording status on every truth line; a change of state is an event of the meeting."""
        kind = event_of_change(self._recording.state, status.state)
        self._recording = status
        await self._commit(self._note_recording(kind))

    async def reopen(self) -> None:
        """Put everyone on another worker: theirs is gone. Each browser gets a fresh offer."""
        self.stage.forget()
        await self._make_good()
        self._look()

    async def close(self) -> None:
        """Close what this room has opened; the meeting itself goes on wherever it is opened next."""
        for line in self.lines.values():
            await self._telling.hang_up(line)
        await self.stage.close()
        self._keep_lines(self._linelog.rest())

    def measured(self, measured: Mapping[str, tuple[MemberQuality, QualityLevel]]) -> None:
        """Note how good lines are, for the record of the session."""
        now = self._outside.clock()
        self._keep_lines(self._linelog.complete(now))
        for identity, (quality, level) in measured.items():
            self._linelog.measured(identity, quality, level, now)
            if (line := self.lines.get(identity)) is not None:
                line.graded(quality, level, now)

    def snapshot(self) -> Snapshot:
        """Return who is here and what arrives of them."""
        return Snapshot(
            self.meeting.state.phase,
            tuple(
                Present(
                    member.identity,
                    self.stage.member_id(member.identity),
                    member.place,
                    self.stage.sources(member.identity) if member.in_company else frozenset(),
                    member.consent,
                    member.allowed,
                )
                for member in self.meeting.state.present
                if member.connection is not Connection.AWAY
            ),
        )

    def sources_changed(self) -> None:
        """Look whether the snapshot is another one."""
        self._look()

    async def reached(self, identity: str, *, connected: bool) -> None:
        """Show everyone that no packets come from a person any more, or that they do again."""
        if self.stage.reached(identity, connected=connected):
            await self._tell(())

    async def offer(self, identity: str, offer: Offer) -> None:
        """Send an offer to a person, if they are here; else it waits for their page to come back."""
        line = self.lines.get(identity)
        if line is not None and line.is_newer(offer):
            await self._telling.send(identity, line.offered(offer, self._ways(identity)))

    async def want(self, identity: str, wanted: MediaWanted) -> None:
        """Tell a person's browser what is needed of its picture, now or when the page comes back."""
        line = self.lines.get(identity)
        if line is not None:
            line.wanted[wanted.source] = wanted
            await self._telling.send(identity, wanted)

    async def lack(self, identity: str, lacks: PicturesChanged) -> None:
        """Tell a person of whom they get nothing, now or when the page comes back."""
        line = self.lines.get(identity)
        if line is not None:
            line.lacks = lacks
            await self._telling.send(identity, lacking(self.meeting.state, identity, lacks))

    async def signal(self, identity: str, signal: Signal) -> None:
        """Send passing news to a person, if they are here."""
        await self._telling.send(identity, signal)

    # one action

    async def _obey(self, identity: str, message: Message) -> None:
        if isinstance(message, ChatSend) and self._talk.has(identity, message.id):
            return
        await self._require_unhindered(identity, message)
        await self._require_consents(identity, message)
        await self._commit(self.meeting.obey(identity, message, self._outside.clock()))

    async def _require_unhindered(self, identity: str, message: Message) -> None:
        """Raise `RefusedError` when who presides would begin what may not be held now (在线调解规则 arts. 11, 13).

        In a meeting that is under way, nobody talks with one side alone while impartiality is not settled.
        """
        state = self.meeting.state
        begins = isinstance(message, OpenMeeting) and state.phase is Phase.BEFORE
        if not begins and not isinstance(message, CaucusCall):
            return
        if not state.members[identity].moderates or (why := await self._outside.store.hindrance(self.session)) is None:
            return
        if begins or why is Code.UNSETTLED:
            raise RefusedError(why)

    async def _require_consents(self, identity: str, message: Message) -> None:
        """Raise `RefusedError` when an order would bring in somebody who has not agreed to mediate online, or to this.

        It needs the consent of those who stay away, too: everybody's to meet one side alone, otherwise of who is left
        out. What was agreed when it was planned may have been taken back, and parties may have come since.

        Orders of people who do not preside are refused elsewhere, without a name.
        """
        state = self.meeting.state
        if not state.members[identity].moderates:
            return
        match message:
            case OpenMeeting() if state.phase is Phase.BEFORE:
                entering = [member for member in state.at(Place.LOBBY) if member.admitted]
            case Admit() if state.phase is not Phase.BEFORE:
                entering = [member for member in state.members.values() if member.identity == message.identity]
            case _:
                return
        missing = await self._outside.store.missing_consent(self.session, self._outside.clock())
        if missing is not None:
            raise RefusedError(*missing)
        lacking = await self._outside.store.without_consent(self.session)
        names = tuple(member.name for member in entering if member.identity in lacking)
        if names:
            raise RefusedError(Code.NO_CONSENT, names)

    async def _leave(self, identity: str, line: Line, reason: ClosedReason = ClosedReason.LEFT) -> None:
        await self._commit(self.meeting.leave(identity, self._outside.clock()))
        socket, line.socket = line.socket, None
        line.lost_media()
        line.wants_media = False
        await self._telling.dismiss(socket, reason)

    def _note_recording(self, kind: EventKind | None) -> Decision:
        if kind is None or self.meeting.state.phase is Phase.ENDED:
            return Decision(self.meeting.state)
        return self.meeting.record(kind, self._outside.clock())

    async def _commit(self, decision: Decision) -> None:
        """Store, then act, then tell."""
        await self._journal.append(decision)
        last = decision.events[-1].seq if decision.events else self.meeting.seq
        self.meeting = Meeting(decision.state, last)
        self._keep(decision)
        await self.stage.settle(decision.state)
        for event in decision.events:
            self._outside.watch(self.session, event)
        self._look()
        await self._tell(decision.events)
        await self._make_good()

    def _report(self, identity: str, line: Line, report: LineReport) -> None:
        now, state = self._outside.clock(), self.meeting.state
        line.mic_silent = report.mic_silent
        self._linelog.reported(identity, report, now)
        for voice in report.voices:
            speaker = state.members.get(voice.identity)
            # Of whom they cannot hear nobody has anything to say.
            if speaker is not None and voice.identity != identity and state.sees(state.members[identity], speaker):
                self._linelog.heard(voice.identity, identity, voice.concealed, now)

    def _keep_lines(self, samples: tuple[LineSample, ...]) -> None:
        if samples:
            self._outside.keep_lines(self.session, samples)

    def _keep(self, decision: Decision) -> None:
        if decision.state.phase is not Phase.CAUCUS:
            self._talk.forget_caucus()
        if decision.said is not None:
            self._talk.say(*decision.said)

    # media

    async def _connect(self, identity: str, line: Line) -> OfferMessage:
        if not self.meeting.state.members[identity].admitted:
            raise RefusedError(Code.NOT_ADMITTED)
        offer = await self.stage.connect(self.meeting.state, identity)
        self._look()
        return line.opened(offer, self._ways(identity))

    async def _restart(self, identity: str, line: Line) -> OfferMessage:
        if not line.established or not self.stage.has(identity):
            return await self._connect(identity, line)
        return line.offered(await self.stage.restart(identity), self._ways(identity))

    def _ways(self, identity: str) -> Ways:
        relays = self._outside.relays
        return Ways(relays.servers(identity, self._outside.clock()), relays.only)

    async def _answer(self, identity: str, line: Line, message: MediaAnswer) -> None:
        version = line.version_of(message.version)
        if version is None or not self.stage.has(identity):
            return
        await self.stage.answer(identity, version, message.sdp)
        line.answered()

    async def _make_good(self) -> None:
        """Give a fresh transport to everyone here who had one and lost it by no fault of theirs."""
        for identity, line in list(self.lines.items()):
            lacks = line.socket is not None and line.wants_media and not self.stage.has(identity)
            if lacks and may_stay(self.meeting.state, identity):
                await self._reconnect(identity, line)

    async def _reconnect(self, identity: str, line: Line) -> None:
        try:
            await self._telling.send(identity, await self._connect(identity, line))
        except (MediaError, RefusedError) as error:
            _log.warning("not reconnected", extra={"session": self.session, "code": str(error.code)})

    # telling

    async def _welcome(self, identity: str, line: Line) -> None:
        """Send the first view, and to a page that came back what it may have missed about its media."""
        await self._telling.greet(identity, line, self._scene(), self._outside.clock())
        line.quality = {}
        if self.stage.has(identity) and line.pending is not None:
            await self._telling.send(identity, line.pending)
        for wanted in line.wanted.values():
            await self._telling.send(identity, wanted)
        if line.lacks is not None:
            await self._telling.send(identity, lacking(self.meeting.state, identity, line.lacks))
        await self._make_good()

    async def _tell(self, events: Iterable[StoredEvent]) -> None:
        await self._telling.show(self._scene(), events, self._outside.clock())

    async def _missed(self, identity: str, since: int) -> SyncAnswer:
        missed = await self._journal.seen_by(identity, since)
        return SyncAnswer(
            events=tuple(room_event(event) for event in missed),
            view=room_view(self._scene(), identity, self._outside.clock()),
        )

    def _scene(self) -> Scene:
        return Scene(self.facts, self.meeting.state, self._recording, self._talk, self.stage.stalled)

    def _look(self) -> None:
        snapshot = self.snapshot()
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self._outside.watch(self.session, None)
