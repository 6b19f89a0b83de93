"""Bodies of retention: how long filed cases are kept, what stops deletion, and what was deleted."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from server.domain.retention import DeletionCause, Kept
from server.domain.shortening import ShorteningAction
from server.web.schemas import Answer, Reason, Request, Version

Months = Annotated[int, Field(ge=1, le=1200)]


class RetentionPolicyView(Answer):
    """Months after filing; `version` 0 came with the program; `court` is empty while the court decided nothing."""

    case_file: int
    recording: int
    protected: int
    reason: str
    version: int
    changed_by: str
    changed_at: datetime | None
    court: str


class CertificateView(Answer):
    """Proof that something was deleted; `finished_at` once its bytes are gone too."""

    id: str
    serial: str
    kept: Kept
    filed_at: datetime
    last_day: date
    months: int
    policy: int
    at: datetime
    objects: int
    finished_at: datetime | None
    cause: DeletionCause


class WouldGo(Answer):
    """How many cases lose something of this kind once it is confirmed, and the serials of those filed first."""

    kept: Kept
    cases: int
    serials: tuple[str, ...]


class ShorteningView(Answer):
    """Shorter times that hold once a second person confirmed them."""

    id: str
    case_file: int
    recording: int
    protected: int
    reason: str
    asked_by_name: str
    asked_at: datetime
    would_go: tuple[WouldGo, ...]
    may: tuple[ShorteningAction, ...]
    version: int


class Retention(Answer):
    """GET /api/retention: the policy of the own court, the fewest months, what waits, the newest certificates."""

    court: str

    waiting: ShorteningView | None
    may_edit: bool
    policy: RetentionPolicyView
    fewest: dict[Kept, int]
    certificates: tuple[CertificateView, ...]
    held: int
    """Cases of the court on which a hold stands."""


class RetentionChange(Request):
    """PUT /api/retention: other months of the own court; `version` is the policy that was seen."""

    version: Version
    case_file: Months
    recording: Months
    protected: Months
    reason: Reason


class ShorteningAnswer(Request):
    """POST /api/retention/shortenings/{shortening}/answer: by a second person; whoever asked may only withdraw."""

    version: Version
    action: ShorteningAction


class HoldView(Answer):
    """What keeps a case from being deleted; lifted ones stay in the list."""

    id: str
    reason: str
    placed_by_name: str
    placed_at: datetime
    lifted_by_name: str
    lifted_at: datetime | None
    version: int


class LastDay(Answer):
    """Until when something of the case is kept."""

    kept: Kept
    day: date


class CaseRetention(Answer):
    """GET /api/cases/{serial}/holds: holds, and the last days once the case is filed."""

    holds: tuple[HoldView, ...]
    last_days: tuple[LastDay, ...]
    may_hold: bool


class HoldPlaced(Request):
    """POST /api/cases/{serial}/holds: nothing of the case is deleted while it stands."""

    reason: Reason


class HoldLifted(Request):
    """POST /api/cases/{serial}/holds/{hold}/lift."""

    version: Version
