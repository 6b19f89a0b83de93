"""Make the view of a party's own link: their case in general, of dates, files and duties only their own."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.domain import own_text
from server.domain.application import Application
from server.domain.award import Award, counted
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseStage, CaseState
from server.domain.case_consent import ConsentStep, StepConsent, Withdrawal
from server.domain.case_link import CaseLink
from server.domain.draft import Draft
from server.domain.ids import Identity
from server.domain.intake import Gap, for_applicant
from server.domain.invitation import Device
from server.domain.limitation import Limitation
from server.domain.party import Participant, Side, is_worker
from server.services import exchanges, limitation_records, oral_records, serving
from server.services.explanations import calendar_of, risk, whose
from server.services.filing import material_view
from server.services.intake_reading import (
    documents_of,
    explanations,
    gaps_of,
    last_days,
    limitation_view,
    own_part,
    receipt_view,
    recorded_of,
    recorded_view,
    returns_of,
)
from server.services.intake_views import DocumentView, ExplanationView, LastDayView, RecordedAwardView
from server.services.own_case_views import OwnCaseView, OwnStepView
from server.services.ports import Ports, UnitOfWork


async def own_view(uow: UnitOfWork, ports: Ports, link: CaseLink, device: Device, now: datetime) -> OwnCaseView:
    """Return what this device may see: on another one only the hint that helps its owner to move the link."""
    draft = await uow.drafts.get(link.case)
    case = await uow.cases.get(link.case)
    person = await uow.cases.participant(link.case, link.identity) if case else None
    hint = _hint(person.phone if person else _phone(draft, link))
    if device is not Device.THIS:
        return OwnCaseView(device=device, phone_hint=hint, handed_in=case is not None)
    is_author = draft is not None and draft.applicant == link.identity
    is_applicant = is_author or (person is not None and person.side is Side.APPLICANT)
    received = case.received_at if case else None
    fills_in = draft is not None and draft.is_filled_by(link)
    award = await uow.awards.get(link.case) if case else None
    last_day, explanation, is_own_bar = await _dates(uow, case, person, now)
    year = await _year(uow, case, draft, link.identity)
    documents = await documents_of(uow, link.case) if is_applicant or person else ()
    returned = await returns_of(uow, draft) if draft and is_applicant else ()
    mediator = await uow.accounts.get(case.mediator) if case and case.mediator else None
    return OwnCaseView(
        device=device,
        phone_hint=hint,
        name=person.name if person else "",
        handed_in=case is not None,
        serial=case.serial if case else None,
        state=await _told(uow, case) if case else None,
        house=_house(case, draft),
        title=case.title if case else "",
        mediator=mediator.name if mediator else None,
        version=draft.version if draft else 0,
        application=await _own_text(uow, case, draft) if draft and is_author else None,
        may_write=is_author and own_part(case),
        fills_in=fills_in,
        gaps=await _gaps(uow, ports, draft, link, now) if draft and is_author and own_part(case) else (),
        recorded=await _recorded(uow, draft, link.identity) if draft and is_author else None,
        receipt=await receipt_view(uow, draft) if draft and is_applicant else None,
        documents=own_copies(serving.readable(documents, link.identity, applicant=is_applicant), link.identity),
        last_day=last_day,
        limitation=limitation_view(year, award, received, await calendar_of(uow), beijing_day(now)),
        limitation_said=year.said if year else None,
        limitation_unsaid=(year is None or year.is_uncounted) and not fills_in and _may_claim(case, person, award),
        may_say_limitation=not fills_in and _may_say(case, person, award),
        explanation=explanation,
        explanation_is_own=is_own_bar,
        oral_record=await oral_records.view(uow, case, link.identity) if case and is_applicant else None,
        returned=returned[-1] if returned else None,
        materials=tuple(
            material_view(each) for each in await uow.materials.of_case(link.case) if each.of == link.identity
        ),
        exchanged=await exchanges.for_party(uow, case, link.identity) if case and person else (),
        steps=await _steps(uow, person) if person else (),
        withdrawal_notice_hours=ports.withdrawal_notice // timedelta(hours=1),
        expires_at=link.expires_at,
    )


async def _year(uow: UnitOfWork, case: Case | None, draft: Draft | None, own: Identity) -> Limitation | None:
    """Return what this person said of the own year, and nobody else: before the hand-in the form says it."""
    if case is not None:
        return await limitation_records.of_person(uow, case, own)
    said = draft.application.limitation(draft.case, draft.applicant) if draft and draft.applicant == own else None
    return said if said is not None and said.identity == own else None


async def _gaps(uow: UnitOfWork, ports: Ports, draft: Draft, link: CaseLink, now: datetime) -> tuple[Gap, ...]:
    own = next((party.name for party in draft.application.parties if party.key == draft.applicant), "")
    found = for_applicant(await gaps_of(uow, ports, draft, now), own)
    # Whether the party is willing is for the party to say, not for who fills it in.
    return tuple(gap for gap in found if not draft.is_filled_by(link) or gap.code != "intake.consent_missing")


async def _own_text(uow: UnitOfWork, case: Case | None, draft: Draft) -> Application:
    """Return the application as its author may read it: what staff wrote of others since the receipt is masked."""
    if case is None or draft.applicant is None:
        return draft.application
    receipt = await uow.receipts.get(case.id) if own_part(case) else None
    return own_text.shown(draft.application, draft.applicant, own_text.numbers_of(receipt.text if receipt else ""))


def own_copies(documents: tuple[DocumentView, ...], identity: Identity) -> tuple[DocumentView, ...]:
    """Return the documents with what was served to this person alone: who else was, is not for them."""
    return tuple(
        replace(each, served=tuple(one for one in each.served if one.identity == identity)) for each in documents
    )


async def _recorded(uow: UnitOfWork, draft: Draft, identity: Identity) -> RecordedAwardView | None:
    """Return what was recorded after intake, without the days of the other side."""
    own = tuple(one for one in await uow.cases.participants(draft.case) if one.identity == identity)
    found = recorded_view(await recorded_of(uow, draft), own)
    return replace(found, received=tuple(one for one in found.received if one.name)) if found else None


async def _steps(uow: UnitOfWork, person: Participant) -> tuple[OwnStepView, ...]:
    given = await uow.steps.of_person(person.case, person.identity)
    waiting = {asked.step for asked in await uow.steps.waiting(person.case, person.identity)}
    refused = {asked.step: asked for asked in await uow.steps.refused(person.case, person.identity)}
    return tuple(_step(step, given.get(step), refused.get(step), waiting=step in waiting) for step in ConsentStep)


def _step(step: ConsentStep, consent: StepConsent | None, refused: Withdrawal | None, *, waiting: bool) -> OwnStepView:
    standing = consent.standing if consent else None
    if consent is None or standing is None:
        return OwnStepView(step, None, None, None, withdrawn=False, waiting=waiting)
    holds = refused is not None and standing.answer and standing.at <= refused.asked_at and not waiting
    return OwnStepView(
        step,
        standing.answer,
        standing.at,
        standing.channel,
        withdrawn=consent.withdrawn,
        waiting=waiting,
        refused=refused.decision if refused is not None and holds else "",
    )


async def _dates(
    uow: UnitOfWork, case: Case | None, person: Participant | None, now: datetime
) -> tuple[LastDayView | None, ExplanationView | None, bool]:
    """Return the person's last day, whether they have to be told of the risk, and whether it is of their own suit."""
    award = await uow.awards.get(case.id) if case else None
    if case is None or person is None or award is None:
        return None, None, False
    people, calendar = await uow.cases.participants(case.id), await calendar_of(uow)
    days = last_days(counted(award, case.stage), people, case, now, calendar)
    own = next((day for day in days if day.identity == person.identity), None)
    barred = await risk(uow, case, now)
    if barred is None:
        return own, None, False
    told = explanations(barred, people, await uow.awards.explanations(case.id))
    explanation = next((each for each in told if each.identity == person.identity), None)
    return own, explanation, person.identity in await whose(uow, case, barred, now)


async def _told(uow: UnitOfWork, case: Case) -> CaseState:
    """Return the state as parties are told it: a suspicion is not announced to those suspected (OM-30)."""
    if case.state is not CaseState.SUSPENDED:
        return case.state
    standing = [pause.before for pause in await uow.terms.pauses(case.id) if pause.ended_at is None]
    return next((before for before in standing if before is not None), CaseState.IN_MEDIATION)


def _may_say(case: Case | None, person: Participant | None, award: Award | None) -> bool:
    return case is not None and person is not None and limitation_records.may_say(case, person, award)


def _may_claim(case: Case | None, person: Participant | None, award: Award | None) -> bool:
    """Tell whether a worker of the case may still have a year of the own to ask for arbitration.

    Narrower than `limitation_records.may_say`: once mediation ended nobody is told that the own year is missing, but
    it can still be told until the case is filed.
    """
    waits = case is not None and (case.goes_on or not case.is_taken) and case.stage is CaseStage.PRE_FILING
    return waits and person is not None and is_worker(person) and (award is None or not award.is_asked)


def _house(case: Case | None, draft: Draft | None) -> str:
    if case is not None:
        return case.court or case.organisation or ""
    return draft.house.name if draft and draft.house else ""


def _phone(draft: Draft | None, link: CaseLink) -> str:
    if draft is None:
        return ""
    return next((party.phone for party in draft.application.parties if party.key == link.identity), "")


def _hint(phone: str) -> str:
    return phone[:3] + "****" if phone else ""
