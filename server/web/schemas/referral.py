"""Bodies of choosing, referring and accepting."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.cases import CaseSource, CaseState
from server.web.schemas.deadlines import DeadlineShown
from server.web.schemas.persons import SideCode
from server.web.schemas.roster import EntryKind, Fee, MediatorKind, OrganisationType, Skill
from server.web.schemas.terms import ClockShown


class FitReason(StrEnum):
    """Why an entry suits a case, or does not."""

    KIND = "kind"
    SKILL = "skill"
    REGION = "region"
    ROOM = "room"
    POOL = "pool"
    OTHER_KIND = "other_kind"
    OTHER_SKILL = "other_skill"
    OTHER_REGION = "other_region"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    POOL_NOT_NEEDED = "pool_not_needed"
    ORIGIN = "origin"


class DeclineGround(StrEnum):
    """Why a referral may be declined (在线调解规则 art. 12)."""

    OUT_OF_CHARTER = "out_of_charter"
    OUT_OF_FIELD = "out_of_field"
    UNSUITABLE = "unsuitable"


class DisclosureGround(StrEnum):
    """The three grounds of disclosure and challenge (在线调解规则 art. 13)."""

    PARTY_OR_RELATIVE = "party_or_relative"
    INTEREST = "interest"
    OTHER_RELATION = "other_relation"


class ReferralStateCode(StrEnum):
    """Life of a referral."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class ChoiceStateCode(StrEnum):
    """Who chooses now."""

    OPEN = "open"
    MATCHED = "matched"
    COURT = "court"
    CLOSED = "closed"


class StartChoice(Request):
    """POST /api/cases/{serial}/choice: the parties choose together, or the court appoints at once."""

    joint: bool


class RecordPick(Request):
    """POST /api/cases/{serial}/choice/picks: what a party said. Nobody reads it back before all picked the same."""

    identity: Id
    entry: Id


class OwnPick(Request):
    """POST /api/own/{token}/choice: the choice of the party behind the link."""

    entry: Id


class SendReferral(Request):
    """POST /api/cases/{serial}/referrals: to an organisation, or to a mediator of it by name."""

    key: IdempotencyKey
    entry: Id


class DisclosureSaid(Request):
    """POST /api/cases/{serial}/disclosures: the grounds answered with yes; any yes needs a text."""

    grounds: tuple[DisclosureGround, ...] = Field(default=(), max_length=3)
    text: Annotated[str, Field(max_length=2_000)] = ""


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


class DisclosureReply(Request):
    """POST /api/cases/{serial}/disclosures/{disclosure}/replies: what a party says, as recorded."""

    identity: Id
    reply: Literal["continue", "challenge"]


class OwnReply(Request):
    """POST /api/own/{token}/disclosures/{disclosure}: the reply of the party behind the link."""

    reply: Literal["continue", "challenge"]


class ChallengeRequest(Request):
    """POST /api/cases/{serial}/challenges."""

    identity: Id
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


class ChangeAnswer(Request):
    """POST /api/cases/{serial}/changes/{change}/answer."""

    grants: bool
    answer: Annotated[str, Field(max_length=500)] = ""


class CandidateView(Answer):
    """An entry that could take the case; reasons in codes, the best first."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    fee: Fee
    e_seal: bool
    skills: tuple[Skill, ...]
    speciality: str
    languages: str
    pool: bool
    may_preside: bool
    open_cases: int
    max_open: int
    reasons: tuple[FitReason, ...]
    score: int
    may_be_chosen: bool


class ChooserView(Answer):
    """A party who chooses; what they picked is in no answer before all match."""

    identity: str
    name: str
    side: SideCode
    picked: bool


class ChoiceView(Answer):
    """The round of choosing."""

    state: ChoiceStateCode
    choosers: tuple[ChooserView, ...]
    handed_over: Literal["one_sided", "asked", "no_match", "after_refusal"] | None
    due: DeadlineShown | None
    chosen: str | None


class OwnDisclosureView(Answer):
    """What a mediator disclosed, as it is put to the party behind a link."""

    id: str
    name: str
    grounds: tuple[DisclosureGround, ...]
    text: str
    reply: Literal["continue", "challenge"] | None
    settled: bool


class OwnChoiceView(Answer):
    """GET /api/own/{token}/choice: the own pick, whether the others picked, and disclosures to reply to."""

    state: ChoiceStateCode | None
    due: DeadlineShown | None
    own: str | None
    others_picked: bool
    candidates: tuple[CandidateView, ...]
    disclosures: tuple[OwnDisclosureView, ...]


class ReferralView(Answer):
    """One referral with both thresholds, always together (C1)."""

    id: str
    organisation: str
    mediator: str
    chosen_by: Literal["parties", "court"]
    sent_at: datetime
    state: ReferralStateCode
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


class ReplyView(Answer):
    """What a party said to a disclosure."""

    identity: str
    name: str
    reply: Literal["continue", "challenge"] | None
    at: datetime | None


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
    materials: int
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
    last: ReferralStateCode | None
    choice: ChoiceStateCode | None


class RegisterQuery(Request):
    """GET /api/conflict-register: part of a name, or a serial; blanks alone are neither."""

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
