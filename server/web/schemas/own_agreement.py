"""The agreement in force by a party's own link: its doors, its applications, and what a party asks for or answers."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.doors import AgreementDoor
from server.web.schemas import Answer, Request
from server.web.schemas.concurrence import Barred, StandsFor
from server.web.schemas.deadlines import DeadlineShown

Wording = Annotated[str, Field(min_length=1, max_length=64)]
"""Version of what one read before one agreed or declined."""


class OwnDoorWish(Request):
    """POST /api/own/{token}/doors: a party asks for a door."""

    door: AgreementDoor
    wording: Wording


class OwnDoorAnswer(Request):
    """POST /api/own/{token}/doors/{application}: a yes confirms it, a no of whoever asked takes it back."""

    agrees: bool
    wording: Wording


class OwnAgreementDoor(Answer):
    """A door as one reader finds it: until when, what speaks against it, and whether they can ask here."""

    door: AgreementDoor
    joint: bool
    article: str
    deadline: DeadlineShown | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]
    may_apply: bool


class OwnApplication(Answer):
    """An application as one reader finds it; `awaiting_other` is 待对方确认 and has not been sent."""

    id: str
    door: AgreementDoor
    state: Literal["awaiting_other", "sent", "granted", "dismissed", "withdrawn", "not_signed"]
    applicant: str
    applied_at: datetime
    handed_in_on: date | None
    """On which day court or commission got it."""
    ruled_on: date | None
    received_on: date | None
    """When the reader, or whom they speak for, received the ruling, or signed for the 调解书."""
    awaits_signing: bool
    """A 调解书 was made and not everybody has signed for it: it has no effect yet."""
    waits_for: tuple[str, ...]
    """Which parties did not confirm."""
    declined: tuple[str, ...]
    """Which of them said no."""
    wording: str
    agrees: bool | None
    at: datetime | None
    said_by: str
    for_self: bool
    stands_for: tuple[StandsFor, ...]
    barred: tuple[Barred, ...]
    may_answer: bool
    may_withdraw: bool


class OwnAgreement(Answer):
    """The agreement in force, to whom it binds and to whoever came with them."""

    effective_at: datetime
    state: Literal["in_force", "under_review", "enforceable"]
    partly: bool
    """It settles a part; a rest is left."""
    terms: tuple[str, ...]
    """What was written down in the sessions whose agreement was signed; the paper that was signed counts."""
    wording: str
    """Version of what one agrees to by applying."""
    doors: tuple[OwnAgreementDoor, ...]
    applications: tuple[OwnApplication, ...]
