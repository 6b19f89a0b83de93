"""What the clocks of a case are worked out from: what happened when, and to whom."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.case import Case, CaseState
from server.domain.choice import ChoiceState
from server.domain.deadlines import DeadlineRule
from server.domain.ids import Identity
from server.domain.limitation import Limitation
from server.domain.party import Side
from server.domain.term import Extension, Pause, Term, TermPolicy


@dataclass(frozen=True, slots=True)
class AwardFact:
    """That a party received an arbitral award, or the ruling that set it aside, on a day (调解仲裁法 arts. 48-50)."""

    key: str
    name: str = field(repr=False)
    side: Side
    received_on: date
    rule: DeadlineRule
    """What the party may do then (`server.domain.award.recourse_of`)."""
    added_at: datetime | None = None
    """When they were added to the case; None for whoever was there from the beginning."""


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """When a referral was sent, and when it was answered."""

    sent_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChoiceFact:
    """The round in which the parties choose a mediator; since `handed_at` the court refers."""

    state: ChoiceState
    opened_at: datetime
    handed_at: datetime | None = None
    one_sided: bool = False
    """Only one side agreed: the court asks the other, and appoints."""


@dataclass(frozen=True, slots=True)
class RulingFact:
    """That a party received the ruling that confirms the agreement, on a day (民诉法解释 art. 372)."""

    key: str
    name: str = field(repr=False)
    received_on: date


@dataclass(frozen=True, slots=True)
class LimitationFact:
    """From when the time of one party to ask for arbitration is counted, as they stated it."""

    said: Limitation
    name: str = field(default="", repr=False)
    """Of the party."""


@dataclass(frozen=True, slots=True)
class RespondentFact:
    """Somebody of the other side, and since when asking them is done: reached, answered or given up."""

    identity: Identity
    name: str = field(repr=False)
    contacted_at: datetime | None
    added_at: datetime | None = None
    """When they were added to the case; None for whoever was there from the beginning."""


@dataclass(frozen=True, slots=True)
class EffectFact:
    """When an agreement took effect and what followed from it; all days in Beijing."""

    at: datetime
    confirmation_sent_at: datetime | None = None
    review_sent_at: datetime | None = None
    rulings: tuple[RulingFact, ...] = ()
    last_performance_on: date | None = None
    is_confirmable: bool = True
    """Whether court or commission can be asked at all; not in litigation."""
    is_with_others: bool = False
    """Whether court or commission has an application: until it is withdrawn or dismissed no other way can be gone."""
    leaves_rest: bool = False
    """Whether the agreement settles a part only."""
    is_enforceable: bool = False
    """Whether court or commission made it a title: before that nothing can be enforced."""
    bound: frozenset[str] = frozenset()
    """The parties who signed, by identity; nobody else is bound (LB-06)."""
    performed_on: date | None = None
    """When all of it was performed and nobody denies it: nothing is left to enforce."""

    def settles_for(self, party: str) -> bool:
        """Tell whether it took the place of everything a party claims."""
        return not self.leaves_rest and party in self.bound


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the clocks of one case are worked out from."""

    case: Case
    policy: TermPolicy
    term: Term | None = None
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    choice: ChoiceFact | None = None
    """The last round; None before any."""
    referral: ReferralFact | None = None
    awards: tuple[AwardFact, ...] = ()
    limitations: tuple[LimitationFact, ...] = ()
    """Of each party who said from when their time to ask for arbitration is counted."""
    arbitration_asked: bool = False
    """Whether it was asked for, whatever the applicant stated before (`server.domain.award.Award.is_asked`)."""
    respondents: tuple[RespondentFact, ...] = ()
    ended_at: datetime | None = None
    """When the mediation ended or the agreement was made: what runs for the mediator is done."""
    was_returned: bool = False
    """Whether it ended after the application was given back, and not handed in again."""
    effect: EffectFact | None = None

    @property
    def extensions_now(self) -> tuple[Extension, ...]:
        """The requests for more time of the term that runs, without those of a term before it."""
        return tuple(one for one in self.extensions if self.term is None or self.term.counts(one.requested_at))

    @property
    def may_be_longer(self) -> bool:
        """Whether the term can be extended in its days: what is agreed and not in force can be talked over again."""
        return self.ended_at is None or self.case.state is CaseState.AGREED

    @property
    def is_given_back(self) -> bool:
        """Whether no court has the papers: they were returned (在线调解规则 art. 9)."""
        return self.was_returned or self.case.state is CaseState.RETURNED
