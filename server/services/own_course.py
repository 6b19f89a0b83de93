"""The course of a case as its party sees it by their own link: their sessions, the term, the ways that are left."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from server.domain import ending, term_end
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState, Stage
from server.domain.concurrence import QUESTIONS_WORDING, parties, standing
from server.domain.deadlines import Deadline
from server.domain.errors import NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode
from server.domain.party import Side
from server.domain.performance import PerformanceState
from server.domain.remedy import remedies
from server.domain.session import Session, SessionState
from server.domain.term import ExtensionState
from server.services import clocks
from server.services.access import LinkKey
from server.services.clock_views import deadline_view
from server.services.ending_views import performance_view
from server.services.meeting_file import MeetingFacts
from server.services.own_case import bound
from server.services.own_case_views import (
    OwnCourseView,
    OwnEndView,
    OwnExtensionView,
    OwnMeetingView,
    OwnPerformanceView,
)
from server.services.own_room import door_of
from server.services.ports import Ports, UnitOfWork
from server.services.words import WAYS

SETTLED: Final = frozenset({EndingCode.AGREEMENT, EndingCode.SETTLED_AND_WITHDREW})


async def look(key: LinkKey, ports: Ports) -> OwnCourseView:
    """Return sessions, term and ending for whoever asks from the bound device.

    Raises `NotFoundError`, `GoneError`, `OtherDeviceError`, and `ConflictError` before there is a case.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        term = await clocks.term_of(uow, case, now)
        ended = await uow.endings.get(case.id)
        meetings = [each for each in await uow.sessions.of_case(case.id) if _is_told(each, now)]
        return OwnCourseView(
            sessions=tuple([each for one in meetings async for each in _told(uow, one, link.identity, now)]),
            term=deadline_view(term.deadline) if term and not ended else None,
            performances=await _performances(uow, case, link.identity, now),
            extension=await _extension(uow, case, link.identity, term.deadline) if term and not ended else None,
            appraising=case.state is CaseState.APPRAISAL and case.stage is Stage.PRE_FILING,
            ended=_end(case, ended) if ended else None,
        )


async def meeting(key: LinkKey, session: str, base_url: str, ports: Ports) -> MeetingFacts:
    """Return a session of one's own for the calendar; one that one is not invited to is `NotFoundError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        found = await uow.sessions.get(SessionId(session))
        if found is None or found.case != case.id or not await _is_invited(uow, found, link.identity):
            raise NotFoundError("session.unknown")
    return MeetingFacts(
        session=found.id,
        serial=case.serial,
        number=found.number,
        starts_at=found.starts_at,
        minutes=found.minutes,
        place=found.place or base_url,
        revision=found.version,
        cancelled=found.state is SessionState.CANCELLED,
    )


async def _performances(
    uow: UnitOfWork, case: Case, identity: Identity, now: datetime
) -> tuple[OwnPerformanceView, ...]:
    """Return what was agreed, to the parties it binds and to those who came with them; never to a witness."""
    effect, today = await uow.endings.effect(case.id), beijing_day(now)
    people = await uow.cases.participants(case.id)
    if effect is None or not any(one.identity == identity and one.side is not Side.NEUTRAL for one in people):
        return ()
    is_party = identity in {person.identity for person in parties(people)}
    applications, calendar = await uow.endings.applications(case.id), await uow.calendars.load()
    found = []
    for number, one in enumerate(effect.performances, 1):
        shown = performance_view(number, one, remedies(case, effect, one, applications, calendar, now), today)
        own = next((mark.extent for mark in reversed(one.marks) if mark.of == identity), None)
        may_say = is_party and shown.state is not PerformanceState.PERFORMED
        found.append(OwnPerformanceView(number, one.due_on, one.what, shown.state, own, may_say, shown.remedies))
    return tuple(found)


async def _extension(uow: UnitOfWork, case: Case, identity: Identity, end: Deadline) -> OwnExtensionView | None:
    """Return the request that waits for this party's answer, or has it and is not decided."""
    people = parties(await uow.cases.participants(case.id))
    asked = [one for one in await uow.terms.extensions(case.id) if one.state is ExtensionState.ASKED]
    if not asked or identity not in {person.identity for person in people}:
        return None
    request = asked[-1]
    said = standing(request.answers).get(identity)
    after = term_end.extended(end, request.days, request.base, await uow.calendars.load())
    return OwnExtensionView(
        id=request.id,
        requested_by=request.requested_by,
        reason=request.reason,
        days=request.days,
        until=after.due,
        provisional=after.provisional,
        wording=QUESTIONS_WORDING,
        agrees=said.agrees if said else None,
        at=said.at if said else None,
        form=said.form if said else None,
    )


def _is_told(session: Session, now: datetime) -> bool:
    """Tell of what is to come and of what was held, and of what was called off until its day is over."""
    return session.state is not SessionState.CANCELLED or session.ends_at > now


async def _is_invited(uow: UnitOfWork, session: Session, identity: Identity) -> bool:
    return await uow.invitations.get(session.id, identity) is not None


async def _told(uow: UnitOfWork, session: Session, identity: Identity, now: datetime) -> AsyncIterator[OwnMeetingView]:
    """Yield the session as its page tells it, to whoever is invited."""
    invitation = await uow.invitations.get(session.id, identity)
    if invitation is None:
        return
    outcome = await uow.outcomes.get(session.id) if session.is_over else None
    yield OwnMeetingView(
        id=session.id,
        number=session.number,
        starts_at=session.starts_at,
        minutes=session.minutes,
        mode=session.mode,
        place=session.place,
        state=session.state,
        attending=invitation.attending,
        door=door_of(session, invitation, now),
        outcome=outcome.decision.kind if outcome else None,
    )


def _end(case: Case, ended: ending.Ending) -> OwnEndView:
    """Tell the ways that are left when there is no agreement (人民调解法 art. 26); never what the other side said."""
    ways = () if ended.code in SETTLED else ending.WAYS[ending.route(case)]
    return OwnEndView(ended.ended_at, tuple(WAYS[way] for way in ways))
