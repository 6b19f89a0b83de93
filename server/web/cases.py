"""The day's sessions, the list of cases and one case."""

from aiohttp import web

from server.domain.case import CaseState, Source
from server.services import cases, sessions
from server.services.case_views import CaseConditions, CaseOrder, DueCondition
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import cases as schemas
from server.web.schemas.sessions import Today


@operation(answer=Today)
async def today(request: web.Request) -> web.Response:
    """GET /api/today."""
    return bodies.write(Today, await sessions.today(account(request), edge(request).ports))


@operation(query=schemas.CaseQuery, answer=schemas.CaseList)
async def find(request: web.Request) -> web.Response:
    """GET /api/cases: a page of 50."""
    wanted = conditions(bodies.query(request, schemas.CaseQuery))
    found = await cases.find(account(request), wanted, edge(request).ports)
    return bodies.write(schemas.CaseList, found)


def conditions(wanted: schemas.CaseQuery) -> CaseConditions:
    """Return what an address asks for."""
    return CaseConditions(
        text=wanted.query,
        states=tuple(CaseState(state) for state in wanted.state),
        source=Source(wanted.source) if wanted.source else None,
        cause=wanted.cause,
        organisation=wanted.organisation,
        due=DueCondition(wanted.due) if wanted.due else None,
        order=CaseOrder(wanted.order),
        page=wanted.page,
    )


@operation(answer=schemas.CaseChoices)
async def choices(request: web.Request) -> web.Response:
    """GET /api/case-choices."""
    return bodies.write(schemas.CaseChoices, await cases.choices(account(request), edge(request).ports))


@operation(answer=schemas.CaseView)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}."""
    found = await cases.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.CaseView, found)


@operation()
async def note_print(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/prints: the summary is about to be printed."""
    await cases.note_print(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.nothing()
