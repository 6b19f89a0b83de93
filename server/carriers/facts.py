"""Ways to bring facts to other systems: the console of a demonstration, a file somebody collects, an HTTP hook.

The hook signs as the Standard Webhooks specification (standardwebhooks.com, `webhook-…` headers) says: receivers have
libraries for it.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import os
from base64 import b64encode
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final

import aiohttp

from server.domain.delivery import Fault
from server.services.ports.outbox import FactCarrier, FactCarrierError, Letter
from server.settings import FactsKind, Settings

_log = logging.getLogger(__name__)

_PATIENCE: Final = 15.0
"""Seconds; well below the lease of a fact."""
_FINAL: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""Answers about the fact itself. Any other, 401 and 404 too, is about the two ends, and ends when that is mended."""


def body_of(letter: Letter) -> bytes:
    """Return the fact as it leaves: the same bytes however often it is sent."""
    said = {"type": letter.name, "timestamp": letter.at.isoformat(), "key": letter.key, "data": dict(letter.data)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature(secret: bytes, key: str, seconds: int, body: bytes) -> str:
    """Return what proves to the receiver who sent it, when, and that nothing was changed: HMAC-SHA256 of all of it."""
    signed = f"{key}.{seconds}.".encode() + body
    return f"v1,{b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()}"


class FactHook:
    """Posts each fact as JSON; any 2xx is a receipt."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._url = url
        self._secret = secret

    async def send(self, letter: Letter, now: datetime) -> None:
        """Post it. Raises `FactCarrierError`, final for an answer about the fact itself."""
        body, seconds = body_of(letter), int(now.timestamp())
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": letter.key,
            "Webhook-Id": letter.key,
            "Webhook-Timestamp": str(seconds),
            "Webhook-Signature": signature(self._secret, letter.key, seconds, body),
        }
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise FactCarrierError(Fault.UNANSWERED) from error
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            final = status in _FINAL
            raise FactCarrierError(Fault.REFUSED if final else Fault.TURNED_AWAY, status, final=final)


class FactFile:
    """Appends each fact to a file as one line of JSON, on the disk when it returns; readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002 - a line is signed by nobody
        """Append the line. Raises `FactCarrierError` when the file cannot be written."""
        try:
            await asyncio.to_thread(self._append, body_of(letter) + b"\n")
        except OSError as error:
            raise FactCarrierError(Fault.UNWRITTEN) from error

    def _append(self, line: bytes) -> None:
        self._path.touch(mode=0o600, exist_ok=True)
        with self._path.open("r+b") as file:
            # A line that a crash cut off is ended, so that it spoils no other.
            if file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n":
                line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


class FactConsole:
    """Notes in the log that a fact would leave, and of which kind; not of which case."""

    async def send(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002 - the log has its own time
        """Write the line."""
        _log.info("fact %s of %d fields", letter.name, len(letter.data))


def fact_carrier_of(settings: Settings) -> FactCarrier | None:
    """Return what takes facts to other systems; None while that is off, and they wait."""
    match settings.facts:
        case FactsKind.OFF:
            return None
        case FactsKind.CONSOLE:
            return FactConsole()
        case FactsKind.FILE:
            return FactFile(settings.facts_file or settings.data_dir / "facts.jsonl")
        case FactsKind.HOOK:
            return FactHook(settings.facts_url or "", settings.facts_secret.get_secret_value().encode())
