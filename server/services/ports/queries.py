"""Read-only views for screens."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from server.domain.account import Account, SignIn
from server.domain.attendance import RoomFact
from server.domain.figures import Ended
from server.domain.ids import Identity, SessionId
from server.domain.invitation import Invitation
from server.services.case_views import CaseChoices, CaseConditions, CaseList, CaseView
from server.services.invitation_views import InvitationView
from server.services.ports.terms import TermQueries
from server.services.session_views import LineView, SessionView, Today


class Queries(TermQueries, Protocol):
    """Read-only views for screens. They mask; who may ask is decided by the use case before."""

    async def signed_in(self, digest: str) -> tuple[SignIn, Account] | None:
        """Return the sign-in with this digest and whose it is."""

    async def link(self, token_digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""

    async def is_retired(self, token_digest: str) -> bool:
        """Tell whether a newer link stands in place of the one with this digest."""

    async def invitation(
        self, session: SessionId, identity: Identity, device_digest: str | None
    ) -> InvitationView | None:
        """Return what the person behind the link may see."""

    async def today(self, account: Account, now: datetime) -> Today:
        """Return the sessions of today and the next days in the account's reach."""

    async def cases(self, account: Account, wanted: CaseConditions, today: date) -> CaseList:
        """Return a page of 50 of the cases in the account's reach."""

    async def case_counts(self, account: Account, wanted: Sequence[CaseConditions], today: date) -> tuple[int, ...]:
        """Return how many cases in the account's reach meet each of these."""

    async def case_choices(self, account: Account) -> CaseChoices:
        """Return by what the cases in the account's reach can be narrowed."""

    async def ended(self, account: Account, start: datetime, end: datetime) -> tuple[Ended, ...]:
        """Return which mediations of the account's house ended from `start` to before `end`, the earliest first."""

    async def case(self, account: Account, serial: str, now: datetime) -> CaseView | None:
        """Return the case page, with what this account may see."""

    async def session(self, account: Account, session: SessionId, now: datetime) -> SessionView | None:
        """Return the session page, with what this account may see."""

    async def lines(self, session: SessionId) -> tuple[LineView, ...]:
        """Return how good everyone's line was, oldest first."""

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in the session's room, oldest first."""
