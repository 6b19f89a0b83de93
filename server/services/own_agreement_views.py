"""What a party reads of the agreement in force by their own link: plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.agreement import AgreementState
from server.domain.doors import AgreementDoor, DoorState
from server.services.clock_views import DeadlineView
from server.services.speaker_views import BarredView, StandsForView


@dataclass(frozen=True, slots=True)
class OwnDoorView:
    """A door as one reader finds it; `barriers` are stable codes, among them why it is not this reader's."""

    door: AgreementDoor
    joint: bool
    article: str
    deadline: DeadlineView | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]
    may_apply: bool
    """Whether this reader can ask by the own link; an open door that is gone through elsewhere is False."""


@dataclass(frozen=True, slots=True)
class OwnApplicationView:
    """An application as one reader finds it; what staff noted of it is not in it."""

    id: str
    door: AgreementDoor
    state: DoorState
    applicant: str = field(repr=False)
    applied_at: datetime
    handed_in_on: date | None
    """On which day court or commission got it; None before that."""
    ruled_on: date | None
    received_on: date | None
    """When the reader, or whom they speak for, received the ruling, or signed for the 调解书."""
    awaits_signing: bool
    """A 调解书 was made and not everybody has signed for it."""
    waits_for: tuple[str, ...] = field(repr=False)
    """Which parties did not confirm; empty once nothing waits."""
    declined: tuple[str, ...] = field(repr=False)
    """Which of them said no."""
    wording: str
    agrees: bool | None
    at: datetime | None
    said_by: str = field(repr=False)
    """Who answered for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]
    may_answer: bool
    may_withdraw: bool
    """Whether it is theirs, or of whom they speak for, and not sent yet."""


@dataclass(frozen=True, slots=True)
class OwnAgreementView:
    """The agreement in force, to whom it binds and to whoever came with them."""

    effective_at: datetime
    state: AgreementState
    partly: bool
    """It settles a part; a rest is left."""
    terms: tuple[str, ...] = field(repr=False)
    """What was written down in the sessions whose agreement was signed; the paper that was signed counts."""
    wording: str
    """Version of what one agrees to by applying."""
    doors: tuple[OwnDoorView, ...]
    applications: tuple[OwnApplicationView, ...]
