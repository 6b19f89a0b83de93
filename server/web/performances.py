"""How an agreement is performed, and the drafts of what may be asked for after a default."""

from typing import Final

from aiohttp import web

from server.domain.remedy import Remedy
from server.services import follow_ups, performances
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas.agreements import DraftQuery, MarkPerformance, RecordFollowUp
from server.web.schemas.endings import CaseEnding

_DIGITS: Final = 3


@operation(body=MarkPerformance, answer=CaseEnding)
async def mark(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/performances/{number}."""
    body = await bodies.read(request, MarkPerformance)
    command = performances.MarkPerformance(
        serial=request.match_info["serial"],
        number=number_of(request),
        version=body.version,
        extent=body.extent,
        on=body.on,
        proof=body.proof,
        material=body.material,
    )
    return bodies.write(CaseEnding, await performances.record(account(request), command, edge(request).ports))


@operation(body=RecordFollowUp, answer=CaseEnding)
async def follow_up(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/follow-ups."""
    body = await bodies.read(request, RecordFollowUp)
    command = follow_ups.RecordFollowUp(
        serial=request.match_info["serial"],
        version=body.version,
        on=body.on,
        channel=body.channel,
        asked=body.asked,
        found=body.found,
    )
    return bodies.write(CaseEnding, await follow_ups.record(account(request), command, edge(request).ports))


@operation(query=DraftQuery, media=performances.PDF)
async def draft(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/performances/{number}/draft."""
    remedy = Remedy(bodies.query(request, DraftQuery).remedy)
    number, ports = number_of(request), edge(request).ports
    return uploads.send(await performances.draft(account(request), request.match_info["serial"], number, remedy, ports))


def number_of(request: web.Request) -> int:
    """Return the number of the instalment in the address; 0, which is none, for what is no number."""
    number = request.match_info["number"]
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _DIGITS else 0
