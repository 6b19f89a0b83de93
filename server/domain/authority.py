"""Who may act for a party: agents with their powers one by one, guardians, representatives of many workers.

劳动争议调解仲裁法 arts. 7, 24, 25; 民事诉讼法 arts. 61-62; 民诉法解释 arts. 85-89, 147.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity

MOST_AGENTS: Final = 2
"""民事诉讼法 art. 61."""
FEWEST_REPRESENTED: Final = 10
"""劳动争议调解仲裁法 art. 7: ten or more workers with a common claim."""


class AuthorityKind(StrEnum):
    """By what right somebody acts for another."""

    LAWYER = "lawyer"
    """Lawyer or grass-roots legal worker."""
    RELATIVE = "relative"
    """Near relative of a person, or staff of an employer."""
    CITIZEN = "citizen"
    """Recommended by community, employer or a social organisation."""
    GUARDIAN = "guardian"
    """Legal representative of a worker without full capacity, or of a worker who died (art. 25)."""
    REPRESENTATIVE = "representative"
    """One of several workers, chosen by the others (art. 7)."""


class Power(StrEnum):
    """What an agent may do beyond appearing; each must be written into the authority."""

    ADMIT = "admit"
    WAIVE = "waive"
    CHANGE = "change"
    SETTLE = "settle"
    """和解: without it no agreement may be signed."""
    RECEIVE = "receive"
    SIGN = "sign"


class Paper(StrEnum):
    """What must be shown with an authority."""

    AUTHORITY = "authority"
    IDENTITY = "identity"
    LICENCE = "licence"
    """Practising certificate."""
    FIRM_LETTER = "firm_letter"
    RELATION = "relation"
    """Proof of kinship, or of employment for staff."""
    RECOMMENDATION = "recommendation"
    CAPACITY = "capacity"
    """Proof that the worker lacks full capacity, or has died."""


PAPERS: Final[dict[AuthorityKind, frozenset[Paper]]] = {
    AuthorityKind.LAWYER: frozenset({Paper.AUTHORITY, Paper.LICENCE, Paper.FIRM_LETTER}),
    AuthorityKind.RELATIVE: frozenset({Paper.AUTHORITY, Paper.IDENTITY, Paper.RELATION}),
    AuthorityKind.CITIZEN: frozenset({Paper.AUTHORITY, Paper.IDENTITY, Paper.RECOMMENDATION}),
    AuthorityKind.GUARDIAN: frozenset({Paper.IDENTITY, Paper.RELATION, Paper.CAPACITY}),
    AuthorityKind.REPRESENTATIVE: frozenset({Paper.AUTHORITY}),
}
"""民诉法解释 art. 88; a guardian needs no written authority."""

AGENTS: Final = frozenset({AuthorityKind.LAWYER, AuthorityKind.RELATIVE, AuthorityKind.CITIZEN})
"""Kinds that count towards `MOST_AGENTS`."""
OF_RIGHT: Final = frozenset({AuthorityKind.GUARDIAN})
"""Kinds that hold every power by law."""


@dataclass(frozen=True, slots=True)
class Authority:
    """One person's power to act for another. What contradicts the law cannot exist (`InvalidError`)."""

    id: str
    case: CaseId
    agent: Identity
    principal: Identity
    kind: AuthorityKind
    matters: str = field(repr=False)
    """Matters as written, such as 参加调解、和解."""
    powers: frozenset[Power]
    papers: frozenset[Paper]
    signed_on: date
    recorded_by: str
    recorded_at: datetime
    until: date | None = None
    revoked_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        problems: dict[str, str] = {}
        if self.agent == self.principal:
            problems["agent"] = "same_person"
        if not self.matters.strip() and self.kind not in OF_RIGHT:
            problems["matters"] = "required"
        if self.until is not None and self.until < self.signed_on:
            problems["until"] = "before_signing"
        if problems:
            raise InvalidError("authority.invalid", **problems)

    @property
    def missing_papers(self) -> frozenset[Paper]:
        """What still has to be shown."""
        return PAPERS[self.kind] - self.papers

    def stands(self, today: date) -> bool:
        """Tell whether it holds on a day in Beijing, papers complete or not."""
        return self.revoked_at is None and self.signed_on <= today and (self.until is None or today <= self.until)

    def may_stand(self, today: date) -> bool:
        """Tell whether it holds today or on a day to come."""
        return self.revoked_at is None and (self.until is None or today <= self.until)

    def allows(self, power: Power, today: date) -> bool:
        """Tell whether the agent may use a power today: written one by one, papers complete (OL-03).

        "全权代理" among the matters gives no special power (民诉法解释 art. 89).
        """
        if not self.stands(today) or self.missing_papers:
            return False
        return self.kind in OF_RIGHT or power in self.powers

    def revoke(self, now: datetime) -> "Authority":
        """Return it as ended. Raises `ConflictError` when it has ended already."""
        if self.revoked_at is not None:
            raise ConflictError("authority.revoked")
        return replace(self, revoked_at=now)


def require_room(authorities: Iterable[Authority], new: Authority, today: date) -> None:
    """Raise `ConflictError` (`authority.too_many`) for a third agent of the same principal, today or on a day to come.

    What is over is not counted: its agent may be replaced by one whose paper is older than the end of it.
    """
    if new.kind not in AGENTS or not new.may_stand(today):
        return
    others = [one for one in _agents_of(new.principal, authorities, today) if one.agent != new.agent]
    # Agents become more only on a day on which an authority begins.
    for day in {max(today, one.signed_on) for one in (new, *others)}:
        if new.stands(day) and len({one.agent for one in others if one.stands(day)}) >= MOST_AGENTS:
            raise ConflictError("authority.too_many", most=str(MOST_AGENTS))


def require_seat(
    principal: Identity, authorities: Iterable[Authority], unproven: Iterable[Identity], today: date
) -> None:
    """Raise `ConflictError` (`authority.too_many`) when a party has its agents and another one would be entered.

    `unproven` are those entered beside it whose authority was not shown yet; they count as well.
    """
    agents = {one.agent for one in _agents_of(principal, authorities, today)} | set(unproven)
    if len(agents) >= MOST_AGENTS:
        raise ConflictError("authority.too_many", most=str(MOST_AGENTS))


def _agents_of(principal: Identity, authorities: Iterable[Authority], today: date) -> list[Authority]:
    return [one for one in authorities if one.principal == principal and one.kind in AGENTS and one.may_stand(today)]


def require_many(workers: int) -> None:
    """Raise `ConflictError` (`authority.too_few_workers`) unless the workers are many enough to be represented."""
    if workers < FEWEST_REPRESENTED:
        raise ConflictError("authority.too_few_workers", fewest=str(FEWEST_REPRESENTED), workers=str(workers))


def uncovered(workers: Iterable[Identity], authorities: Iterable[Authority], today: date) -> tuple[Identity, ...]:
    """Return the workers for whom nobody may settle: they sign for themselves or stay unsigned (LB-06)."""
    covered = {one.principal for one in authorities if one.allows(Power.SETTLE, today)}
    representatives = {one.agent for one in authorities if one.kind is AuthorityKind.REPRESENTATIVE}
    return tuple(worker for worker in workers if worker not in covered and worker not in representatives)
