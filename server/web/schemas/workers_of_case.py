"""Bodies about many workers of one case: representatives they chose, a message to all of them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from server.domain.authority import Power
from server.web.schemas import Answer, Id, IdempotencyKey, Request, Version
from server.web.schemas.parties import Sighting


class RepresentationRecorded(Request):
    """POST /api/cases/{serial}/representations: one authority from each; the same `key` twice is one act."""

    key: IdempotencyKey
    agent: Id
    principals: tuple[Id, ...] = Field(min_length=1, max_length=200)
    matters: Annotated[str, Field(min_length=1, max_length=500)]
    powers: tuple[Power, ...] = Field(default=(), max_length=6)
    signed_on: date
    file: Id | None = None
    """The material that is the written authority of every one of them, such as a list that each signed."""
    seen: Sighting | None = None
    until: date | None = None


class AuthorityAt(Request):
    """An authority as it was seen."""

    id: Id
    version: Version


class RepresentationShown(Request):
    """PUT /api/cases/{serial}/representations/papers: the written authority of several workers who had shown none.

    Raises `conflict.stale` when one of them changed since its `version`.
    """

    authorities: tuple[AuthorityAt, ...] = Field(min_length=1, max_length=200)
    file: Id | None = None
    seen: Sighting | None = None


class WorkersWrittenTo(Request):
    """POST /api/cases/{serial}/worker-notices. The same `key` twice is one message to each."""

    key: IdempotencyKey
    text: Annotated[str, Field(min_length=2, max_length=200, pattern=r"^\S(.*\S)?$")]


class WorkersTold(Answer):
    """To how many a message was queued."""

    people: int
