"""Bodies of the explanation of risk: how it was given, to whom, and on paper."""

from datetime import datetime
from enum import StrEnum

from server.web.schemas import Answer, Id, Request


class ExplanationChannel(StrEnum):
    """How the risk was explained."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    ONLINE = "online"


class ExplanationGiven(Request):
    """POST /api/intake/{case}/explanations."""

    identity: Id
    channel: ExplanationChannel


class ExplanationPaper(Request):
    """POST /api/intake/{case}/explanations/paper; `send` writes to each party who has not acknowledged it."""

    send: bool = False


class ExplanationView(Answer):
    """Whether one party was told of the risk."""

    identity: str
    name: str
    at: datetime | None
    channel: ExplanationChannel | None
    recorded_by: str
