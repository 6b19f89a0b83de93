"""Convening: who is invited to a session, and without whose consent to separate times nobody is left out (OM-18).

人民法院在线调解规则 art. 16(1)(1): one common time; different times with everybody's consent.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from server.domain.authority import Authority
from server.domain.concurrence import Answer, parties, require_all
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.domain.interpreting import beside
from server.domain.party import Participant, PartyKind, Role, Side
from server.domain.session import SessionForm


def left_out(
    everyone: Iterable[Participant], invited: Iterable[Identity], authorities: Sequence[Authority], day: date
) -> tuple[Participant, ...]:
    """Return the parties who are not invited to a session on `day`, nor anybody who stands for them there.

    Whoever has an authority that speaks on that day stands for a party: one of many workers for those who chose them
    (调解仲裁法 art. 7). An organisation comes by people alone: anybody entered as its agent stands for it.
    """
    people, there = tuple(everyone), frozenset(invited)
    stood_for = {one.principal for one in authorities if one.agent in there and one.speaks(day)}
    came_with = {one.linked_to for one in people if one.role is Role.AGENT and one.identity in there}
    comes = there | stood_for | {one.identity for one in people if _is_organisation(one) and one.identity in came_with}
    return tuple(party for party in parties(people) if party.identity not in comes)


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
        require_all("session.separate_consent_missing", parties(everyone), agreed)
        return
    if len(sides) < len({Side.APPLICANT, Side.RESPONDENT}):
        raise InvalidError("session.people", people="one_side_only")
    require_all("session.party_left_out", absent, agreed)


def _is_organisation(person: Participant) -> bool:
    return person.kind is PartyKind.EMPLOYER
