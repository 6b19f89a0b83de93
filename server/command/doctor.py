"""`doctor`: check what the room needs from this machine; `--live`: ask the running one how it is."""

import argparse
import asyncio
import http.client
import os
import shutil
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from server.command.configuration import read_settings
from server.settings import Settings

_MB: Final = 1024 * 1024
_PATIENCE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `step` is what to do when it is not well."""

    what: str
    well: bool
    step: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--live", action="store_true", help="ask the running server; 0 when every part answers")


def run(options: argparse.Namespace) -> int:
    """Print the findings; 0 when all is well."""
    settings = read_settings()
    findings = [_live(settings)] if options.live else [check(settings) for check in CHECKS]
    for finding in findings:
        sys.stdout.write(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what}\n")
        if not finding.well:
            sys.stdout.write(f"      next step: {finding.step}\n")
    return 0 if all(finding.well for finding in findings) else 1


def _live(settings: Settings) -> Finding:
    what = f"the server on port {settings.port} answers"
    step = "look at its log; is it started, and with the same settings?"
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    connection = _connection(settings, host)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        body = answer.read(1_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return Finding(what, well=False, step=step)
    finally:
        connection.close()
    return Finding(f"{what}: {body}", well=answer.status == HTTPStatus.OK, step=step)


def _connection(settings: Settings, host: str) -> http.client.HTTPConnection:
    if settings.tls_cert is None:
        return http.client.HTTPConnection(host, settings.port, timeout=_PATIENCE)
    # Whether it answers is asked, not who: the certificate is for the public name.
    unchecked = ssl._create_unverified_context()  # noqa: S323, SLF001 - this machine asks itself
    return http.client.HTTPSConnection(host, settings.port, timeout=_PATIENCE, context=unchecked)


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.exists() else settings.data_dir.absolute().parent
    return Finding(
        f"the data folder {settings.data_dir.resolve()} may be written",
        well=os.access(folder, os.W_OK | os.X_OK),
        step="give this user the folder, or set MEDIATION_ROOM_DATA_DIR.",
    )


def _keys(settings: Settings) -> Finding:
    from server.keys import FOLDER, NAMES  # noqa: PLC0415 - as in `_database_fault`

    paths = [settings.data_dir / FOLDER / name for name in NAMES]
    open_ones = [path.name for path in paths if path.exists() and path.stat().st_mode & 0o077]
    return Finding(
        "nobody else can read the keys",
        well=not open_ones,
        step=f"chmod 600 {settings.data_dir / FOLDER}/* ({', '.join(open_ones)})",
    )


def _space(settings: Settings) -> Finding:
    folder = settings.recordings if settings.recordings.exists() else settings.data_dir.absolute().parent
    free = shutil.disk_usage(folder).free // _MB
    return Finding(
        f"{free} MB are free for recordings",
        well=free >= settings.recording_reserve_mb,
        step=f"free some space: below {settings.recording_reserve_mb} MB no recording starts.",
    )


def _database(settings: Settings) -> Finding:
    fault = asyncio.run(_database_fault(settings))
    return Finding(
        "the database answers and is at this version",
        well=fault is None,
        step=fault or "",
    )


async def _database_fault(settings: Settings) -> str | None:
    # Not needed by `--live`, which a container runs every few seconds and must be quick.
    from sqlalchemy import text  # noqa: PLC0415 - as said
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as said

    from server.storage.database import open_engine  # noqa: PLC0415 - as said
    from server.storage.schema import differences  # noqa: PLC0415 - as said

    engine = open_engine(settings.database)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        return "mediation-room migrate" if await differences(engine) else None
    except (SQLAlchemyError, OSError) as error:
        return f"check MEDIATION_ROOM_DATABASE_URL and that the database runs ({type(error).__name__})."
    finally:
        await engine.dispose()


def _audit_log(settings: Settings) -> Finding:
    fault = asyncio.run(_audit_fault(settings))
    return Finding("the audit log is whole", well=fault is None, step=fault or "")


async def _audit_fault(settings: Settings) -> str | None:
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as in `_database_fault`

    from server.command.verify_audit import NEXT_STEP, examine  # noqa: PLC0415 - as in `_database_fault`

    try:
        broken = (await examine(settings)).broken
    except (SQLAlchemyError, OSError):
        return "it could not be read; see the line about the database."
    return None if broken is None else f"entry {broken} was changed: {NEXT_STEP}"


def _web_app(settings: Settings) -> Finding:
    return Finding(
        "the web app is built",
        well=(settings.static_dir / "index.html").is_file(),
        step="./run builds it; or set MEDIATION_ROOM_STATIC_DIR.",
    )


def _port(settings: Settings) -> Finding:
    return Finding(
        f"port {settings.port} is free for HTTP",
        well=_can_bind(socket.SOCK_STREAM, settings.host, settings.port),
        step="if the server is running this is as it should be: use --live. Else choose another MEDIATION_ROOM_PORT.",
    )


def _media_port(settings: Settings) -> Finding:
    host = settings.media_hosts[0] if settings.media_hosts else "127.0.0.1"
    return Finding(
        f"UDP port {settings.media_port or '(any)'} is free for media",
        well=_can_bind(socket.SOCK_DGRAM, host, settings.media_port),
        step="choose another MEDIATION_ROOM_MEDIA_PORT, and open it for UDP and TCP in the firewall.",
    )


def _can_bind(kind: socket.SocketKind, host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


CHECKS: Final[tuple[Callable[[Settings], Finding], ...]] = (
    _folder,
    _keys,
    _space,
    _database,
    _audit_log,
    _web_app,
    _port,
    _media_port,
)
