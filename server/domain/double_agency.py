"""Double agency: nobody acts in one case for two whose interests differ (民法典 art. 168, 律师法 art. 39)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from server.domain.authority import Authority
from server.domain.errors import ConflictError
from server.domain.id_number import normal
from server.domain.party import Participant, Role, Side


@dataclass(frozen=True, slots=True)
class _Bond:
    """For whom a person stands in the case: a party, for whom they act or who they are."""

    principal: Participant
    acts: bool


def require_one_interest(
    person: Participant, people: Sequence[Participant], authorities: Sequence[Authority], today: date
) -> None:
    """Raise `ConflictError` (`authority.both_sides`) when a person would act for two whose interests differ.

    Whoever is entered again under the same identity number, or with the same name and telephone, is the same person;
    a party acts for nobody against themselves. The facts are `who`, and `for` and `other`, the two parties.
    """
    everybody = [person, *(one for one in people if one.identity != person.identity)]
    bonds = [
        bond
        for one in everybody
        if one is person or is_same_person(one, person)
        for bond in _bonds(one, everybody, authorities, today)
    ]
    for first in bonds:
        for second in bonds:
            if first.acts and interests_differ(first.principal, second.principal):
                facts = {"who": person.name, "for": first.principal.name, "other": second.principal.name}
                raise ConflictError("authority.both_sides", **facts)


def is_same_person(one: Participant, other: Participant) -> bool:
    """Tell whether two entries are one person; a number or telephone that is empty says nothing."""
    number = normal(one.id_number)
    if number and number == normal(other.id_number):
        return True
    return one.name == other.name and bool(_digits(one.phone)) and _digits(one.phone) == _digits(other.phone)


def interests_differ(one: Participant, other: Participant) -> bool:
    """Tell whether two parties may be set against each other.

    They stand on two sides, or on one side in another capacity: as the house that dispatched the worker, as the one
    that used them, as a third person (劳动争议调解仲裁法 arts. 22-23). Workers with a common claim are of one interest.
    """
    return (one.side, one.standing) != (other.side, other.standing)


def _bonds(
    person: Participant, people: Iterable[Participant], authorities: Iterable[Authority], today: date
) -> Iterator[_Bond]:
    known = {one.identity: one for one in people}
    if person.role is Role.PARTY:
        yield _Bond(person, acts=False)
    elif person.role is Role.AGENT and person.linked_to in known:
        yield _Bond(known[person.linked_to], acts=True)
    elif person.role is Role.AGENT and person.side is not Side.NEUTRAL:
        yield _Bond(person, acts=True)
    for one in authorities:
        if one.agent == person.identity and one.principal in known and one.may_stand(today):
            yield _Bond(known[one.principal], acts=True)


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
