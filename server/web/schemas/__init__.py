"""Bodies of requests and answers; `static/src/api/types.ts` is generated from every module here.

Requests refuse unknown fields and cap every size. Answers are built per reader: what a reader may not see
is not in the answer at all. They name the fields of their view again on purpose: what a view gains
reaches nobody until it is named here.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(min_length=1, max_length=64)]
"""Of a person, an entry, an account or a document."""
Reason = Annotated[str, Field(min_length=2, max_length=500)]
EmailAddress = Annotated[
    str, Field(max_length=254, pattern=r"^([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]+\.[A-Za-z]{2,24})?$")
]
"""Of RFC 5321 what people have: letters of ASCII, a domain with a dot; empty where there is none."""
IdempotencyKey = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""Of what is changed, as it was read: `conflict.stale` when somebody else changed it since."""


class Request(BaseModel):
    """Base of request bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Answer):
    """RFC 9457 problem details; `code` is stable, `reference` is what a person can quote on the telephone."""

    type: str
    title: str
    status: int
    code: str
    reference: str
    detail: str | None = None
    fields: dict[str, str] = {}
