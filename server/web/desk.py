"""The desk of staff: what is due, the bell, saved views, messages sent, the audit log, calendar files."""

from typing import Final
from urllib.parse import parse_qs

from aiohttp import web
from pydantic import ValidationError

from server.domain.errors import InvalidError
from server.domain.log_export import WhyExported
from server.domain.session import SessionState
from server.services import audit_export, cases, desk, invitations, sessions
from server.services.case_views import CaseConditions
from server.services.invitation_views import InvitationView
from server.services.meeting_file import MeetingFacts, meeting_file
from server.services.ports.desk import AuditConditions, SavedView
from server.services.session_views import SessionSummary
from server.web import bodies, log_exports
from server.web.auth import link_key
from server.web.cases import conditions
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import desk as schemas
from server.web.schemas.cases import CaseQuery

CALENDAR: Final = "text/calendar"
_LONGEST_NAME: Final = 40


@operation(answer=schemas.Task, many=True)
async def tasks(request: web.Request) -> web.Response:
    """GET /api/tasks."""
    return bodies.write_all(schemas.Task, tuple(await desk.tasks(account(request), edge(request).ports)))


@operation(answer=schemas.OwedTask, many=True)
async def owed(request: web.Request) -> web.Response:
    """GET /api/owed."""
    return bodies.write_all(schemas.OwedTask, tuple(await desk.owed(account(request), edge(request).ports)))


@operation(answer=schemas.Reminder, many=True)
async def reminders(request: web.Request) -> web.Response:
    """GET /api/reminders."""
    return bodies.write_all(schemas.Reminder, tuple(await desk.prompts(account(request), edge(request).ports)))


@operation(answer=schemas.SentReminder, many=True)
async def sent(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/reminders."""
    found = await desk.sent(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write_all(schemas.SentReminder, tuple(found))


@operation(answer=schemas.SavedView, many=True)
async def saved_views(request: web.Request) -> web.Response:
    """GET /api/saved-views."""
    return await _counted(request, await desk.saved_views(account(request), edge(request).ports))


@operation(body=schemas.SavedViewPut, answer=schemas.SavedView, many=True)
async def save_view(request: web.Request) -> web.Response:
    """PUT /api/saved-views/{name}."""
    body = await bodies.read(request, schemas.SavedViewPut)
    view = SavedView(_name(request), body.query)
    return await _counted(request, await desk.save_view(account(request), view, edge(request).ports))


@operation(answer=schemas.SavedView, many=True)
async def remove_view(request: web.Request) -> web.Response:
    """DELETE /api/saved-views/{name}."""
    found = await desk.remove_view(account(request), _name(request), edge(request).ports)
    return await _counted(request, found)


async def _counted(request: web.Request, views: tuple[SavedView, ...]) -> web.Response:
    """Return the views with how many cases each finds; one question for all of them."""
    asked = {view.name: wanted for view in views if (wanted := _asked(view)) is not None}
    found = await cases.count(account(request), tuple(asked.values()), edge(request).ports)
    counts = dict(zip(asked, found, strict=True))
    answer = tuple(schemas.SavedView(name=one.name, query=one.query, count=counts.get(one.name)) for one in views)
    return bodies.write_all(schemas.SavedView, answer)


def _asked(view: SavedView) -> CaseConditions | None:
    """Return what a view asks for; None for one kept before the list knew other words."""
    try:
        return conditions(bodies.parameters(parse_qs(view.query), CaseQuery))
    except (ValidationError, InvalidError):
        return None


@operation(query=schemas.AuditQuery, answer=schemas.AuditPage)
async def audit(request: web.Request) -> web.Response:
    """GET /api/audit."""
    asked = bodies.query(request, schemas.AuditQuery)
    wanted = AuditConditions(asked.action, asked.serial.strip(), asked.actor.strip(), asked.since, asked.until)
    found = await desk.audit(account(request), wanted, asked.before, edge(request).ports)
    return bodies.write(schemas.AuditPage, found)


@operation(body=schemas.AuditExport, media=log_exports.CSV)
async def export_audit(request: web.Request) -> web.Response:
    """POST /api/audit/exports."""
    asked = await bodies.read(request, schemas.AuditExport)
    wanted = AuditConditions(asked.action, asked.serial.strip(), asked.actor.strip(), asked.since, asked.until)
    why = WhyExported(asked.purpose, asked.reason)
    file = await audit_export.export(account(request), wanted, why, edge(request).ports)
    return log_exports.send(file, "audit")


@operation(media=CALENDAR)
async def own_calendar(request: web.Request) -> web.Response:
    """GET /api/invitations/{token}/session.ics: the session of a personal link, for the person's calendar."""
    view = await invitations.look(link_key(request), edge(request).ports)
    return send_meeting(request, _of_guest(view, edge(request).base_url))


@operation(media=CALENDAR)
async def calendar(request: web.Request) -> web.Response:
    """GET /api/sessions/{session}/session.ics: a session for the calendar of staff."""
    found = await sessions.view(account(request), request.match_info["session"], edge(request).ports)
    return send_meeting(request, _of_staff(found.summary, edge(request).base_url))


def send_meeting(request: web.Request, facts: MeetingFacts) -> web.Response:
    """Return a session as a file to be kept."""
    made = meeting_file(facts, edge(request).ports.clock.now())
    name = f'attachment; filename="{facts.serial}-{facts.number}.ics"'
    return web.Response(body=made, content_type=CALENDAR, charset="utf-8", headers={"Content-Disposition": name})


def _of_guest(view: InvitationView, base_url: str) -> MeetingFacts:
    return MeetingFacts(
        session=view.session,
        serial=view.serial,
        number=view.number,
        starts_at=view.starts_at,
        minutes=view.minutes,
        mode=view.mode,
        place=view.place or base_url,
        revision=view.revision,
        cancelled=view.session_state is SessionState.CANCELLED,
    )


def _of_staff(summary: SessionSummary, base_url: str) -> MeetingFacts:
    return MeetingFacts(
        session=summary.id,
        serial=summary.serial,
        number=summary.number,
        starts_at=summary.starts_at,
        minutes=summary.minutes,
        mode=summary.mode,
        place=summary.place or base_url,
        revision=summary.revision,
        cancelled=summary.state is SessionState.CANCELLED,
    )


def _name(request: web.Request) -> str:
    name = request.match_info["name"].strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidError("view.name", name="length")
    return name
