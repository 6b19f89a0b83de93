"""Speaking for a party: what each party says, in person or through whoever acts for them, and who may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from server.domain.authority import Authority
from server.domain.concurrence import Answer, Through, standing
from server.domain.ids import Identity
from server.domain.party import Participant, Role


class Bar(StrEnum):
    """Why somebody who came with a party cannot answer for it."""

    NONE = "none"
    """No authority is on record."""
    NOT_YET = "not_yet"
    OVER = "over"
    """Its last day is past, or it was taken back."""
    PAPERS = "papers"
    """Something of `Authority.missing_papers` was not shown."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A party for whom somebody answers, or would but for `bar`. Without an authority it is the party in person."""

    party: Participant
    authority: Authority | None = None
    bar: Bar | None = None

    @property
    def through(self) -> Through | None:
        """Who speaks for the party by which authority, as it stands now; None for the party in person."""
        one = self.authority
        return Through(one.agent, one.kind, one.signed_on) if one else None


def voices(
    person: Participant, asked: Iterable[Participant], authorities: Sequence[Authority], today: date
) -> tuple[Voice, ...]:
    """Return for whom a person answers a question that all parties are asked: in person, and for each principal.

    More time, who mediates, and whether a mediator may go on dispose of no claim and need no special power (民事诉讼法
    art. 62), but an authority that stands, and all its papers (民诉法解释 art. 88; 调解仲裁法 arts. 7, 25). Whoever
    only came with a party is told what is missing.
    """
    found = (_voice(person, party, authorities, today) for party in asked)
    return tuple(voice for voice in found if voice is not None)


def who_may_answer(
    party: Participant, people: Iterable[Participant], authorities: Sequence[Authority], today: date
) -> tuple[Participant, ...]:
    """Return everybody who may answer for a party: the party, and whoever has the authority."""
    return tuple(
        person
        for person in people
        if (voice := _voice(person, party, authorities, today)) is not None and voice.bar is None
    )


def _voice(person: Participant, party: Participant, authorities: Sequence[Authority], today: date) -> Voice | None:
    if person.identity == party.identity:
        return Voice(party)
    theirs = [one for one in authorities if (one.agent, one.principal) == (person.identity, party.identity)]
    best = min(theirs, key=lambda one: (_BARS.index(_bar(one, today)), -one.signed_on.toordinal()), default=None)
    if best is not None:
        return Voice(party, best, _bar(best, today))
    came_with = person.role is Role.AGENT and person.linked_to == party.identity
    return Voice(party, None, Bar.NONE) if came_with else None


_BARS = (None, Bar.PAPERS, Bar.NOT_YET, Bar.OVER)
"""Of several authorities the one that is nearest to being enough."""


def _bar(authority: Authority, today: date) -> Bar | None:
    if authority.stands(today):
        return Bar.PAPERS if authority.missing_papers else None
    return Bar.NOT_YET if authority.revoked_at is None and today < authority.signed_on else Bar.OVER


def for_parties(
    asked: Iterable[Participant], answers: Iterable[Answer], authorities: Sequence[Authority], today: date
) -> tuple[Answer, ...]:
    """Return the answer of each party who gave one, under the party's identity.

    What a party says counts before what anybody says for them; an employer is a name, so whoever acts for it speaks.
    """
    return for_identities([party.identity for party in asked], answers, authorities, today)


def for_identities(
    asked: Iterable[Identity], answers: Iterable[Answer], authorities: Sequence[Authority], today: date
) -> tuple[Answer, ...]:
    """Return as `for_parties`, for whoever knows no more than who the parties are."""
    said = standing(answers)
    found = (_of(party, said.get(party), _acting(party, authorities, today), said) for party in asked)
    return tuple(answer for answer in found if answer is not None)


def _of(party: Identity, own: Answer | None, acting: Iterable[Identity], said: dict[Identity, Answer]) -> Answer | None:
    if own is not None:
        return own
    theirs = [said[agent] for agent in acting if agent in said]
    return replace(max(theirs, key=lambda answer: answer.at), identity=party) if theirs else None


def _acting(party: Identity, authorities: Iterable[Authority], today: date) -> list[Identity]:
    return [one.agent for one in authorities if one.principal == party and one.speaks(today)]
