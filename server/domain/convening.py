"""Convening: who is invited to a session, and without whose consent to separate times nobody is left out (OM-18).

人民法院在线调解规则 art. 16(1)(1): one common time; different times with everybody's consent.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from server.domain.authority import Authority, dismissed
from server.domain.concurrence import Answer, mediating, require_all
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.domain.interpreting import beside, require_beside
from server.domain.party import Absence, Participant, PartyKind, Role, Side
from server.domain.session import SessionForm


class Comer(Protocol):
    """What it takes to tell whether somebody, or anybody for them, comes: no number, no address."""

    @property
    def identity(self) -> Identity:
        """Who it is."""

    @property
    def role(self) -> Role:
        """What they are to the case."""

    @property
    def kind(self) -> PartyKind:
        """Whether it is a person."""

    @property
    def linked_to(self) -> Identity | None:
        """With whom they come."""

    @property
    def absence(self) -> Absence | None:
        """Why they take no part; None for whoever does."""


C = TypeVar("C", bound=Comer)


def left_out(
    everyone: Iterable[C], invited: Iterable[Identity], authorities: Sequence[Authority], day: date
) -> tuple[C, ...]:
    """Return the parties who are not invited to a session on `day`, nor anybody who stands for them there.

    Whoever takes no part in the mediation is not asked.
    """
    people, there = tuple(everyone), frozenset(invited)
    comes = there | {one.identity for one in stood_for(people, there, authorities, day)}
    asked = (one for one in people if one.role is Role.PARTY and one.absence is None)
    return tuple(one for one in asked if one.identity not in comes)


def stood_for(
    everyone: Iterable[C], invited: Iterable[Identity], authorities: Sequence[Authority], day: date
) -> tuple[C, ...]:
    """Return the parties for whom somebody stands who is invited to a session on `day`.

    Whoever has an authority that speaks on that day stands for a party: one of many workers for those who chose them
    (调解仲裁法 art. 7). An organisation comes by people alone: anybody entered as its agent stands for it, but who was
    dismissed.
    """
    people, there = tuple(everyone), frozenset(invited)
    principals = {one.principal for one in authorities if one.agent in there and one.speaks(day)}
    acting = there - dismissed(authorities, day)
    came_with = {one.linked_to for one in people if one.role is Role.AGENT and one.identity in acting}
    return tuple(
        one
        for one in people
        if one.role is Role.PARTY
        and (one.identity in principals or (_is_organisation(one) and one.identity in came_with))
    )


def require_company(
    invited: Sequence[Participant],
    everyone: Sequence[Participant],
    form: SessionForm,
    agreed: Sequence[Answer],
    absent: Iterable[Participant],
) -> None:
    """Raise unless a joint session has both sides, a separate one a single side, with the consents that each needs.

    `agreed` is what each party said to separate times. A separate session needs it of everybody
    (`session.separate_consent_missing`), a joint one of those who are `left_out` (`session.party_left_out`); both name
    who is missing. An interpreter comes only with whom they help (`interpreter.alone`).
    """
    if len(beside(invited)) < len(invited):
        raise InvalidError("interpreter.alone", people="interpreter_alone")
    sides = {person.side for person in invited} - {Side.NEUTRAL}
    if form is SessionForm.SEPARATE:
        if len(sides) != 1:
            raise InvalidError("session.people", people="both_sides")
        require_all("session.separate_consent_missing", mediating(everyone), agreed)
        return
    if len(sides) < len({Side.APPLICANT, Side.RESPONDENT}):
        raise InvalidError("session.people", people="one_side_only")
    require_all("session.party_left_out", absent, agreed)


def require_joining(person: Participant, invited: Sequence[Participant], form: SessionForm) -> None:
    """Raise unless somebody may come too to a session to which `invited` are: it stays what it was.

    Raises `InvalidError`: `interpreter.alone` without whom an interpreter helps, `session.other_side` for the other
    side of a separate session.
    """
    require_beside(person, invited)
    sides = {one.side for one in (*invited, person)} - {Side.NEUTRAL}
    if form is SessionForm.SEPARATE and len(sides) > 1:
        raise InvalidError("session.other_side", identity="other_side")


def _is_organisation(person: Comer) -> bool:
    return person.kind is PartyKind.EMPLOYER
