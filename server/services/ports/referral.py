"""What choosing, referring and accepting need from outside."""

from collections.abc import Sequence
from typing import Protocol

from server.domain.account import Account
from server.domain.case import Case
from server.domain.choice import Choice
from server.domain.disclosure import Challenge, Disclosure
from server.domain.ids import CaseId
from server.domain.panel import ChangeRequest, Seat
from server.domain.referral import Referral
from server.services.referral_views import RegisterLine


class Choices(Protocol):
    """Rounds of choosing."""

    async def latest(self, case: CaseId) -> Choice | None:
        """Return the last round of a case."""

    async def open_ones(self) -> Sequence[CaseId]:
        """Return the cases whose parties are choosing now."""

    async def add(self, choice: Choice) -> None:
        """Keep a new round. Raises `StaleVersionError` when somebody else began one."""

    async def save(self, choice: Choice) -> None:
        """Keep a changed round. Raises `StaleVersionError`."""


class Referrals(Protocol):
    """Referrals of every case, one after another."""

    async def latest(self, case: CaseId) -> Referral | None:
        """Return the last referral of a case."""

    async def of_case(self, case: CaseId) -> tuple[Referral, ...]:
        """Return the referrals of a case, newest first."""

    async def unanswered(self) -> Sequence[CaseId]:
        """Return the cases that wait for the answer to a referral, the oldest letter first."""

    async def waiting(self, account: Account) -> Sequence[Case]:
        """Return the cases in the account's reach that wait to be referred or answered, the longest waiting first."""

    async def add(self, referral: Referral) -> None:
        """Keep a new referral. Raises `StaleVersionError` when somebody else sent one."""

    async def save(self, referral: Referral) -> None:
        """Keep a changed referral. Raises `StaleVersionError`."""


class ReferralQueries(Protocol):
    """Lists for the court."""

    async def register(self, account: Account, text: str, most: int) -> Sequence[RegisterLine]:
        """Return who mediated in the cases in reach, by part of a name or a serial, newest first."""


class Panels(Protocol):
    """Who mediates, what they disclosed, who challenged them, who wants another."""

    async def seats(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case, by since when."""

    async def seats_of_family(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case or one with parties of the same names on both sides."""

    async def put_seat(self, seat: Seat) -> None:
        """Keep a seat, new or changed."""

    async def disclosures(self, case: CaseId) -> tuple[Disclosure, ...]:
        """Return the disclosures of a case, newest first."""

    async def add_disclosure(self, disclosure: Disclosure) -> None:
        """Keep a new disclosure."""

    async def save_disclosure(self, disclosure: Disclosure) -> None:
        """Keep one with more replies. Raises `StaleVersionError`."""

    async def challenges(self, case: CaseId) -> tuple[Challenge, ...]:
        """Return the challenges of a case, newest first."""

    async def add_challenge(self, challenge: Challenge) -> None:
        """Keep a new challenge."""

    async def save_challenge(self, challenge: Challenge) -> None:
        """Keep a decided one. Raises `StaleVersionError`."""

    async def changes(self, case: CaseId) -> tuple[ChangeRequest, ...]:
        """Return the requests for another mediator, newest first."""

    async def add_change(self, change: ChangeRequest) -> None:
        """Keep a new request."""

    async def save_change(self, change: ChangeRequest) -> None:
        """Keep an answered one. Raises `StaleVersionError`."""
