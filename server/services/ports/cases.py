"""Keeping cases and what happened to them."""

from datetime import datetime
from typing import Protocol

from server.domain.account import Account
from server.domain.case import Case
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Participant
from server.domain.timeline import TimelineEntry


class Cases(Protocol):
    """Cases and their people."""

    async def get(self, case: CaseId) -> Case | None:
        """Return the case."""

    async def by_serial(self, serial: str) -> Case | None:
        """Return the case with this serial; until this transaction ends nobody else changes it."""

    async def next_number(self, year: int) -> int:
        """Take the next serial number of the year; never the same twice."""

    async def add(self, case: Case) -> None:
        """Keep a new case."""

    async def save(self, case: Case) -> None:
        """Keep a changed case; the instant of first receipt stays as it was added. Raises `StaleVersionError`."""

    async def participant(self, case: CaseId, identity: Identity) -> Participant | None:
        """Return a person of the case."""

    async def participants(self, case: CaseId) -> tuple[Participant, ...]:
        """Return the people of the case, applicant's side first."""

    async def acquainted(self, case: CaseId) -> tuple[Participant, ...]:
        """Return those who know of the case: they applied, were reached, answered, hold a link or were invited.

        Nobody else hears by a message that there is one.
        """

    async def add_participant(self, participant: Participant, place: int | None = None) -> None:
        """Keep a new person behind all others: at `place`, where the caller knows how many they are."""

    async def save_participant(self, participant: Participant) -> None:
        """Keep what changed about a person; their place stays. Raises `StaleVersionError`."""


class Handlers(Protocol):
    """Who of a house has a case in hand."""

    async def of(self, case: CaseId, house: str) -> Account | None:
        """Return who it is; None for nobody, or for somebody whose account is closed."""

    async def put(self, case: CaseId, house: str, account: AccountId, since: datetime) -> None:
        """Keep who it is from now on."""


class Timeline(Protocol):
    """经过 of cases."""

    async def add(self, entry: TimelineEntry) -> None:
        """Keep one line."""
