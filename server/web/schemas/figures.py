"""Bodies of the figures: how many mediations ended, and how."""

from typing import Annotated, Literal

from pydantic import Field

from server.domain.case import CaseSource
from server.domain.outcome import EndingCode
from server.web.schemas import Answer, Request

FigureResult = Literal["success", "withdrawn", "failure"]


class FiguresQuery(Request):
    """GET /api/figures: of which year."""

    year: Annotated[int, Field(ge=2020, le=2100)]


class FigureOfCode(Answer):
    """One of the eight endings."""

    code: EndingCode
    result: FigureResult
    count: int


class FigureLine(Answer):
    """How many ended in a month, from one source, in one way."""

    month: int
    source: CaseSource
    code: EndingCode
    count: int


class Figures(Answer):
    """GET /api/figures: `codes` and `lines` both sum to `ended`."""

    year: int
    ended: int
    offline: int
    success: int
    withdrawn: int
    failure: int
    codes: tuple[FigureOfCode, ...]
    lines: tuple[FigureLine, ...]
