"""Bodies of referral: sending a case to an organisation, its answer, its mediators, and the register."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from server.domain.award import Arbitration, Finality, SuitBar
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.choice import ChoiceState
from server.domain.material import MaterialKind
from server.domain.party import PartyKind, Side
from server.domain.referral import DeclineGround, ReferralState
from server.services.conflict_register import RegisterPurpose
from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.choices import CandidateView, ChoiceView
from server.web.schemas.deadlines import DeadlineShown
from server.web.schemas.disclosures import ChallengeView, ChangeView, DisclosureSaid, DisclosureView
from server.web.schemas.terms import ClockShown


class SendReferral(Request):
    """POST /api/cases/{serial}/referrals: to an organisation, or to a mediator of it by name."""

    key: IdempotencyKey
    entry: Id


class AcceptReferral(Request):
    """POST /api/cases/{serial}/referrals/accept: who mediates, and what they disclose."""

    mediator: Id
    disclosure: DisclosureSaid
    signed_for_at: datetime | None = None
    """When the court's materials were signed for; shown beside, decides nothing (C2)."""


class AssignMediator(Request):
    """POST /api/cases/{serial}/panel: the presider where there is none, else one more mediator."""

    mediator: Id
    disclosure: DisclosureSaid


class DeclineReferral(Request):
    """POST /api/cases/{serial}/referrals/decline."""

    ground: DeclineGround
    reason: Reason


class ReferralReason(Request):
    """POST /api/cases/{serial}/referrals/withdraw and /end."""

    reason: Reason


class HandOverPanel(Request):
    """POST /api/cases/{serial}/panel/presider: who presides from now on."""

    account: Id


class ReferralView(Answer):
    """One referral with both thresholds, always together (C1)."""

    id: str
    organisation: str
    mediator: str
    chosen_by: Literal["parties", "court"]
    sent_at: datetime
    state: ReferralState
    answered_at: datetime | None
    signed_for_at: datetime | None
    ground: DeclineGround | None
    reason: str
    clocks: tuple[ClockShown, ...]
    may_be_replaced: bool


class SeatView(Answer):
    """A mediator of the case, past or present."""

    account: str
    name: str
    since: datetime
    until: datetime | None
    presides: bool


class PresideCase(Request):
    """POST /api/cases/{serial}/presiding: which judge presides, and what they disclose."""

    judge: Id
    disclosure: DisclosureSaid


class JudgeShown(Answer):
    """A judge of the court who may preside."""

    account: str
    name: str


class AwardInLetter(Answer):
    """How far arbitration went, and whether a suit would be refused."""

    arbitration: Arbitration
    finality: Finality | None
    annulled: bool
    """A court set the award aside."""
    bar: SuitBar | None
    """Why a suit of an applicant would be refused; None when none would."""
    untold: tuple[str, ...]
    """Parties who were not told yet what that costs them."""


class PartyInLetter(Answer):
    """A party who takes part; `agrees` to mediation as it stands now, None while nobody asked."""

    name: str
    side: Side
    kind: PartyKind
    agrees: bool | None


class FileInLetter(Answer):
    """A transferable material that comes with the letter."""

    id: str
    kind: MaterialKind
    name: str


class LetterView(Answer):
    """What comes with the letter, to be read before answering: nothing of a mediation before."""

    court_number: str | None
    stage: CaseStage
    procedure: Procedure | None
    award: AwardInLetter | None
    """None where nobody has said whether it was arbitrated."""
    parties: tuple[PartyInLetter, ...]
    files: tuple[FileInLetter, ...]


class ReferralDesk(Answer):
    """GET /api/cases/{serial}/referral, and the answer of every step about who mediates."""

    now: datetime
    serial: str
    title: str
    cause: str
    claim: str
    place: str
    amount: int | None
    workers: int
    state: CaseState
    source: CaseSource
    court: str | None
    explanation_owed: tuple[str, ...]
    judges: tuple[JudgeShown, ...]
    """For whoever refers, where a judge presides: who may."""
    consent_missing: tuple[str, ...]
    """Parties who did not agree to mediation: only when all did they choose together."""
    materials: int
    letter: LetterView
    choice: ChoiceView | None
    candidates: tuple[CandidateView, ...]
    preview: tuple[ClockShown, ...]
    """Both thresholds of a referral sent now."""
    term: DeadlineShown | None
    """When the term would end if it began now."""
    referrals: tuple[ReferralView, ...]
    panel: tuple[SeatView, ...]
    disclosures: tuple[DisclosureView, ...]
    challenges: tuple[ChallengeView, ...]
    changes: tuple[ChangeView, ...]
    proposes_ending: bool
    """在线调解规则 art. 14 would let the mediation end as refused; a person decides."""
    pool_workers: int
    pool_amount: int | None
    """In 分; neither figure is confirmed by a source."""
    may: tuple[str, ...]


class OpenReferral(Answer):
    """A case in the list of referrals."""

    serial: str
    title: str
    cause: str
    state: CaseState
    organisation: str
    mediator: str
    sent_at: datetime | None
    clocks: tuple[ClockShown, ...]
    last: ReferralState | None
    choice: ChoiceState | None


class RegisterQuery(Request):
    """GET /api/conflict-register: part of a name, or a serial, and for what; blanks alone are neither."""

    purpose: RegisterPurpose
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class RegisterLine(Answer):
    """Who mediated which case, from when to when (SM-08)."""

    name: str
    serial: str
    title: str
    since: datetime
    until: datetime | None
    presided: bool


class ReferralList(Answer):
    """GET /api/referrals: what waits for the reader, the soonest first."""

    now: datetime
    cases: tuple[OpenReferral, ...]
