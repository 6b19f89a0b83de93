"""The award of a case: what is known of arbitration after intake."""

from aiohttp import web

from server.services import award_records
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import awards as schemas


@operation(answer=schemas.AwardShown)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/award."""
    found = await award_records.view(account(request), request.match_info["serial"], edge(request).ports)
    return bodies.write(schemas.AwardShown, found)


@operation(body=schemas.RecordAward, answer=schemas.AwardShown)
async def record(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/award."""
    body = await bodies.read(request, schemas.RecordAward)
    command = award_records.RecordAward(
        serial=request.match_info["serial"],
        version=body.version,
        arbitration=body.arbitration,
        number=body.number,
        finality=body.finality,
        received=tuple(
            award_records.ReceivedSays(one.identity, one.on, one.proof, one.annulled_on, one.annulled_proof)
            for one in body.received
        ),
    )
    return bodies.write(schemas.AwardShown, await award_records.record(account(request), command, edge(request).ports))
