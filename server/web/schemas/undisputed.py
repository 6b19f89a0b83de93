"""Bodies of the undisputed facts: what whoever mediates writes, and what each party answers to each of them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from server.domain.concurrence import ConcurrenceForm
from server.domain.ending import MOST_FACTS
from server.domain.party import Side
from server.domain.undisputed import LONGEST, FactsState
from server.web.schemas import Answer, Id, Request, Version
from server.web.schemas.concurrence import Barred, PartyAnswer, StandsFor

FactText = Annotated[str, Field(max_length=LONGEST)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""Of the words that were read: `facts.changed` when they are others now."""


class StatedFact(Request):
    """A fact, and what it rests on."""

    text: FactText
    source: FactText


class WriteFacts(Request):
    """PUT /api/cases/{serial}/undisputed-facts: over the `edition` that was read; none takes all of them back."""

    edition: Version
    facts: tuple[StatedFact, ...] = Field(default=(), max_length=MOST_FACTS)


class FactSays(Request):
    """What somebody answers to one fact; who does not confirm says in `words` what is not so."""

    number: int = Field(ge=1, le=MOST_FACTS)
    agrees: bool
    words: FactText = ""


class FactsAnswered(Request):
    """POST /api/cases/{serial}/undisputed-facts/answers: what a party said on paper or orally; never online."""

    sha256: Sha256
    identity: Id
    form: ConcurrenceForm
    answers: tuple[FactSays, ...] = Field(min_length=1, max_length=MOST_FACTS)


class OwnFactsAnswer(Request):
    """POST /api/own/{token}/undisputed-facts: one's own answer to every fact, to the words one read."""

    sha256: Sha256
    wording: Annotated[str, Field(min_length=1, max_length=64)]
    answers: tuple[FactSays, ...] = Field(min_length=1, max_length=MOST_FACTS)


class FactRefused(Answer):
    """What a party says is not so."""

    name: str
    words: str


class FactShown(Answer):
    """A fact with what each party answered; `joint`: every party confirmed it, so that it may leave."""

    number: int
    text: str
    source: str
    joint: bool
    answers: tuple[PartyAnswer, ...]
    refused: tuple[FactRefused, ...]


class PartyFacts(Answer):
    """How far one party is with the whole of it."""

    identity: str
    name: str
    side: Side
    state: FactsState
    is_asked: bool
    """Whether a message asked them; not those who do not take part while others go on."""
    online: bool
    """Whether they answered by their own link: staff writes nothing down over that."""


class UndisputedFacts(Answer):
    """GET /api/cases/{serial}/undisputed-facts; edition 0 before any were written."""

    edition: int
    sha256: str
    written_at: datetime | None
    written_by: str
    facts: tuple[FactShown, ...]
    parties: tuple[PartyFacts, ...]
    open: bool
    """Whether they can still be written and answered."""


class OwnFact(Answer):
    """A fact as a party reads it, with what stands of its own answer; never what another party said."""

    number: int
    text: str
    source: str
    agrees: bool | None
    words: str
    handed_over: bool


class OwnFacts(Answer):
    """The facts that one person is asked about."""

    sha256: str
    wording: str
    facts: tuple[OwnFact, ...]
    at: datetime | None
    form: ConcurrenceForm | None
    said_by: str
    """Who answered for this party, or wrote down what it said; empty where they did it themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsFor, ...]
    barred: tuple[Barred, ...]
    open: bool
