"""Staff sign in and out, and see who they are."""

from aiohttp import web

from server.domain.party import Role
from server.services import accounts
from server.web import bodies
from server.web.auth import SESSION_COOKIE, address, clear_session, set_session
from server.web.edge import account, edge
from server.web.limits import Limit
from server.web.operations import operation
from server.web.schemas import staff as schemas


@operation(body=schemas.SignIn, answer=schemas.Me)
async def sign_in(request: web.Request) -> web.Response:
    """POST /api/sign-in."""
    await edge(request).limiter.take(Limit.SIGN_IN, address(request, edge(request).trusted_proxies))
    body = await bodies.read(request, schemas.SignIn)
    signed_in = await accounts.sign_in(accounts.SignInCommand(body.login, body.password), edge(request).ports)
    response = bodies.write(schemas.Me, signed_in)
    set_session(response, signed_in.secret, is_https=edge(request).is_https)
    return response


@operation()
async def sign_out(request: web.Request) -> web.Response:
    """POST /api/sign-out; whoever is not signed in is signed out."""
    await accounts.sign_out(request.cookies.get(SESSION_COOKIE, ""), edge(request).ports)
    response = bodies.nothing()
    clear_session(response, is_https=edge(request).is_https)
    return response


@operation(answer=schemas.TimeLeft)
async def time_left(request: web.Request) -> web.Response:
    """GET /api/sign-in."""
    found = await accounts.time_left(request.cookies.get(SESSION_COOKIE, ""), edge(request).ports)
    return bodies.write(schemas.TimeLeft, found)


@operation(answer=schemas.Me)
async def me(request: web.Request) -> web.Response:
    """GET /api/me."""
    staff = account(request)
    return bodies.write_model(
        schemas.Me(
            account=staff.id,
            login=staff.login,
            name=staff.name,
            role=Role(staff.role),
            organisation=staff.organisation,
        )
    )
