"""The agreement in force as a party reads it by the own link: from when it binds, its doors, what was asked for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from server.domain.agreement import standing as standing_of
from server.domain.agreement_effect import bound
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, is_open
from server.domain.citations import article
from server.domain.concurrence import QUESTIONS_WORDING, missing, standing
from server.domain.doors import (
    CITATIONS,
    JOINT,
    AgreementDoor,
    Application,
    DoorState,
    Eligibility,
    applicant_barrier,
    eligibility,
)
from server.domain.ids import Identity, SessionId
from server.domain.party import Participant, Side
from server.services import prospects
from server.services.clock_views import deadline_view
from server.services.own_agreement_views import OwnAgreementView, OwnApplicationView, OwnDoorView
from server.services.ports import UnitOfWork
from server.services.speakers import Speaker, speaker

BY_LINK: Final = JOINT | {AgreementDoor.WITHDRAWAL}
"""The doors asked for by the own link: a payment order is asked of the court, with a paper of one's own."""


async def look(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> OwnAgreementView | None:
    """Return the agreement to whom it binds, and to whoever came with them; None to anybody else, and without one."""
    effect = await uow.endings.effect(case.id)
    if effect is None:
        return None
    people = bound(effect, await uow.cases.participants(case.id))
    asked = await speaker(uow, case, identity, now, [one.identity for one in people])
    if asked is None or asked.person.side is Side.NEUTRAL:
        return None
    applications = await uow.endings.applications(case.id)
    found = eligibility(case, effect, applications, await uow.calendars.load(), now)
    ended = await uow.endings.get(case.id)
    return OwnAgreementView(
        effective_at=effect.effective_at,
        state=standing_of(effect, applications),
        partly=ended is not None and await prospects.agreed_part(uow, ended) is not None,
        terms=await _terms(uow, effect.sessions),
        wording=QUESTIONS_WORDING,
        doors=tuple(_door(one, case, asked, beijing_day(effect.effective_at), now) for one in found),
        applications=tuple(_application(one, case, asked, people) for one in applications),
    )


async def _terms(uow: UnitOfWork, sessions: Iterable[SessionId]) -> tuple[str, ...]:
    """Return what was agreed in these sessions; what was talked about in any other stays a concession (art. 18)."""
    outcomes = [await uow.outcomes.get(session) for session in sessions]
    return tuple(one.decision.terms for one in outcomes if one is not None and one.decision.terms)


def _door(one: Eligibility, case: Case, asked: Speaker, effective_on: date, now: datetime) -> OwnDoorView:
    theirs = [applicant_barrier(one.door, voice.party) for voice in asked.voices]
    not_theirs = () if None in theirs else tuple(sorted({code for code in theirs if code}))
    closed = () if is_open(case, Leaf.APPLICATION) else ("filed",)
    barriers = (*not_theirs, *closed, *one.barriers)
    able = any(applicant_barrier(one.door, voice.party) is None for voice in asked.able)
    return OwnDoorView(
        door=one.door,
        joint=one.door in JOINT,
        article=one.deadline.article if one.deadline else article(CITATIONS[one.door], effective_on),
        deadline=deadline_view(one.deadline) if one.deadline else None,
        remaining=(one.deadline.due - beijing_day(now)).days if one.deadline else None,
        barriers=barriers,
        warnings=one.warnings,
        may_apply=not barriers and able and one.door in BY_LINK,
    )


def _application(one: Application, case: Case, asked: Speaker, people: Sequence[Participant]) -> OwnApplicationView:
    waits = one.state is DoorState.AWAITING_OTHER
    is_open_now = waits and is_open(case, Leaf.APPLICATION)
    lacking = missing(people, one.answers) if waits else ()
    latest, said = standing(one.answers), asked.said(one.answers)
    theirs = {voice.party.identity for voice in asked.voices}
    able = {voice.party.identity for voice in asked.able}
    open_to = able - asked.in_person(one.answers) | ({asked.person.identity} & able)
    is_theirs = one.applicant in able
    return OwnApplicationView(
        id=one.id,
        door=one.door,
        state=one.state,
        applicant=next((person.name for person in people if person.identity == one.applicant), ""),
        applied_at=one.applied_at,
        handed_in_on=beijing_day(one.handed_in_at) if one.handed_in_at else None,
        ruled_on=one.ruled_on,
        received_on=next((each.on for each in one.received if each.identity in theirs), None),
        awaits_signing=one.awaits_signing,
        waits_for=tuple(person.name for person in lacking),
        declined=tuple(person.name for person in lacking if person.identity in latest),
        wording=QUESTIONS_WORDING,
        agrees=said.agrees if said else None,
        at=said.at if said else None,
        said_by="" if said is None or asked.is_own(said) else said.recorded_by,
        for_self=asked.for_self,
        stands_for=asked.stands_for(asked.in_person(one.answers)),
        barred=asked.barred,
        may_answer=is_open_now and bool(open_to) and not is_theirs,
        may_withdraw=is_open_now and is_theirs,
    )
