"""A viewing: someone opened the player on the recordings of a session, and said why before anything played."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.consent import Consent
from server.domain.ids import AccountId, SessionId, ViewingId
from server.domain.party import Role


class ViewingPurpose(StrEnum):
    """Why someone plays a recording."""

    CONFIRMATION_REVIEW = "confirmation_review"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"
    PARTY_REQUEST = "party_request"

    def shows(self, court_viewing: Consent) -> bool:
        """Tell whether the tracks of a person who was recorded are shown for this purpose.

        The confirmation review needs no further consent; anything else needs a standing yes, and silence is none.
        """
        return self is ViewingPurpose.CONFIRMATION_REVIEW or court_viewing.stands() is True


class PlayAction(StrEnum):
    """What the player reports."""

    OPEN = "open"
    PLAY = "play"
    PAUSE = "pause"
    SEEK = "seek"
    END = "end"


@dataclass(frozen=True, slots=True)
class Viewing:
    """One opening of the player, kept for ever."""

    id: ViewingId
    session: SessionId
    account: AccountId
    who: str = field(repr=False)
    role: Role
    purpose: ViewingPurpose
    reason: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Play:
    """One report of the player."""

    viewing: ViewingId
    at: datetime
    action: PlayAction
    at_ms: int
