"""Facts that other systems did not take, for the court's administrator."""

from aiohttp import web

from server.services import dead_letters
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import dead_letters as schemas


@operation(answer=schemas.UndeliveredFacts)
async def listing(request: web.Request) -> web.Response:
    """GET /api/undelivered-facts."""
    return bodies.write(schemas.UndeliveredFacts, await dead_letters.listing(account(request), edge(request).ports))


@operation(body=schemas.FactsSentAgain, answer=schemas.UndeliveredFacts)
async def send_again(request: web.Request) -> web.Response:
    """POST /api/undelivered-facts/again: what waited for a person is tried anew."""
    body = await bodies.read(request, schemas.FactsSentAgain)
    found = await dead_letters.send_again(account(request), body.facts, edge(request).ports)
    return bodies.write(schemas.UndeliveredFacts, found)
