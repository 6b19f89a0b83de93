"""What happens around every request: a reference, the origin check, errors as problems, headers, one log line."""

import logging
import secrets
import time
from typing import Final

from aiohttp import ClientConnectionResetError, web
from aiohttp.typedefs import Handler, Middleware

from server.observability import bound
from server.web.edge import REFERENCE, edge
from server.web.problems import OriginRefusedError, answer_to

_log = logging.getLogger(__name__)

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SOCKET_PATH: Final = "/socket.io/"
_SAME_PAGE: Final = frozenset({"same-origin", "none"})
_QUIET_ROUTES: Final = frozenset({"/healthz", "/metrics"})

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'{socket}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Tokens of personal links are in paths.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), "
        "autoplay=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "mediation-room",
}
_STRICT_TRANSPORT: Final = "max-age=31536000"


class HungUpError(Exception):
    """The browser went away before its request was read or its answer written; nobody reads an answer."""


@web.middleware
async def observed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request its reference, bind it to log lines, count and log the answer."""
    request[REFERENCE] = reference = _new_reference()
    since = time.perf_counter()
    route = _template(request)
    with bound(request=reference):
        try:
            response = await handler(request)
        except HungUpError:
            edge(request).metrics.hung_up(route)
            _log.info("%s %s hung up", request.method, route)
            return web.Response()
        edge(request).metrics.served(route, response.status, time.perf_counter() - since)
        if route not in _QUIET_ROUTES:
            _log.info("%s %s %d", request.method, route, response.status)
        return response


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error as a problem with a stable code. Raises `HungUpError` when nobody is there to be answered."""
    try:
        return await handler(request)
    except Exception as error:  # The table in `problems` decides; what it does not know is logged.
        if _is_of_the_line(error, request):
            raise HungUpError from error
        return answer_to(error, request[REFERENCE], edge(request).ports.clock.now())


@web.middleware
async def same_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a page of somebody else makes a browser send, on everything that changes and on the socket."""
    if (request.method not in SAFE or request.path.startswith(SOCKET_PATH)) and not _is_ours(request):
        raise OriginRefusedError
    return await handler(request)


@web.middleware
async def without_nul(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse addresses with the one character that PostgreSQL cannot keep in a text."""
    if "%00" in request.raw_path:
        raise web.HTTPNotFound
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on an answer, whoever made it."""
    response.headers.update(HEADERS)
    # A browser keeps some refusals for ever when nothing forbids it: 410 of a suspended link outlived its restoring.
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Content-Security-Policy"] = POLICY.format(socket=_socket_sources(request))
    if REFERENCE in request:
        response.headers["X-Reference"] = request[REFERENCE]
    if edge(request).is_https:
        response.headers["Strict-Transport-Security"] = _STRICT_TRANSPORT


MIDDLEWARES: Final[tuple[Middleware, ...]] = (
    observed,
    problems,
    without_nul,
    same_origin,
)


def _is_of_the_line(error: Exception, request: web.Request) -> bool:
    """Tell a lost connection to the browser from one to something of ours, such as a database."""
    if isinstance(error, ClientConnectionResetError):
        return True
    return isinstance(error, OSError) and error is request.content.exception()


def _is_ours(request: web.Request) -> bool:
    """Browsers say where a request comes from; what says nothing is no browser and carries no one's cookies."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _SAME_PAGE:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin in edge(request).origins


def _socket_sources(request: web.Request) -> str:
    # 'self' does not cover WebSocket in older Safari. An IPv6 literal is no host source (CSP3 section 2.3.1).
    hosts = sorted(origin.split("://", 1)[1] for origin in edge(request).origins if "[" not in origin)
    scheme = "wss" if edge(request).is_https else "ws"
    return "".join(f" {scheme}://{host}" for host in hosts)


def _template(request: web.Request) -> str:
    """Return the path with names in place of values: values may be tokens."""
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical


def _new_reference() -> str:
    text = secrets.token_hex(4).upper()
    return f"{text[:4]}-{text[4:]}"
