"""The end of a case: ending, report, hand-over and receipt; or an agreement in force and the doors after it."""

from aiohttp import web

from server.domain.agreement_effect import Signature
from server.domain.doors import DoorAction, HandedIn, RulingReceived
from server.domain.ids import Identity, SessionId
from server.domain.performance import Performance
from server.services import door_papers, doors, effect_corrections, effects, endings, file_index, notice_papers
from server.services.ending_views import CaseEndingView
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import endings as schemas
from server.web.schemas.agreements import (
    ApplyDoor,
    ConfirmDoor,
    CorrectEffect,
    HandedInOn,
    Instalment,
    RuleDoor,
    TakeEffect,
)
from server.web.terms import party_says


@operation(answer=schemas.CaseEnding)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/ending."""
    return _answer(await endings.view(account(request), _serial(request), edge(request).ports))


@operation(media="application/pdf")
async def notice(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/parties/{identity}/notice: of ending or return, to be read or printed."""
    identity = request.match_info["identity"]
    found = await notice_papers.notice(account(request), _serial(request), identity, edge(request).ports)
    return uploads.send(found)


@operation()
async def hand_out_notice(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/parties/{identity}/notice: the person was given it on paper; again changes nothing."""
    identity = request.match_info["identity"]
    await notice_papers.hand_out(account(request), _serial(request), identity, edge(request).ports)
    return bodies.nothing()


@operation(media="application/pdf")
async def index(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/file-index: registration, work record and agreement, as they stand."""
    return uploads.send(await file_index.index(account(request), _serial(request), edge(request).ports))


@operation(body=schemas.EndCase, answer=schemas.CaseEnding)
async def end(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/end."""
    body = await bodies.read(request, schemas.EndCase)
    command = endings.End(_serial(request), body.key, body.code, body.reason)
    return _answer(await endings.end(account(request), command, edge(request).ports))


@operation(body=schemas.WriteReport, answer=schemas.CaseEnding)
async def report(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/report."""
    body = await bodies.read(request, schemas.WriteReport)
    command = endings.WriteReport(
        serial=_serial(request),
        version=body.version,
        basic_facts=body.basic_facts,
        why=body.why,
        costly_conduct=body.costly_conduct,
        hints=body.hints,
    )
    return _answer(await endings.report(account(request), command, edge(request).ports))


@operation(body=schemas.HandOverCase, answer=schemas.CaseEnding)
async def hand_over(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/hand-over."""
    body = await bodies.read(request, schemas.HandOverCase)
    return _answer(await endings.hand_over(account(request), _serial(request), body.version, edge(request).ports))


@operation(body=schemas.ReceiveHandOver, answer=schemas.CaseEnding)
async def receive(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/receipt."""
    body = await bodies.read(request, schemas.ReceiveHandOver)
    return _answer(await endings.receive(account(request), _serial(request), body.number, edge(request).ports))


@operation(body=schemas.CloseCase, answer=schemas.CaseEnding)
async def close(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/close."""
    body = await bodies.read(request, schemas.CloseCase)
    ports = edge(request).ports
    return _answer(await endings.close(account(request), _serial(request), ports, doors_waived=body.doors_waived))


@operation(body=TakeEffect, answer=schemas.CaseEnding)
async def take_effect(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/effect."""
    body = await bodies.read(request, TakeEffect)
    command = effects.TakeEffect(
        serial=_serial(request),
        signatures=tuple(
            Signature(Identity(one.identity), one.at, Identity(one.signer), one.authority, one.online)
            for one in body.signatures
        ),
        mediator_signed_at=body.mediator_signed_at,
        sealed_at=body.sealed_at,
        clauses=frozenset(body.clauses),
        performances=tuple(_instalment(one) for one in body.performances),
        sessions=tuple(SessionId(one) for one in body.sessions),
        left_out=frozenset(body.left_out),
    )
    return _answer(await effects.take_effect(account(request), command, edge(request).ports))


@operation(body=CorrectEffect, answer=schemas.CaseEnding)
async def correct_effect(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/effect/correction."""
    body = await bodies.read(request, CorrectEffect)
    command = effect_corrections.CorrectEffect(
        serial=_serial(request),
        version=body.version,
        signed_at={Identity(one.identity): one.at for one in body.signatures},
        mediator_signed_at=body.mediator_signed_at,
        sealed_at=body.sealed_at,
        reason=body.reason,
    )
    return _answer(await effect_corrections.correct(account(request), command, edge(request).ports))


@operation(body=ApplyDoor, answer=schemas.CaseEnding)
async def apply(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/doors."""
    body = await bodies.read(request, ApplyDoor)
    command = doors.Apply(
        serial=_serial(request),
        key=body.key,
        door=body.door,
        applicant=body.applicant,
        form=body.form,
        note=body.note,
        handed=_handed(body.handed),
    )
    return _answer(await doors.apply(account(request), command, edge(request).ports))


@operation(body=ConfirmDoor, answer=schemas.CaseEnding)
async def confirm(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/doors/{application}/answers."""
    body = await bodies.read(request, ConfirmDoor)
    says, handed, application = party_says(body), _handed(body.handed), request.match_info["application"]
    ports = edge(request).ports
    return _answer(await doors.confirm(account(request), _serial(request), application, says, ports, handed))


@operation(body=RuleDoor, answer=schemas.CaseEnding)
async def rule(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/doors/{application}/ruling."""
    body = await bodies.read(request, RuleDoor)
    application = request.match_info["application"]
    received = tuple(RulingReceived(Identity(one.identity), one.on) for one in body.received)
    command = doors.Rule(_serial(request), application, DoorAction(body.action), body.on, body.note, received)
    return _answer(await doors.rule(account(request), command, edge(request).ports))


@operation(media="application/pdf")
async def door_paper(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/doors/{application}/paper: the joint application, to read, print and sign."""
    application = request.match_info["application"]
    return uploads.send(await door_papers.paper(account(request), _serial(request), application, edge(request).ports))


def _handed(body: HandedInOn | None) -> HandedIn | None:
    return HandedIn(body.on, body.proof.strip()) if body else None


def _instalment(body: Instalment) -> Performance:
    return Performance(body.due_on, body.what, body.clause)


def _answer(found: CaseEndingView) -> web.Response:
    return bodies.write(schemas.CaseEnding, found)


def _serial(request: web.Request) -> str:
    return request.match_info["serial"]
