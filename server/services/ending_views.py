"""What screens show of the end of a mediation, of an agreement and of the doors after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.agreement import AgreementState
from server.domain.agreement_effect import AgreedIn, AgreementEffect
from server.domain.authority import Authority, AuthorityKind
from server.domain.case import Case
from server.domain.concurrence import ConcurrenceForm, parties
from server.domain.contact import ContactChannel
from server.domain.doors import MAKES_ENFORCEABLE, AgreementDoor, Application, DoorState, Eligibility
from server.domain.ending import Ending, HandOverItem, Step, Unsettled
from server.domain.outcome import EndingCode
from server.domain.party import Participant
from server.domain.performance import ClauseKind, Extent, Performance, PerformanceState
from server.domain.prospect import Route
from server.domain.remedy import DRAFTED, Offer, Remedy
from server.domain.rest import AgreedPart
from server.domain.signing import Signer
from server.services.clock_views import DeadlineView, PartyAnswer, deadline_view, party_answers
from server.services.ports.efforts import EffortsView
from server.services.prospects import ProspectView


@dataclass(frozen=True, slots=True)
class DoorView:
    """A door after the agreement: whether it is open, until when, and what speaks against it."""

    door: AgreementDoor
    open: bool
    joint: bool
    article: str
    deadline: DeadlineView | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulingReceivedView:
    """When a party received the ruling, or signed for the 调解书; `on` None while nobody wrote it down."""

    identity: str
    name: str = field(repr=False)
    on: date | None


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application through a door."""

    id: str
    door: AgreementDoor
    state: DoorState
    applicant: str
    applied_at: datetime
    sent_at: datetime | None
    ruled_on: date | None
    received: tuple[RulingReceivedView, ...]
    """Of every party, once the agreement was confirmed or a 调解书 made of it; else empty."""
    awaits_signing: bool
    """A 调解书 was made and not everybody has signed for it: it has no effect yet."""
    note: str = field(repr=False)
    handed_in_on: date | None
    """On which day it was handed in on paper; None where that was when it was written down."""
    proof: str = field(repr=False)
    answers: tuple[PartyAnswer, ...]


@dataclass(frozen=True, slots=True)
class MarkView:
    """What somebody said of an instalment."""

    extent: Extent
    on: date
    at: datetime
    by: str = field(repr=False)
    by_party: bool
    proof: str = field(repr=False)
    material: str


@dataclass(frozen=True, slots=True)
class RemedyView:
    """A way that is open after a default."""

    remedy: Remedy
    article: str
    until: date | None
    provisional: bool
    drafted: bool
    """An application can be drafted; the others are joint and begin at the doors."""


@dataclass(frozen=True, slots=True)
class PerformanceView:
    """What is to be done by a day, where it stands, and the ways after a default."""

    number: int
    due_on: date
    what: str = field(repr=False)
    clause: ClauseKind | None
    state: PerformanceState
    marks: tuple[MarkView, ...]
    remedies: tuple[RemedyView, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who signed for a party and by what right; `signer` is empty in records older than this fact."""

    identity: str
    party: str = field(repr=False)
    signer: str = field(repr=False)
    kind: AuthorityKind | None
    at: datetime
    online: bool | None


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """One time of asking whether an agreement is performed; `asked` by name."""

    on: date
    channel: ContactChannel
    asked: tuple[str, ...] = field(repr=False)
    found: str = field(repr=False)
    at: datetime
    by: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EffectView:
    """When the agreement began to bind, where it stands, and who signed it."""

    state: AgreementState
    signatures: tuple[SignatureView, ...]
    effective_at: datetime
    all_signed_at: datetime
    complete_at: datetime
    mediator_signed_at: datetime
    sealed_at: datetime | None
    clauses: tuple[ClauseKind, ...]
    performances: tuple[PerformanceView, ...]
    version: int
    follow_up_on: date | None
    follow_ups: tuple[FollowUpView, ...]
    followed_up_on: date | None
    """When the follow-up was done; None while it is to come or due."""
    unbound: tuple[str, ...] = field(repr=False)
    """Names of the parties who did not sign: the agreement has no effect for them."""


@dataclass(frozen=True, slots=True)
class FactConfirmedView:
    """That a party confirmed a fact: when, in which form, and who wrote it down; None in records older than this."""

    name: str = field(repr=False)
    at: datetime | None
    form: ConcurrenceForm | None
    recorded_by: str = field(repr=False)
    by_right: AuthorityKind | None
    """By what right `recorded_by` confirmed it for the party; None where the party did."""


@dataclass(frozen=True, slots=True)
class UndisputedView:
    """A fact that every party confirmed, as it was handed over."""

    text: str = field(repr=False)
    source: str = field(repr=False)
    confirmations: tuple[FactConfirmedView, ...]


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
    steps: tuple[Step, ...]
    """What it owes, done or not."""
    owed: Step | None
    version: int


@dataclass(frozen=True, slots=True)
class CaseEndingView:
    """The page on which a case comes to its end."""

    route: Route
    """Of the applicants."""
    part: AgreedPart | None
    """How far the part is that was agreed, where a rest is left; the ways are for the rest."""
    prospects: tuple[ProspectView, ...]
    """What is left to the parties, those with the same together."""
    ending: EndingView | None
    list: tuple[HandOverItem, ...]
    """What would be handed over now."""
    effect: EffectView | None
    doors: tuple[DoorView, ...]
    unsettled: Unsettled | None
    """What of the agreement is still to come, so that the case is not filed."""
    applications: tuple[ApplicationView, ...]
    parties: tuple[PartyAnswer, ...]
    told: tuple[str, ...]
    """Parties who were told of the case; nobody else gets a paper of its ending."""
    on_paper: tuple[str, ...]
    """Parties who did not agree to electronic service: their notice is brought or sent to them."""
    sign_online: tuple[str, ...]
    """Who agreed to sign online."""
    efforts: EffortsView
    """Whether it may end because a party cannot be reached."""
    agreed_in: tuple[AgreedIn, ...]
    """Sessions whose agreement can take effect."""
    signed_from: datetime | None
    """Before which instant no signature counts, for other terms were agreed before it; None of none."""
    signers: tuple[Signer, ...]
    """Who comes into question to sign for each party, while the agreement waits for its effect."""
    may: tuple[str, ...]
    """Actions of the reader that make sense now."""


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
        received=_received(application, people),
        awaits_signing=application.awaits_signing,
        note=application.note,
        handed_in_on=application.handed.on if application.handed else None,
        proof=application.handed.proof if application.handed else "",
        answers=party_answers(people, application.answers),
    )


def _received(application: Application, people: Sequence[Participant]) -> tuple[RulingReceivedView, ...]:
    if application.door not in MAKES_ENFORCEABLE or application.state is not DoorState.GRANTED:
        return ()
    known = {one.identity: one.on for one in application.received}
    return tuple(RulingReceivedView(one.identity, one.name, known.get(one.identity)) for one in parties(people))


def effect_view(
    effect: AgreementEffect,
    state: AgreementState,
    signatures: tuple[SignatureView, ...],
    free: tuple[str, ...],
    offers: Sequence[tuple[Offer, ...]],
    today: date,
) -> EffectView:
    """Return the effect of an agreement as answers carry it; `free` names whom it does not bind."""
    return EffectView(
        state=state,
        signatures=signatures,
        effective_at=effect.effective_at,
        all_signed_at=effect.all_signed_at,
        complete_at=effect.complete_at,
        mediator_signed_at=effect.mediator_signed_at,
        sealed_at=effect.sealed_at,
        clauses=tuple(kind for kind in ClauseKind if kind in effect.clauses),
        performances=tuple(
            performance_view(number, one, open_ways, today)
            for number, (one, open_ways) in enumerate(zip(effect.performances, offers, strict=True), 1)
        ),
        version=effect.version,
        follow_up_on=effect.follow_up_on,
        follow_ups=_follow_up_views(effect, signatures),
        followed_up_on=effect.followed_up_on,
        unbound=free,
    )


def _follow_up_views(effect: AgreementEffect, signatures: Sequence[SignatureView]) -> tuple[FollowUpView, ...]:
    names = {one.identity: one.party for one in signatures}
    return tuple(
        FollowUpView(one.on, one.channel, tuple(names[identity] for identity in one.asked), one.found, one.at, one.by)
        for one in effect.follow_ups
    )


def signature_views(
    effect: AgreementEffect, people: Sequence[Participant], authorities: Sequence[Authority]
) -> tuple[SignatureView, ...]:
    """Return who signed as answers carry it."""
    names = {person.identity: person.name for person in people}
    kinds = {one.id: one.kind for one in authorities}
    return tuple(
        SignatureView(
            one.identity,
            names.get(one.identity, ""),
            names.get(one.signer, "") if one.signer else "",
            kinds.get(one.authority) if one.authority else None,
            one.at,
            one.online,
        )
        for one in effect.signatures
    )


def performance_view(number: int, one: Performance, offers: tuple[Offer, ...], today: date) -> PerformanceView:
    """Return an instalment as answers carry it."""
    return PerformanceView(
        number=number,
        due_on=one.due_on,
        what=one.what,
        clause=one.clause,
        state=one.state(today),
        marks=tuple(
            MarkView(mark.extent, mark.on, mark.at, mark.by, mark.of is not None, mark.proof, mark.material)
            for mark in one.marks
        ),
        remedies=tuple(
            RemedyView(offer.remedy, offer.article, offer.until, offer.provisional, offer.remedy in DRAFTED)
            for offer in offers
        ),
    )


def ending_view(ending: Ending, people: Sequence[Participant], case: Case) -> EndingView:
    """Return the ending of a case as answers carry it."""
    is_led = case.mediator is not None
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
        steps=ending.steps(case.source, is_led=is_led),
        owed=ending.owed(case.source, is_led=is_led) if ending.closed_at is None else None,
        version=ending.version,
    )


def _report_view(ending: Ending, people: Sequence[Participant]) -> ReportView | None:
    report = ending.report
    if report is None:
        return None
    names = {person.identity: person.name for person in people}
    undisputed = tuple(
        UndisputedView(
            fact.text,
            fact.source,
            tuple(
                FactConfirmedView(
                    names[one.identity], one.at, one.form, one.recorded_by, one.through.kind if one.through else None
                )
                for one in fact.confirmations
                if one.identity in names
            ),
        )
        for fact in report.undisputed
    )
    return ReportView(report.basic_facts, report.why, report.costly_conduct, report.hints, undisputed)
