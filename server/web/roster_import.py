"""Files that are taken into the roster: the template, the check, the taking in."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web

from server.domain.errors import InvalidError
from server.services import roster_import, sheets
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import roster as schemas

SHEETS: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@operation(media=tuple(SHEETS.values()))
async def template(request: web.Request) -> web.Response:
    """GET /api/roster-imports/template?form=: an empty file with heads and examples, `csv` or `xlsx`."""
    return await template_of(request, roster_import.template, "roster")


@operation(upload="text/csv", answer=schemas.ImportReport)
async def take_in(request: web.Request) -> web.Response:
    """POST /api/roster-imports?apply={digest}: check the file, or keep it when it was checked."""
    if request.content_type not in SHEETS.values():
        raise web.HTTPUnsupportedMediaType
    content = await uploads.whole(request, sheets.LARGEST_FILE, "sheet.too_large")
    rows = await asyncio.to_thread(sheets.read, content, edge(request).import_rows)
    digest = request.query.get("apply")
    if digest is None:
        found = await roster_import.check(account(request), content, rows, edge(request).ports)
    else:
        found = await roster_import.apply(account(request), content, rows, digest, edge(request).ports)
    return bodies.write(schemas.ImportReport, found)


async def template_of(request: web.Request, make: Callable[[str], bytes], name: str) -> web.Response:
    """Return the file to fill in, in the form that was asked for. Raises `InvalidError` for another form."""
    form = request.query.get("form", "xlsx")
    if form not in SHEETS:
        raise InvalidError("request.invalid", form="unknown")
    made = await asyncio.to_thread(make, form)
    disposition = f'attachment; filename="{name}.{form}"'
    return web.Response(body=made, content_type=SHEETS[form], headers={"Content-Disposition": disposition})
