"""The award: whether the dispute was arbitrated, what each party received when, and until when each may go to court.

Dates differ by party (劳动争议调解仲裁法 arts. 47-50). A first receipt after the applicant's last day does not stop
mediation, but each party must have been told what it costs them (洛中法〔2023〕4号 art. 4): `require_explained`. What
was posted before the day was over is not late whenever it came (民事诉讼法 art. 85(4)): `Brought.brought_on`. All of it
is asked before filing only: in litigation the suit is pending, and the receipt of this place says nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import CaseStage
from server.domain.citations import Citation, article
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Participant, Role, Side

WORDING_VERSION: Final = "2026-04"
"""Of the explanation of risk."""


class Arbitration(StrEnum):
    """How far labour arbitration went before the case came here (LY-04)."""

    NONE = "none"
    PENDING = "pending"
    """Accepted by the commission, not decided."""
    AWARDED = "awarded"


class Finality(StrEnum):
    """Whether the award is final for the employer (劳动争议调解仲裁法 art. 47)."""

    FINAL = "final"
    NOT_FINAL = "not_final"


class Standing(StrEnum):
    """What a party is in the labour relation; who may do what against an award depends on it."""

    WORKER = "worker"
    EMPLOYER = "employer"


REMEDY: Final[dict[tuple[Finality | None, Standing], DeadlineRule]] = {
    (None, Standing.WORKER): DeadlineRule.SUE_15D,
    (Finality.NOT_FINAL, Standing.WORKER): DeadlineRule.SUE_15D,
    (Finality.NOT_FINAL, Standing.EMPLOYER): DeadlineRule.SUE_15D,
    (Finality.FINAL, Standing.WORKER): DeadlineRule.SUE_15D,
    # The employer may only ask the intermediate court to set it aside (art. 49).
    (Finality.FINAL, Standing.EMPLOYER): DeadlineRule.SET_ASIDE_30D,
}
"""Arts. 48-50."""
CITED: Final[dict[tuple[Finality | None, Standing], Citation]] = {
    (None, Standing.WORKER): Citation.SUIT_EITHER,
    (Finality.NOT_FINAL, Standing.WORKER): Citation.SUIT,
    (Finality.NOT_FINAL, Standing.EMPLOYER): Citation.SUIT,
    (Finality.FINAL, Standing.WORKER): Citation.SUIT_FINAL,
    (Finality.FINAL, Standing.EMPLOYER): Citation.SET_ASIDE,
}
"""The article of each remedy."""


@dataclass(frozen=True, slots=True)
class Recourse:
    """What one party may do, from which day that is counted, and by which article."""

    rule: DeadlineRule
    start: date
    citation: Citation


class SuitBar(StrEnum):
    """Why a court would refuse an applicant's suit against the award."""

    LATE = "late"
    """First received, or added to the case, after the last day to sue (LY-08)."""
    FINAL = "final"
    """The award is final for this employer, who may only ask that it be set aside (art. 49), whenever they came."""
    LAPSED = "lapsed"
    """In time when they came; the day to sue passed since, and no court's receipt counts as their suit. Told, and not
    asked before anything goes on (LY-08 speaks of who came late)."""


class ExplanationChannel(StrEnum):
    """How the risk was explained."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    ONLINE = "online"
    """Read and acknowledged by their own link."""


@dataclass(frozen=True, slots=True)
class Received:
    """One party received the award. `proof` names what shows it: a delivery slip, a receipt."""

    identity: Identity
    standing: Standing
    on: date
    """In Beijing."""
    proof: str = field(repr=False)
    annulled_on: date | None = None
    """When they received the ruling that set the award aside, in Beijing; None before, or while that is not known."""
    annulled_proof: str = field(default="", repr=False)


def recourse_of(received: Received, finality: Finality | None, *, is_annulled: bool) -> Recourse | None:
    """Return what a party may do against an award, or after it was set aside (arts. 48-50); None while not known."""
    if is_annulled:
        on = received.annulled_on
        return None if on is None else Recourse(DeadlineRule.SUE_ANNULLED_15D, on, Citation.SUIT_ANNULLED)
    kind = (finality, received.standing)
    return Recourse(REMEDY[kind], received.on, CITED[kind]) if kind in REMEDY else None


@dataclass(frozen=True, slots=True)
class LastDay:
    """Until when one party may go to court, and how that was worked out."""

    identity: Identity
    standing: Standing
    deadline: Deadline
    citation: Citation

    @property
    def article(self) -> str:
        """The article that gives the remedy: the period of 15 days comes from two (arts. 48, 50)."""
        return article(self.citation, self.deadline.start)

    @property
    def bar(self) -> SuitBar:
        """Why a court would refuse this party's suit after the day, or at any time."""
        return SuitBar.LATE if self.deadline.rule is DeadlineRule.SUE_15D else SuitBar.FINAL

    def is_past(self, instant: datetime) -> bool:
        """Tell whether `instant` lies after 24:00 of the last day."""
        return instant.astimezone(BEIJING).date() > self.deadline.due

    def is_ahead(self, instant: datetime) -> bool:
        """Tell whether `instant` lies before the day on which the award was received: nothing runs yet."""
        return instant.astimezone(BEIJING).date() < self.deadline.start

    def is_missed(self, on: date) -> bool:
        """Tell whether what was posted or received on a day came too late."""
        return on > self.deadline.due

    def covers(self, brought: "Brought") -> bool:
        """Tell whether a dispute was received after the award and came in time."""
        return not self.is_ahead(brought.received_at) and not self.is_missed(brought.brought_on)


@dataclass(frozen=True, slots=True)
class Award:
    """What intake knows of arbitration. Details without an award cannot exist (`InvalidError`).

    Number and finality may be unknown for a while: a worker rarely knows the words, and their date does not wait.
    """

    case: CaseId
    arbitration: Arbitration
    number: str = ""
    finality: Finality | None = None
    received: tuple[Received, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        awarded = self.arbitration is Arbitration.AWARDED
        if not awarded and (self.number or self.finality or self.received):
            raise InvalidError("award.incomplete", arbitration="no_award")
        if len({each.identity for each in self.received}) != len(self.received):
            raise InvalidError("award.incomplete", received="twice")
        if self.is_annulled and self.finality is not Finality.FINAL:
            raise InvalidError("award.ruling", finality="not_final")
        if any(each.annulled_on is not None and each.annulled_on < each.on for each in self.received):
            raise InvalidError("award.ruling", annulled_on="before_award")

    @property
    def is_annulled(self) -> bool:
        """Whether a court set the award aside: nothing runs from the award any more, but from the ruling (art. 49)."""
        return any(each.annulled_on is not None for each in self.received)

    @property
    def is_asked(self) -> bool:
        """Whether arbitration was asked for: the year to ask for it runs no longer (art. 27)."""
        return self.arbitration is not Arbitration.NONE

    def last_days(self, calendar: WorkCalendar) -> tuple[LastDay, ...]:
        """Return the last day of each party whose date is known; an employer's depends on finality too."""
        known = ((each, recourse_of(each, self.finality, is_annulled=self.is_annulled)) for each in self.received)
        return tuple(
            LastDay(each.identity, each.standing, deadline(one.rule, one.start, calendar), one.citation)
            for each, one in known
            if one is not None
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """One party was told that a suit would be refused, what mediation can still give, and said they understood."""

    case: CaseId
    identity: Identity
    version: str
    at: datetime
    channel: ExplanationChannel
    recorded_by: AccountId | None
    """None when the party acknowledged it by their own link."""
    recorded_by_name: str = field(repr=False)
    bar: SuitBar | None = None
    """Which bar they were told of; None where that was not kept yet."""

    def is_of(self, barred: SuitBar) -> bool:
        """Tell whether they were told of this bar: another one is told anew.

        What was told before the bar was kept counts for what had to be told before anything went on, and for nothing
        that came about later.
        """
        return self.bar is barred if self.bar is not None else barred is not SuitBar.LAPSED


class Brought(Protocol):
    """How a dispute came here: a case, or an application that becomes one."""

    @property
    def received_at(self) -> datetime:
        """First receipt."""

    @property
    def brought_on(self) -> date:
        """The day that counts as brought within a period: that of posting, else of receipt (民事诉讼法 art. 85(4))."""

    @property
    def stage(self) -> CaseStage:
        """Where it stands towards the court."""


def receipt_of(party: Participant, brought: Brought) -> datetime:
    """Return when the papers of this party came: the first receipt, or when they were added after it.

    Whoever comes in later handed nothing in before (洛中法〔2023〕4号 art. 4: each party's own papers).
    """
    return brought.received_at if party.added_at is None else max(brought.received_at, party.added_at)


def is_later(party: Participant, brought: Brought) -> bool:
    """Tell whether a party came in after the first receipt, which then says nothing of their suit."""
    return receipt_of(party, brought) > brought.received_at


def came_on(party: Participant, brought: Brought) -> date:
    """Return the day that counts for this party: of posting or first receipt, or of coming in after it."""
    return beijing_day(receipt_of(party, brought)) if is_later(party, brought) else brought.brought_on


def counted(award: Award | None, stage: CaseStage) -> Award | None:
    """Return the award if its days still count: once a suit is pending nobody is told of a day to sue."""
    return None if stage is CaseStage.LITIGATION else award


def parties(people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the parties themselves, without agents and neutral people."""
    return tuple(person for person in people if person.role is Role.PARTY and person.side is not Side.NEUTRAL)


def dates_missing(award: Award, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the applicants whose date of receiving the award is not known yet; nothing can be said before."""
    if award.arbitration is not Arbitration.AWARDED:
        return ()
    known = {each.identity for each in award.received}
    return tuple(person for person in parties(people) if person.side is Side.APPLICANT and person.identity not in known)


def refused(
    award: Award, people: Sequence[Participant], brought: Brought, calendar: WorkCalendar
) -> tuple[LastDay, ...]:
    """Return the days of the applicants whose suit a court would refuse.

    None in litigation, nor once the award is set aside.
    """
    if brought.stage is CaseStage.LITIGATION or award.is_annulled:
        return ()
    came = {person.identity: came_on(person, brought) for person in people if person.side is Side.APPLICANT}
    own = (last for last in award.last_days(calendar) if last.identity in came)
    return tuple(last for last in own if last.bar is SuitBar.FINAL or last.is_missed(came[last.identity]))


def bar(award: Award, people: Sequence[Participant], brought: Brought, calendar: WorkCalendar) -> SuitBar | None:
    """Return why a suit of an applicant would be refused; None when none would."""
    found = {last.bar for last in refused(award, people, brought, calendar)}
    return next((one for one in SuitBar if one in found), None)


def explanation_owed(
    award: Award,
    people: Sequence[Participant],
    explained: Sequence[Explanation],
    brought: Brought,
    calendar: WorkCalendar,
) -> tuple[Participant, ...]:
    """Return the parties who still have to be told of the risk; none where a suit would be heard."""
    barred = bar(award, people, brought, calendar)
    return untold(people, explained, barred) if barred else ()


def untold(people: Sequence[Participant], explained: Sequence[Explanation], barred: SuitBar) -> tuple[Participant, ...]:
    """Return the parties who mediate and were not told yet of what bars a suit now.

    Without respondents who take no part (OM-17): whoever comes back is told then.
    """
    told = {each.identity for each in explained if each.is_of(barred)}
    there = (person for person in parties(people) if person.absence is None)
    return tuple(person for person in there if person.identity not in told)


def require_explained(
    award: Award,
    people: Sequence[Participant],
    explained: Sequence[Explanation],
    brought: Brought,
    calendar: WorkCalendar,
) -> None:
    """Raise `ConflictError` (`award.explanation_owed`, facts name the parties) unless everyone who must was told."""
    owed = explanation_owed(award, people, explained, brought, calendar)
    if owed:
        raise ConflictError("award.explanation_owed", parties="、".join(person.name for person in owed))
