"""What use cases answer about choosing, referring and accepting: plain values, built per reader."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Finality, SuitBar
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.choice import ChoiceState, HandedOver
from server.domain.disclosure import ChallengeState, DisclosureGround, DisclosureState, Reply
from server.domain.material import MaterialKind
from server.domain.panel import ChangeState
from server.domain.party import PartyKind, Side
from server.domain.referral import ChosenBy, DeclineGround, ReferralState
from server.services.clock_views import ClockView, DeadlineView
from server.services.roster_views import Candidate
from server.services.speaker_views import BarredView, StandsForView


@dataclass(frozen=True, slots=True)
class ChooserView:
    """A party who chooses; what they picked is in no answer before all match."""

    identity: str
    name: str = field(repr=False)
    side: Side
    picked: bool
    by_right: AuthorityKind | None
    """By what right somebody else picked for them; None where the party did, or nobody did."""
    said_by: str = field(repr=False)
    """Who that is; empty where the party picked."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """The round of choosing as staff see it."""

    state: ChoiceState
    choosers: tuple[ChooserView, ...]
    handed_over: HandedOver | None
    due: DeadlineView | None
    chosen: str | None
    """Entry all picked; None before."""


@dataclass(frozen=True, slots=True)
class ReferralView:
    """One referral with both thresholds."""

    id: str
    organisation: str
    mediator: str
    chosen_by: ChosenBy
    sent_at: datetime
    state: ReferralState
    answered_at: datetime | None
    signed_for_at: datetime | None
    ground: DeclineGround | None
    reason: str = field(repr=False)
    clocks: tuple[ClockView, ...]
    """Both thresholds, always together (C1)."""
    may_be_replaced: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """A mediator of the case."""

    account: str
    name: str
    since: datetime
    until: datetime | None
    presides: bool


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What a party said to a disclosure; `reply` None while asked."""

    identity: str
    name: str = field(repr=False)
    reply: Reply | None
    at: datetime | None
    by_right: AuthorityKind | None
    """By what right somebody else replied for them; None where the party did, or nobody did."""
    said_by: str = field(repr=False)
    """Who that is; empty where the party replied."""


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """One disclosure."""

    id: str
    name: str
    grounds: tuple[DisclosureGround, ...]
    text: str = field(repr=False)
    at: datetime
    state: DisclosureState
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """One challenge."""

    id: str
    asked_by: str = field(repr=False)
    ground: DisclosureGround
    reason: str = field(repr=False)
    asked_at: datetime
    state: ChallengeState
    decision: str = field(repr=False)
    decided_by: str = field(repr=False)
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A request for another mediator."""

    id: str
    asked_by: str = field(repr=False)
    reason: str = field(repr=False)
    at: datetime
    state: ChangeState
    refuses_to_choose: bool
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class JudgeView:
    """A judge of the court who may preside."""

    account: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AwardInLetter:
    """How far arbitration went, and whether a suit would be refused."""

    arbitration: Arbitration
    finality: Finality | None
    annulled: bool
    """A court set the award aside."""
    bar: SuitBar | None
    """Why a suit of an applicant would be refused; None when none would (LY-08)."""
    untold: tuple[str, ...] = field(repr=False)
    """Parties who were not told yet what that costs them."""


@dataclass(frozen=True, slots=True)
class PartyInLetter:
    """A party who takes part; `agrees` to mediation as it stands now, None while nobody asked."""

    name: str = field(repr=False)
    side: Side
    kind: PartyKind
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class FileInLetter:
    """A transferable material that comes with the letter."""

    id: str
    kind: MaterialKind
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetterView:
    """What comes with the letter, to be read before answering: nothing of a mediation before."""

    court_number: str | None
    stage: CaseStage
    procedure: Procedure | None
    award: AwardInLetter | None
    """None where nobody has said whether it was arbitrated."""
    parties: tuple[PartyInLetter, ...]
    files: tuple[FileInLetter, ...]


@dataclass(frozen=True, slots=True)
class ReferralDesk:
    """Everything of a case about who mediates it."""

    now: datetime
    serial: str
    title: str = field(repr=False)
    cause: str
    claim: str = field(repr=False)
    place: str
    amount: int | None
    workers: int
    state: CaseState
    source: CaseSource
    court: str | None
    explanation_owed: tuple[str, ...]
    """Parties who have to be told of the risk before any referral (LY-08)."""
    judges: tuple[JudgeView, ...]
    """For whoever refers, where a judge presides: who may."""
    consent_missing: tuple[str, ...]
    """Parties who did not agree to mediation: only when all did they choose together (art. 10)."""
    materials: int
    letter: LetterView
    choice: ChoiceView | None
    candidates: tuple[Candidate, ...]
    """For whoever refers: all; for whoever accepts: the own mediators."""
    preview: tuple[ClockView, ...]
    """Both thresholds of a referral sent now."""
    term: DeadlineView | None
    """When the term would end if it began now."""
    referrals: tuple[ReferralView, ...]
    """Newest first."""
    panel: tuple[SeatView, ...]
    disclosures: tuple[DisclosureView, ...]
    challenges: tuple[ChallengeView, ...]
    changes: tuple[ChangeView, ...]
    proposes_ending: bool
    """在线调解规则 art. 14 would let the mediation end as refused; a person decides."""
    pool_workers: int
    pool_amount: int | None
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A case that waits to be referred or answered."""

    serial: str
    title: str = field(repr=False)
    cause: str
    state: CaseState
    organisation: str
    """Of the last referral; empty before any."""
    mediator: str
    sent_at: datetime | None
    clocks: tuple[ClockView, ...]
    """Both thresholds of a referral that waits."""
    last: ReferralState | None
    choice: ChoiceState | None


@dataclass(frozen=True, slots=True)
class ReferralList:
    """What waits for the reader."""

    now: datetime
    cases: tuple[OpenReferral, ...]


@dataclass(frozen=True, slots=True)
class OwnDisclosure:
    """What a mediator disclosed, as it is put to whoever comes by a link, for themselves or for whom they stand."""

    id: str
    name: str
    grounds: tuple[DisclosureGround, ...]
    text: str = field(repr=False)
    reply: Reply | None
    settled: bool
    said_by: str = field(repr=False)
    """Who replied for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]


@dataclass(frozen=True, slots=True)
class OwnChallenge:
    """The challenge of the party behind a link, and what was decided."""

    ground: DisclosureGround
    reason: str = field(repr=False)
    at: datetime
    state: ChallengeState
    decision: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnChange:
    """The request of the party behind a link for another mediator, and the answer."""

    reason: str = field(repr=False)
    at: datetime
    state: ChangeState
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """What one chooses, answers and asks by a link, for oneself or for whom one stands: of others only who picked."""

    state: ChoiceState | None
    """None before anybody chooses."""
    due: DeadlineView | None
    appoints: Literal["court", "organisation"]
    """Who names a mediator where the parties do not."""
    own: str | None
    said_by: str = field(repr=False)
    """Who picked for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]
    """For whom one cannot choose; with `for_self` and `stands_for` empty while nobody chooses."""
    others_picked: bool
    candidates: tuple[Candidate, ...]
    disclosures: tuple[OwnDisclosure, ...]
    handed_over: HandedOver | None
    """Why the court appoints; None while the parties choose."""
    challenge: OwnChallenge | None
    change: OwnChange | None
    may: tuple[str, ...]
    """`court`, `challenge`, `change`: what this party can ask now."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Who mediated which case, from when to when."""

    name: str = field(repr=False)
    serial: str
    title: str = field(repr=False)
    since: datetime
    until: datetime | None
    presided: bool
