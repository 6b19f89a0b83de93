"""Figures of a house: which of its mediations ended, and how. They name nobody."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from server.domain import figures
from server.domain.account import Account, Right
from server.domain.beijing import BEIJING
from server.domain.case import CaseMode
from server.domain.figures import Line, Result
from server.domain.outcome import EndingCode
from server.services.ports import Ports


@dataclass(frozen=True, slots=True)
class CodeView:
    """One of the eight endings, what it counts as, and how many there were."""

    code: EndingCode
    result: Result
    count: int


@dataclass(frozen=True, slots=True)
class FiguresView:
    """One year in numbers: `codes` and `lines` both sum to `ended`."""

    year: int
    ended: int
    offline: int
    """How many of `ended` were mediated offline and entered afterwards (洛中法〔2023〕4号 art. 4)."""
    success: int
    withdrawn: int
    failure: int
    codes: tuple[CodeView, ...]
    lines: tuple[Line, ...]


async def read(account: Account, year: int, ports: Ports) -> FiguresView:
    """Return the figures of the account's house for what ended in a year of Beijing. Needs `figures.read`."""
    account.require(Right.FIGURES_READ)
    start, end = datetime(year, 1, 1, tzinfo=BEIJING), datetime(year + 1, 1, 1, tzinfo=BEIJING)
    ended = await ports.queries.ended(account, start, end)
    lines = figures.lines(ended)
    codes = tuple(CodeView(code, figures.RESULTS[code], count) for code, count in figures.by_code(lines).items())
    results = Counter[Result]()
    for one in codes:
        results[one.result] += one.count
    return FiguresView(
        year=year,
        ended=len(ended),
        offline=sum(one.mode is CaseMode.OFFLINE for one in ended),
        success=results[Result.SUCCESS],
        withdrawn=results[Result.WITHDRAWN],
        failure=results[Result.FAILURE],
        codes=codes,
        lines=lines,
    )
