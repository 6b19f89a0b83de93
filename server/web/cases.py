"""The day's sessions, the list of cases and one case."""

from aiohttp import web

from server.domain.case import CaseState
from server.services import cases, sessions
from server.web import bodies, schemas
from server.web.edge import account, edge
from server.web.operations import operation


@operation(answer=schemas.Today)
async def today(request: web.Request) -> web.Response:
    """GET /api/today."""
    return bodies.write(schemas.Today, await sessions.today(account(request), edge(request).ports))


@operation(query=schemas.CaseQuery, answer=schemas.CaseList)
async def find(request: web.Request) -> web.Response:
    """GET /api/cases: a page of 50."""
    wanted = bodies.query(request, schemas.CaseQuery)
    states = [CaseState(state) for state in wanted.state]
    found = await cases.find(account(request), wanted.query, states, wanted.page, edge(request).ports)
    return bodies.write(schemas.CaseList, found)


@operation(answer=schemas.CaseView)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}."""
    found = await cases.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.CaseView, found)
