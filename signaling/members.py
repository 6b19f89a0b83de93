"""`MemberState`: one person's seat. It belongs to the invitation and outlives every socket of theirs."""

from datetime import datetime

from pydantic import Field

from media.plane import Source
from signaling.grants import Grant
from signaling.protocol.view import WaitingReason
from signaling.protocol.words import Connection, Message, Place, Role, Side, Switch
from signaling.tickets import Ticket


class Notice(Message):
    """Why this person in particular is in the lobby, in the host's words."""

    reason: WaitingReason
    note: str


class MemberState(Message):
    """A seat, as kept. Everything here survives a restart of the server."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    linked_to: str | None
    grants: tuple[Grant, ...]
    place: Place
    since: datetime
    connection: Connection
    lost_at: datetime | None = None
    admitted: bool = False
    removed: bool = False
    notice: Notice | None = None
    mic_on: bool = False
    camera_on: bool = False
    screen_on: bool = False
    camera_thin: bool = False
    """The camera is on and not sent for the time being: their line is too thin."""
    host_muted: bool = False
    consent: bool | None = None
    seen: int = Field(default=0, ge=0)
    """Number of the last event this person was entitled to."""

    @property
    def moderates(self) -> bool:
        """Whether this person presides or deputises."""
        return Grant.MODERATE in self.grants

    @property
    def presides(self) -> bool:
        """Whether this person may talk alone with one side."""
        return Grant.CAUCUS in self.grants

    @property
    def mic(self) -> Switch:
        """The microphone as enforced."""
        if self.host_muted:
            return Switch.HOST_MUTED
        return Switch.ON if self.mic_on else Switch.OFF

    @property
    def camera(self) -> Switch:
        """The camera as enforced."""
        return Switch.ON if self.camera_on else Switch.OFF

    @property
    def in_company(self) -> bool:
        """Whether this person is where others can hear them."""
        return self.place in (Place.JOINT, Place.CAUCUS)

    @property
    def allowed(self) -> frozenset[Source]:
        """What the media plane may forward of this person now; nothing while their line is lost."""
        if self.connection is not Connection.HERE or not self.in_company:
            return frozenset()
        switches = {
            Source.MIC: self.mic is Switch.ON,
            Source.CAMERA: self.camera_on,
            Source.SCREEN: self.screen_on,
        }
        return frozenset(source for source, on in switches.items() if on)


def newcomer(ticket: Ticket, place: Place, consent: bool | None, now: datetime) -> MemberState:  # noqa: FBT001 - a standing answer
    """Return the seat of someone who comes for the first time."""
    return MemberState(
        identity=ticket.identity,
        name=ticket.name,
        side=ticket.side,
        role=ticket.role,
        title=ticket.title,
        linked_to=ticket.linked_to,
        grants=tuple(sorted(ticket.grants)),
        place=place,
        since=now,
        connection=Connection.HERE,
        admitted=Grant.MODERATE in ticket.grants,
        consent=consent,
    )


def refreshed(member: MemberState, ticket: Ticket, consent: bool | None) -> MemberState:  # noqa: FBT001 - a standing answer
    """Return the same seat with what the ticket says now, and its person here."""
    return member.model_copy(
        update={
            "name": ticket.name,
            "side": ticket.side,
            "role": ticket.role,
            "title": ticket.title,
            "linked_to": ticket.linked_to,
            "grants": tuple(sorted(ticket.grants)),
            "connection": Connection.HERE,
            "lost_at": None,
            "consent": consent,
        }
    )
