"""Files that are taken into the roster: the template, the check, the taking in."""

import asyncio
from typing import Final

from aiohttp import web

from server.domain.errors import InvalidError
from server.services import roster_import, sheets
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import roster as schemas

_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@operation(media=tuple(_TYPES.values()))
async def template(request: web.Request) -> web.Response:
    """GET /api/roster-imports/template?form=: an empty file with heads and examples, `csv` or `xlsx`."""
    form = request.query.get("form", "xlsx")
    if form not in _TYPES:
        raise InvalidError("request.invalid", form="unknown")
    made = await asyncio.to_thread(roster_import.template, form)
    name = f'attachment; filename="roster.{form}"'
    return web.Response(body=made, content_type=_TYPES[form], headers={"Content-Disposition": name})


@operation(upload="text/csv", answer=schemas.ImportReport)
async def take_in(request: web.Request) -> web.Response:
    """POST /api/roster-imports?apply={digest}: check the file, or keep it when it was checked."""
    if request.content_type not in _TYPES.values():
        raise web.HTTPUnsupportedMediaType
    content = await _body(request)
    rows = await asyncio.to_thread(sheets.read, content, edge(request).import_rows)
    digest = request.query.get("apply")
    if digest is None:
        found = await roster_import.check(account(request), content, rows, edge(request).ports)
    else:
        found = await roster_import.apply(account(request), content, rows, digest, edge(request).ports)
    return bodies.write(schemas.ImportReport, found)


async def _body(request: web.Request) -> bytes:
    """Return the file. Raises `InvalidError` (`sheet.too_large`) as soon as it is over the limit."""
    content = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > sheets.LARGEST_FILE:
            raise InvalidError("sheet.too_large", limit=str(sheets.LARGEST_FILE))
    return bytes(content)
