"""Bodies of complaints about a mediator or an organisation."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.complaint import ComplaintGround
from server.domain.reminder import PromptState, ReminderKind
from server.web.schemas import Answer, Id, IdempotencyKey, Request


class ComplaintRequest(Request):
    """POST /api/public/complaints: to the court that invited the mediator. The same `key` twice is one complaint."""

    key: IdempotencyKey
    entry: Id
    ground: ComplaintGround
    text: Annotated[str, Field(min_length=10, max_length=2_000)]
    serial: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(min_length=2, max_length=50)]
    phone: Annotated[str, Field(min_length=7, max_length=20, pattern=r"^\+?[0-9-]+$")]


class ComplaintReceipt(Answer):
    """What the complainant keeps: the number to ask by at 12368, and when the court received it."""

    number: str
    made_at: datetime


class ComplaintMessage(Answer):
    """A message to the complainant, and whether it is with them."""

    kind: ReminderKind
    at: datetime
    state: PromptState
    text: str


class ComplaintView(Answer):
    """A complaint as the inviting court reads it."""

    id: str
    number: str
    entry: str
    name: str
    ground: ComplaintGround
    text: str
    serial: str
    complainant: str
    phone: str
    made_at: datetime
    state: Literal["received", "upheld", "not_upheld"]
    decision: str
    informed: str
    decided_at: datetime | None
    messages: tuple[ComplaintMessage, ...]
    """What the complainant was told, oldest first."""


class ComplaintList(Answer):
    """GET /api/complaints: those to the reader's court."""

    complaints: tuple[ComplaintView, ...]


class ComplaintDecision(Request):
    """POST /api/complaints/{complaint}/decision; an upheld one names the department that was told."""

    upheld: bool
    decision: Annotated[str, Field(min_length=2, max_length=2_000)]
    informed: Annotated[str, Field(max_length=100)] = ""
    suspend: bool = False
    reply: Annotated[str, Field(max_length=150)] = ""
    """Added to what the complainant is told of the outcome."""


class ComplainantPhone(Answer):
    """The telephone of the complainant in full."""

    phone: str
