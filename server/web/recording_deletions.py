"""Deletion of recordings before their time: asked for by one person, decided by another."""

from aiohttp import web

from server.services import recording_deletions
from server.services.recording_deletions import AnswerDeletion
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import recordings as schemas


@operation(answer=schemas.RecordingDeletions)
async def listing(request: web.Request) -> web.Response:
    """GET /api/recordings/{session}/deletions."""
    found = await recording_deletions.view(account(request), request.match_info["session"], edge(request).ports)
    return bodies.write(schemas.RecordingDeletions, found)


@operation(answer=schemas.WaitingDeletion, many=True)
async def waiting(request: web.Request) -> web.Response:
    """GET /api/recording-deletions."""
    found = await recording_deletions.waiting(account(request), edge(request).ports)
    return bodies.write_all(schemas.WaitingDeletion, found)


@operation(body=schemas.DeletionRequest, answer=schemas.RecordingDeletions)
async def ask(request: web.Request) -> web.Response:
    """POST /api/recordings/{session}/deletions."""
    body, session = await bodies.read(request, schemas.DeletionRequest), request.match_info["session"]
    found = await recording_deletions.ask(account(request), session, body.reason, edge(request).ports)
    return bodies.write(schemas.RecordingDeletions, found)


@operation(body=schemas.DeletionAnswer, answer=schemas.RecordingDeletions)
async def answer(request: web.Request) -> web.Response:
    """POST /api/recordings/{session}/deletions/{deletion}/answer."""
    body, names = await bodies.read(request, schemas.DeletionAnswer), request.match_info
    command = AnswerDeletion(names["session"], names["deletion"], body.version, body.action, body.opinion)
    found = await recording_deletions.answer(account(request), command, edge(request).keeper)
    return bodies.write(schemas.RecordingDeletions, found)
