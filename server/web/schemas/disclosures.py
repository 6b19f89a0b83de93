"""Bodies of what a mediator discloses, and of challenging or changing them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.authority import AuthorityKind
from server.domain.disclosure import DisclosureGround
from server.web.schemas import Answer, Id, Reason, Request


class DisclosureSaid(Request):
    """POST /api/cases/{serial}/disclosures: the grounds answered with yes; any yes needs a text."""

    grounds: tuple[DisclosureGround, ...] = Field(default=(), max_length=3)
    text: Annotated[str, Field(max_length=2_000)] = ""


class DisclosureReply(Request):
    """POST /api/cases/{serial}/disclosures/{disclosure}/replies: what a party says, as recorded."""

    identity: Id
    reply: Literal["continue", "challenge"]


class OwnReply(Request):
    """POST /api/own/{token}/disclosures/{disclosure}, or of a session's link: the reply of the party behind it."""

    reply: Literal["continue", "challenge"]


class ChallengeRequest(Request):
    """POST /api/cases/{serial}/challenges."""

    identity: Id
    ground: DisclosureGround
    reason: Reason
    mediator: Id | None = None
    """Account of one who mediates; left out is whoever presides."""


class OwnChallengeRequest(Request):
    """POST /api/own/{token}/challenges: the party behind the link wants whoever presides to withdraw."""

    ground: DisclosureGround
    reason: Reason


class ChallengeDecision(Request):
    """POST /api/cases/{serial}/challenges/{challenge}/decision: never by the mediator it is about."""

    upheld: bool
    decision: Reason


class ChangeAsked(Request):
    """POST /api/cases/{serial}/changes: a party asks for another mediator."""

    identity: Id
    reason: Reason
    refuses_to_choose: bool = False


class OwnChangeAsked(Request):
    """POST /api/own/{token}/changes: the party behind the link asks for another mediator."""

    reason: Reason
    refuses_to_choose: bool = False


class ChangeAnswer(Request):
    """POST /api/cases/{serial}/changes/{change}/answer."""

    grants: bool
    answer: Annotated[str, Field(max_length=500)] = ""


class ReplyView(Answer):
    """What a party said to a disclosure."""

    identity: str
    name: str
    reply: Literal["continue", "challenge"] | None
    at: datetime | None
    by_right: AuthorityKind | None
    """By what right `said_by` replied for the party; None where the party did, or nobody did."""
    said_by: str


class DisclosureView(Answer):
    """One disclosure and what became of it."""

    id: str
    name: str
    grounds: tuple[DisclosureGround, ...]
    text: str
    at: datetime
    state: Literal["clear", "asking", "continued", "challenged"]
    replies: tuple[ReplyView, ...]


class ChallengeView(Answer):
    """One challenge and its decision."""

    id: str
    asked_by: str
    ground: DisclosureGround
    reason: str
    asked_at: datetime
    state: Literal["asked", "upheld", "rejected"]
    decision: str
    decided_by: str
    decided_at: datetime | None


class ChangeView(Answer):
    """A request for another mediator."""

    id: str
    asked_by: str
    reason: str
    at: datetime
    state: Literal["asked", "granted", "refused"]
    refuses_to_choose: bool
    answer: str
