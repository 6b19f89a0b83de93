"""A party at the doors of the agreement in force, by the own link."""

from aiohttp import web

from server.services import door_papers, own_course, own_doors
from server.services.access import LinkKey
from server.services.own_doors import Said
from server.web import bodies, uploads
from server.web.auth import link_key
from server.web.edge import edge
from server.web.operations import operation
from server.web.schemas.own_agreement import OwnDoorAnswer, OwnDoorWish
from server.web.schemas.own_case import OwnCourse


@operation(body=OwnDoorWish, answer=OwnCourse)
async def apply(request: web.Request) -> web.Response:
    """POST /api/own/{token}/doors: ask for a door; nothing is sent before every party confirmed."""
    body, key = await bodies.read(request, OwnDoorWish), link_key(request)
    await own_doors.apply(key, body.door, body.wording, edge(request).ports)
    return await _course(request, key)


@operation(body=OwnDoorAnswer, answer=OwnCourse)
async def answer(request: web.Request) -> web.Response:
    """POST /api/own/{token}/doors/{application}: confirm what another party asked for, decline it, or take it back."""
    body, key = await bodies.read(request, OwnDoorAnswer), link_key(request)
    application = request.match_info["application"]
    await own_doors.answer(key, application, Said(body.agrees, body.wording), edge(request).ports)
    return await _course(request, key)


@operation(media="application/pdf")
async def paper(request: web.Request) -> web.Response:
    """GET /api/own/{token}/doors/{application}/paper: the joint application, to read, print and sign."""
    application = request.match_info["application"]
    return uploads.send(await door_papers.own_paper(link_key(request), application, edge(request).ports))


async def _course(request: web.Request, key: LinkKey) -> web.Response:
    return bodies.write(OwnCourse, await own_course.look(key, edge(request).ports))
