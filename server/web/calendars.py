"""The working calendar and the terms of a court, for its administrator."""

from typing import Final

from aiohttp import web

from server.domain.errors import NotFoundError
from server.domain.term import TermPolicy
from server.services import calendars, terms
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import calendars as schemas

_DIGITS: Final = 4


@operation(answer=schemas.WorkingCalendar)
async def view(request: web.Request) -> web.Response:
    """GET /api/calendar."""
    return bodies.write(schemas.WorkingCalendar, await calendars.view(account(request), edge(request).ports))


@operation(answer=schemas.CalendarYear)
async def year(request: web.Request) -> web.Response:
    """GET /api/calendar/{year}."""
    found = await calendars.year(account(request), _year(request), edge(request).ports)
    return bodies.write(schemas.CalendarYear, found)


@operation(body=schemas.EnterCalendar, answer=schemas.MovedDeadline, many=True)
async def preview(request: web.Request) -> web.Response:
    """POST /api/calendar/{year}/preview: which deadlines would move; changes nothing."""
    command = await _command(request)
    return bodies.write_all(
        schemas.MovedDeadline, await calendars.preview(account(request), command, edge(request).ports)
    )


@operation(body=schemas.EnterCalendar, answer=schemas.MovedDeadline, many=True)
async def enter(request: web.Request) -> web.Response:
    """PUT /api/calendar/{year}: keep the notice; answers which deadlines moved."""
    command = await _command(request)
    return bodies.write_all(
        schemas.MovedDeadline, await calendars.enter(account(request), command, edge(request).ports)
    )


@operation(answer=schemas.CourtTerms)
async def terms_view(request: web.Request) -> web.Response:
    """GET /api/term-policy."""
    return bodies.write(schemas.CourtTerms, await terms.policy(account(request), edge(request).ports))


@operation(body=schemas.DecideTerms, answer=schemas.CourtTerms)
async def decide_terms(request: web.Request) -> web.Response:
    """PUT /api/term-policy."""
    body = await bodies.read(request, schemas.DecideTerms)
    seen, decided = (
        TermPolicy(one.extension_days, one.extensions, one.base, one.counts_suspension) for one in (body.seen, body)
    )
    kept = await terms.save_policy(account(request), seen, decided, edge(request).ports)
    return bodies.write(schemas.CourtTerms, kept)


async def _command(request: web.Request) -> calendars.EnterNotice:
    body = await bodies.read(request, schemas.EnterCalendar)
    return calendars.EnterNotice(_year(request), body.version, body.source, body.off, body.makeup)


def _year(request: web.Request) -> int:
    text = request.match_info["year"]
    if not (text.isascii() and text.isdigit() and len(text) == _DIGITS):
        raise NotFoundError("calendar.no_notice")
    return int(text)
