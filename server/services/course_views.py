"""What screens show of terms, endings and agreements: plain values, made from the domain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.agreement_effect import AgreedIn, AgreementEffect, ClauseKind
from server.domain.clocks import Clock, ClockState
from server.domain.concurrence import Answer, Form, parties, standing
from server.domain.day_strip import DayKind
from server.domain.deadlines import Deadline, Rule, Unit
from server.domain.doors import Application, Door, DoorState, Eligibility
from server.domain.ending import Ending, HandOverItem, Route, Step, Way
from server.domain.outcome import EndingCode
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

    rule: Rule
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
    form: Form | None
    at: datetime | None
    recorded_by: str | None = field(repr=False)


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
    clocks: tuple[ClockView, ...]
    extensions: tuple[ExtensionView, ...]
    offer: ExtensionOffer | None
    pauses: tuple[PauseView, ...]
    missing_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DoorView:
    """A door after the agreement: whether it is open, until when, and what speaks against it."""

    door: Door
    open: bool
    joint: bool
    article: str
    deadline: DeadlineView | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application through a door."""

    id: str
    door: Door
    state: DoorState
    applicant: str
    applied_at: datetime
    sent_at: datetime | None
    ruled_on: date | None
    note: str = field(repr=False)
    answers: tuple[PartyAnswer, ...]


@dataclass(frozen=True, slots=True)
class PerformanceView:
    """What is to be done by a day."""

    due_on: date
    what: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EffectView:
    """When the agreement began to bind."""

    effective_at: datetime
    all_signed_at: datetime
    complete_at: datetime
    clauses: tuple[ClauseKind, ...]
    performances: tuple[PerformanceView, ...]
    follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class UndisputedView:
    """A fact that is not disputed; `joint` tells whether every party confirmed it, so that it may leave."""

    text: str = field(repr=False)
    confirmed_by: tuple[str, ...]
    joint: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of a mediation without agreement."""

    basic_facts: str = field(repr=False)
    why: str = field(repr=False)
    costly_conduct: str = field(repr=False)
    hints: str = field(repr=False)
    undisputed: tuple[UndisputedView, ...]


@dataclass(frozen=True, slots=True)
class EndingView:
    """How the mediation ended and what is still owed."""

    code: EndingCode
    reason: str = field(repr=False)
    ended_at: datetime
    ended_by: str = field(repr=False)
    report: ReportView | None
    reported_at: datetime | None
    handed_over_at: datetime | None
    handed_over: tuple[HandOverItem, ...]
    received_at: datetime | None
    received_by: str | None = field(repr=False)
    receipt_number: str
    closed_at: datetime | None
    owed: Step | None
    version: int


@dataclass(frozen=True, slots=True)
class CaseEndingView:
    """The page on which a case comes to its end."""

    route: Route
    ways: tuple[Way, ...]
    notices: tuple[str, ...]
    """Texts that tell the parties what is left to them, one a way."""
    ending: EndingView | None
    list: tuple[HandOverItem, ...]
    """What would be handed over now."""
    effect: EffectView | None
    doors: tuple[DoorView, ...]
    applications: tuple[ApplicationView, ...]
    parties: tuple[PartyAnswer, ...]
    contact_lines: int
    agreed_in: tuple[AgreedIn, ...]
    """Sessions whose agreement can take effect."""
    may: tuple[str, ...]
    """Actions of the reader that make sense now."""


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
    return tuple(_party_answer(person, latest.get(person.identity)) for person in parties(people))


def door_view(found: Eligibility, remaining: int | None, article: str, *, joint: bool) -> DoorView:
    """Return a door as answers carry it."""
    return DoorView(
        door=found.door,
        open=found.is_open,
        joint=joint,
        article=found.deadline.article if found.deadline else article,
        deadline=deadline_view(found.deadline) if found.deadline else None,
        remaining=remaining,
        barriers=found.barriers,
        warnings=found.warnings,
    )


def application_view(application: Application, people: Sequence[Participant]) -> ApplicationView:
    """Return an application as answers carry it."""
    names = {person.identity: person.name for person in people}
    return ApplicationView(
        id=application.id,
        door=application.door,
        state=application.state,
        applicant=names.get(application.applicant, ""),
        applied_at=application.applied_at,
        sent_at=application.sent_at,
        ruled_on=application.ruled_on,
        note=application.note,
        answers=party_answers(people, application.answers),
    )


def effect_view(effect: AgreementEffect) -> EffectView:
    """Return the effect of an agreement as answers carry it."""
    return EffectView(
        effective_at=effect.effective_at,
        all_signed_at=effect.all_signed_at,
        complete_at=effect.complete_at,
        clauses=tuple(kind for kind in ClauseKind if kind in effect.clauses),
        performances=tuple(PerformanceView(one.due_on, one.what) for one in effect.performances),
        follow_up_on=effect.follow_up_on,
    )


def ending_view(ending: Ending, people: Sequence[Participant], owed: Step | None) -> EndingView:
    """Return an ending as answers carry it."""
    hand_over, receipt = ending.hand_over, ending.receipt
    return EndingView(
        code=ending.code,
        reason=ending.reason,
        ended_at=ending.ended_at,
        ended_by=ending.ended_by_name,
        report=_report_view(ending, people),
        reported_at=ending.reported_at,
        handed_over_at=hand_over.at if hand_over else None,
        handed_over=hand_over.items if hand_over else (),
        received_at=receipt.at if receipt else None,
        received_by=receipt.by if receipt else None,
        receipt_number=receipt.number if receipt else "",
        closed_at=ending.closed_at,
        owed=owed if ending.closed_at is None else None,
        version=ending.version,
    )


def _report_view(ending: Ending, people: Sequence[Participant]) -> ReportView | None:
    report = ending.report
    if report is None:
        return None
    names = {person.identity: person.name for person in people}
    undisputed = tuple(
        UndisputedView(
            fact.text, tuple(names[one] for one in fact.confirmed_by if one in names), fact.is_joint(parties(people))
        )
        for fact in report.undisputed
    )
    return ReportView(report.basic_facts, report.why, report.costly_conduct, report.hints, undisputed)


def _party_answer(person: Participant, answer: Answer | None) -> PartyAnswer:
    return PartyAnswer(
        identity=person.identity,
        name=person.name,
        side=person.side,
        agrees=answer.agrees if answer else None,
        form=answer.form if answer else None,
        at=answer.at if answer else None,
        recorded_by=answer.recorded_by if answer else None,
    )


def _mark(day: date, end: Deadline) -> str:
    if day == end.due:
        return "due"
    return "nominal" if day == end.nominal else ""
