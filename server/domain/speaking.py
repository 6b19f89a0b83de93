"""Speaking for a party: what each party says to a step, in person or through whoever acts for them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from server.domain.authority import Authority
from server.domain.concurrence import Answer, standing
from server.domain.ids import Identity
from server.domain.party import Participant


def for_parties(
    asked: Iterable[Participant], answers: Iterable[Answer], authorities: Sequence[Authority], today: date
) -> tuple[Answer, ...]:
    """Return the answer of each party who gave one, under the party's identity.

    What a party says counts before what anybody says for them; an employer is a name, so whoever acts for it speaks.
    """
    said = standing(answers)
    found = (
        _of(party.identity, said.get(party.identity), _acting(party.identity, authorities, today), said)
        for party in asked
    )
    return tuple(answer for answer in found if answer is not None)


def _of(party: Identity, own: Answer | None, acting: Iterable[Identity], said: dict[Identity, Answer]) -> Answer | None:
    if own is not None:
        return own
    theirs = [said[agent] for agent in acting if agent in said]
    return replace(max(theirs, key=lambda answer: answer.at), identity=party) if theirs else None


def _acting(party: Identity, authorities: Iterable[Authority], today: date) -> list[Identity]:
    return [one.agent for one in authorities if one.principal == party and one.stands(today)]
