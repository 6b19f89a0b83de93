"""Bodies of the explanation of risk: how it was given, to whom, and on paper."""

from datetime import datetime

from server.domain.award import ExplanationChannel, SuitBar
from server.web.schemas import Answer, Id, Request


class ExplanationGiven(Request):
    """POST /api/intake/{case}/explanations."""

    identity: Id
    channel: ExplanationChannel


class ExplanationPaper(Request):
    """POST /api/intake/{case}/explanations/paper; `send` writes to each party who has not acknowledged it."""

    send: bool = False


class ToldBeforeView(Answer):
    """That a party was told of another bar; `bar` null where that was not kept yet."""

    bar: SuitBar | None
    at: datetime
    channel: ExplanationChannel


class ExplanationView(Answer):
    """Whether one party was told of the risk, and of which; `before`, of what else they were told."""

    bar: SuitBar
    identity: str
    name: str
    at: datetime | None
    channel: ExplanationChannel | None
    recorded_by: str
    before: tuple[ToldBeforeView, ...]
