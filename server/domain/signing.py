"""Signing an agreement: who may put their name to it for a party, at which moment, by which authority.

劳动争议调解仲裁法 arts. 7, 24, 25; 民事诉讼法 art. 62; 民诉法解释 arts. 89, 147. Why somebody may not is a period:
signatures are written down later, and count by the moment at which they were put.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from server.domain.authority import OF_RIGHT, Authority, AuthorityKind, Paper, Power
from server.domain.beijing import BEIJING
from server.domain.case_consent import StepConsent
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.domain.party import Participant, Role


class SigningBar(StrEnum):
    """Why a signature would not bind the party."""

    GUARDED = "guarded"
    """A legal representative acts for the party (art. 25)."""
    NO_AUTHORITY = "no_authority"
    PAPERS_MISSING = "papers_missing"
    NO_SETTLE = "no_settle"
    """The authority does not name 和解; 全权代理 alone is not enough (民诉法解释 art. 89)."""
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Bar:
    """Why somebody may not sign, and from when until before when; None has no end on that side."""

    why: SigningBar
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Tell whether it speaks against a signature put at this moment."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who comes into question to sign for a party: the party, or whoever acts for it by one authority."""

    party: Identity
    person: Identity
    name: str = field(repr=False)
    authority: str | None = None
    kind: AuthorityKind | None = None
    missing: tuple[Paper, ...] = ()
    bars: tuple[Bar, ...] = ()

    def bar(self, at: datetime) -> Bar | None:
        """Return what speaks against a signature put at this moment; None when nothing does."""
        return next((bar for bar in self.bars if bar.holds(at)), None)


_WHOLE_DAY: Final = timedelta(days=1)


def signers(people: Sequence[Participant], authorities: Sequence[Authority]) -> tuple[Signer, ...]:
    """Return who comes into question for each party of a case: the party first, then one line an authority."""
    names = {person.identity: person.name for person in people}
    asked = [person for person in people if person.role is Role.PARTY]
    return tuple(
        signer
        for party in asked
        for signer in (
            _self(party, authorities),
            *(_by(one, names) for one in authorities if one.principal == party.identity),
            *(_unproven(party, one) for one in unproven(party.identity, people, authorities)),
        )
    )


def unproven(
    principal: Identity, people: Iterable[Participant], authorities: Sequence[Authority]
) -> tuple[Participant, ...]:
    """Return the agents entered beside a party of whom no authority was ever recorded."""
    proven = {one.agent for one in authorities if one.principal == principal}
    return tuple(
        person
        for person in people
        if person.role is Role.AGENT and person.linked_to == principal and person.identity not in proven
    )


def require_signer(
    found: Iterable[Signer], party: Participant, person: str, authority: str | None, at: datetime
) -> None:
    """Raise `InvalidError` unless a signature by this person, by this authority, at this moment, binds the party.

    The code is `signer.unknown`, or `signer.` with the `SigningBar`; the facts are `party` and `who`.
    """
    mine = [one for one in found if (one.party, one.person) == (party.identity, person)]
    chosen = next((one for one in mine if one.authority == authority), None)
    if chosen is None:
        raise InvalidError("signer.unknown", party=party.name, who=mine[0].name if mine else "")
    bar = chosen.bar(at)
    if bar is not None:
        raise InvalidError(f"signer.{bar.why}", party=party.name, who=chosen.name)


def require_online(party: Participant, who: str, agreed: StepConsent | None, at: datetime) -> None:
    """Raise `InvalidError` (`signer.not_online`) unless whoever signed online agreed to that before (OL-01)."""
    if agreed is None or not agreed.stood_at(at):
        raise InvalidError("signer.not_online", party=party.name, who=who)


def _self(party: Participant, authorities: Iterable[Authority]) -> Signer:
    guardians = [one for one in authorities if one.principal == party.identity and one.kind in OF_RIGHT]
    bars = tuple(Bar(SigningBar.GUARDED, _start(one.signed_on), _end(one)) for one in guardians)
    return Signer(party.identity, party.identity, party.name, bars=bars)


def _by(authority: Authority, names: dict[Identity, str]) -> Signer:
    bars = []
    if authority.missing_papers:
        bars.append(Bar(SigningBar.PAPERS_MISSING))
    if authority.kind not in OF_RIGHT and Power.SETTLE not in authority.powers:
        bars.append(Bar(SigningBar.NO_SETTLE))
    if authority.revoked_at is not None:
        bars.append(Bar(SigningBar.ENDED, since=authority.revoked_at))
    if authority.until is not None:
        bars.append(Bar(SigningBar.EXPIRED, since=_start(authority.until) + _WHOLE_DAY))
    bars.append(Bar(SigningBar.NOT_YET, until=_start(authority.signed_on)))
    return Signer(
        authority.principal,
        authority.agent,
        names.get(authority.agent, ""),
        authority.id,
        authority.kind,
        tuple(paper for paper in Paper if paper in authority.missing_papers),
        tuple(bars),
    )


def _unproven(party: Participant, agent: Participant) -> Signer:
    return Signer(party.identity, agent.identity, agent.name, bars=(Bar(SigningBar.NO_AUTHORITY),))


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, BEIJING)


def _end(authority: Authority) -> datetime | None:
    """Return the moment from which an authority no longer holds."""
    last = _start(authority.until) + _WHOLE_DAY if authority.until is not None else None
    ends = [at for at in (last, authority.revoked_at) if at is not None]
    return min(ends, default=None)
