"""Bodies about many workers of one case: representatives they chose, a message to all of them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from server.web.schemas import Answer, Id, IdempotencyKey, Request
from server.web.schemas.parties import PowerCode


class RepresentationRecorded(Request):
    """POST /api/cases/{serial}/representations: one authority from each; the same `key` twice is one act."""

    key: IdempotencyKey
    agent: Id
    principals: tuple[Id, ...] = Field(min_length=1, max_length=200)
    matters: Annotated[str, Field(min_length=1, max_length=500)]
    powers: tuple[PowerCode, ...] = Field(default=(), max_length=6)
    signed_on: date
    is_written: bool
    """Whether the written authority of every one of them was seen."""
    until: date | None = None


class WorkersWrittenTo(Request):
    """POST /api/cases/{serial}/worker-notices. The same `key` twice is one message to each."""

    key: IdempotencyKey
    text: Annotated[str, Field(min_length=2, max_length=200, pattern=r"^\S(.*\S)?$")]


class WorkersTold(Answer):
    """To how many a message was queued."""

    people: int
