"""The personal link: look at it, open it on a device, move it, say it is not mine, have it made anew."""

from dataclasses import dataclass

from server.domain.account import Account
from server.services.ports import Ports
from server.services.views import InvitationView, OpenedInvitation, ReissuedInvitation, TicketFacts


@dataclass(frozen=True, slots=True)
class LinkKey:
    """What a browser shows: the token of the address and the secret of its cookie, if it has one."""

    token: str
    device: str | None


async def look(key: LinkKey, ports: Ports) -> InvitationView:
    """Return what the person behind the link may see; changes nothing.

    Raises `NotFoundError` (`invitation.unknown`) and the three `GoneError`s of invitations.
    """
    raise NotImplementedError


async def open_link(key: LinkKey, ports: Ports) -> OpenedInvitation:
    """Bind the link to this device if it is the first. Idempotent on it. Raises `OtherDeviceError`."""
    raise NotImplementedError


async def move(key: LinkKey, phone_tail: str, ports: Ports) -> OpenedInvitation:
    """Bind the link to this device instead: the person knows the last four digits of their telephone.

    Raises `InvalidError` (`invitation.wrong_phone_tail`) and after five wrong tries `TooManyTriesError`.
    """
    raise NotImplementedError


async def deny(key: LinkKey, ports: Ports) -> None:
    """Take the answer "this is not me": the link is dead, the mediator sees it."""
    raise NotImplementedError


async def ticket_facts(key: LinkKey, ports: Ports) -> TicketFacts:
    """Return what a ticket into the room says.

    Needs the bound device, the acknowledged notice and an answer about recording (yes or no: both come in).
    Raises `ConflictError`: `invitation.not_opened`, `notice.not_acknowledged`, `consent.not_answered`,
    `session.over`.
    """
    raise NotImplementedError


async def reissue(account: Account, session: str, identity: str, ports: Ports) -> ReissuedInvitation:
    """Make a new link in place of the old one, which is dead at once. Needs `session.host`."""
    raise NotImplementedError
