"""Everything a fresh clone needs before it can run: the Python environment and the built web app.

Standard library only: this runs before anything is installed. Each step is remembered by a digest of what
it was made from, so that a second start does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
STATIC = ROOT / "static"
UV = "uv==0.13.9"
MINIMUM = (3, 11)
LOCK = ROOT / "requirements.lock"
DEVELOPER_LOCK = ROOT / "requirements-dev.lock"


class SetupError(Exception):
    """Preparing failed; the message is a sentence with a next step."""


def say(text: str) -> None:
    """Show progress."""
    print(f"\033[1m·\033[0m {text}" if sys.stdout.isatty() else f"- {text}", flush=True)


def check_python() -> None:
    """Refuse an interpreter that is too old or has no venv."""
    if sys.version_info < MINIMUM:
        raise SetupError(
            f"Python {MINIMUM[0]}.{MINIMUM[1]} or newer is needed; this is {sys.version.split()[0]}.\n"
            "Next step: install a newer Python and start ./run with it: python3.12 ./run"
        )
    try:
        import ensurepip  # noqa: F401, PLC0415  # Debian ships Python without it; only its presence matters
        import venv  # noqa: F401, PLC0415
    except ImportError as error:
        raise SetupError(
            "This Python cannot make virtual environments.\nNext step: on Debian or Ubuntu: apt install python3-venv"
        ) from error


def python_environment(lock: Path = LOCK) -> None:
    """Make `.venv` hold exactly what `lock` names, every file checked against its hash."""
    stamp = CACHE / "python.stamp"
    if _is_current(stamp, _digest([lock])) and (VENV / "bin" / "python").exists():
        return
    if lock == LOCK and _is_current(stamp, _digest([DEVELOPER_LOCK])):
        return  # the developers' environment holds everything the program needs
    say("Python packages (once, about a minute) / 安装 Python 依赖")
    if not (VENV / "bin" / "python").exists():
        _run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made.")
    tool = _uv()
    _run(
        [str(tool), "pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV / "bin" / "python"), str(lock)],
        "The Python packages could not be fetched or built.",
    )
    stamp.write_text(_digest([lock]))


def web_app() -> None:
    """Build `static/dist` when a source of it changed."""
    packages = [STATIC / "package.json", STATIC / "package-lock.json"]
    if not _is_current(CACHE / "npm.stamp", _digest(packages)) or not (STATIC / "node_modules").exists():
        say("Web packages (once) / 安装网页依赖")
        npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
        (CACHE / "npm.stamp").write_text(_digest(packages))
    sources = [*packages, *_web_sources()]
    if not _is_current(CACHE / "web.stamp", _digest(sources)) or not (STATIC / "dist" / "index.html").exists():
        say("Building the web app / 构建网页")
        npm("run", "--silent", "build")
        (CACHE / "web.stamp").write_text(_digest(sources))


def npm(*arguments: str) -> None:
    """Run npm in `static/` with the Node of the environment."""
    _run(["npm", *arguments], f"npm {arguments[0]} failed.", cwd=STATIC, env=environment())


def environment() -> dict[str, str]:
    """Return the process environment with the tools of `.venv` first."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    # Compiled modules must be kept, whatever this shell says: without them a second start takes twice as long.
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONDONTWRITEBYTECODE": ""}


def guarded(main: Callable[[], int]) -> int:
    """Run `main`; turn a `SetupError` into its sentence and exit code 1."""
    try:
        return main()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _uv() -> Path:
    home = CACHE / "uv"
    tool = home / "bin" / "uv"
    if not _is_current(home / "stamp", UV):
        _run([sys.executable, "-m", "venv", "--clear", str(home)], "The virtual environment could not be made.")
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
        _run(pip, "The package installer could not be fetched.")
        (home / "stamp").write_text(UV)
    return tool


def _run(command: list[str], failure: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run quietly; show what the program said only when it failed."""
    CACHE.mkdir(exist_ok=True)
    try:
        done = subprocess.run(  # noqa: S603  # fixed commands of this file
            command, cwd=cwd, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError as error:
        raise SetupError(f"{failure} {command[0]} was not found.\nNext step: delete .venv and start again.") from error
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
        raise SetupError(
            f"{failure} The lines above say why.\nNext step: {_hint()} Then start again; what is done is kept."
        )


def _hint() -> str:
    if shutil.which("cc") is None:
        return (
            "check the network (an intranet mirror is set by PIP_INDEX_URL, UV_DEFAULT_INDEX and npm's registry "
            "setting); if a package had to be compiled, install a C compiler (apt install build-essential)."
        )
    return "check the network; an intranet mirror is set by PIP_INDEX_URL, UV_DEFAULT_INDEX and npm's registry setting."


def _web_sources() -> list[Path]:
    inside = [path for folder in ("src", "public") for path in (STATIC / folder).rglob("*") if path.is_file()]
    beside = [path for path in STATIC.iterdir() if path.is_file() and path.suffix in {".html", ".ts", ".js", ".json"}]
    return sorted({*inside, *beside})


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def _is_current(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest
