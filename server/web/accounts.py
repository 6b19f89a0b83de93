"""Accounts of a court and of the organisations on its roster: listed, closed, opened again."""

from aiohttp import web

from server.services import closing
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import accounts as schemas


@operation(answer=schemas.KeptAccount, many=True)
async def listing(request: web.Request) -> web.Response:
    """GET /api/accounts."""
    return bodies.write_all(schemas.KeptAccount, await closing.kept(account(request), edge(request).ports))


@operation(body=schemas.AccountClosing, answer=schemas.KeptAccount)
async def close(request: web.Request) -> web.Response:
    """POST /api/accounts/{account}/close."""
    body = await bodies.read(request, schemas.AccountClosing)
    command = closing.CloseAccount(request.match_info["account"], body.version, body.reason)
    return bodies.write(schemas.KeptAccount, await closing.close(account(request), command, edge(request).ports))


@operation(body=schemas.AccountOpening, answer=schemas.KeptAccount)
async def reopen(request: web.Request) -> web.Response:
    """POST /api/accounts/{account}/reopen."""
    body = await bodies.read(request, schemas.AccountOpening)
    found = await closing.reopen(account(request), request.match_info["account"], body.version, edge(request).ports)
    return bodies.write(schemas.KeptAccount, found)
