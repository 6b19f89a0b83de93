"""`Pages`: the built web app. Every address that is no file is the app itself, which shows the right page."""

import asyncio
import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from aiohttp import web

_IMMUTABLE: Final = "public, max-age=31536000, immutable"
_FRESH: Final = "no-cache"
_PACKED: Final = (".js", ".css", ".html", ".svg", ".json", ".txt", ".webmanifest")
_TYPES: Final = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

MISSING: Final = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>在线调解室</title></head>
<body>
<h1>网页尚未构建 · The web app is not built</h1>
<p>请在项目目录运行 <code>./run</code>，它会先构建网页再启动。</p>
<p>Run <code>./run</code> in the project's folder: it builds the web app, then starts.</p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _File:
    stamp: tuple[int, int]
    body: bytes
    packed: bytes | None
    etag: str
    type: str


class Pages:
    """Files of `folder`, read once and kept packed; a file that changes is read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[Path, _File] = {}

    async def page(self, request: web.Request) -> web.Response:
        """Answer with the file of this path, or with the app."""
        path = self._path(request.match_info.get("path", ""))
        file = await asyncio.to_thread(self._read, path) if path else None
        if file is not None and path is not None and path.name != "index.html":
            return _answer(request, file, _IMMUTABLE if "assets" in path.parts else _FRESH)
        if path is not None and path.suffix:
            raise web.HTTPNotFound
        return await self._app(request)

    async def _app(self, request: web.Request) -> web.Response:
        file = await asyncio.to_thread(self._read, self._folder / "index.html")
        if file is None:
            return web.Response(status=503, text=MISSING, content_type="text/html", headers={"Cache-Control": _FRESH})
        return _answer(request, file, _FRESH)

    def _path(self, name: str) -> Path | None:
        if not name or "\0" in name:
            return None
        path = (self._folder / name).resolve()
        return path if path.is_relative_to(self._folder) else None

    def _read(self, path: Path) -> _File | None:
        try:
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            known = self._files.get(path)
            if known is None or known.stamp != stamp:
                known = self._files[path] = _load(path, stamp)
        except OSError:
            return None
        return known


def _load(path: Path, stamp: tuple[int, int]) -> _File:
    body = path.read_bytes()
    packed = gzip.compress(body, mtime=0) if path.suffix in _PACKED else None
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _File(stamp, body, packed, f'"{sha256(body).hexdigest()[:20]}"', kind)


def _answer(request: web.Request, file: _File, caching: str) -> web.Response:
    headers = {"Cache-Control": caching, "ETag": file.etag, "Vary": "Accept-Encoding", "Content-Type": file.type}
    if file.type.startswith("text/"):
        headers["Content-Type"] += "; charset=utf-8"
    if request.headers.get("If-None-Match") == file.etag:
        return web.Response(status=304, headers=headers)
    if file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=file.packed, headers={**headers, "Content-Encoding": "gzip"})
    return web.Response(body=file.body, headers=headers)
