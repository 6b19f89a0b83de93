"""One case with everything its clocks and its ending are shown from, read on one connection."""

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.case import Case
from server.services.ports.terms import CaseCourse
from server.storage.calendars import SqlCalendars
from server.storage.endings import SqlEndings
from server.storage.repositories import SqlCases
from server.storage.sealing import ColumnSeal
from server.storage.terms import SqlTerms


async def course(connection: AsyncConnection, case: Case, seal: ColumnSeal) -> CaseCourse:
    """Return the case with its course."""
    endings = SqlEndings(connection)
    effect, agreed_in = await endings.effect(case.id), await endings.agreed_in(case.id)
    return CaseCourse(
        case=case,
        people=await SqlCases(connection, seal).participants(case.id),
        facts=(await SqlTerms(connection).facts([case]))[case.id],
        calendar=await SqlCalendars(connection).load(),
        ending=await endings.get(case.id),
        effect=effect,
        applications=await endings.applications(case.id),
        transferable=await endings.leaving(case.id, effect, agreed_in),
        agreed_in=agreed_in,
    )
