"""Complaints at the inviting court: read, the complainant rung up, decided."""

from aiohttp import web

from server.domain.complaint import ComplaintAction
from server.services import complaints, unlocking
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import complaints as schemas
from server.web.schemas.parties import PersonalRequest


@operation(answer=schemas.ComplaintList)
async def listing(request: web.Request) -> web.Response:
    """GET /api/complaints."""
    found = await complaints.listing(account(request), edge(request).ports)
    views = tuple(schemas.ComplaintView.model_validate(one, from_attributes=True) for one in found)
    return bodies.write_model(schemas.ComplaintList(complaints=views))


@operation(body=schemas.ComplaintDecision)
async def decide(request: web.Request) -> web.Response:
    """POST /api/complaints/{complaint}/decision."""
    body = await bodies.read(request, schemas.ComplaintDecision)
    action = ComplaintAction.UPHOLD if body.upheld else ComplaintAction.DISMISS
    command = complaints.Decide(
        request.match_info["complaint"], action, body.decision, body.informed, body.suspend, body.reply
    )
    await complaints.decide(account(request), command, edge(request).ports)
    return bodies.nothing()


@operation(body=PersonalRequest, answer=schemas.ComplainantPhone)
async def unlock(request: web.Request) -> web.Response:
    """POST /api/complaints/{complaint}/personal."""
    body = await bodies.read(request, PersonalRequest)
    command = unlocking.Unlock(request.match_info["complaint"], body.purpose, body.reason)
    phone = await unlocking.of_complaint(account(request), command, edge(request).ports)
    return bodies.write_model(schemas.ComplainantPhone(phone=phone))
