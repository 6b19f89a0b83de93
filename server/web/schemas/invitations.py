"""Bodies of a personal link. Every route: /api/invitations/{token}..."""

from datetime import datetime

from pydantic import Field

from server.domain.invitation import Device
from server.domain.party import Role, Side
from server.domain.session import SessionState
from server.web.schemas import Answer, Request
from server.web.schemas.connection_tests import DeviceCheck
from server.web.schemas.consents import Consent
from server.web.schemas.schedule import AttendingShown


class InvitationView(Answer):
    """What the person behind the link may see, before and after opening it.

    GET /api/invitations/{token}. When `device` is `other`, consents and check are left out (empty, None).
    """

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    device: Device
    phone_hint: str
    """Masked phone, such as 138****6027."""
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
    number: int
    revision: int
    notice_version: str
    notice_acknowledged_at: datetime | None
    consents: tuple[Consent, ...]
    device_check: DeviceCheck | None
    online_mediation: bool | None
    """What the person says to mediating online now; None when never asked, and on another device."""
    steps_wording: str
    attending: AttendingShown | None
    """How they said they will attend; None until they were asked, and on another device."""
    outcome: str | None
    """After the end: `settled`, `partly_settled`, `not_settled` or `adjourned`."""
    expires_at: datetime


class InvitationMove(Request):
    """POST /api/invitations/{token}/move: it is me on another device; binds the link to this one."""

    phone_tail: str = Field(pattern=r"^\d{4}$")


class NoticeAcknowledgement(Request):
    """POST /api/invitations/{token}/notice."""

    version: str = Field(min_length=1, max_length=32)


class OwnStepAnswer(Request):
    """PUT …/steps/{step} of a personal link: the person's own answer to one step, to the wording they read."""

    answer: bool
    wording: str = Field(min_length=1, max_length=32)
    reason: str = Field(default="", max_length=500)
    """Needed to take a yes back."""
