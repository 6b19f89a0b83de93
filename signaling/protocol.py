"""Every message on the room's socket; the source of `docs/protocol.md` and `static/src/protocol/messages.ts`.

Client to server: the models in `CLIENT_MESSAGES`, each answered by `Ack`. Unknown fields are refused and
sizes are capped. Server to client: `Update` after each event of the room, `OfferMessage` and
`MediaWanted` for media and `Signal` for what is forgotten at once (levels, quality, a call to look again at the case).

Nothing here may reach a person outside the place it belongs to: what a viewer is told is built per viewer
from `RoomView`, never filtered afterwards.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identity = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class Message(BaseModel):
    """Base of every message: frozen, strict, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Side(StrEnum):
    """Where a person stands in the dispute."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """What a person is in the session; shown in words, grants decide what they may do."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    CLERK = "clerk"


class Place(StrEnum):
    """Where in the session a person is."""

    LOBBY = "lobby"
    JOINT = "joint"
    WAITING = "waiting"
    """Admitted, but outside a caucus that is being held."""
    CAUCUS = "caucus"


class Phase(StrEnum):
    """How far the meeting is."""

    BEFORE = "before"
    OPEN = "open"
    CAUCUS = "caucus"
    ENDED = "ended"


class Connection(StrEnum):
    """Whether a person can be reached now."""

    HERE = "here"
    RECONNECTING = "reconnecting"
    AWAY = "away"


class Switch(StrEnum):
    """State of a microphone or camera as the server enforces it."""

    ON = "on"
    OFF = "off"
    HOST_MUTED = "host_muted"


class RecordingState(StrEnum):
    """What the truth line says about recording."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"
    BROKEN = "broken"
    NOT_ALLOWED = "not_allowed"
    """In a caucus nothing can be recorded."""


class MemberView(Message):
    """One person as the viewer may see them."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    """Role in words, such as 代理人 or 人事主管; empty if there is none."""
    place: Place
    admitted: bool
    """Whether they were let in; until the meeting opens they wait in the lobby all the same."""
    connection: Connection
    mic: Switch
    camera: Switch
    screen: bool
    hand: int | None
    """Position in the queue of raised hands, from 1."""
    recorded: bool
    """Whether this person's media is being written right now."""
    recording_consent: bool | None
    """The standing answer; None when not answered."""
    linked_to: str | None
    """Person with whom they move as one unit."""
    since: datetime
    """When they came to this place."""


class HeardBy(Message):
    """Who can hear the viewer now; built from room membership on the server."""

    names: tuple[str, ...]
    includes_other_side: bool
    """For a party: someone of the other side is among them."""
    both_sides: bool
    """For a neutral person: both sides are among them."""


class RecordingView(Message):
    """Recording as the viewer should be told."""

    state: RecordingState
    seconds: int
    """Recorded so far, pauses left out; `counted_at` says when this was true."""
    counted_at: datetime
    me: bool
    """Whether the viewer's own media is written."""
    heard_voices: int
    """People whose voice reached the file in the last seconds (host only, else 0)."""
    checked_at: datetime | None
    """Last proof that bytes of every speaking person arrive (host only)."""
    problem: str | None
    """Stable code of what is broken, such as `recording.disk_full`."""


class CallView(Message):
    """A caucus invitation ringing at the viewer."""

    caucus: str
    caller: str
    with_names: tuple[str, ...]
    """Who else of the viewer's side is called or comes along; the caller is not repeated."""
    expires_at: datetime


class CallState(StrEnum):
    """What became of one caucus invitation."""

    CALLING = "calling"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"


class CallProgress(Message):
    """The host's sight of the invitations going out."""

    identity: str
    name: str
    state: CallState


class CaucusView(Message):
    """The caucus the viewer is in (or, for the host, is calling)."""

    caucus: str
    side: Side
    names: tuple[str, ...]
    since: datetime | None
    calls: tuple[CallProgress, ...]
    """Host only."""


class WaitingReason(StrEnum):
    """Why the viewer waits; the sentence is chosen in `static/src/locales`."""

    NOT_STARTED = "not_started"
    HOST_CHECKING = "host_checking"
    CAUCUS = "caucus"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    HOST_AWAY = "host_away"


class WaitingView(Message):
    """What a waiting person is told: neither topic nor names of a caucus."""

    reason: WaitingReason
    note: str | None
    """Sentence the host wrote for this person or side."""
    until: datetime | None
    """Estimate given by the host."""


class ChatLine(Message):
    """One message of the joint room; in a caucus they live only in memory."""

    id: str
    at: datetime
    identity: str
    name: str
    text: str


class MeView(Message):
    """The viewer."""

    identity: str
    name: str
    side: Side
    role: Role
    place: Place
    grants: tuple[str, ...]
    mic: Switch
    camera: Switch
    screen: bool
    hand: int | None
    recording_consent: bool | None


class RoomView(Message):
    """Everything one viewer may know of the session now. Replaces the previous view as a whole."""

    session: str
    seq: int
    now: datetime
    phase: Phase
    starts_at: datetime
    title: str
    """Such as 李秀兰 与 洛阳某餐饮管理有限公司."""
    serial: str
    cause: str
    host_name: str
    me: MeView
    heard_by: HeardBy
    recording: RecordingView
    members: tuple[MemberView, ...]
    """People in the viewer's place, the viewer first; for the host everyone, lobby included."""
    waiting: WaitingView | None
    call: CallView | None
    caucus: CaucusView | None
    chat: tuple[ChatLine, ...]
    """Last lines of the viewer's place: 200, or 40,000 characters of text."""


class EventKind(StrEnum):
    """What happened; the client announces it and the court's timeline shows it."""

    ARRIVED = "arrived"
    ADMITTED = "admitted"
    REFUSED = "refused"
    JOINED = "joined"
    DROPPED = "dropped"
    RETURNED = "returned"
    LEFT = "left"
    SENT_BACK = "sent_back"
    REMOVED = "removed"
    RESTORED = "restored"
    """The removal was lifted; the person may knock again."""
    OPENED = "opened"
    MUTED = "muted"
    UNMUTED = "unmuted"
    HAND_RAISED = "hand_raised"
    HAND_LOWERED = "hand_lowered"
    SCREEN_STARTED = "screen_started"
    SCREEN_STOPPED = "screen_stopped"
    CHAT = "chat"
    CAUCUS_CALLED = "caucus_called"
    CAUCUS_DECLINED = "caucus_declined"
    CAUCUS_STARTED = "caucus_started"
    CAUCUS_ENDED = "caucus_ended"
    RECORDING_STARTED = "recording_started"
    RECORDING_PAUSED = "recording_paused"
    RECORDING_RESUMED = "recording_resumed"
    RECORDING_STOPPED = "recording_stopped"
    RECORDING_BROKEN = "recording_broken"
    CONSENT_CHANGED = "consent_changed"
    TOLD = "told"
    """The host sent a note or an estimate to a waiting side."""
    ENDED = "ended"


class RoomEvent(Message):
    """One thing that happened, as the viewer may know it."""

    seq: int
    at: datetime
    kind: EventKind
    identity: str | None
    """Whom it is about."""
    name: str | None
    note: str | None


class Update(Message):
    """Server to client `update`: the next event this viewer may see, and the view after it.

    `previous` is the sequence number of the last event this viewer was entitled to. A client that holds
    another number has missed something and sends `sync`.
    """

    previous: int
    event: RoomEvent | None
    view: RoomView


class OfferedTrackMessage(Message):
    """Whose track the browser finds under `mid`."""

    mid: str
    identity: str
    source: Literal["mic", "camera", "screen"]


class IceServerMessage(Message):
    """TURN servers with short-lived credentials, as `RTCIceServer` takes them."""

    urls: tuple[str, ...]
    username: str
    credential: str


class OfferMessage(Message):
    """Server to client `offer`: apply it, answer with the same `version`.

    `fresh` asks for a new peer connection: the old one, if any, is gone at the server. `ice_servers` are for that
    connection, or for the present one when it looks for another path; `relay_only` allows no path but theirs.
    """

    version: int
    sdp: str
    tracks: tuple[OfferedTrackMessage, ...]
    fresh: bool
    ice_servers: tuple[IceServerMessage, ...] = ()
    relay_only: bool = False


class SignalKind(StrEnum):
    """What kind of passing news this is."""

    SPEAKERS = "speakers"
    QUALITY = "quality"
    PICTURES = "pictures"
    """Pictures of others that the viewer's line is too thin for; they come back by themselves."""
    PARTICIPANTS = "participants"
    """Facts of the case changed (identity, consent, device check): ask HTTP again."""


class QualityLevel(StrEnum):
    """Four steps, in words on the screen."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    LOST = "lost"


class PausedPicture(Message):
    """Somebody's picture that is not sent to the viewer now."""

    identity: str
    source: Literal["camera", "screen"]


class Signal(Message):
    """Server to client `signal`: not numbered, not kept."""

    kind: SignalKind
    speakers: tuple[str, ...] = ()
    """Identities, loudest first."""
    quality: dict[str, QualityLevel] = {}
    paused: tuple[PausedPicture, ...] = ()
    """All of them, each time."""
    silent: tuple[str, ...] = ()
    """Identities, with the quality: their microphone is on and their browser hears nothing in it."""


class MediaWanted(Message):
    """Server to client `media_wanted`: of the viewer's own picture somebody needs only the lowest `layers`; null all.

    The browser stops the others, with 0 the whole picture; what is needed again it sends again at once.
    """

    source: Literal["camera", "screen"]
    layers: int | None = Field(ge=0, le=2)


class ClosedReason(StrEnum):
    """Why the server ends a socket; after each of them the client must not reconnect by itself."""

    TAKEN_OVER = "taken_over"
    """The same person came in elsewhere; this device may take the seat back by a tap."""
    REMOVED = "removed"
    """The host removed the person; the link is suspended."""
    LEFT = "left"
    """The person left by the button."""
    ENDED = "ended"
    """The session is over."""
    FLOODED = "flooded"
    """Far more messages than a person can cause."""


class Closed(Message):
    """Server to client `closed`: the last message on this socket."""

    reason: ClosedReason
    note: str | None
    """Sentence the host wrote, when removed."""


# Client to server


class Connect(Message):
    """The `auth` of the Socket.IO connect packet. A refusal carries `Refusal` as `data` of the connect error."""

    ticket: str = Field(min_length=1, max_length=4_096)
    device: str | None = Field(default=None, min_length=8, max_length=64)
    """Random name of this page load. The same name again means the same page came back: its peer connection is
    kept and forwarded again at once. Another or none closes it, and the client sends `media_connect`."""


class Refusal(Message):
    """Why the socket was not accepted, in `data` of the connect error."""

    code: str


class Sync(Message):
    """`sync`: what did I miss since event `since`? Answered by `SyncAnswer` in the ack."""

    since: int = Field(ge=0)


class SyncAnswer(Message):
    """Exactly the events after `since` that the viewer may see, and the view now."""

    events: tuple[RoomEvent, ...]
    view: RoomView


class MediaConnect(Message):
    """`media_connect`: ready for media; the ack carries a fresh `OfferMessage`. Only for the admitted."""


class MediaAnswer(Message):
    """`media_answer`: the browser's answer to the offer of this version."""

    version: int = Field(ge=1)
    sdp: str = Field(min_length=1, max_length=65_536)


class MediaRestart(Message):
    """`media_restart`: the line changed; the ack carries an offer with new ICE credentials."""


class ShownPicture(Message):
    """How large somebody's picture is on the screen: its height in pixels of the screen, 0 when out of sight."""

    identity: Identity
    source: Literal["camera", "screen"]
    height: int = Field(ge=0, le=8_192)


class MediaShown(Message):
    """`media_shown`: what is in sight changed. A picture out of sight is not sent; one never named is, in full."""

    pictures: tuple[ShownPicture, ...] = Field(min_length=1, max_length=64)


class MediaState(Message):
    """`media_state`: what the person switched on or off themselves."""

    mic: bool
    camera: bool
    screen: bool


class LineReport(Message):
    """`line_report`: what the browser measured of its own line since the last report, about every ten seconds.

    Kept with the session in half-minutes; figures only, no address, no name of a device.
    """

    round_trip_ms: int | None = Field(default=None, ge=0, le=60_000)
    path: Literal["host", "srflx", "prflx", "relay"] | None = None
    """Kind of the browser's own candidate in use (RFC 8445)."""
    transport: Literal["udp", "tcp"] | None = None
    sent_height: int | None = Field(default=None, ge=0, le=8_192)
    """Lines of the largest picture sent and received."""
    received_height: int | None = Field(default=None, ge=0, le=8_192)
    frames_per_second: float | None = Field(default=None, ge=0, le=240)
    """Decoded, of the fastest picture received."""
    freezes: int = Field(default=0, ge=0, le=1_000)
    freeze_ms: int = Field(default=0, ge=0, le=600_000)
    concealed: float = Field(default=0.0, ge=0, le=1)
    """Share of the sound played that had to be made up."""
    mic_silent: bool = False
    """The microphone is on and nothing comes out of it."""
    browser: Literal["chrome", "edge", "firefox", "safari", "wechat", "other"] = "other"
    system: Literal["android", "ios", "windows", "macos", "linux", "other"] = "other"


class ChatSend(Message):
    """`chat_send`: say something in writing to everyone in this place."""

    id: str = Field(min_length=8, max_length=64)
    """Made by the client; the same id twice is one message."""
    text: str = Field(min_length=1, max_length=2_000)


class HandRaise(Message):
    """`hand_raise`: ask to speak, or no longer."""

    raised: bool


class Leave(Message):
    """`leave`: the person leaves by the button, not by losing the line."""


class Knock(Message):
    """`knock`: ask again after having been refused or sent back."""


class Admit(Message):
    """`admit` (host): let a waiting person in."""

    identity: Identity


class Refuse(Message):
    """`refuse` (host): not now, with the reason the person will read."""

    identity: Identity
    reason: Sentence


class SendBack(Message):
    """`send_back` (host): move an admitted person to the lobby, with the reason they will read."""

    identity: Identity
    reason: Sentence


class Mute(Message):
    """`mute` (host): drop this person's microphone at the server, or lift that."""

    identity: Identity
    muted: bool


class LowerHand(Message):
    """`lower_hand` (host): take somebody's hand down, after they have spoken."""

    identity: Identity


class OpenMeeting(Message):
    """`open_meeting` (host): everyone admitted comes together; later arrivals still knock."""


class Tell(Message):
    """`tell` (host): a sentence for a waiting side, and how long it may take."""

    side: Side
    note: str | None = Field(default=None, max_length=200)
    minutes: int | None = Field(default=None, ge=1, le=180)


class CaucusCall(Message):
    """`caucus_call` (host): ring everyone of one side; the meeting goes on until someone accepts."""

    side: Literal[Side.APPLICANT, Side.RESPONDENT]
    minutes: int = Field(ge=1, le=180)
    """Estimate the other side is told."""


class CaucusAnswer(Message):
    """`caucus_answer`: accept or not now."""

    caucus: Identity
    accept: bool


class CaucusCancel(Message):
    """`caucus_cancel` (host): stop ringing."""


class CaucusEnd(Message):
    """`caucus_end` (host): everyone back to the joint room."""


CLIENT_MESSAGES: dict[str, type[Message]] = {
    "sync": Sync,
    "media_connect": MediaConnect,
    "media_answer": MediaAnswer,
    "media_restart": MediaRestart,
    "media_shown": MediaShown,
    "media_state": MediaState,
    "line_report": LineReport,
    "chat_send": ChatSend,
    "hand_raise": HandRaise,
    "leave": Leave,
    "knock": Knock,
    "admit": Admit,
    "refuse": Refuse,
    "send_back": SendBack,
    "mute": Mute,
    "lower_hand": LowerHand,
    "open_meeting": OpenMeeting,
    "tell": Tell,
    "caucus_call": CaucusCall,
    "caucus_answer": CaucusAnswer,
    "caucus_cancel": CaucusCancel,
    "caucus_end": CaucusEnd,
}

SERVER_MESSAGES: dict[str, type[Message]] = {
    "update": Update,
    "offer": OfferMessage,
    "media_wanted": MediaWanted,
    "signal": Signal,
    "closed": Closed,
}


class Ack(Message):
    """Answer to every client message. On refusal nothing has changed and `code` says why."""

    ok: bool
    code: str | None = None
    names: tuple[str, ...] = ()
    """People a refusal is about, such as those whose consent is missing."""
    reason: str | None = None
    """With `media.sdp`, for who makes a client: what does not fit in the answer, in a few English words."""
    sync: SyncAnswer | None = None
    offer: OfferMessage | None = None
