"""Read what was done to reach the parties of a case, and judge it as of now."""

from datetime import datetime

from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.effort import Enough, Tried, Unreached, effort_for, judged, judged_all
from server.domain.party import Participant
from server.services import clocks
from server.services.ports import UnitOfWork


async def unreached_in(uow: UnitOfWork, case: Case, enough: Enough, now: datetime) -> tuple[Unreached, ...]:
    """Return how everybody who mediates on either side stands: whether they may be called unreachable today."""
    return judged_all(await _tried(uow, case), await clocks.asking_ends(uow, case), enough, beijing_day(now))


async def of_party(uow: UnitOfWork, case: Case, party: Participant, enough: Enough, now: datetime) -> Unreached:
    """Return how one party stands, also who mediates no more."""
    asked_until = (await clocks.asking_ends(uow, case)).get(party.identity)
    return judged(party, effort_for(party, await _tried(uow, case), asked_until), enough, beijing_day(now))


async def _tried(uow: UnitOfWork, case: Case) -> Tried:
    people, contacts = await uow.cases.participants(case.id), await uow.contacts.of_case(case.id)
    return Tried(people, contacts, await uow.authorities.of_case(case.id))
