"""Read what was done to reach the parties of a case, and judge it as of now."""

from datetime import datetime

from server.domain import clock_runs
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.effort import Enough, Tried, Unreached, effort_for, judged, judged_all
from server.domain.party import Participant
from server.services import clocks
from server.services.ports import UnitOfWork
from server.services.ports.terms import CaseCourse


async def unreached_in(uow: UnitOfWork, case: Case, enough: Enough, now: datetime) -> tuple[Unreached, ...]:
    """Return how everybody who mediates on either side stands: whether they may be called unreachable today."""
    people = await uow.cases.participants(case.id)
    return judged_all(await _tried(uow, case, people), await clocks.asking_ends(uow, case), enough, beijing_day(now))


async def in_course(uow: UnitOfWork, course: CaseCourse, enough: Enough, now: datetime) -> tuple[Unreached, ...]:
    """Return the same of a case whose course was read."""
    tried = await _tried(uow, course.case, course.people)
    return judged_all(tried, clock_runs.asking_ends(course.facts, course.calendar), enough, beijing_day(now))


async def of_party(uow: UnitOfWork, case: Case, party: Participant, enough: Enough, now: datetime) -> Unreached:
    """Return how one party stands, also who mediates no more."""
    asked_until = (await clocks.asking_ends(uow, case)).get(party.identity)
    tried = await _tried(uow, case, await uow.cases.participants(case.id))
    return judged(party, effort_for(party, tried, asked_until), enough, beijing_day(now))


async def _tried(uow: UnitOfWork, case: Case, people: tuple[Participant, ...]) -> Tried:
    return Tried(people, await uow.contacts.of_case(case.id), await uow.authorities.of_case(case.id))
