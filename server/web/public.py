"""What anyone may read and say without signing in: the roster, and complaints to the inviting court."""

import hashlib
from typing import Final

from aiohttp import web

from server.domain.secret import digest
from server.services import complaints, roster
from server.web import bodies
from server.web.auth import address
from server.web.edge import edge
from server.web.limits import Limit
from server.web.operations import operation
from server.web.roster import wanted
from server.web.schemas import roster as schemas
from server.web.schemas.complaints import ComplaintReceipt, ComplaintRequest

_CACHING: Final = "public, max-age=60"
"""Seconds for which a page may be shown again without asking."""


@operation(answer=schemas.PublicRoster)
async def listing(request: web.Request) -> web.Response:
    """GET /api/public/roster?query=&kind=&dispute=&skill=&fee=&level=&court=&page=."""
    await edge(request).limiter.take(Limit.PUBLIC, _address(request))
    response = bodies.write(schemas.PublicRoster, await roster.public(wanted(request), edge(request).ports))
    body = response.body
    tag = hashlib.sha256(body if isinstance(body, bytes) else b"").hexdigest()[:20]
    if request.headers.get("If-None-Match") == f'"{tag}"':
        response = web.Response(status=304)
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = _CACHING
    return response


@operation(body=ComplaintRequest, answer=ComplaintReceipt)
async def complain(request: web.Request) -> web.Response:
    """POST /api/public/complaints."""
    await edge(request).limiter.take(Limit.COMPLAINT, _address(request))
    body = await bodies.read(request, ComplaintRequest)
    # The receipt goes to this number: nobody's telephone is filled with them, from however many addresses.
    await edge(request).limiter.take(Limit.COMPLAINT, "phone", digest(body.phone))
    command = complaints.Complain(body.key, body.entry, body.ground, body.text, body.serial, body.name, body.phone)
    return bodies.write(ComplaintReceipt, await complaints.complain(command, edge(request).ports))


def _address(request: web.Request) -> str:
    return address(request, edge(request).trusted_proxies)
