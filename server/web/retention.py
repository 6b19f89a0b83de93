"""How long filed cases are kept, what stops deletion, and the certificates of what was deleted."""

from aiohttp import web

from server.services import retention
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import retention as schemas


@operation(answer=schemas.Retention)
async def view(request: web.Request) -> web.Response:
    """GET /api/retention."""
    return bodies.write(schemas.Retention, await retention.view(account(request), edge(request).ports))


@operation(body=schemas.RetentionChange, answer=schemas.Retention)
async def change(request: web.Request) -> web.Response:
    """PUT /api/retention: other months."""
    body = await bodies.read(request, schemas.RetentionChange)
    command = retention.ChangePolicy(body.version, body.case_file, body.recording, body.protected, body.reason)
    return bodies.write(schemas.Retention, await retention.change(account(request), command, edge(request).ports))


@operation(body=schemas.ShorteningAnswer, answer=schemas.Retention)
async def answer(request: web.Request) -> web.Response:
    """POST /api/retention/shortenings/{shortening}/answer."""
    body = await bodies.read(request, schemas.ShorteningAnswer)
    command = retention.AnswerShortening(request.match_info["shortening"], body.version, body.action)
    return bodies.write(schemas.Retention, await retention.answer(account(request), command, edge(request).ports))


@operation(answer=schemas.CaseRetention)
async def of_case(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/holds."""
    return bodies.write(
        schemas.CaseRetention,
        await retention.of_case(account(request), request.match_info["serial"], edge(request).ports),
    )


@operation(body=schemas.HoldPlaced, answer=schemas.CaseRetention)
async def place(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/holds: keep a case from being deleted."""
    body = await bodies.read(request, schemas.HoldPlaced)
    serial, ports = request.match_info["serial"], edge(request).ports
    return bodies.write(schemas.CaseRetention, await retention.place(account(request), serial, body.reason, ports))


@operation(body=schemas.HoldLifted, answer=schemas.CaseRetention)
async def lift(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/holds/{hold}/lift."""
    body, names = await bodies.read(request, schemas.HoldLifted), request.match_info
    ports = edge(request).ports
    return bodies.write(
        schemas.CaseRetention,
        await retention.lift(account(request), names["serial"], names["hold"], body.version, ports),
    )
