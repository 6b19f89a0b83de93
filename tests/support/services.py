"""Private PostgreSQL and Redis servers for tests: each in its own folder, reached by Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

POSTGRES_FOLDERS = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")
"""Debian keeps the server's programs off the path."""


def postgres_program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; raise with the next step when it is not installed."""
    found = shutil.which(name, path=os.pathsep.join([*POSTGRES_FOLDERS, os.defpath, "/usr/local/bin"]))
    if found is None:
        raise RuntimeError(f"{name} is missing: install Debian's package postgresql")
    return found


@contextmanager
def private_postgres() -> Iterator[str]:
    """Yield the address of an empty cluster without `{database}` filled in; it is gone afterwards."""
    with short_folder() as folder:
        data = folder / "data"
        as_user = _as_postgres(folder)
        run([*as_user, postgres_program("initdb"), "-D", str(data), "-A", "trust", "-U", "room", "-N", "-E", "UTF8"])
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c timezone=UTC"
        control = [*as_user, postgres_program("pg_ctl"), "-D", str(data), "-w"]
        run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql://room@/{{database}}?host={folder}"
        finally:
            run([*control, "-m", "immediate", "stop"])


@contextmanager
def private_redis() -> Iterator[str]:
    """Yield the address of an empty Redis."""
    program = shutil.which("redis-server")
    if program is None:
        raise RuntimeError("redis-server is missing: install Debian's package redis-server")
    with short_folder() as folder:
        socket = folder / "redis.sock"
        arguments = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
        server = subprocess.Popen([program, *arguments, "--dir", str(folder)], stdout=subprocess.DEVNULL)  # noqa: S603 - fixed program
        try:
            _await_redis(socket)
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextmanager
def short_folder() -> Iterator[Path]:
    """Yield a folder whose path is short enough for Unix sockets (108 bytes)."""
    folder = Path(tempfile.mkdtemp(prefix="room-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str]) -> None:
    """Run to the end; raise with what the program said when it fails."""
    # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, check=False)  # noqa: S603 - fixed programs
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{command} failed: {said.read().decode(errors='replace')}")


def _as_postgres(folder: Path) -> list[str]:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _await_redis(socket: Path) -> None:
    retry = Retry(ConstantBackoff(0.05), 200)
    client = Redis(unix_socket_path=str(socket), retry=retry, retry_on_error=[RedisConnectionError, FileNotFoundError])
    try:
        client.ping()
    finally:
        client.close()
