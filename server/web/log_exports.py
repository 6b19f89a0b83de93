"""Giving out an exported log: a file whose name carries the beginning of its digest."""

from typing import Final

from aiohttp import web

from server.services.log_files import LogFile

CSV: Final = "text/csv"
_SHOWN: Final = 16
"""Digits of the digest in the name; all of them are in the log."""


def send(file: LogFile, name: str) -> web.Response:
    """Return the file to be kept."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{file.sha256[:_SHOWN]}.csv"',
        "Cache-Control": "no-store",
    }
    return web.Response(body=file.content, content_type=CSV, charset="utf-8", headers=headers)
