"""Interpreting: who passes on what is said for one person of a case, in another language or in signs (OL-19).

人民法院在线诉讼规则 art. 2 (4): help for whoever needs it; 民事诉讼法 art. 11: an interpreter for who does not know the
language used. An interpreter stands on neither side, is linked to whom they help, hears what is said and
reads none of the case's papers: no case link, no steps to agree to, no authority.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.id_number import normal
from server.domain.party import Participant, Role, Side

_HELPED: Final = frozenset({Role.PARTY, Role.AGENT})


def is_interpreter(person: Participant) -> bool:
    """Tell whether somebody is in the case to interpret."""
    return person.role is Role.INTERPRETER


def require_helping(person: Participant, people: Iterable[Participant]) -> None:
    """Raise unless an interpreter may join `people`; whoever is no interpreter passes.

    Raises `InvalidError` (`interpreter.helps_nobody`) unless they stand on neither side and are linked to a party or
    an agent, `ConflictError` (`interpreter.takes_part`) for whoever is in the case already by number or telephone.
    """
    if not is_interpreter(person):
        return
    known = {one.identity: one for one in people if one.identity != person.identity}
    helped = None if person.linked_to is None else known.get(person.linked_to)
    if person.side is not Side.NEUTRAL or helped is None or helped.role not in _HELPED:
        raise InvalidError("interpreter.helps_nobody", linked_to="required")
    if any(_is_same(person, one) for one in known.values()):
        raise ConflictError("interpreter.takes_part")


def require_papers(person: Participant) -> None:
    """Raise `ConflictError` (`interpreter.no_papers`) for whoever only interprets: the papers are not for them."""
    if is_interpreter(person):
        raise ConflictError("interpreter.no_papers")


def require_beside(person: Participant, invited: Sequence[Participant]) -> None:
    """Raise `InvalidError` (`interpreter.alone`) unless whom the interpreter helps is among those invited."""
    if person not in beside((*invited, person)):
        raise InvalidError("interpreter.alone", people="interpreter_alone")


def beside(invited: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those invited, without interpreters of people who are not: nobody interprets for the other side."""
    there = {one.identity for one in invited}
    return tuple(one for one in invited if not is_interpreter(one) or one.linked_to in there)


def _is_same(person: Participant, other: Participant) -> bool:
    by_number = person.id_number and normal(person.id_number) == normal(other.id_number)
    return bool(by_number or (person.phone and person.phone == other.phone))
