"""For whom somebody answers by their own link, and for whom they cannot: plain values."""

from dataclasses import dataclass, field
from datetime import date

from server.domain.authority import AuthorityKind, Paper
from server.domain.speaking import Bar


@dataclass(frozen=True, slots=True)
class StandsForView:
    """A party for whom one answers; not where that party answered in person."""

    name: str = field(repr=False)
    kind: AuthorityKind
    signed_on: date
    answered_themselves: bool


@dataclass(frozen=True, slots=True)
class BarredView:
    """A party with whom one came and for whom one cannot answer: why, which papers are missing, and who can."""

    name: str = field(repr=False)
    why: Bar
    papers: tuple[Paper, ...]
    who_may: tuple[str, ...] = field(repr=False)
