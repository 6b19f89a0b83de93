"""Who of a case was told of it: nobody else hears by a message that there is one."""

from server.domain.case import Case
from server.domain.contact import NOT_THERE
from server.domain.party import Participant, Side
from server.services.ports import UnitOfWork


async def acquainted(uow: UnitOfWork, case: Case) -> tuple[Participant, ...]:
    """Return who applied, was reached, answered something or has a link of their own."""
    reached = {one.identity for one in await uow.contacts.of_case(case.id) if one.outcome not in NOT_THERE}
    people = await uow.cases.participants(case.id)
    return tuple([one for one in people if one.identity in reached or await _knows(uow, one)])


async def _knows(uow: UnitOfWork, person: Participant) -> bool:
    if person.side is Side.APPLICANT or await uow.case_links.get(person.case, person.identity) is not None:
        return True
    return bool(await uow.steps.of_person(person.case, person.identity))
