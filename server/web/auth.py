"""Who is asking: staff by cookie, a party by the token of the path and the cookie of their device."""

from datetime import datetime
from ipaddress import ip_address
from typing import Final

from aiohttp import hdrs, web

from server.domain.account import Account, Right
from server.domain.errors import UnauthenticatedError
from server.services import accounts
from server.services.invitations import LinkKey
from server.web.edge import ACCOUNT, Edge, Networks, edge

SESSION_COOKIE: Final = "mr_session"
DEVICE_COOKIE: Final = "mr_device"
INVITATION_LINK: Final = "/api/invitations"
OWN_LINK: Final = "/api/own"
"""Below which the cookie of a personal link's device goes back."""
BY_ITSELF: Final = "X-By-Itself"
"""Says that a page reads something again by itself, while nobody does anything: reading alone may be called so."""
_LONGEST_SECRET: Final = 256
BROWSERS: Final = (
    ("MicroMessenger", "WeChat"),
    ("HuaweiBrowser", "Huawei"),
    ("MiuiBrowser", "Xiaomi"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""Mark in the user agent and family, the first that fits: later ones are named by earlier ones too."""


async def require_staff(request: web.Request, *rights: Right) -> None:
    """Put the account on the request. Raises `UnauthenticatedError` and, with none of the rights, `ForbiddenError`."""
    account = await resolve(request)
    # First who it is: a refusal may have to be written down.
    request[ACCOUNT] = account
    if rights:
        account.require(*rights)


async def resolve(request: web.Request) -> Account:
    """Return who is signed in. Raises `UnauthenticatedError`."""
    secret = request.cookies.get(SESSION_COOKIE, "")
    if not 0 < len(secret) <= _LONGEST_SECRET:
        raise UnauthenticatedError
    return await accounts.resolve(secret, edge(request).ports, by_itself=is_by_itself(request))


def is_by_itself(request: web.Request) -> bool:
    """Tell whether nobody is behind a request. Whatever changes something is somebody's act.

    So is the ticket that a room asks for three times a minute: who is in a room is not idle, and the line may be lost.
    """
    return request.method == hdrs.METH_GET and BY_ITSELF in request.headers


async def is_signed_in(request: web.Request) -> bool:
    """Tell whether the sign-in of a request that is still being answered is good."""
    try:
        await resolve(request)
    except UnauthenticatedError:
        return False
    return True


def set_session(response: web.Response, secret: str, *, is_https: bool) -> None:
    """Give the browser its sign-in; it ends with the browser."""
    response.set_cookie(SESSION_COOKIE, secret, httponly=True, samesite="Strict", secure=is_https, path="/")


def clear_session(response: web.Response, *, is_https: bool) -> None:
    """Take it away."""
    response.del_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="Strict", secure=is_https)


def link_key(request: web.Request) -> LinkKey:
    """Return token, device and origin of a request with a personal link."""
    device = request.cookies.get(DEVICE_COOKIE)
    if device is not None and len(device) > _LONGEST_SECRET:
        device = None
    return LinkKey(request.match_info["token"], device, origin(request))


def set_device(
    response: web.Response,
    key: LinkKey,
    device: str,
    edge: Edge,
    expires_at: datetime,
    below: str = INVITATION_LINK,
) -> None:
    """Give the browser the secret that makes it this link's device. It goes back to this link's routes only."""
    response.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=max(0, int((expires_at - edge.ports.clock.now()).total_seconds())),
        httponly=True,
        samesite="Strict",
        secure=edge.is_https,
        path=f"{below}/{key.token}",
    )


def address(request: web.Request, trusted: Networks) -> str:
    """Return the address of the asker: the last one that a proxy of ours did not add itself."""
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    hops = [*chain, request.remote or ""]
    while len(hops) > 1 and within(hops[-1], trusted):
        hops.pop()
    return hops[-1]


def origin(request: web.Request) -> str:
    """Return where an answer came from, to be kept with it: address and family of the browser."""
    agent = request.headers.get("User-Agent", "")
    family = next((name for mark, name in BROWSERS if mark in agent), "other")
    return f"{address(request, edge(request).trusted_proxies)} {family}"


def within(host: str, networks: Networks) -> bool:
    """Tell whether the address is in one of the networks."""
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return any(found in network for network in networks)
