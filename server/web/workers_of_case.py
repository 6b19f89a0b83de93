"""Many workers of one case: their list from a file, representatives they chose, a message to all of them."""

import asyncio

from aiohttp import web

from server.domain.authority import Power, Sighting
from server.domain.errors import InvalidError
from server.domain.material import MaterialId
from server.services import representations, sheets, worker_list, worker_notices
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.roster_import import SHEETS, template_of
from server.web.schemas import parties as schemas
from server.web.schemas import workers_of_case as many
from server.web.schemas.roster import ImportReport


@operation(media=tuple(SHEETS.values()))
async def template(request: web.Request) -> web.Response:
    """GET /api/worker-list/template?form=: an empty file with heads and an example, `csv` or `xlsx`."""
    return await template_of(request, worker_list.template, "workers")


@operation(upload="text/csv", answer=ImportReport)
async def take_in(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/worker-list?apply={digest}: check the file, or keep it when it was checked.

    A wrong row keeps the whole file out unless `without_wrong` is `yes`.
    """
    if request.content_type not in SHEETS.values():
        raise web.HTTPUnsupportedMediaType
    content = await uploads.whole(request, sheets.LARGEST_FILE, "sheet.too_large")
    rows = await asyncio.to_thread(sheets.read, content, worker_list.MOST_ROWS)
    digest, serial = request.query.get("apply"), request.match_info["serial"]
    if digest is None:
        found = await worker_list.check(account(request), serial, content, rows, edge(request).ports)
    else:
        command = worker_list.TakeIn(serial, digest, _is_yes(request, "without_wrong"))
        found = await worker_list.apply(account(request), command, content, rows, edge(request).ports)
    return bodies.write(ImportReport, found)


@operation(body=many.RepresentationRecorded, answer=schemas.CasePeople)
async def represent(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/representations."""
    body = await bodies.read(request, many.RepresentationRecorded)
    command = representations.Represent(
        serial=request.match_info["serial"],
        key=body.key,
        agent=body.agent,
        principals=body.principals,
        matters=body.matters,
        powers=frozenset(map(Power, body.powers)),
        signed_on=body.signed_on,
        proof=_proof(body.file, body.seen),
        until=body.until,
    )
    found = await representations.represent(account(request), command, edge(request).ports)
    return bodies.write(schemas.CasePeople, found)


@operation(body=many.RepresentationShown, answer=schemas.CasePeople)
async def show(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/representations/papers."""
    body = await bodies.read(request, many.RepresentationShown)
    command = representations.Show(
        serial=request.match_info["serial"],
        authorities={one.id: one.version for one in body.authorities},
        proof=_proof(body.file, body.seen),
    )
    found = await representations.show(account(request), command, edge(request).ports)
    return bodies.write(schemas.CasePeople, found)


@operation(body=many.WorkersWrittenTo, answer=many.WorkersTold)
async def write(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/worker-notices."""
    body = await bodies.read(request, many.WorkersWrittenTo)
    command = worker_notices.WriteToWorkers(request.match_info["serial"], body.key, body.text)
    return bodies.write(many.WorkersTold, await worker_notices.write(account(request), command, edge(request).ports))


def _proof(file: str | None, seen: schemas.Sighting | None) -> representations.Proof:
    return representations.Proof(
        file=MaterialId(file) if file else None, seen=Sighting(seen.by, seen.on) if seen else None
    )


def _is_yes(request: web.Request, name: str) -> bool:
    said = request.query.get(name, "no")
    if said not in {"yes", "no"}:
        raise InvalidError("request.invalid", **{name: "unknown"})
    return said == "yes"
