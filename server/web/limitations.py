"""The year of each worker of a case to ask for arbitration."""

from aiohttp import web

from server.services import limitation_records, own_case
from server.web import bodies
from server.web.auth import link_key
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import limitations as schemas
from server.web.schemas.own_case import OwnCaseView


@operation(answer=schemas.YearsShown)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/limitations."""
    found = await limitation_records.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.YearsShown, found)


@operation(body=schemas.RecordYears, answer=schemas.YearsShown)
async def record(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/limitations."""
    body = await bodies.read(request, schemas.RecordYears)
    said = tuple((one.identity, one.said()) for one in body.said)
    command = limitation_records.RecordYears(request.match_info["serial"], body.version, said)
    return bodies.write(
        schemas.YearsShown, await limitation_records.record(account(request), command, edge(request).ports)
    )


@operation(body=schemas.SayYear, answer=OwnCaseView)
async def say(request: web.Request) -> web.Response:
    """PUT /api/own/{token}/limitation: from when one's own year is counted."""
    body = await bodies.read(request, schemas.SayYear)
    found = await own_case.say_limitation(link_key(request), body.said(), edge(request).ports)
    return bodies.write(OwnCaseView, found)
