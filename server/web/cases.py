"""The day's sessions, the list of cases and one case."""

from typing import Final

from aiohttp import web

from server.domain.case import CaseState
from server.domain.errors import InvalidError
from server.services import cases, sessions
from server.web import bodies, schemas
from server.web.edge import account, edge

_LONGEST_QUERY: Final = 100
_LAST_PAGE: Final = 10_000


async def today(request: web.Request) -> web.Response:
    """GET /api/today."""
    return bodies.write(schemas.Today, await sessions.today(account(request), edge(request).ports))


async def find(request: web.Request) -> web.Response:
    """GET /api/cases?query=&state=&page=."""
    text = request.query.get("query", "")
    if len(text) > _LONGEST_QUERY:
        raise InvalidError("request.invalid", query="too_long")
    found = await cases.find(account(request), text, _states(request), _page(request), edge(request).ports)
    return bodies.write(schemas.CaseList, found)


async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}."""
    found = await cases.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.CaseView, found)


def _states(request: web.Request) -> tuple[CaseState, ...]:
    try:
        return tuple(CaseState(word) for word in bodies.words(request, "state"))
    except ValueError:
        raise InvalidError("request.invalid", state="unknown") from None


def _page(request: web.Request) -> int:
    text = request.query.get("page", "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= _LAST_PAGE:
        raise InvalidError("request.invalid", page="out_of_range")
    return int(text)
