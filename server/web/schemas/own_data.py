"""Bodies of one's own data: the copy one takes away, and requests to put right or delete."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from server.web.schemas import Answer, Reason, Request, Version


class ExportPurposeCode(StrEnum):
    """For what somebody takes their data away."""

    KEEP = "keep"
    CHECK = "check"
    PROCEEDINGS = "proceedings"


class OwnExport(Request):
    """POST /api/own/{token}/export: the copy of one's own data, for a purpose that is kept."""

    purpose: ExportPurposeCode


class DataRequestKindCode(StrEnum):
    """What is asked for."""

    CORRECT = "correct"
    DELETE = "delete"


class DataRequestStateCode(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class OwnDataAsked(Request):
    """POST /api/own/{token}/data-requests: what is wrong, or what is to be deleted, in one's own words."""

    kind: DataRequestKindCode
    text: Reason


class OwnDataRequest(Answer):
    """One's own request, and the answer."""

    id: str
    kind: DataRequestKindCode
    text: str
    asked_at: datetime
    state: DataRequestStateCode
    answer: str
    answered_at: datetime | None


class OwnDataRequests(Answer):
    """GET /api/own/{token}/data-requests: one's own, newest first."""

    requests: tuple[OwnDataRequest, ...]


class DataRequestShown(Answer):
    """A request as staff read it."""

    id: str
    identity: str
    kind: DataRequestKindCode
    text: str
    asked_at: datetime
    state: DataRequestStateCode
    answer: str
    answered_by_name: str
    answered_at: datetime | None
    version: int


class DataRequests(Answer):
    """GET /api/cases/{serial}/data-requests: newest first."""

    requests: tuple[DataRequestShown, ...]


class DataRequestAnswer(Request):
    """POST /api/cases/{serial}/data-requests/{request}/answer: with words the person reads."""

    version: Version
    action: Literal["grant", "refuse"]
    answer: Annotated[Reason, Field(min_length=2)]
