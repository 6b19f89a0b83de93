"""The party's own link, and what anyone may ask: to apply, and whether a message came from us."""

from datetime import datetime

from aiohttp import web

from server.domain.secret import digest
from server.services import (
    case_links,
    checking,
    notice_papers,
    own_case,
    own_course,
    own_extensions,
    own_manners,
    own_room,
    performances,
)
from server.services.access import LinkKey
from server.services.own_case_views import OpenedCase, OwnCaseView
from server.services.steps import OwnAnswer
from server.web import bodies, uploads
from server.web.auth import OWN_LINK, address, link_key, origin, set_device
from server.web.desk import CALENDAR, send_meeting
from server.web.edge import edge
from server.web.intake import application_of
from server.web.limits import Limit
from server.web.operations import operation
from server.web.parties import step_of
from server.web.performances import number_of
from server.web.schemas import own_case as schemas
from server.web.schemas.invitations import OwnStepAnswer
from server.web.schemas.materials import OwnMaterialCalled
from server.web.schemas.oral_records import OwnRecordConfirmed


def link_answer(request: web.Request, token: str, expires_at: datetime) -> schemas.OwnCaseLink:
    """Return a link as people open it."""
    return schemas.OwnCaseLink(token=token, url=f"{edge(request).base_url}/c/{token}", expires_at=expires_at)


@operation(answer=schemas.ReceivingHouse, many=True)
async def houses(request: web.Request) -> web.Response:
    """GET /api/houses: who receives applications."""
    return bodies.write_all(schemas.ReceivingHouse, await own_case.houses(edge(request).ports))


@operation(answer=schemas.OwnCaseLink, status=201)
async def start(request: web.Request) -> web.Response:
    """POST /api/applications: begin an application without an account; this device holds its link."""
    await _take(request, Limit.APPLY)
    made, secret = await own_case.start(edge(request).ports)
    response = bodies.write_model(link_answer(request, made.token, made.expires_at), status=201)
    set_device(response, LinkKey(made.token, None), secret, edge(request), made.expires_at, OWN_LINK)
    return response


@operation(answer=schemas.OwnCaseView)
async def look(request: web.Request) -> web.Response:
    """GET /api/own/{token}. Binds nothing."""
    return _answer(await own_case.look(link_key(request), edge(request).ports))


@operation(answer=schemas.OwnCaseView)
async def open_link(request: web.Request) -> web.Response:
    """POST /api/own/{token}/open: this is my device. Again on it changes nothing."""
    key = link_key(request)
    return _opened(request, key, await case_links.open_link(key, edge(request).ports))


@operation(body=schemas.OwnCaseMove, answer=schemas.OwnCaseView)
async def move(request: web.Request) -> web.Response:
    """POST /api/own/{token}/move: it is me on another device."""
    key = link_key(request)
    await _take(request, Limit.MOVE, digest(key.token))
    body = await bodies.read(request, schemas.OwnCaseMove)
    return _opened(request, key, await case_links.move(key, body.phone_tail, edge(request).ports))


@operation()
async def deny(request: web.Request) -> web.Response:
    """POST /api/own/{token}/deny: I am not this person; the link is dead."""
    await case_links.deny(link_key(request), edge(request).ports)
    return bodies.nothing()


@operation(body=schemas.OwnCaseSave, answer=schemas.OwnCaseView)
async def write(request: web.Request) -> web.Response:
    """PUT /api/own/{token}: keep another text of one's own application."""
    body = await bodies.read(request, schemas.OwnCaseSave)
    application = application_of(body.application)
    return _answer(await own_case.write(link_key(request), body.version, body.house, application, edge(request).ports))


@operation(answer=schemas.OwnCaseView)
async def hand_in(request: web.Request) -> web.Response:
    """POST /api/own/{token}/submit: serial and first receipt at once. Again changes nothing."""
    return _answer(await own_case.hand_in(link_key(request), edge(request).ports))


@operation(answer=schemas.OwnCaseView)
async def resubmit(request: web.Request) -> web.Response:
    """POST /api/own/{token}/resubmit: in again after a return."""
    return _answer(await own_case.resubmit(link_key(request), edge(request).ports))


@operation(answer=schemas.OwnCaseView)
async def acknowledge_risk(request: web.Request) -> web.Response:
    """POST /api/own/{token}/explanation: I read what the passed date means."""
    return _answer(await own_case.acknowledge_risk(link_key(request), edge(request).ports))


@operation(body=OwnRecordConfirmed, answer=schemas.OwnCaseView)
async def confirm_record(request: web.Request) -> web.Response:
    """POST /api/own/{token}/oral-record: the record of my oral application says what I told."""
    body = await bodies.read(request, OwnRecordConfirmed)
    return _answer(await own_case.confirm_record(link_key(request), body.document, edge(request).ports))


@operation(body=OwnStepAnswer, answer=schemas.OwnCaseView)
async def answer_step(request: web.Request) -> web.Response:
    """PUT /api/own/{token}/steps/{step}: one's own answer to one step."""
    body = await bodies.read(request, OwnStepAnswer)
    command = OwnAnswer(step_of(request.match_info["step"]), body.answer, body.wording, origin(request), body.reason)
    return _answer(await own_case.answer_step(link_key(request), command, edge(request).ports))


@operation(upload=uploads.MEDIA, answer=schemas.OwnCaseView)
async def add_material(request: web.Request) -> web.Response:
    """POST /api/own/{token}/materials: one file of one's own."""
    upload = await uploads.read(request)
    return _answer(await own_case.add_material(link_key(request), upload, edge(request).ports))


@operation(body=OwnMaterialCalled, answer=schemas.OwnCaseView)
async def call_material(request: web.Request) -> web.Response:
    """PUT /api/own/{token}/materials/{material}: what a file of one's own is, while it was not compared."""
    body, material = await bodies.read(request, OwnMaterialCalled), request.match_info["material"]
    return _answer(await own_case.call_material(link_key(request), material, body.kind, edge(request).ports))


@operation(answer=schemas.OwnCaseView)
async def remove_material(request: web.Request) -> web.Response:
    """DELETE /api/own/{token}/materials/{material}, before the first submission."""
    material = request.match_info["material"]
    return _answer(await own_case.remove_material(link_key(request), material, edge(request).ports))


@operation(media=uploads.KEPT)
async def read_material(request: web.Request) -> web.Response:
    """GET /api/own/{token}/materials/{material}: one's own file."""
    material = request.match_info["material"]
    return uploads.send(await own_case.read_material(link_key(request), material, edge(request).ports))


@operation(media="application/pdf")
async def read_document(request: web.Request) -> web.Response:
    """GET /api/own/{token}/documents/{document}: receipt or certificate, as it was given out."""
    document = request.match_info["document"]
    return uploads.send(await own_case.read_document(link_key(request), document, edge(request).ports))


@operation(answer=schemas.OwnCourse)
async def course(request: web.Request) -> web.Response:
    """GET /api/own/{token}/course: one's own sessions, the term, and the ways that are left when it is over."""
    return bodies.write(schemas.OwnCourse, await own_course.look(link_key(request), edge(request).ports))


@operation(body=schemas.OwnExtensionAnswer, answer=schemas.OwnCourse)
async def answer_extension(request: web.Request) -> web.Response:
    """POST /api/own/{token}/extensions/{extension}: whether the term may be longer, for all for whom one answers."""
    body = await bodies.read(request, schemas.OwnExtensionAnswer)
    key, extension = link_key(request), request.match_info["extension"]
    await own_extensions.answer(key, extension, body.agrees, body.wording, edge(request).ports)
    return bodies.write(schemas.OwnCourse, await own_course.look(key, edge(request).ports))


@operation(body=schemas.OwnPerformanceSaid, answer=schemas.OwnCourse)
async def mark_performance(request: web.Request) -> web.Response:
    """POST /api/own/{token}/performances/{number}: what one says of an instalment oneself."""
    body, key = await bodies.read(request, schemas.OwnPerformanceSaid), link_key(request)
    await performances.record_own(key, number_of(request), body.extent, edge(request).ports)
    return bodies.write(schemas.OwnCourse, await own_course.look(key, edge(request).ports))


@operation(media="application/pdf")
async def own_notice(request: web.Request) -> web.Response:
    """GET /api/own/{token}/notice: how my case ended, or why it was returned, and the ways and days that are left."""
    return uploads.send(await notice_papers.own_notice(link_key(request), edge(request).ports))


@operation(media=CALENDAR)
async def own_session(request: web.Request) -> web.Response:
    """GET /api/own/{token}/sessions/{session}/session.ics: a session one is invited to, for one's calendar."""
    session, base = request.match_info["session"], edge(request).base_url
    return send_meeting(request, await own_course.meeting(link_key(request), session, base, edge(request).ports))


@operation(body=schemas.OwnMannerSaid, answer=schemas.OwnCourse)
async def say_manner(request: web.Request) -> web.Response:
    """PUT /api/own/{token}/sessions/{session}/manner: how one wants to attend, until the session begins."""
    body, key = await bodies.read(request, schemas.OwnMannerSaid), link_key(request)
    command = own_manners.Say(request.match_info["session"], body.manner, body.reason)
    await own_manners.say(key, command, edge(request).ports)
    return bodies.write(schemas.OwnCourse, await own_course.look(key, edge(request).ports))


@operation(answer=schemas.OwnRoomLink)
async def enter(request: web.Request) -> web.Response:
    """POST /api/own/{token}/sessions/{session}/enter: on the day, into the waiting room."""
    made = await own_room.enter(link_key(request), request.match_info["session"], edge(request).ports)
    response = bodies.write(schemas.OwnRoomLink, made)
    set_device(response, LinkKey(made.token, None), made.secret, edge(request), made.expires_at)
    return response


@operation(body=schemas.CheckRequest, answer=schemas.CheckAnswer)
async def check(request: web.Request) -> web.Response:
    """POST /api/check: whether a message with this serial, to this telephone, came from us."""
    await _take(request, Limit.CHECK)
    body = await bodies.read(request, schemas.CheckRequest)
    await edge(request).limiter.take(Limit.CHECK, "serial", body.serial.upper())
    return bodies.write(schemas.CheckAnswer, await checking.check(body.serial, body.phone_tail, edge(request).ports))


async def _take(request: web.Request, limit: Limit, *more: str) -> None:
    await edge(request).limiter.take(limit, address(request, edge(request).trusted_proxies), *more)


def _opened(request: web.Request, key: LinkKey, opened: OpenedCase) -> web.Response:
    response = _answer(opened.view)
    if opened.device is not None:
        set_device(response, key, opened.device, edge(request), opened.expires_at, OWN_LINK)
    return response


def _answer(view: OwnCaseView) -> web.Response:
    return bodies.write(schemas.OwnCaseView, view)
