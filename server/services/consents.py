"""A person answers whether they may be recorded, transcribed, watched by the court; at any time, also in the room."""

from dataclasses import dataclass

from server.domain.consent import Channel, Purpose
from server.services.invitations import LinkKey
from server.services.ports import Ports
from server.services.views import InvitationView


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """One answer to one purpose, to the wording the person read."""

    purpose: Purpose
    answer: bool
    version: str
    channel: Channel = Channel.LINK


async def answer(key: LinkKey, command: AnswerConsent, ports: Ports) -> InvitationView:
    """Keep the answer; a running recording follows at once. Raises `ConflictError` (`consent.outdated_wording`)."""
    raise NotImplementedError
