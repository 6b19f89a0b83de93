"""Keeping sessions: who is invited, what they answered and were found to be, and how it ended."""

from datetime import datetime
from typing import Protocol

from server.domain.attendance import RoomFact
from server.domain.consent import Consent, Purpose
from server.domain.device_check import DeviceCheck
from server.domain.identity import IdentityRecord
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.invitation import Invitation
from server.domain.manner_wish import Wish
from server.domain.notice import Acknowledgement
from server.domain.outcome import Outcome
from server.domain.session import Session


class Sessions(Protocol):
    """Sessions."""

    async def get(self, session: SessionId) -> Session | None:
        """Return the session."""

    async def of_case(self, case: CaseId) -> tuple[Session, ...]:
        """Return the sessions of a case, by number."""

    async def add(self, session: Session) -> None:
        """Keep a new session."""

    async def save(self, session: Session) -> None:
        """Keep a changed session. Raises `StaleVersionError`."""

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in its room, oldest first."""


class Invitations(Protocol):
    """Personal links."""

    async def by_token(self, digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""

    async def get(self, session: SessionId, identity: Identity) -> Invitation | None:
        """Return the person's invitation to the session."""

    async def add(self, invitation: Invitation) -> None:
        """Keep a new invitation."""

    async def save(self, invitation: Invitation) -> None:
        """Keep a changed invitation. Raises `StaleVersionError`."""


class MannerWishes(Protocol):
    """How people said by their own link they want to attend."""

    async def of_person(self, session: SessionId, identity: Identity) -> tuple[Wish, ...]:
        """Return a person's wishes for a session, oldest first."""

    async def add(self, wish: Wish) -> None:
        """Keep a new wish. Raises `StaleVersionError` when one of this position is there."""

    async def save(self, wish: Wish) -> None:
        """Keep a decided wish. Raises `StaleVersionError`."""


class RetiredLinks(Protocol):
    """Personal links of both kinds that were replaced by newer ones."""

    async def add(self, digest: str, at: datetime) -> None:
        """Note that a newer link stands in place of the one whose token has this digest."""

    async def has(self, digest: str) -> bool:
        """Tell whether a newer link stands in place of it."""


class People(Protocol):
    """What each person of a session said, checked and showed."""

    async def consent(self, session: SessionId, identity: Identity, purpose: Purpose) -> Consent:
        """Return the consent with its history, empty when never answered."""

    async def save_consent(self, consent: Consent) -> None:
        """Keep answers that are not kept yet; earlier ones never change. Raises `StaleVersionError`."""

    async def acknowledgement(self, session: SessionId, identity: Identity) -> Acknowledgement | None:
        """Return the acknowledgement of the rights notice."""

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Keep it; the first one of a wording stays."""

    async def check(self, session: SessionId, identity: Identity) -> DeviceCheck | None:
        """Return the latest device check."""

    async def record_check(self, check: DeviceCheck) -> None:
        """Keep the latest device check."""

    async def identity_record(self, session: SessionId, identity: Identity) -> IdentityRecord | None:
        """Return the latest identity check."""

    async def record_identity(self, record: IdentityRecord) -> None:
        """Keep the latest identity check."""


class Outcomes(Protocol):
    """Outcomes; one per session, for ever."""

    async def get(self, session: SessionId) -> Outcome | None:
        """Return the outcome."""

    async def add(self, outcome: Outcome) -> None:
        """Keep it. Raises `StaleVersionError` when the session has one already."""
