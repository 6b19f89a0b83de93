"""`demo`: run the room with one seeded case; `--lan` for phones in the same network."""

import argparse
import io
import shutil
import socket
import sys
from typing import Final

from aiohttp import web

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.command.serve import serve
from server.keys import FOLDER as KEYS
from server.observability import set_up_logging
from server.settings import Settings

_OURS: Final = ("mediation-room.sqlite", "mediation-room.sqlite-wal", "mediation-room.sqlite-shm", "demo.json")
_FOLDERS: Final = ("recordings", KEYS, "lan")
_LAN_PORT: Final = 8443


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--port", type=int, help="port to listen on (8080; with --lan 8443)")
    parser.add_argument("--fresh", action="store_true", help="delete the demo's data and begin anew")
    parser.add_argument("--lan", action="store_true", help="serve HTTPS for phones in the same network")


def run(options: argparse.Namespace) -> int:
    """Serve the demonstration and print its links."""
    settings = _settings(options)
    set_up_logging(settings.log_format, settings.log_level)
    _require_free_port(settings)
    if options.fresh:
        _forget(settings)
    serve(settings, lambda app: _show(app, with_code=options.lan))
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    if not options.lan:
        return _quiet(read_settings(demo=True, port=options.port))
    from server.command import lan  # noqa: PLC0415 - certificates are slow to load and seldom needed

    address = lan.own_address()
    data_dir = read_settings().data_dir
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate, key = lan.certificate(data_dir / "lan", address)
    port = options.port or _LAN_PORT
    settings = read_settings(
        demo=True,
        host="0.0.0.0",  # noqa: S104 - phones come from the network: that is what --lan asks for
        port=port,
        base_url=f"https://{address}:{port}",
        tls_cert=certificate,
        tls_key=key,
    )
    return _quiet(settings)


def _quiet(settings: Settings) -> Settings:
    """Log faults only, unless asked otherwise: the table of links should stay on the screen."""
    asked = "log_level" in settings.model_fields_set
    return settings if asked else settings.model_copy(update={"log_level": "WARNING"})


def _require_free_port(settings: Settings) -> None:
    """Find out before anything is deleted or started. Raises `OSError`'s sentence through `serve` otherwise."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CommandError(
                f"Port {settings.port} is taken by another program (perhaps the demo is running already).",
                f"stop that program, or choose another port: ./run --port {settings.port + 1}",
            ) from error


def _forget(settings: Settings) -> None:
    if settings.database_url or settings.recordings_dir:
        raise CommandError(
            "--fresh deletes only what the demo itself made, and a database or recordings folder of yours is set.",
            "empty those yourself, or start without MEDIATION_ROOM_DATABASE_URL and MEDIATION_ROOM_RECORDINGS_DIR.",
        )
    for name in _OURS:
        (settings.data_dir / name).unlink(missing_ok=True)
    for folder in _FOLDERS:
        shutil.rmtree(settings.data_dir / folder, ignore_errors=True)


def _show(app: web.Application, *, with_code: bool) -> None:
    from server.app import SHEET  # noqa: PLC0415 - only the shown application has one
    from server.demo import table  # noqa: PLC0415

    sheet = app[SHEET]
    sys.stdout.write(table(sheet))
    if with_code:
        first = sheet.parties[0]
        sys.stdout.write(f"\n{first.name}：用手机扫描 · scan with a phone\n{_code(first.invitation_url)}")
        sys.stdout.write(
            "手机会提示证书不受信任：这是本机生成的演示证书，请选择继续访问。\n"
            "The phone warns about the certificate: it was made here for the demo; choose to continue.\n"
        )
    sys.stdout.flush()


def _code(url: str) -> str:
    import qrcode  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types; only for --lan

    code = qrcode.QRCode(border=2)
    code.add_data(url)
    text = io.StringIO()
    code.print_ascii(out=text, invert=True)
    return text.getvalue()
