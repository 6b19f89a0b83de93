"""Playing recordings: a viewing with a purpose, its reports, its files by range, and the access log."""

import asyncio
import functools
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Final

from aiohttp import web

from server.domain.access_log import AccessConditions
from server.domain.errors import NotFoundError
from server.domain.log_export import WhyExported
from server.domain.viewing import PlayAction
from server.services import access_logs, reviews
from server.services.reviews import OpenViewing, PlayableFile, TrackKey
from server.web import bodies, log_exports
from server.web.auth import is_signed_in, origin
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import recordings as schemas

_CHUNK: Final = 256 * 1024


@operation(body=schemas.ViewingRequest, answer=schemas.Review, status=201)
async def open_viewing(request: web.Request) -> web.Response:
    """POST /api/recordings/{session}/viewings."""
    body = await bodies.read(request, schemas.ViewingRequest)
    command = OpenViewing(request.match_info["session"], body.purpose, body.reason, origin(request))
    review = await edge(request).reviews.open(account(request), command)
    return bodies.write(schemas.Review, review, status=201)


@operation(answer=schemas.Review)
async def view(request: web.Request) -> web.Response:
    """GET /api/viewings/{viewing}."""
    review = await edge(request).reviews.view(account(request), request.match_info["viewing"])
    return bodies.write(schemas.Review, review)


@operation(body=schemas.PlayReport)
async def report_play(request: web.Request) -> web.Response:
    """POST /api/viewings/{viewing}/plays."""
    body = await bodies.read(request, schemas.PlayReport)
    await edge(request).reviews.report(
        account(request), request.match_info["viewing"], PlayAction(body.action), body.at_ms
    )
    return bodies.nothing()


@operation(query=schemas.AccessQuery, answer=schemas.AccessPage)
async def access_log(request: web.Request) -> web.Response:
    """GET /api/recordings/{session}/access-log."""
    asked, session = bodies.query(request, schemas.AccessQuery), request.match_info["session"]
    wanted = AccessConditions(asked.kind, asked.account, asked.purpose, asked.since, asked.until)
    found = await access_logs.read(account(request), session, wanted, edge(request).ports)
    return bodies.write(schemas.AccessPage, found)


@operation(body=schemas.AccessExport, media=log_exports.CSV)
async def export_access_log(request: web.Request) -> web.Response:
    """POST /api/recordings/{session}/access-log/exports."""
    asked, session = await bodies.read(request, schemas.AccessExport), request.match_info["session"]
    wanted = AccessConditions(asked.kind, asked.account, asked.viewed_for, asked.since, asked.until)
    why = WhyExported(asked.purpose, asked.reason)
    file = await access_logs.export(account(request), session, wanted, why, edge(request).ports)
    return log_exports.send(file, "access")


@operation(media="video/webm")
async def play(request: web.Request) -> web.StreamResponse:
    """GET /api/viewings/{viewing}/tracks/{recording}/{segment}.webm, whole or one range of it (RFC 9110 section 14)."""
    names = request.match_info
    segment = names["segment"]
    if not (segment.isascii() and segment.isdigit() and len(segment) <= reviews.LONGEST_SEGMENT):
        raise NotFoundError("track.unknown")
    key = TrackKey(names["viewing"], names["recording"], int(segment))
    file = await edge(request).reviews.play(account(request), key)
    return await _send(request, file)


async def _send(request: web.Request, file: PlayableFile) -> web.StreamResponse:
    headers = {"Content-Type": file.mime, "Accept-Ranges": "bytes", "Cache-Control": "no-store"}
    wanted = _range(request, file.size)
    if wanted is None:
        return web.Response(
            status=416, headers={**headers, "Content-Type": "text/plain", "Content-Range": f"bytes */{file.size}"}
        )
    start, end = wanted
    partial = (start, end) != (0, file.size)
    if partial:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    response = web.StreamResponse(status=206 if partial else 200, headers=headers)
    response.content_length = end - start
    await response.prepare(request)
    is_whole = request.method == "HEAD" or await pour(
        response, file, _pieces(start, end), functools.partial(is_signed_in, request)
    )
    if not is_whole and request.transport is not None:
        request.transport.abort()
    return response


async def pour(
    response: web.StreamResponse,
    file: PlayableFile,
    pieces: Iterable[tuple[int, int]],
    may_go_on: Callable[[], Awaitable[bool]],
) -> bool:
    """Write the pieces as long as the reader may read on; return whether all were written.

    An account that is closed while its player reads gets what was on its way and not a byte more.
    """
    for at, length in pieces:
        if not await may_go_on():
            return False
        # Decrypting is work for a thread; the player may go away at any time.
        await response.write(await asyncio.to_thread(file.read, at, length))
    return True


def _range(request: web.Request, size: int) -> tuple[int, int] | None:
    """Return start and end of what is asked for, the whole when it makes no sense; None when it is outside."""
    try:
        asked = request.http_range
    except ValueError:
        return 0, size
    start, end, _ = asked.indices(size)
    return (start, end) if start < end else None


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, _CHUNK):
        yield at, min(_CHUNK, end - at)
