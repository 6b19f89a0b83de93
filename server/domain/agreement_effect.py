"""The effect of an agreement: when it began to bind, what it is about, and by when it is to be performed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseSource
from server.domain.errors import ConflictError, InvalidError
from server.domain.follow_up import MOST_FOLLOW_UPS, FollowUp
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.party import Capacity, Participant, Role, Side
from server.domain.performance import ClauseKind, Mark, Performance

MOST_INSTALMENTS: Final = 60


@dataclass(frozen=True, slots=True)
class Signature:
    """When a party signed, who put the name, and by which authority."""

    identity: Identity
    at: datetime
    signer: Identity | None = None
    """The party or whoever signed for it; None in records older than this fact."""
    authority: str | None = None
    """None where the party signed in person."""
    online: bool | None = None
    """Signed electronically, not on paper; None in records older than this fact."""


@dataclass(frozen=True, slots=True)
class AgreedIn:
    """A session in which something was agreed, signed or not."""

    session: SessionId
    number: int
    partly: bool = False
    """It settles a part of what is claimed; a rest is left."""
    since: datetime | None = None
    """When people met for it: nobody signed it before. None where that is not known."""
    reopened: bool = False
    """People met again over it before it was in force: what comes of that is agreed, and signed, anew.

    Known when that meeting is over: until then nobody knows who comes, and while it goes on nothing takes effect.
    """


@dataclass(frozen=True, slots=True)
class AgreementEffect:
    """Signatures, seal and what follows. Made by `take_effect`."""

    case: CaseId
    signatures: tuple[Signature, ...]
    mediator_signed_at: datetime
    sealed_at: datetime | None
    """The organisation's seal; None where none presided, or a court referred the case and it was not put."""
    clauses: frozenset[ClauseKind]
    performances: tuple[Performance, ...]
    """By day; the number of an instalment is its place, from 1."""
    recorded_at: datetime
    recorded_by: str = field(repr=False)
    follow_up_on: date | None = None
    """回访: when the organisation asks whether it was performed (人民调解法 art. 31)."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Each time somebody asked whether it was performed, in order."""
    sessions: tuple[SessionId, ...] = ()
    """The sessions whose agreement was signed; what was agreed in any other stays a concession (art. 18)."""
    version: int = 0

    @property
    def all_signed_at(self) -> datetime:
        """When the last party signed (在线调解规则 art. 19)."""
        return max(signature.at for signature in self.signatures)

    @property
    def complete_at(self) -> datetime:
        """When parties, mediator and seal were all there (调解仲裁法 art. 14)."""
        return max(self.all_signed_at, self.mediator_signed_at, self.sealed_at or self.all_signed_at)

    @property
    def effective_at(self) -> datetime:
        """The earlier of the two instants: every period from effectiveness runs from it (C3)."""
        return min(self.all_signed_at, self.complete_at)

    @property
    def last_performance_on(self) -> date | None:
        """The last day for performance, from which two years to enforce are counted."""
        return max((one.due_on for one in self.performances), default=None)

    @property
    def followed_up_on(self) -> date | None:
        """When the follow-up was done: asked on or after the last day for performance; None before."""
        last = self.last_performance_on or beijing_day(self.recorded_at)
        return max((one.on for one in self.follow_ups if one.on >= last), default=None)

    @property
    def performed_on(self) -> date | None:
        """When the last of it was done, once nobody denies any of it (`Performance.is_confirmed`); None before."""
        if not self.performances or not all(one.is_confirmed() for one in self.performances):
            return None
        return max(mark.on for one in self.performances for mark in one.marks)

    def binds(self, identity: Identity) -> bool:
        """Tell whether a party signed, in person or through whoever acts for it; nobody else is bound (LB-06)."""
        return any(signature.identity == identity for signature in self.signatures)

    def signed_anew(
        self, at: Mapping[Identity, datetime], mediator_signed_at: datetime, sealed_at: datetime | None
    ) -> "AgreementEffect":
        """Return it with other instants, of the same signatures: nobody signs by a correction.

        Raises `InvalidError` (`effect.incomplete`) unless the instant of every signature is said, and of no other.
        """
        if set(at) != {one.identity for one in self.signatures}:
            raise InvalidError("effect.incomplete", signatures="other_people")
        signatures = tuple(replace(one, at=at[one.identity]) for one in self.signatures)
        return replace(self, signatures=signatures, mediator_signed_at=mediator_signed_at, sealed_at=sealed_at)

    def instalment(self, number: int) -> Performance:
        """Return an instalment by its number, from 1. Raises `InvalidError` (`performance.invalid`)."""
        if not 1 <= number <= len(self.performances):
            raise InvalidError("performance.invalid", number="unknown")
        return self.performances[number - 1]

    def mark(self, number: int, mark: Mark, today: date) -> "AgreementEffect":
        """Return it with one more mark on an instalment; itself when the mark says nothing new.

        Raises `InvalidError` (`performance.invalid` for a number there is not) and as `Performance.marked`.
        """
        before = self.instalment(number)
        after = before.marked(mark, today)
        if after is before:
            return self
        return replace(self, performances=(*self.performances[: number - 1], after, *self.performances[number:]))

    def follow_up(self, made: FollowUp, today: date) -> "AgreementEffect":
        """Return it with one more follow-up; itself when that one is kept already.

        Raises `InvalidError` (`follow_up.invalid` for a day ahead or before the agreement, or somebody it does not
        bind) and `ConflictError` (`follow_up.too_many`).
        """
        problems = {}
        if not beijing_day(self.effective_at) <= made.on <= today:
            problems["on"] = "out_of_range"
        if not all(self.binds(identity) for identity in made.asked):
            problems["asked"] = "unknown"
        if problems:
            raise InvalidError("follow_up.invalid", **problems)
        if any(one.says_as(made) for one in self.follow_ups):
            return self
        if len(self.follow_ups) >= MOST_FOLLOW_UPS:
            raise ConflictError("follow_up.too_many", most=str(MOST_FOLLOW_UPS))
        return replace(self, follow_ups=(*self.follow_ups, made))


def signed_in(agreed: Sequence[AgreedIn], chosen: Sequence[SessionId]) -> tuple[SessionId, ...]:
    """Return the sessions whose agreement was signed: those chosen, else the last in which something was agreed.

    Raises `InvalidError` (`effect.incomplete`) for a session in which nothing was agreed.
    """
    known = tuple(one.session for one in agreed)
    if any(session not in known for session in chosen):
        raise InvalidError("effect.incomplete", sessions="nothing_agreed")
    return tuple(session for session in known if session in chosen) if chosen else known[-1:]


def bound(effect: AgreementEffect, people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the parties whom the agreement binds: nobody else asks for anything with it, or is asked."""
    return tuple(one for one in people if one.role is Role.PARTY and effect.binds(one.identity))


def unbound(effect: AgreementEffect, asked: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the parties for whom the agreement has no effect; a third person need not sign and is not among them."""
    return tuple(one for one in asked if not effect.binds(one.identity) and one.standing is not Capacity.THIRD)


def unbound_with(effect: AgreementEffect, people: Sequence[Participant]) -> frozenset[Identity]:
    """Return for whom the agreement has no effect, and who came with them."""
    free = {one.identity for one in unbound(effect, (one for one in people if one.role is Role.PARTY))}
    return frozenset(one.identity for one in people if one.identity in free or _came_with(one) in free)


def require_whole(
    effect: AgreementEffect, asked: Sequence[Participant], now: datetime, left_out: Collection[str] = ()
) -> None:
    """Raise `InvalidError` (`effect.incomplete`) unless both sides signed, no instant lies ahead, a clause is named.

    Of several workers or respondents some may stay unsigned, named in `left_out`: a partial settlement. The signature
    of a representative counts for the party: it is recorded under the party's identity.
    """
    problems = {}
    without = _unsigned(effect, asked, left_out)
    if without:
        problems["signatures"] = "、".join(person.name for person in without)
    elif not _one_of_each(effect, asked, left_out):
        problems["signatures"] = "one_of_each_party"
    instants = [signature.at for signature in effect.signatures]
    instants += [at for at in (effect.mediator_signed_at, effect.sealed_at) if at is not None]
    if any(at > now for at in instants):
        problems["at"] = "future"
    if not effect.clauses:
        problems["clauses"] = "required"
    if len(effect.performances) > MOST_INSTALMENTS:
        problems["performances"] = "too_many"
    if problems:
        raise InvalidError("effect.incomplete", **problems)


def require_after(effect: AgreementEffect, agreed_at: datetime | None) -> None:
    """Raise `InvalidError` (`effect.too_early`) where somebody signed before the day of the meeting that agreed.

    Whoever opened the room to the second is not held against who wrote the minute: every period counts days.
    """
    instants = [*(one.at for one in effect.signatures), effect.mediator_signed_at]
    if agreed_at is not None and any(beijing_day(at) < beijing_day(agreed_at) for at in instants):
        raise InvalidError("effect.too_early", agreed_on=beijing_day(agreed_at).isoformat())


def require_anew(effect: AgreementEffect, met_again_at: datetime | None) -> None:
    """Raise `InvalidError` (`effect.former_terms`) where a name or the seal was put to terms that were reopened.

    `met_again_at` is when people met for the terms that are signed now, None where there were none before them. It
    counts to the minute, as instants are written down: on the day of both meetings it tells which paper was signed.
    """
    if met_again_at is None:
        return
    since = met_again_at.replace(second=0, microsecond=0)
    instants = [*(one.at for one in effect.signatures), effect.mediator_signed_at]
    if any(at < since for at in (*instants, effect.sealed_at or since)):
        raise InvalidError("effect.former_terms", since=f"{since.astimezone(BEIJING):%Y-%m-%d %H:%M}")


def require_sealed(source: CaseSource, effect: AgreementEffect) -> None:
    """Raise `InvalidError` (`effect.unsealed`) where an organisation took the case in by itself and did not seal.

    调解仲裁法 art. 14; what a court referred binds with the signatures (特邀规定 art. 24).
    """
    if source is CaseSource.ORGANISATION and effect.sealed_at is None:
        raise InvalidError("effect.unsealed")


def _came_with(person: Participant) -> Identity | None:
    return None if person.role is Role.PARTY else person.linked_to


def _unsigned(
    effect: AgreementEffect, asked: Sequence[Participant], left_out: Collection[str]
) -> tuple[Participant, ...]:
    """Return whose signature is missing: who is not left out knowingly, and all of a side for which nobody signed."""
    absent = unbound(effect, asked)
    signed = {person.side for person in asked if effect.binds(person.identity)}
    sides = {Side.APPLICANT, Side.RESPONDENT} - signed
    return tuple(person for person in absent if person.identity not in left_out or person.side in sides)


def _one_of_each(effect: AgreementEffect, asked: Sequence[Participant], left_out: Collection[str]) -> bool:
    signed = [signature.identity for signature in effect.signatures]
    known = {person.identity for person in asked}
    return len(signed) == len(set(signed)) and known >= {*signed, *left_out} and not set(signed) & set(left_out)
