"""What a person behind a personal link is shown, and what is given out with one.

Field names are those of `server.web.schemas`, so an answer is `Schema.model_validate(view, from_attributes=True)`.
What a reader may not see is not in the value at all; so it is with every module of views here.
"""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.consent import Purpose
from server.domain.device_check import CheckResult
from server.domain.invitation import Device
from server.domain.manner import Attending
from server.domain.outcome import OutcomeKind
from server.domain.party import Role, Side
from server.domain.session import SessionMode, SessionState


@dataclass(frozen=True, slots=True)
class ConsentView:
    """Standing answer to one purpose; `answer` None when never answered."""

    purpose: Purpose
    answer: bool | None
    version: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeviceCheckView:
    """The latest device check."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What the person behind a link may see. With `device` other, consents and check are left out."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    device: Device
    phone_hint: str
    serial: str
    cause: str
    other_party: str
    own_party: str
    mediator: str
    organisation: str
    court: str
    session: str
    session_state: SessionState
    starts_at: datetime
    put_off: bool
    """They were told that it is not held as planned, and nothing else since."""
    minutes: int
    mode: SessionMode
    place: str
    """Where people meet; empty online."""
    number: int
    revision: int
    """Rises with every change of the session."""
    notice_version: str
    notice_acknowledged_at: datetime | None
    consents: tuple[ConsentView, ...]
    device_check: DeviceCheckView | None
    online_mediation: bool | None
    """What the person says to mediating online now; None when never asked, and on another device."""
    steps_wording: str
    attending: Attending | None
    """How they said they will attend; None until they were asked, and on another device."""
    outcome: OutcomeKind | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What a ticket into the room says; `server.web` signs it. `host` and `deputy` become grants."""

    session: str
    identity: str
    name: str
    side: Side
    role: Role
    title: str
    linked_to: str | None
    host: bool
    deputy: bool


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """The link is bound: `device` is the clear secret for the cookie, None when this device already holds it."""

    view: InvitationView
    device: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReissuedInvitation:
    """The new token, in clear only here."""

    token: str = field(repr=False)
    expires_at: datetime
