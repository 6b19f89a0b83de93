"""The day's sessions, the list of cases and one case."""

from aiohttp import web

from server.domain.handler import HandOn
from server.domain.ids import AccountId
from server.services import case_page, cases, handlers, sessions
from server.services.case_views import CaseConditions, Days
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import cases as schemas
from server.web.schemas.case_page import CasePage
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
        states=tuple(wanted.state),
        source=wanted.source,
        cause=wanted.cause,
        organisation=wanted.organisation,
        due=wanted.due,
        due_on=Days(wanted.due_from, wanted.due_to),
        rule=wanted.rule,
        received=Days(wanted.received_from, wanted.received_to),
        workers_from=wanted.workers_from,
        owes=wanted.owes,
        mine=wanted.mine,
        order=wanted.order,
        page=wanted.page,
    )


@operation(body=schemas.CaseQuery, answer=schemas.CaseList)
async def export(request: web.Request) -> web.Response:
    """POST /api/case-exports: the page of the list as it is now, to be kept as a file; who took it is written down."""
    wanted = conditions(await bodies.read(request, schemas.CaseQuery))
    found = await cases.export(account(request), wanted, edge(request).ports)
    return bodies.write(schemas.CaseList, found)


@operation(answer=schemas.Colleague, many=True)
async def colleagues(request: web.Request) -> web.Response:
    """GET /api/colleagues."""
    return bodies.write_all(schemas.Colleague, await handlers.colleagues(account(request), edge(request).ports))


@operation(body=schemas.CasesHandedOn)
async def hand_on(request: web.Request) -> web.Response:
    """POST /api/case-handlers."""
    body = await bodies.read(request, schemas.CasesHandedOn)
    going = tuple(HandOn(one.serial, AccountId(one.seen) if one.seen else None) for one in body.cases)
    command = handlers.HandOnCases(body.key, going, AccountId(body.to))
    await handlers.hand_on(account(request), command, edge(request).ports)
    return bodies.nothing()


@operation(answer=schemas.CaseChoices)
async def choices(request: web.Request) -> web.Response:
    """GET /api/case-choices."""
    return bodies.write(schemas.CaseChoices, await cases.choices(account(request), edge(request).ports))


@operation(answer=schemas.CaseView)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}."""
    found = await cases.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.CaseView, found)


@operation(answer=CasePage)
async def page(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/page: the case with its clocks, its people and its end."""
    found = await case_page.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(CasePage, found)


@operation()
async def note_print(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/prints: the summary is about to be printed."""
    await cases.note_print(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.nothing()
