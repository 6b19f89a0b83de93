"""Support access: asked for, answered, ended, and the look itself."""

from aiohttp import web

from server.services import support_accesses
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import support as schemas


@operation(answer=schemas.SupportAccess, many=True)
async def listing(request: web.Request) -> web.Response:
    """GET /api/support-accesses."""
    found = await support_accesses.listing(account(request), edge(request).ports)
    return bodies.write_all(schemas.SupportAccess, found)


@operation(body=schemas.SupportAsked, answer=schemas.SupportAccess, many=True)
async def ask(request: web.Request) -> web.Response:
    """POST /api/support-accesses: ask a house for a look; opens nothing."""
    body = await bodies.read(request, schemas.SupportAsked)
    command = support_accesses.AskSupport(body.key, body.house, body.serial, body.purpose, body.hours)
    found = await support_accesses.ask(account(request), command, edge(request).ports)
    return bodies.write_all(schemas.SupportAccess, found)


@operation(body=schemas.SupportAnswer, answer=schemas.SupportAccess, many=True)
async def answer(request: web.Request) -> web.Response:
    """POST /api/support-accesses/{access}/answer: grant for so many hours, or refuse."""
    body = await bodies.read(request, schemas.SupportAnswer)
    command = support_accesses.AnswerSupport(request.match_info["access"], body.version, body.hours)
    found = await support_accesses.answer(account(request), command, edge(request).ports)
    return bodies.write_all(schemas.SupportAccess, found)


@operation(body=schemas.SupportEnd, answer=schemas.SupportAccess, many=True)
async def end(request: web.Request) -> web.Response:
    """POST /api/support-accesses/{access}/end: nothing can be read from then on."""
    body = await bodies.read(request, schemas.SupportEnd)
    ports = edge(request).ports
    found = await support_accesses.end(account(request), request.match_info["access"], body.version, ports)
    return bodies.write_all(schemas.SupportAccess, found)


@operation(answer=schemas.SupportCaseLine, many=True)
async def cases(request: web.Request) -> web.Response:
    """GET /api/support-accesses/{access}/cases."""
    found = await support_accesses.cases(account(request), request.match_info["access"], edge(request).ports)
    return bodies.write_all(schemas.SupportCaseLine, tuple(found))


@operation(answer=schemas.SupportCase)
async def read(request: web.Request) -> web.Response:
    """GET /api/support-accesses/{access}/cases/{serial}: each look is kept before it is answered."""
    names, ports = request.match_info, edge(request).ports
    found = await support_accesses.read(account(request), names["access"], names["serial"], ports)
    return bodies.write(schemas.SupportCase, found)


@operation(answer=schemas.SupportAccess, many=True)
async def of_case(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/support-accesses."""
    found = await support_accesses.of_case(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write_all(schemas.SupportAccess, found)
