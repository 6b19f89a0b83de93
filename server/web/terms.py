"""The term of a case: its clocks, extension, pauses, and the sessions to be held in it."""

from aiohttp import web

from server.services import clocks, offline, on_site, pauses, schedule, terms
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import terms as schemas
from server.web.schemas.concurrence import PartySays
from server.web.schemas.schedule import (
    CancelSession,
    EnteredSession,
    EnterOfflineResult,
    MadeLink,
    MoveOnSite,
    OnSiteAppointment,
    RescheduleSession,
    ScheduleSession,
    SessionScheduled,
)


@operation(answer=schemas.CaseClocks)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/clocks."""
    return bodies.write(schemas.CaseClocks, await clocks.view(account(request), _serial(request), edge(request).ports))


@operation(body=schemas.AskExtension, answer=schemas.CaseClocks)
async def ask_extension(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/extensions."""
    body = await bodies.read(request, schemas.AskExtension)
    command = terms.AskExtension(_serial(request), body.key, body.reason, body.requested_by)
    return bodies.write(schemas.CaseClocks, await terms.ask_extension(account(request), command, edge(request).ports))


@operation(body=PartySays, answer=schemas.CaseClocks)
async def answer_extension(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/extensions/{extension}/answers."""
    says = party_says(await bodies.read(request, PartySays))
    found = await terms.answer_extension(
        account(request), _serial(request), _extension(request), says, edge(request).ports
    )
    return bodies.write(schemas.CaseClocks, found)


@operation(answer=schemas.CaseClocks)
async def grant_extension(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/extensions/{extension}/grant."""
    found = await terms.grant_extension(account(request), _serial(request), _extension(request), edge(request).ports)
    return bodies.write(schemas.CaseClocks, found)


@operation(answer=schemas.CaseClocks)
async def withdraw_extension(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/extensions/{extension}/withdraw."""
    found = await terms.withdraw_extension(account(request), _serial(request), _extension(request), edge(request).ports)
    return bodies.write(schemas.CaseClocks, found)


@operation(body=schemas.StartPause, answer=schemas.CaseClocks)
async def pause(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/pauses."""
    body = await bodies.read(request, schemas.StartPause)
    command = pauses.StartPause(_serial(request), body.kind, body.reason)
    return bodies.write(schemas.CaseClocks, await pauses.start(account(request), command, edge(request).ports))


@operation(body=schemas.Resume, answer=schemas.CaseClocks)
async def resume(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/resume."""
    body = await bodies.read(request, schemas.Resume)
    found = await pauses.resume(account(request), _serial(request), body.note, edge(request).ports)
    return bodies.write(schemas.CaseClocks, found)


@operation(body=MoveOnSite, answer=OnSiteAppointment)
async def move_on_site(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/on-site."""
    body = await bodies.read(request, MoveOnSite)
    command = on_site.MoveOnSite(
        serial=_serial(request),
        key=body.key,
        starts_at=body.starts_at,
        minutes=body.minutes,
        place=body.place,
        asked_by=body.asked_by,
        answers=tuple(party_says(one) for one in body.answers),
    )
    session = await on_site.move_on_site(account(request), command, edge(request).ports)
    return bodies.write_model(OnSiteAppointment(session=session))


@operation(body=EnterOfflineResult, answer=EnteredSession)
async def enter_offline(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/offline-result."""
    body = await bodies.read(request, EnterOfflineResult)
    command = offline.OfflineResult(
        serial=request.match_info["serial"],
        key=body.key,
        held_at=body.held_at,
        minutes=body.minutes,
        place=body.place,
        kind=body.kind,
        terms=body.terms,
        people=body.people,
        after_term=body.after_term,
    )
    session = await offline.record(account(request), command, edge(request).ports)
    return bodies.write_model(EnteredSession(session=session))


@operation(body=ScheduleSession, answer=SessionScheduled)
async def schedule_session(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/sessions."""
    body = await bodies.read(request, ScheduleSession)
    command = schedule.Schedule(
        serial=_serial(request),
        key=body.key,
        starts_at=body.starts_at,
        minutes=body.minutes,
        mode=body.mode,
        form=body.form,
        place=body.place,
        people=body.people,
        answers=tuple(party_says(one) for one in body.answers),
        after_term=body.after_term,
        manners=tuple((one.identity, one.manner) for one in body.manners),
    )
    made = await schedule.schedule(account(request), command, edge(request).ports)
    base = edge(request).base_url
    links = tuple(MadeLink(identity=link.identity, name=link.name, url=f"{base}/j/{link.token}") for link in made.links)
    return bodies.write_model(
        SessionScheduled(session=made.session, number=made.number, starts_at=made.starts_at, links=links)
    )


@operation(body=RescheduleSession)
async def reschedule(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/reschedule."""
    body = await bodies.read(request, RescheduleSession)
    command = schedule.Reschedule(
        session=request.match_info["session"],
        was_at=body.was_at,
        starts_at=body.starts_at,
        minutes=body.minutes,
        reason=body.reason,
        after_term=body.after_term,
    )
    await schedule.reschedule(account(request), command, edge(request).ports)
    return bodies.nothing()


@operation(body=CancelSession)
async def cancel(request: web.Request) -> web.Response:
    """POST /api/sessions/{session}/cancel."""
    body = await bodies.read(request, CancelSession)
    command = schedule.Cancel(request.match_info["session"], body.was_at, body.reason)
    await schedule.cancel(account(request), command, edge(request).ports)
    return bodies.nothing()


def party_says(body: PartySays) -> terms.PartySays:
    """Return what a party said as a use case takes it."""
    return terms.PartySays(body.identity, body.agrees, body.form, body.at)


def _serial(request: web.Request) -> str:
    return request.match_info["serial"]


def _extension(request: web.Request) -> str:
    return request.match_info["extension"]
