"""A session of a case: what mediator and clerk do with it outside the room."""

from aiohttp import web

from server.domain.attendance import Came
from server.domain.errors import StaleVersionError
from server.services import device_tests, invitations, joining, manners, outcomes, sessions
from server.services.session_views import recording_summary
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import sessions as schemas
from server.web.schemas.outcomes import Conclude, OutcomeView
from server.web.schemas.recordings import RecordingOrder, RecordingSummary
from server.web.schemas.schedule import ConfirmManner, InvitePerson, MadeLink
from server.web.schemas.tickets import TicketAnswer
from server.web.tickets import ticket_answer


@operation(answer=schemas.SessionView)
async def view(request: web.Request) -> web.Response:
    """GET /api/sessions/{session}."""
    found = await sessions.view(account(request), _session(request), edge(request).ports)
    return bodies.write(schemas.SessionView, found)


@operation(answer=schemas.LineSample, many=True)
async def lines(request: web.Request) -> web.Response:
    """GET /api/sessions/{session}/lines."""
    found = await sessions.lines(account(request), _session(request), edge(request).ports)
    return bodies.write_all(schemas.LineSample, found)


@operation(answer=TicketAnswer)
async def ticket(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/ticket."""
    facts = await sessions.ticket_facts(account(request), _session(request), edge(request).ports)
    return bodies.write_model(ticket_answer(facts, edge(request)))


@operation(body=Conclude, answer=OutcomeView)
async def conclude(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/outcome."""
    body = await bodies.read(request, Conclude)
    command = outcomes.Conclude(
        session=_session(request),
        key=body.key,
        kind=body.kind,
        ending_code=body.ending_code,
        terms=body.terms,
        reason=body.reason,
        next_session_at=body.next_session_at,
        came=Came(**body.came.model_dump()) if body.came else None,
    )
    try:
        outcome = await outcomes.conclude(account(request), command, edge(request).ports)
    except StaleVersionError:
        # The room was writing to the session at that moment; nothing was kept, and the second try sees what it wrote.
        outcome = await outcomes.conclude(account(request), command, edge(request).ports)
    return bodies.write(OutcomeView, outcome)


@operation(body=schemas.IdentityResult, answer=schemas.ParticipantView)
async def record_identity(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants/{identity}/identity."""
    body = await bodies.read(request, schemas.IdentityResult)
    command = sessions.RecordIdentity(_session(request), _identity(request), body.result, body.note)
    found = await sessions.record_identity(account(request), command, edge(request).ports)
    return bodies.write(schemas.ParticipantView, found)


@operation(body=schemas.Removal, answer=schemas.ParticipantView)
async def remove(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants/{identity}/remove."""
    body = await bodies.read(request, schemas.Removal)
    command = sessions.Remove(_session(request), _identity(request), body.reason)
    found = await sessions.remove(account(request), command, edge(request).ports)
    return bodies.write(schemas.ParticipantView, found)


@operation(body=ConfirmManner, answer=schemas.ParticipantView)
async def confirm_manner(request: web.Request) -> web.Response:
    """PUT /api/sessions/{session}/participants/{identity}/manner."""
    body = await bodies.read(request, ConfirmManner)
    command = manners.Confirm(_session(request), _identity(request), body.manner, body.place, body.why)
    found = await manners.confirm(account(request), command, edge(request).ports)
    return bodies.write(schemas.ParticipantView, found)


@operation(answer=schemas.ParticipantView)
async def restore(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants/{identity}/restore."""
    found = await sessions.restore(account(request), _session(request), _identity(request), edge(request).ports)
    return bodies.write(schemas.ParticipantView, found)


@operation(answer=schemas.ReissuedInvitation)
async def reissue(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants/{identity}/reissue."""
    made = await invitations.reissue(account(request), _session(request), _identity(request), edge(request).ports)
    url = f"{edge(request).base_url}/j/{made.token}"
    return bodies.write_model(schemas.ReissuedInvitation(invitation_url=url, expires_at=made.expires_at))


@operation(body=schemas.AskToTest, answer=schemas.ParticipantView)
async def ask_to_test(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants/{identity}/test-message."""
    body = await bodies.read(request, schemas.AskToTest)
    command = device_tests.AskToTest(_session(request), _identity(request), body.key, body.starts_at)
    found = await device_tests.ask(account(request), command, edge(request).base_url, edge(request).ports)
    return bodies.write(schemas.ParticipantView, found)


@operation(body=InvitePerson, answer=MadeLink)
async def invite_person(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/participants."""
    body = await bodies.read(request, InvitePerson)
    made = await joining.join(account(request), _session(request), body.identity, edge(request).ports)
    url = f"{edge(request).base_url}/j/{made.token}"
    return bodies.write_model(MadeLink(identity=made.identity, name=made.name, url=url))


@operation(body=RecordingOrder, answer=RecordingSummary)
async def order_recording(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/recording."""
    body = await bodies.read(request, RecordingOrder)
    orders = edge(request).recording
    order = {"start": orders.start, "pause": orders.pause, "resume": orders.resume, "stop": orders.stop}[body.action]
    recording = await order(account(request), _session(request))
    return bodies.write(RecordingSummary, recording_summary(recording))


def _session(request: web.Request) -> str:
    return request.match_info["session"]


def _identity(request: web.Request) -> str:
    return request.match_info["identity"]
