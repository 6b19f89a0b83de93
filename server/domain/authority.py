"""Who may act for a party: agents with their powers one by one, guardians, representatives of many workers.

劳动争议调解仲裁法 arts. 7, 24, 25; 民事诉讼法 arts. 61-62; 民诉法解释 arts. 85-89, 147.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.material import MaterialId

MOST_AGENTS: Final = 2
"""民事诉讼法 art. 61."""
FEWEST_REPRESENTED: Final = 10
"""劳动争议调解仲裁法 art. 7: ten or more workers with a common claim."""


class AuthorityKind(StrEnum):
    """By what right somebody acts for another (LB-06, LB-08, LB-09)."""

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
    """What an agent may do beyond appearing; each must be written into the authority (LB-08)."""

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

FILED: Final[dict[AuthorityKind, frozenset[Paper]]] = {
    AuthorityKind.GUARDIAN: frozenset({Paper.RELATION, Paper.CAPACITY}),
    AuthorityKind.REPRESENTATIVE: frozenset({Paper.AUTHORITY}),
}
"""Papers that no tick shows: they alone say that the worker cannot act, or chose another (调解仲裁法 arts. 7, 25).

Each is a file of the case; the authority of a representative may also have been seen at a counter (`Sighting`).
"""

AGENTS: Final = frozenset({AuthorityKind.LAWYER, AuthorityKind.RELATIVE, AuthorityKind.CITIZEN})
"""Kinds that count towards `MOST_AGENTS`."""
OF_RIGHT: Final = frozenset({AuthorityKind.GUARDIAN})
"""Kinds that hold every power by law."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A material of the case that is a paper of an authority."""

    paper: Paper
    material: MaterialId


@dataclass(frozen=True, slots=True)
class Sighting:
    """原件核对: who saw the original of a worker's written authority at a counter, and on which day in Beijing."""

    by: str = field(repr=False)
    on: date


@dataclass(frozen=True, slots=True)
class Written:
    """What an authority says and what was shown of it; one list says the same for each worker who signed it."""

    kind: AuthorityKind
    matters: str = field(repr=False)
    powers: frozenset[Power]
    signed_on: date
    until: date | None = None
    papers: frozenset[Paper] = frozenset()
    files: tuple[PaperFile, ...] = ()
    seen: Sighting | None = None


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
    files: tuple[PaperFile, ...] = ()
    """One file may be the paper of several: a list that each of them signed (art. 7)."""
    seen: Sighting | None = None
    """Of a representative only: the written authority was seen and is no file of the case."""
    version: int = 0

    def __post_init__(self) -> None:
        problems: dict[str, str] = {}
        if self.agent == self.principal:
            problems["agent"] = "same_person"
        if not self.matters.strip() and self.kind not in OF_RIGHT:
            problems["matters"] = "required"
        if self.until is not None and self.until < self.signed_on:
            problems["until"] = "before_signing"
        if len({one.paper for one in self.files}) != len(self.files):
            problems["files"] = "twice"
        if any(one.paper not in PAPERS[self.kind] for one in self.files):
            problems["files"] = "not_of_this_kind"
        if self.seen is not None:
            problems |= self._seen_wrongly(self.seen)
        if problems:
            raise InvalidError("authority.invalid", **problems)

    def _seen_wrongly(self, seen: Sighting) -> dict[str, str]:
        if self.kind is not AuthorityKind.REPRESENTATIVE:
            return {"seen": "not_of_this_kind"}
        if not seen.by.strip():
            return {"seen": "required"}
        return {"seen": "before_signing"} if seen.on < self.signed_on else {}

    @property
    def missing_papers(self) -> frozenset[Paper]:
        """What still has to be shown: what is in `FILED` as a file, or as seen at a counter."""
        shown = {one.paper for one in self.files} | ({Paper.AUTHORITY} if self.seen is not None else set())
        return PAPERS[self.kind] - shown - (self.papers - FILED.get(self.kind, frozenset()))

    def stands(self, today: date) -> bool:
        """Tell whether it holds on a day in Beijing, papers complete or not."""
        return self.revoked_at is None and self.signed_on <= today and (self.until is None or today <= self.until)

    def speaks(self, today: date) -> bool:
        """Tell whether what the agent says counts as said by the party.

        One of many workers speaks for those alone whose written authority is there (调解仲裁法 art. 7).
        """
        return self.stands(today) and not (self.kind is AuthorityKind.REPRESENTATIVE and self.missing_papers)

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

    def show(self, papers: frozenset[Paper], files: tuple[PaperFile, ...], seen: Sighting | None = None) -> "Authority":
        """Return it with these papers shown; what was seen stays. Raises `ConflictError` when over, `InvalidError`."""
        if self.revoked_at is not None:
            raise ConflictError("authority.revoked")
        return replace(self, papers=papers, files=files, seen=seen or self.seen)

    def revoke(self, now: datetime) -> "Authority":
        """Return it as ended. Raises `ConflictError` when it has ended already."""
        if self.revoked_at is not None:
            raise ConflictError("authority.revoked")
        return replace(self, revoked_at=now)


def dismissed(authorities: Iterable[Authority], today: date) -> frozenset[Identity]:
    """Return those whose every authority to act as somebody's agent is over: ended, or past its last day.

    Whoever was entered as agent and never showed an authority is not among them: theirs may still come.
    """
    held = [one for one in authorities if one.kind is not AuthorityKind.REPRESENTATIVE]
    return frozenset(one.agent for one in held) - {one.agent for one in held if one.may_stand(today)}


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


def require_guardian_papers(
    identities: Collection[Identity], names: Mapping[Identity, str], authorities: Iterable[Authority], today: date
) -> None:
    """Raise `ConflictError` (`authority.papers_missing`) for a guardian of, or among, these people without the papers.

    `who` is the guardian, `for` the worker, `papers` what is missing. Until it is shown, an authority is recorded and
    waits; what binds the worker cannot be done under it (调解仲裁法 art. 25).
    """
    for one in authorities:
        concerned = one.principal in identities or one.agent in identities
        if one.kind in OF_RIGHT and concerned and one.stands(today) and one.missing_papers:
            papers = ",".join(paper for paper in Paper if paper in one.missing_papers)
            facts = {"who": names.get(one.agent, ""), "for": names.get(one.principal, ""), "papers": papers}
            raise ConflictError("authority.papers_missing", **facts)


def require_representatives(authorities: Iterable[Authority], agent: Identity, most: int, today: date) -> None:
    """Raise `ConflictError` (`authority.too_many_representatives`) when the seats are taken by others.

    The law says that representatives may be chosen, not how many: `most` is a setting of the house.
    """
    seated = {one.agent for one in authorities if one.kind is AuthorityKind.REPRESENTATIVE and one.stands(today)} - {
        agent
    }
    if len(seated) >= most:
        raise ConflictError("authority.too_many_representatives", most=str(most))


def uncovered(workers: Iterable[Identity], authorities: Iterable[Authority], today: date) -> tuple[Identity, ...]:
    """Return the workers for whom nobody may settle: they sign for themselves or stay unsigned (LB-06).

    Whoever represents others today signs in person and is not listed; an authority that is over covers nobody.
    """
    standing = [one for one in authorities if one.stands(today)]
    covered = {one.principal for one in standing if one.allows(Power.SETTLE, today)}
    representatives = {one.agent for one in standing if one.kind is AuthorityKind.REPRESENTATIVE}
    return tuple(worker for worker in workers if worker not in covered and worker not in representatives)
