"""What screens show of a term: its clocks, extensions and pauses, and what each party said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.authority import AuthorityKind
from server.domain.clocks import Clock, ClockState
from server.domain.concurrence import Answer, ConcurrenceForm, mediating, standing
from server.domain.day_strip import DayKind
from server.domain.deadlines import Deadline, DeadlineRule, Unit
from server.domain.party import Participant, Side
from server.domain.term import Extension, ExtensionBase, ExtensionState, Pause, PauseKind


@dataclass(frozen=True, slots=True)
class StripDayView:
    """One day of the strip. `mark` is `nominal`, `due` or empty."""

    day: date
    kind: DayKind
    is_known: bool
    mark: str


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """When a period ends, with its working."""

    rule: DeadlineRule
    article: str
    starts_on: date
    nominal_on: date
    due_on: date
    provisional: bool
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a case."""

    key: str
    event: str
    who: str = field(repr=False)
    started_at: datetime | None
    deadline: DeadlineView
    count: int
    unit: Unit
    state: ClockState
    done_on: date | None
    remaining: int | None
    extended_by: int
    strip: tuple[StripDayView, ...]


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """What one party said; `agrees` None while not asked."""

    identity: str
    name: str = field(repr=False)
    side: Side
    agrees: bool | None
    form: ConcurrenceForm | None
    at: datetime | None
    recorded_by: str | None = field(repr=False)
    by_right: AuthorityKind | None
    """By what right `recorded_by` answered for the party; None where the party did."""
    authorised_on: date | None


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A request for more time."""

    id: str
    state: ExtensionState
    requested_at: datetime
    requested_by: str = field(repr=False)
    reason: str = field(repr=False)
    days: int
    base: ExtensionBase
    granted_at: datetime | None
    answers: tuple[PartyAnswer, ...]


@dataclass(frozen=True, slots=True)
class ExtensionOffer:
    """What an extension would give: from which end to which."""

    days: int
    base: ExtensionBase
    current: DeadlineView
    extended: DeadlineView


@dataclass(frozen=True, slots=True)
class PauseView:
    """A stretch in which the term stands still."""

    id: str
    kind: PauseKind
    started_at: datetime
    started_by: str = field(repr=False)
    reason: str = field(repr=False)
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseClocksView:
    """The rail of clocks on the page of a case."""

    now: datetime
    next_working_day: date
    """The first after today: when a session is proposed."""
    clocks: tuple[ClockView, ...]
    extensions: tuple[ExtensionView, ...]
    offer: ExtensionOffer | None
    pauses: tuple[PauseView, ...]
    missing_years: tuple[int, ...]
    late: tuple[str, ...]
    """Applicants, by name, who came after their last day to sue: the risk is owed."""
    lapsed: tuple[str, ...] = ()
    """Applicants, by name, whose last day to sue passed since they came."""


def deadline_view(end: Deadline) -> DeadlineView:
    """Return a deadline as answers carry it."""
    return DeadlineView(end.rule, end.article, end.start, end.nominal, end.due, end.provisional, end.trace())


def clock_view(clock: Clock) -> ClockView:
    """Return a clock as answers carry it; its trace holds the whole course, extensions included."""
    end = clock.deadline
    shown = DeadlineView(end.rule, end.article, end.start, end.nominal, end.due, end.provisional, clock.trace)
    return ClockView(
        key=clock.key,
        event=clock.event,
        who=clock.who,
        started_at=clock.started_at,
        deadline=shown,
        count=end.count,
        unit=clock.unit,
        state=clock.state,
        done_on=clock.done_on,
        remaining=clock.remaining,
        extended_by=clock.extended_by,
        strip=tuple(StripDayView(one.day, one.kind, one.is_known, _mark(one.day, end)) for one in clock.strip),
    )


def extension_view(extension: Extension, people: Sequence[Participant]) -> ExtensionView:
    """Return a request with what every party said, those not asked included."""
    return ExtensionView(
        id=extension.id,
        state=extension.state,
        requested_at=extension.requested_at,
        requested_by=extension.requested_by,
        reason=extension.reason,
        days=extension.days,
        base=extension.base,
        granted_at=extension.granted_at,
        answers=party_answers(people, extension.answers),
    )


def pause_view(pause: Pause) -> PauseView:
    """Return a pause as answers carry it."""
    return PauseView(pause.id, pause.kind, pause.started_at, pause.started_by, pause.reason, pause.ended_at)


def party_answers(people: Sequence[Participant], answers: Sequence[Answer]) -> tuple[PartyAnswer, ...]:
    """Return every party with the answer that stands."""
    latest = standing(answers)
    return tuple(party_answer(person, latest.get(person.identity)) for person in mediating(people))


def party_answer(person: Participant, answer: Answer | None) -> PartyAnswer:
    """Return a person with the answer that stands of them."""
    return PartyAnswer(
        identity=person.identity,
        name=person.name,
        side=person.side,
        agrees=answer.agrees if answer else None,
        form=answer.form if answer else None,
        at=answer.at if answer else None,
        recorded_by=answer.recorded_by if answer else None,
        by_right=answer.through.kind if answer and answer.through else None,
        authorised_on=answer.through.signed_on if answer and answer.through else None,
    )


def _mark(day: date, end: Deadline) -> str:
    if day == end.due:
        return "due"
    return "nominal" if day == end.nominal else ""
