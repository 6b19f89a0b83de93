"""Files in and out: multipart read piece by piece up to a limit, bytes sent as something to keep."""

from typing import Final
from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from server.domain.errors import InvalidError
from server.domain.material import LARGEST, MaterialKind, MaterialMedia
from server.services.filing import Upload
from server.services.intake_views import Content

MEDIA: Final = "multipart/form-data"
KEPT: Final = tuple(media.value for media in MaterialMedia)
"""What a file that was kept comes back as."""
_LONGEST_FIELD: Final = 400
_MOST_PARTS: Final = 6
_CHUNK: Final = 64 * 1024


async def read(request: web.Request) -> Upload:
    """Return the one file of a form and what stands beside it (`kind`, `holder`).

    Raises `InvalidError` (`material.form`, `material.too_large`) and 415 for all but multipart.
    """
    if request.content_type != MEDIA:
        raise web.HTTPUnsupportedMediaType
    try:
        fields, file = await _parts(request)
    except (ValueError, AssertionError, KeyError, HttpProcessingError) as error:
        # What aiohttp raises on a form that is none.
        raise InvalidError("material.form", body="malformed") from error
    if file is None:
        raise InvalidError("material.form", file="required")
    try:
        kind = MaterialKind(fields.get("kind", MaterialKind.OTHER))
    except ValueError:
        raise InvalidError("material.form", kind="unknown") from None
    return Upload(file[0], file[1], kind, fields.get("holder", ""))


async def whole(request: web.Request, largest: int, code: str) -> bytes:
    """Return the body. Raises `InvalidError` (`code`) as soon as it is over the limit."""
    content = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > largest:
            raise InvalidError(code, limit=str(largest))
    return bytes(content)


def send(content: Content) -> web.Response:
    """Return the bytes to be kept; no browser runs or draws them as part of our pages."""
    response = web.Response(body=content.content, content_type=content.media)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(content.name, safe='')}"
    response.headers["Cache-Control"] = "no-store"
    return response


async def _parts(request: web.Request) -> tuple[dict[str, str], tuple[str, bytes] | None]:
    fields: dict[str, str] = {}
    file: tuple[str, bytes] | None = None
    reader = await request.multipart()
    for _ in range(_MOST_PARTS):
        part = await reader.next()
        if part is None:
            return fields, file
        if not isinstance(part, BodyPartReader):
            raise InvalidError("material.form", body="nested")
        if part.name == "file":
            file = (part.filename or "", await _limited(part, LARGEST, "material.too_large"))
        else:
            whole = await _limited(part, _LONGEST_FIELD, "material.form")
            fields[part.name or ""] = whole.decode("utf-8").replace("\x00", "")
    raise InvalidError("material.form", body="too_many_parts")


async def _limited(part: BodyPartReader, largest: int, code: str) -> bytes:
    whole = bytearray()
    while chunk := await part.read_chunk():
        whole += chunk
        if len(whole) > largest:
            raise InvalidError(code, file="too_large")
    return bytes(whole)
