"""`serve`: run the room until SIGTERM or Ctrl+C."""

import argparse
import asyncio
import errno
import signal
import ssl
from collections.abc import Callable
from typing import Final

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from media.errors import MediaError
from recordings.errors import RecordingError
from server.app import create_app
from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.demo import DemoError
from server.keys import KeyFileError
from server.observability import set_up_logging
from server.settings import Settings

_SHUTDOWN_SECONDS: Final = 5.0
_LONGEST_LINE: Final = 8_190


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="port to listen on")


def run(options: argparse.Namespace) -> int:
    """Serve until told to end."""
    settings = read_settings(host=options.host, port=options.port)
    set_up_logging(settings.log_format, settings.log_level)
    serve(settings, lambda _: None)
    return 0


def serve(settings: Settings, when_ready: Callable[[web.Application], None]) -> None:
    """Run the application; call `when_ready` once it answers. Raises `CommandError`."""
    try:
        asyncio.run(_serve(settings, when_ready))
    except OSError as error:
        raise _explain(error, settings) from error
    except (KeyFileError, DemoError) as error:
        raise CommandError.of(error) from error
    except SQLAlchemyError as error:
        raise CommandError(
            f"The database cannot be used ({type(getattr(error, 'orig', None) or error).__name__}).",
            "check MEDIATION_ROOM_DATABASE_URL and that the database runs; mediation-room doctor tells more.",
        ) from error
    except (MediaError, RecordingError) as error:
        raise CommandError(
            f"A part of the room does not start: {error}.",
            "the lines above say why; mediation-room doctor checks ports and folders.",
        ) from error


async def _serve(settings: Settings, when_ready: Callable[[web.Application], None]) -> None:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    app = create_app(settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS, max_line_size=_LONGEST_LINE)
    try:
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port, ssl_context=_tls(settings)).start()
        when_ready(app)
        await over.wait()
    finally:
        await runner.cleanup()


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.tls_cert, settings.tls_key)
    return context


def _explain(error: OSError, settings: Settings) -> CommandError:
    match error.errno:
        case errno.EADDRINUSE:
            return CommandError(
                f"Port {settings.port} is taken by another program (perhaps this one, started before).",
                f"stop that program, or choose another port: --port {settings.port + 1}",
            )
        case errno.ECONNREFUSED:
            return CommandError("The database does not answer.", "start it, or correct MEDIATION_ROOM_DATABASE_URL.")
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOENT | errno.ENOTDIR:
            return CommandError(
                f"The folder {settings.data_dir.resolve()} or port {settings.port} may not be used by this user.",
                "give the user the folder, or set MEDIATION_ROOM_DATA_DIR; ports below 1024 need rights.",
            )
        case errno.ENOSPC:
            return CommandError("The disk is full.", "free some space, then start again; nothing was lost.")
        case errno.EADDRNOTAVAIL:
            return CommandError(
                f"This machine has no address {settings.host}.",
                "set MEDIATION_ROOM_HOST to one of its own, or 0.0.0.0.",
            )
        case _:
            return CommandError(
                f"The machine refused: {error.strerror or error}.", "mediation-room doctor checks ports and folders."
            )
