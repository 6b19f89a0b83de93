"""Figures: how many mediations ended, by month, source and ending (人民法院在线调解规则 art. 25, OM-33)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.case import CaseMode, CaseSource
from server.domain.outcome import EndingCode


class Result(StrEnum):
    """What an ending counts as."""

    SUCCESS = "success"
    WITHDRAWN = "withdrawn"
    FAILURE = "failure"


RESULTS: Final[dict[EndingCode, Result]] = {
    EndingCode.AGREEMENT: Result.SUCCESS,
    EndingCode.SETTLED_AND_WITHDREW: Result.WITHDRAWN,
    EndingCode.PARTY_UNREACHABLE: Result.FAILURE,
    EndingCode.PARTY_UNWILLING: Result.FAILURE,
    EndingCode.DIFFERENCES_TOO_LARGE: Result.FAILURE,
    EndingCode.TERM_OVER: Result.FAILURE,
    EndingCode.REFUSED_TO_SIGN: Result.FAILURE,
    EndingCode.OTHER: Result.FAILURE,
}
"""Every ending counts as exactly one thing."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A mediation that ended."""

    code: EndingCode
    source: CaseSource
    mode: CaseMode
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """How many ended in a month of Beijing (1 to 12), from one source, in one way."""

    month: int
    source: CaseSource
    code: EndingCode
    count: int


def lines(ended: Iterable[Ended]) -> tuple[Line, ...]:
    """Return the counts of one year, in order; what never happened has no line."""
    found = Counter((beijing_day(one.ended_at).month, one.source, one.code) for one in ended)
    return tuple(Line(month, source, code, count) for (month, source, code), count in sorted(found.items()))


def by_code(found: Iterable[Line]) -> dict[EndingCode, int]:
    """Return the sum of each of the eight endings, nought where there was none."""
    counted = Counter[EndingCode]()
    for line in found:
        counted[line.code] += line.count
    return {code: counted[code] for code in EndingCode}
