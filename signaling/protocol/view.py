"""What one viewer may know of the session now."""

from datetime import datetime
from enum import StrEnum

from signaling.protocol.words import Connection, Message, Phase, Place, RecordingState, Role, Side, Switch


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
    camera_thin: bool
    """The camera is on, but their line is too thin to send the picture."""
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
    until: datetime | None
    """What the side that waits is told; host only."""
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
