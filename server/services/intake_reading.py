"""Make the views of one application: for staff with everything, for a party with what is theirs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from server.domain.application import Application, Door
from server.domain.award import Award, Brought, Explanation, LastDay, SuitBar, bar, came_on, counted, is_later, parties
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseState
from server.domain.causes import CaseType
from server.domain.deadlines import DeadlineRule, deadline
from server.domain.draft import Draft
from server.domain.ids import CaseId
from server.domain.intake import Gap, Intake
from server.domain.limitation import Limitation
from server.domain.limitation import remark as limitation_remark
from server.domain.party import Participant, masked_phone
from server.domain.receipt import FirstReceipt, to_the_second
from server.services import award_records, case_types, oral_records, serving
from server.services.explanations import calendar_of, risk
from server.services.filing import material_view
from server.services.handing_in import OPEN
from server.services.intake_views import (
    DocumentView,
    ExplanationView,
    IntakeView,
    LastDayView,
    LimitationDayView,
    LimitationView,
    ReceiptView,
    RecordedAwardView,
    RecordedDayView,
    ReturnView,
    ToldBeforeView,
)
from server.services.ports import Ports, UnitOfWork
from server.services.receipting import posted_in_words


async def gaps_of(uow: UnitOfWork, ports: Ports, draft: Draft, now: datetime) -> tuple[Gap, ...]:
    """Return what is still missing before the case may be taken on."""
    return (await intake_of(uow, ports, draft, now)).gaps(await calendar_of(uow))


async def intake_of(uow: UnitOfWork, ports: Ports, draft: Draft, now: datetime) -> Intake:
    """Return everything the question depends on."""
    return Intake(
        door=draft.door,
        application=draft.application,
        received_at=draft.handed_in_at or now,
        explained=await uow.awards.explanations(draft.case),
        materials=len(await uow.materials.of_case(draft.case)),
        case=draft.case,
        unsigned=await oral_records.unsigned(uow, ports, draft),
        causes=await uow.causes.load(),
        recorded=await recorded_of(uow, draft),
    )


async def _stated(uow: UnitOfWork, draft: Draft, case: Case | None) -> Limitation | None:
    """Return the year the form asks for: of whom it speaks, as it was told since where the application is handed in."""
    said = draft.application.limitation(draft.case, draft.applicant)
    if case is None or said is None:
        return said
    kept = await uow.limitations.of_case(case.id)
    return next((one for one in kept if one.identity == said.identity), None)


async def recorded_of(uow: UnitOfWork, draft: Draft) -> Award | None:
    """Return what was recorded of arbitration since the application was handed in, and stands in its place."""
    return await award_records.recorded(uow, draft.case, draft.application) if draft.handed_in_at else None


def recorded_view(award: Award | None, people: Sequence[Participant]) -> RecordedAwardView | None:
    """Return it with the names of those who received the award."""
    if award is None:
        return None
    names = {person.identity: person.name for person in people}
    received = tuple(RecordedDayView(names.get(one.identity, ""), one.on) for one in award.received)
    return RecordedAwardView(award.arbitration, award.number, award.finality, received)


async def intake_view(uow: UnitOfWork, ports: Ports, draft: Draft, now: datetime) -> IntakeView:
    """Return the application as staff sees it: once the case is taken on nobody writes it, and numbers are masked."""
    case = await uow.cases.get(draft.case) if draft.handed_in_at else None
    at_court = draft.house is None or draft.house.is_court
    is_there = at_court and (case is None or case.state is not CaseState.RETURNED)
    recorded = await recorded_of(uow, draft)
    award = recorded or draft.application.award(draft.case)
    stated = await _stated(uow, draft, case)
    people = draft.application.participants(draft.case)
    received = draft.handed_in_at or now
    calendar = await calendar_of(uow)
    intake = await intake_of(uow, ports, draft, now)
    barred = bar(award, people, intake, calendar) if award else None
    if case is not None:
        barred = await risk(uow, case, now)
    materials = await uow.materials.of_case(draft.case)
    taken = await case_types.taken_by(uow, draft.house, received)
    may_write = case is None or case.state in OPEN
    return IntakeView(
        case=draft.case,
        serial=case.serial if case else None,
        state=case.state if case else None,
        door=draft.door,
        house=draft.house.name if draft.house else "",
        is_court=draft.house is not None and draft.house.is_court,
        case_types=tuple(kind for kind in CaseType if kind in taken),
        version=draft.version,
        saved_at=draft.saved_at,
        kept_days=ports.drafts_kept.days,
        kept_until=draft.kept_until(ports.drafts_kept, (each.uploaded_at for each in materials)),
        created_by=draft.created_by_name,
        application=draft.application if may_write else _masked(draft.application),
        materials=tuple(material_view(each) for each in materials),
        gaps=intake.gaps(calendar),
        recorded=recorded_view(recorded, people),
        receipt=await receipt_view(uow, draft),
        last_days=last_days(counted(award, intake.stage), people, intake if is_there else None, now, calendar),
        late=barred is not None,
        limitation=limitation_view(stated, award, draft.handed_in_at, calendar, beijing_day(now)),
        explanations=explanations(barred, people, await uow.awards.explanations(draft.case)) if barred else (),
        oral_record=await oral_records.view(uow, case) if case and draft.door is Door.ORAL else None,
        returns=await returns_of(uow, draft),
        documents=await documents_of(uow, draft.case),
        may_write=may_write,
    )


def _masked(application: Application) -> Application:
    filler = application.filler
    return replace(
        application,
        parties=tuple(party.masked() for party in application.parties),
        filler=replace(filler, phone=masked_phone(filler.phone)) if filler else None,
    )


async def receipt_view(uow: UnitOfWork, draft: Draft) -> ReceiptView | None:
    """Return the first receipt, None before there is one."""
    receipt: FirstReceipt | None = await uow.receipts.get(draft.case)
    if receipt is None:
        return None
    document = await uow.documents.get(receipt.document)
    return ReceiptView(
        serial=receipt.serial,
        at=receipt.at,
        received=to_the_second(receipt.at),
        receiver=receipt.receiver,
        submitter=receipt.submitter,
        posted=posted_in_words(draft.application),
        posted_on_paper=receipt.posted,
        materials=tuple(each.name for each in receipt.materials),
        content_sha256=receipt.content_sha256,
        document=receipt.document,
        document_sha256=document.sha256 if document else "",
    )


async def documents_of(uow: UnitOfWork, case: CaseId) -> tuple[DocumentView, ...]:
    """Return the documents given out so far."""
    return await serving.document_views(uow, case)


async def returns_of(uow: UnitOfWork, draft: Draft) -> tuple[ReturnView, ...]:
    """Return every return, oldest first."""
    return tuple(
        ReturnView(each.at, each.code, each.advice, each.note, each.by_name)
        for each in await uow.returns.of_case(draft.case)
    )


def last_days(
    award: Award | None, people: Sequence[Participant], brought: Brought | None, now: datetime, calendar: WorkCalendar
) -> tuple[LastDayView, ...]:
    """Return until when each party may go to court.

    Measured from the day a court was brought it, or from `now` where the award came after its first receipt.
    """
    if award is None:
        return ()
    known = {person.identity: person for person in people}
    days = award.last_days(calendar)
    return tuple(_last_day(last, known.get(last.identity), brought, now) for last in days)


def _measured(last: LastDay, party: Participant | None, brought: Brought | None, now: datetime) -> date:
    """Return the day from which a last day is measured; for who came in later, in time, it still runs (LY-08)."""
    if brought is None:
        return beijing_day(now)
    if party is not None and is_later(party, brought):
        came = came_on(party, brought)
        return came if last.is_missed(came) else beijing_day(now)
    return beijing_day(now) if last.is_ahead(brought.received_at) else brought.brought_on


def _last_day(last: LastDay, party: Participant | None, brought: Brought | None, now: datetime) -> LastDayView:
    found = last.deadline
    left = (found.due - _measured(last, party, brought, now)).days
    return LastDayView(
        identity=last.identity,
        name=party.name if party else "",
        standing=last.standing,
        received_on=found.start,
        is_annulled=found.rule is DeadlineRule.SUE_ANNULLED_15D,
        nominal=found.nominal,
        due=found.due,
        article=last.article,
        trace=found.trace(),
        provisional=found.provisional,
        late_by=max(0, -left),
        days_left=max(0, left),
    )


def limitation_view(
    limitation: Limitation | None,
    award: Award | None,
    received_at: datetime | None,
    calendar: WorkCalendar,
    today: date,
) -> LimitationView | None:
    """Return until when arbitration can be asked for; None when nothing was said, or it was asked for since.

    The receipt is named in the working. The remark on interruption comes last: it moves no date.
    """
    if limitation is None or (award is not None and award.is_asked):
        return None
    remarks = (limitation_remark(received_at),) if received_at else ()
    days = [(start, deadline(DeadlineRule.ARB_LIMIT_1Y, start.on, calendar)) for start in limitation.starts()]
    return LimitationView(
        days=tuple(
            LimitationDayView(
                event=start.event,
                starts_on=start.on,
                nominal=end.nominal,
                due=end.due,
                article=end.article,
                trace=(*end.trace(), *remarks),
                provisional=end.provisional,
                is_over=today > end.due,
            )
            for start, end in days
        ),
        exempt=limitation.is_exempt,
    )


def explanations(
    barred: SuitBar, people: Sequence[Participant], given: Sequence[Explanation]
) -> tuple[ExplanationView, ...]:
    """Return for each party whether they were told of what bars a suit now, and of what they were told before."""
    return tuple(
        _explanation(barred, person, [each for each in given if each.identity == person.identity])
        for person in parties(people)
    )


def _explanation(barred: SuitBar, person: Participant, told: Sequence[Explanation]) -> ExplanationView:
    given = next((each for each in told if each.is_of(barred)), None)
    return ExplanationView(
        bar=barred,
        identity=person.identity,
        name=person.name,
        at=given.at if given else None,
        channel=given.channel if given else None,
        recorded_by=given.recorded_by_name if given else "",
        before=tuple(ToldBeforeView(each.bar, each.at, each.channel) for each in told if each is not given),
    )


def own_part(case: Case | None) -> bool:
    """Tell whether a party may still write."""
    return case is None or case.state in OPEN
