"""Bodies of one's own data: the copy one takes away, and requests to put right or delete."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.data_request import DataRequestKind, DataRequestState
from server.domain.own_data import ExportPurpose
from server.web.schemas import Answer, Reason, Request, Version


class OwnExport(Request):
    """POST /api/own/{token}/export: the copy of one's own data, for a purpose that is kept."""

    purpose: ExportPurpose


class OwnDataAsked(Request):
    """POST /api/own/{token}/data-requests: what is wrong, or what is to be deleted, in one's own words."""

    kind: DataRequestKind
    text: Reason


class OwnDataRequest(Answer):
    """One's own request, and the answer."""

    id: str
    kind: DataRequestKind
    text: str
    asked_at: datetime
    state: DataRequestState
    answer: str
    answered_at: datetime | None


class OwnSupport(Answer):
    """That the support was let into one's own case, and how often it looked; `ended_at` may lie ahead."""

    house: str
    purpose: str
    granted_at: datetime
    ended_at: datetime
    readings: int


class OwnDataRequests(Answer):
    """GET /api/own/{token}/data-requests: one's own, newest first, and who of the support was let into the case."""

    requests: tuple[OwnDataRequest, ...]
    support: tuple[OwnSupport, ...]


class DataRequestShown(Answer):
    """A request as staff read it."""

    id: str
    identity: str
    kind: DataRequestKind
    text: str
    asked_at: datetime
    state: DataRequestState
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
