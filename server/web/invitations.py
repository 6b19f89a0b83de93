"""The personal link: what the person behind it may see and say. The token in the path is the whole authority."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from server.domain.case_consent import ConsentStep
from server.domain.consent import Purpose
from server.domain.device_check import CONNECTION_CHECKS, CheckResult
from server.domain.disclosure import Reply
from server.domain.errors import NotFoundError
from server.domain.secret import digest
from server.services import consents, devices, impartiality, invitations, notices
from server.services.invitation_views import InvitationView, OpenedInvitation
from server.services.invitations import LinkKey
from server.services.steps import OwnAnswer
from server.web import bodies
from server.web.auth import address, link_key, origin, set_device
from server.web.edge import edge
from server.web.limits import Limit
from server.web.operations import operation
from server.web.schemas import invitations as schemas
from server.web.schemas.choices import OwnDisclosureView
from server.web.schemas.connection_tests import ConnectionReport, DeviceCheck
from server.web.schemas.consents import ConsentAnswer
from server.web.schemas.disclosures import OwnReply
from server.web.schemas.tickets import TicketAnswer
from server.web.tickets import ticket_answer


@operation(answer=schemas.InvitationView)
async def look(request: web.Request) -> web.Response:
    """GET /api/invitations/{token}. Binds nothing: an SMS gateway that follows links must not take them."""
    return _answer(await invitations.look(link_key(request), edge(request).ports))


@operation(answer=schemas.InvitationView)
async def open_link(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/open: this is my device. Again on it changes nothing."""
    key = link_key(request)
    return _opened(request, key, await invitations.open_link(key, edge(request).ports))


@operation(body=schemas.InvitationMove, answer=schemas.InvitationView)
async def move(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/move."""
    key = link_key(request)
    await edge(request).limiter.take(Limit.MOVE, address(request, edge(request).trusted_proxies), digest(key.token))
    body = await bodies.read(request, schemas.InvitationMove)
    return _opened(request, key, await invitations.move(key, body.phone_tail, edge(request).ports))


@operation()
async def deny(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/deny: I am not this person; the link is dead."""
    await invitations.deny(link_key(request), edge(request).ports)
    return bodies.nothing()


@operation(body=schemas.NoticeAcknowledgement, answer=schemas.InvitationView)
async def acknowledge_notice(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/notice."""
    body = await bodies.read(request, schemas.NoticeAcknowledgement)
    return await _from_device(request, lambda key: notices.acknowledge(key, body.version, edge(request).ports))


@operation(body=ConsentAnswer, answer=schemas.InvitationView)
async def answer_consent(request: web.Request) -> web.Response:
    """PUT /api/invitations/{token}/consents/{purpose}."""
    body = await bodies.read(request, ConsentAnswer)
    try:
        purpose = Purpose(request.match_info["purpose"])
    except ValueError:
        raise NotFoundError("consent.unknown_purpose") from None
    command = consents.AnswerConsent(purpose, answer=body.answer, version=body.version)
    return await _from_device(request, lambda key: consents.answer(key, command, edge(request).ports))


@operation(body=schemas.OwnStepAnswer, answer=schemas.InvitationView)
async def answer_mediation(request: web.Request) -> web.Response:
    """PUT /api/invitations/{token}/steps/online_mediation: whether the person themselves agrees to mediate online."""
    body = await bodies.read(request, schemas.OwnStepAnswer)
    command = OwnAnswer(ConsentStep.ONLINE_MEDIATION, body.answer, body.wording, origin(request), body.reason)
    return await _from_device(request, lambda key: invitations.agree_to_mediate(key, command, edge(request).ports))


@operation(body=DeviceCheck, answer=schemas.InvitationView)
async def report_check(request: web.Request) -> web.Response:
    """PUT /api/invitations/{token}/device-check."""
    body = await bodies.read(request, DeviceCheck)
    command = devices.RecordCheck(
        camera=body.camera,
        microphone=body.microphone,
        speaker=body.speaker,
        connection=body.connection,
        note=body.note,
    )
    return await _from_device(request, lambda key: devices.record_check(key, command, edge(request).ports))


@operation(body=ConnectionReport, answer=schemas.InvitationView)
async def report_connection(request: web.Request) -> web.Response:
    """PUT /api/invitations/{token}/connection-report."""
    body = await bodies.read(request, ConnectionReport)
    checks = {name: CheckResult(getattr(body, name)) for name in CONNECTION_CHECKS}
    command = devices.RecordConnection(checks, body.round_trip_ms, body.lost, agent=f"{body.browser}/{body.system}")
    return await _from_device(request, lambda key: devices.record_connection(key, command, edge(request).ports))


@operation(answer=OwnDisclosureView, many=True)
async def disclosures(request: web.Request) -> web.Response:
    """GET /api/invitations/{token}/disclosures: what a mediator disclosed and is put to this person."""
    found = await impartiality.put_to(link_key(request), edge(request).ports)
    return bodies.write_all(OwnDisclosureView, found)


@operation(body=OwnReply, answer=OwnDisclosureView, many=True)
async def reply_to_disclosure(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/disclosures/{disclosure}."""
    body = await bodies.read(request, OwnReply)
    disclosure, said = request.match_info["disclosure"], Reply(body.reply)
    found = await impartiality.reply(link_key(request), disclosure, said, edge(request).ports)
    return bodies.write_all(OwnDisclosureView, found)


@operation(answer=TicketAnswer)
async def ticket(request: web.Request) -> web.Response:
    """POST /api/invitations/{token}/ticket."""
    facts = await invitations.ticket_facts(link_key(request), edge(request).ports)
    return bodies.write_model(ticket_answer(facts, edge(request)))


async def _from_device(request: web.Request, act: Callable[[LinkKey], Awaitable[InvitationView]]) -> web.Response:
    """Act for a person; the first thing they do from a new browser makes it the device of the link."""
    key = link_key(request)
    if key.device is not None:
        return _answer(await act(key))
    opened = await invitations.open_link(key, edge(request).ports)
    response = _answer(await act(LinkKey(key.token, opened.device)))
    _remember(request, response, key, opened)
    return response


def _opened(request: web.Request, key: LinkKey, opened: OpenedInvitation) -> web.Response:
    response = _answer(opened.view)
    _remember(request, response, key, opened)
    return response


def _remember(request: web.Request, response: web.Response, key: LinkKey, opened: OpenedInvitation) -> None:
    if opened.device is not None:
        set_device(response, key, opened.device, edge(request), opened.view.expires_at)


def _answer(view: InvitationView) -> web.Response:
    return bodies.write(schemas.InvitationView, view)
