"""One's own data: the copy by one's own link, and requests to put right or delete, which staff answer."""

from aiohttp import web

from server.domain.data_request import DataRequestAction
from server.domain.secret import digest
from server.services import data_requests, own_export
from server.web import bodies, uploads
from server.web.auth import link_key
from server.web.edge import account, edge
from server.web.limits import Limit
from server.web.operations import operation
from server.web.schemas import own_data as schemas


@operation(body=schemas.OwnExport, media=own_export.ZIP)
async def export(request: web.Request) -> web.Response:
    """POST /api/own/{token}/export: a copy of one's own data, and of nobody else's."""
    key, body = link_key(request), await bodies.read(request, schemas.OwnExport)
    await edge(request).limiter.take(Limit.EXPORT, digest(key.token))
    return uploads.send(await own_export.export(key, body.purpose, edge(request).ports))


@operation(answer=schemas.OwnDataRequests)
async def own(request: web.Request) -> web.Response:
    """GET /api/own/{token}/data-requests: what one asked about one's own data."""
    return bodies.write(schemas.OwnDataRequests, await data_requests.own(link_key(request), edge(request).ports))


@operation(body=schemas.OwnDataAsked, answer=schemas.OwnDataRequests)
async def ask(request: web.Request) -> web.Response:
    """POST /api/own/{token}/data-requests: put right or delete; the same while it waits is one."""
    body = await bodies.read(request, schemas.OwnDataAsked)
    ports = edge(request).ports
    return bodies.write(
        schemas.OwnDataRequests,
        await data_requests.ask(link_key(request), body.kind, body.text, ports),
    )


@operation(answer=schemas.DataRequests)
async def listed(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/data-requests."""
    found = await data_requests.of_case(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.DataRequests, found)


@operation(body=schemas.DataRequestAnswer, answer=schemas.DataRequests)
async def answer(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/data-requests/{request}/answer."""
    body, names = await bodies.read(request, schemas.DataRequestAnswer), request.match_info
    command = data_requests.AnswerRequest(
        serial=names["serial"],
        request=names["request"],
        version=body.version,
        action=DataRequestAction(body.action),
        why=body.answer,
    )
    return bodies.write(
        schemas.DataRequests, await data_requests.answer(account(request), command, edge(request).ports)
    )
