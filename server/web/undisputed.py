"""The undisputed facts: what whoever mediates writes down, and what each party answers to it."""

from aiohttp import web

from server.domain.undisputed import FactSays, StatedFact
from server.services import own_course, own_undisputed, undisputed
from server.web import bodies
from server.web.auth import link_key
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import undisputed as schemas
from server.web.schemas.own_case import OwnCourse


@operation(answer=schemas.UndisputedFacts)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/undisputed-facts."""
    found = await undisputed.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.UndisputedFacts, found)


@operation(body=schemas.WriteFacts, answer=schemas.UndisputedFacts)
async def write(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/undisputed-facts."""
    body = await bodies.read(request, schemas.WriteFacts)
    facts = tuple(StatedFact(one.text, one.source) for one in body.facts)
    command = undisputed.WriteFacts(request.match_info["serial"], body.edition, facts)
    return bodies.write(schemas.UndisputedFacts, await undisputed.write(account(request), command, edge(request).ports))


@operation(body=schemas.FactsAnswered, answer=schemas.UndisputedFacts)
async def record(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/undisputed-facts/answers."""
    body = await bodies.read(request, schemas.FactsAnswered)
    command = undisputed.RecordAnswer(
        request.match_info["serial"], body.sha256, body.identity, body.form, _says(body.answers)
    )
    return bodies.write(
        schemas.UndisputedFacts, await undisputed.record(account(request), command, edge(request).ports)
    )


@operation(body=schemas.OwnFactsAnswer, answer=OwnCourse)
async def answer(request: web.Request) -> web.Response:
    """POST /api/own/{token}/undisputed-facts: whether they are so, for all for whom one answers."""
    body = await bodies.read(request, schemas.OwnFactsAnswer)
    key = link_key(request)
    command = own_undisputed.OwnAnswer(body.sha256, body.wording, _says(body.answers))
    await own_undisputed.answer(key, command, edge(request).ports)
    return bodies.write(OwnCourse, await own_course.look(key, edge(request).ports))


def _says(answers: tuple[schemas.FactSays, ...]) -> tuple[FactSays, ...]:
    return tuple(FactSays(one.number, one.agrees, one.words) for one in answers)
