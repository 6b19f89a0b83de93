"""What whoever mediates, and what a party, sees of the undisputed facts: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.concurrence import Answer, ConcurrenceForm, parties, standing
from server.domain.ending import Ending
from server.domain.party import Participant, Side
from server.domain.undisputed import Edition, FactsState, is_writable
from server.services.clock_views import PartyAnswer, party_answer
from server.services.speaker_views import BarredView, StandsForView


@dataclass(frozen=True, slots=True)
class RefusedView:
    """What a party says is not so; for whoever mediates alone."""

    name: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with what each party answered; `joint`: every party confirmed it, so that it may leave."""

    number: int
    text: str = field(repr=False)
    source: str = field(repr=False)
    joint: bool
    answers: tuple[PartyAnswer, ...]
    refused: tuple[RefusedView, ...]


@dataclass(frozen=True, slots=True)
class PartyFactsView:
    """How far one party is with the whole of it."""

    identity: str
    name: str = field(repr=False)
    side: Side
    state: FactsState
    is_asked: bool
    """Whether a message asked them; not those who do not take part while others go on."""
    online: bool
    """Whether they answered by their own link: staff writes nothing down over that."""


@dataclass(frozen=True, slots=True)
class UndisputedFactsView:
    """The facts of a case as they stand; edition 0 before any were written."""

    edition: int
    sha256: str
    written_at: datetime | None
    written_by: str = field(repr=False)
    facts: tuple[FactView, ...]
    parties: tuple[PartyFactsView, ...]
    open: bool
    """Whether they can still be written and answered."""


@dataclass(frozen=True, slots=True)
class OwnFactView:
    """A fact as a party reads it, with what stands of its own answer; never what another party said."""

    number: int
    text: str = field(repr=False)
    source: str = field(repr=False)
    agrees: bool | None
    words: str = field(repr=False)
    handed_over: bool


@dataclass(frozen=True, slots=True)
class OwnFactsView:
    """The facts that one person is asked about."""

    sha256: str
    wording: str
    facts: tuple[OwnFactView, ...]
    at: datetime | None
    form: ConcurrenceForm | None
    said_by: str = field(repr=False)
    """Who answered for this party, or wrote down what it said; empty where they did it themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]
    open: bool


def facts_view(edition: Edition | None, people: tuple[Participant, ...], ended: Ending | None) -> UndisputedFactsView:
    """Return the facts as whoever mediates sees them."""
    asked = parties(people)
    return UndisputedFactsView(
        edition=edition.number if edition else 0,
        sha256=edition.sha256 if edition else "",
        written_at=edition.written_at if edition else None,
        written_by=edition.written_by if edition else "",
        facts=tuple(_facts(edition, people)) if edition else (),
        parties=tuple(_party(edition, one) for one in asked),
        open=is_writable(ended),
    )


def _party(edition: Edition | None, one: Participant) -> PartyFactsView:
    state = edition.state_of(one.identity) if edition else FactsState.PENDING
    online = edition.said_online(one.identity) if edition else False
    return PartyFactsView(one.identity, one.name, one.side, state, one.absence is None, online)


def _facts(edition: Edition, people: tuple[Participant, ...]) -> Iterable[FactView]:
    asked = parties(people)
    joint = edition.joint_numbers(people)
    for number, (fact, history) in enumerate(zip(edition.facts, edition.answers, strict=True), 1):
        said = standing(history)
        answers = tuple(party_answer(one, said.get(one.identity)) for one in asked)
        refused = tuple(
            RefusedView(one.name, said[one.identity].words)
            for one in asked
            if one.identity in said and not said[one.identity].agrees
        )
        yield FactView(number, fact.text, fact.source, number in joint, answers, refused)


def own_facts(
    edition: Edition, said: tuple[Answer | None, ...], handed_over: frozenset[str]
) -> tuple[OwnFactView, ...]:
    """Return the facts with what stands of one person; `handed_over` are the texts that went to the court."""
    return tuple(
        OwnFactView(
            number,
            fact.text,
            fact.source,
            answer.agrees if answer else None,
            answer.words if answer else "",
            fact.text in handed_over,
        )
        for number, (fact, answer) in enumerate(zip(edition.facts, said, strict=True), 1)
    )
