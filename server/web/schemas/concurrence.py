"""What a party said to a question put to every party, and in what form."""

from datetime import date, datetime

from server.domain.authority import AuthorityKind, Paper
from server.domain.concurrence import ConcurrenceForm
from server.domain.party import Side
from server.domain.speaking import Bar
from server.web.schemas import Answer, Id, Request
from server.web.schemas.dates import Moment


class PartyAnswer(Answer):
    """What one party said; `agrees` is None while not asked."""

    identity: str
    name: str
    side: Side
    agrees: bool | None
    form: ConcurrenceForm | None
    at: datetime | None
    recorded_by: str | None
    by_right: AuthorityKind | None
    """By what right `recorded_by` answered for the party; None where the party did."""
    authorised_on: date | None


class PartySays(Request):
    """What a party said, recorded by staff."""

    identity: Id
    agrees: bool
    form: ConcurrenceForm
    at: Moment


class StandsFor(Answer):
    """A party for whom one answers; not where that party answered in person."""

    name: str
    kind: AuthorityKind
    signed_on: date
    answered_themselves: bool


class Barred(Answer):
    """A party with whom one came and for whom one cannot answer: why, which papers are missing, and who can."""

    name: str
    why: Bar
    papers: tuple[Paper, ...]
    who_may: tuple[str, ...]
