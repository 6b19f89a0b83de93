"""Continue: plan the next session of a case as the last one was, in the transaction that adjourned it."""

from dataclasses import replace
from datetime import datetime

from server.domain.case import Case, CaseAction
from server.domain.ids import SessionId
from server.domain.interpreting import beside
from server.domain.party import Participant
from server.domain.session import Session, SessionState, require_possible
from server.services.access import case_of
from server.services.convening import require_company
from server.services.dismissing import is_dismissed
from server.services.explanations import require_explained
from server.services.panels import require_ready
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import invite, require_within_term
from server.services.session_invitations import tell_invited


async def plan_next(uow: UnitOfWork, ports: Ports, last: Session, starts_at: datetime, now: datetime) -> None:
    """Plan a session with the mode, form, place and people of the last one, led by who presides now; they are told.

    Whoever's link to the last one was dead or suspended is not invited, nor an agent who acts for nobody on the day of
    this one: theirs would open nothing. Links are made known by reissuing them, or
    found by one's own case link. Raises as `schedule.schedule`: also of a separate session everybody agrees anew, and
    no party is left out who did not agree to that.
    """
    case = await case_of(uow, last)
    require_possible(starts_at, last.minutes, now)
    await require_ready(uow, case)
    await require_explained(uow, case)
    everyone = await uow.cases.participants(case.id)
    invited = beside([person for person in everyone if await _is_invited(uow, last, person, starts_at)])
    planned = await _as_before(uow, ports, case, last, starts_at)
    await require_company(uow, case, planned, invited, now)
    await require_within_term(uow, case, planned, now, allowed=False)
    scheduled = case.act(CaseAction.SCHEDULE)
    await uow.cases.save(scheduled)
    await uow.sessions.add(planned)
    links = [(await invite(uow, ports, planned, person, now))[0] for person in invited]
    await tell_invited(uow, scheduled, planned, links, now)


async def _is_invited(uow: UnitOfWork, last: Session, person: Participant, starts_at: datetime) -> bool:
    link = await uow.invitations.get(last.id, person.identity)
    return link is not None and link.is_alive and not await is_dismissed(uow, last.case, person, starts_at)


async def _as_before(uow: UnitOfWork, ports: Ports, case: Case, last: Session, starts_at: datetime) -> Session:
    number = len(await uow.sessions.of_case(case.id)) + 1
    return replace(
        last,
        id=SessionId(ports.chance.id()),
        number=number,
        mediator=case.mediator or last.mediator,
        starts_at=starts_at,
        state=SessionState.SCHEDULED,
        opened_at=None,
        ended_at=None,
        version=0,
    )
