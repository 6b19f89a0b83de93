"""The course of a case as its party sees it by their own link: their sessions, the term, the ways that are left."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from server.domain.agreement_effect import unbound_with
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseStage, CaseState
from server.domain.ending import Ending
from server.domain.errors import NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.manner_wish import WishState, waiting
from server.domain.outcome import EndingCode
from server.domain.party import Side
from server.domain.performance import PerformanceState
from server.domain.remedy import remedies
from server.domain.session import Session, SessionState
from server.domain.standstill import NOTHING
from server.services import clocks, own_agreement, own_days, own_extensions, own_undisputed, prospects
from server.services.access import LinkKey
from server.services.case_links import looking
from server.services.clock_views import deadline_view
from server.services.ending_views import performance_view
from server.services.meeting_file import MeetingFacts, facts_of
from server.services.own_case_views import (
    OwnCourseView,
    OwnEndView,
    OwnMeetingView,
    OwnPerformanceView,
)
from server.services.own_room import OwnDoor, door_of
from server.services.ports import Ports, UnitOfWork

SETTLED: Final = frozenset({EndingCode.AGREEMENT, EndingCode.SETTLED_AND_WITHDREW})


async def look(key: LinkKey, ports: Ports) -> OwnCourseView:
    """Return sessions, term and ending for whoever asks from the bound device.

    Raises `NotFoundError`, `GoneError`, `OtherDeviceError`, and `ConflictError` before there is a case.
    """
    now = ports.clock.now()
    async with ports.reading() as uow:
        link, case = await looking(uow, key, now)
        term = await clocks.party_deadline_of(uow, case, now)
        ended = await uow.endings.get(case.id)
        meetings = [each for each in await uow.sessions.of_case(case.id) if _is_told(each, now)]
        again = frozenset(one.session for one in await uow.endings.agreed_in(case.id) if one.reopened)
        return OwnCourseView(
            sessions=tuple([each for one in meetings async for each in _told(uow, one, link.identity, again, now)]),
            term=deadline_view(term) if term and not ended else None,
            performances=await _performances(uow, case, link.identity, now),
            days=await own_days.look(uow, case, link.identity, now),
            extension=await own_extensions.look(uow, case, link.identity, term, now) if term and not ended else None,
            facts=await own_undisputed.look(uow, case, link.identity, now),
            appraising=case.state is CaseState.APPRAISAL and case.stage is CaseStage.PRE_FILING,
            ended=await _end(uow, case, ended, link.identity) if ended else None,
            agreement=await own_agreement.look(uow, case, link.identity, now),
        )


async def meeting(key: LinkKey, session: str, base_url: str, ports: Ports) -> MeetingFacts:
    """Return a session of one's own for the calendar; one that one is not invited to is `NotFoundError`."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        link, case = await looking(uow, key, now)
        found = await uow.sessions.get(SessionId(session))
        if found is None or found.case != case.id or not await _is_invited(uow, found, link.identity):
            raise NotFoundError("session.unknown")
    return facts_of(found, case.serial, base_url)


async def _performances(
    uow: UnitOfWork, case: Case, identity: Identity, now: datetime
) -> tuple[OwnPerformanceView, ...]:
    """Return what was agreed, to the parties it binds and to those who came with them; never to a witness."""
    effect, today = await uow.endings.effect(case.id), beijing_day(now)
    people = await uow.cases.participants(case.id)
    if effect is None or not any(one.identity == identity and one.side is not Side.NEUTRAL for one in people):
        return ()
    if identity in unbound_with(effect, people):
        return ()
    is_party = effect.binds(identity)
    applications, calendar = await uow.endings.applications(case.id), await uow.calendars.load()
    found = []
    for number, one in enumerate(effect.performances, 1):
        shown = performance_view(number, one, remedies(case, effect, one, applications, calendar, now), today)
        own = next((mark.extent for mark in reversed(one.marks) if mark.of == identity), None)
        may_say = is_party and shown.state is not PerformanceState.PERFORMED
        found.append(OwnPerformanceView(number, one.due_on, one.what, shown.state, own, may_say, shown.remedies))
    return tuple(found)


def _is_told(session: Session, now: datetime) -> bool:
    """Tell of what is to come and of what was held, and of what was called off until its day is over."""
    return session.state is not SessionState.CANCELLED or session.ends_at > now


async def _is_invited(uow: UnitOfWork, session: Session, identity: Identity) -> bool:
    return await uow.invitations.get(session.id, identity) is not None


async def _told(
    uow: UnitOfWork, session: Session, identity: Identity, again: frozenset[SessionId], now: datetime
) -> AsyncIterator[OwnMeetingView]:
    """Yield the session as its page tells it, to whoever is invited; `again` are those talked over once more."""
    invitation = await uow.invitations.get(session.id, identity)
    if invitation is None:
        return
    said = await uow.manner_wishes.of_person(session.id, identity)
    outcome = await uow.outcomes.get(session.id) if session.is_over else None
    told = (await uow.prompts.told_of(session.id, session.starts_at)).get(identity, NOTHING)
    put_off = told.put_off and session.state is SessionState.SCHEDULED
    yield OwnMeetingView(
        id=session.id,
        number=session.number,
        starts_at=session.starts_at,
        minutes=session.minutes,
        mode=session.mode,
        place=session.place,
        state=session.state,
        attending=invitation.attending,
        wish=waiting(said),
        said=tuple(one for one in said if one.state is not WishState.WAITING),
        may_say=session.state is SessionState.SCHEDULED and invitation.is_alive,
        door=OwnDoor.NONE if put_off else door_of(session, invitation, now),
        put_off=put_off,
        outcome=outcome.decision.kind if outcome else None,
        reopened=session.id in again,
    )


async def _end(uow: UnitOfWork, case: Case, ended: Ending, identity: Identity) -> OwnEndView:
    """Tell one's own ways without an agreement (人民调解法 art. 26), or where it does not bind.

    Never what the other side said.
    """
    found = await prospects.of_case(uow, case, ended.ended_at)
    own = next((one.ways for one in found if one.identity == identity), ())
    part = await prospects.agreed_part(uow, ended)
    is_over = ended.code in SETTLED and part is None and await prospects.is_bound(uow, case, identity)
    ways = () if is_over else own
    return OwnEndView(ended.ended_at, ways, prospects.said(ways, beijing_day(ended.ended_at)), part)
