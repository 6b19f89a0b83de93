"""The suites of `./test`: what runs, in which order, and how many tests each held.

A suite that ran no test has failed: nothing is skipped silently.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET  # the files are our own test reports

from tools import prepare

REPORTS = prepare.CACHE / "reports"
_TOLD, _LINES, _WIDTH = 12, 12, 300
"""Of how many failed tests of a suite the end of the output says what happened, in how many lines of which length."""
_BAD = ("failure", "error", "skipped")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PYTHON = str(prepare.VENV / "bin" / "python")

DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "redis-server": "redis-server",
    "turnserver": "coturn",
    "nft": "nftables",
    "tc": "iproute2",
    "/usr/lib/postgresql/*/bin/postgres": "postgresql",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}
"""What the suites need beside Python and Node: a program or path pattern, and the Debian package that brings it."""


SPREAD = ("--numprocesses=auto", "--dist=loadfile")
"""A process for each core: for tests that share nothing. What times media or kills servers has the machine alone."""


ALONE = (
    "tests/integration/recordings",
    "tests/integration/signaling",
    "tests/integration/web/test_connection_test.py",
    "tests/integration/web/test_crash.py",
    "tests/integration/web/test_facts.py",
    "tests/integration/web/test_mediation.py",
    "tests/integration/web/test_production.py",
    "tests/integration/web/test_restart.py",
)
"""The integration tests that time media or kill servers."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests of a suite passed and failed, and what each of those that failed said, in a few lines."""

    passed: int
    failed: int
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """One named step; `run` returns its count."""

    name: str
    run: Callable[[], Count]


def main(arguments: list[str]) -> int:
    """Run the named suites, or all; print the counts; return 0 when every test of every suite passed."""
    if "--list" in arguments:
        print("\n".join(suite.name for suite in SUITES))
        return 0
    chosen = [suite for suite in SUITES if not arguments or suite.name in arguments]
    if unknown := set(arguments) - {suite.name for suite in SUITES}:
        raise prepare.SetupError(f"No such suite: {', '.join(sorted(unknown))}.\nNext step: ./test --list")
    _prepare()
    counts = {suite.name: _timed(suite) for suite in chosen}
    return _report(counts)


def _prepare() -> None:
    prepare.check_python()
    _debian_packages()
    prepare.python_environment(prepare.DEVELOPER_LOCK)
    prepare.web_app()
    REPORTS.mkdir(parents=True, exist_ok=True)


def _debian_packages() -> None:
    missing = sorted({package for need, package in DEBIAN_PACKAGES.items() if not _present(need)})
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise prepare.SetupError(
            f"The tests need: {', '.join(missing)}.\nNext step: install them (Debian: apt install {' '.join(missing)})."
        )
    prepare.say(f"Debian packages: {', '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--no-install-recommends", *missing]):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603  # fixed names
            raise prepare.SetupError(f"{' '.join(command)} failed.\nNext step: run it by hand and read what it says.")


def _present(need: str) -> bool:
    return any(Path("/").glob(need[1:])) if need.startswith("/") else shutil.which(need) is not None


def _timed(suite: Suite) -> Count:
    print(f"\n== {suite.name}", flush=True)
    started = time.monotonic()
    count = suite.run()
    print(
        f"== {suite.name}: {count.passed} passed, {count.failed} failed, {time.monotonic() - started:.0f} s", flush=True
    )
    return count


def _report(counts: dict[str, Count]) -> int:
    for name, count in counts.items():
        for failure in count.failures[:_TOLD]:
            print(f"\n{name}: {failure}")
    passed = sum(count.passed for count in counts.values())
    failed = sum(count.failed for count in counts.values())
    empty = [name for name, count in counts.items() if not count.passed and not count.failed]
    print("\nsuite             passed  failed")
    for name, count in counts.items():
        print(f"{name:<17} {count.passed:>6}  {count.failed:>6}")
    for name in empty:
        print(f"{name} ran no test: that is a failure.")
    print(f"\n{passed} passed, {failed + len(empty)} failed", flush=True)
    return 1 if failed or empty else 0


def _checks(*commands: list[str]) -> Callable[[], Count]:
    """Each command is one check: passed when it exits with 0."""

    def run() -> Count:
        return _check(commands)

    return run


def _check(commands: Iterable[list[str]], cwd: Path = prepare.ROOT) -> Count:
    results = [(command, _call(command, cwd)) for command in commands]
    failures = tuple(" ".join(command) for command, well in results if not well)
    return Count(len(results) - len(failures), len(failures), failures)


def _pytest(name: str, *arguments: str) -> Callable[[], Count]:
    def run() -> Count:
        report = REPORTS / f"{name}.xml"
        report.unlink(missing_ok=True)
        well = _call([PYTHON, "-m", "pytest", "-q", "--durations=5", f"--junitxml={report}", *arguments])
        return _honest(_count_junit([report]), well=well)

    return run


def _integration() -> Count:
    """Spread what shares nothing: each process starts its own PostgreSQL and Redis; then run what is to be alone."""
    apart = [f"--ignore={path}" for path in ALONE]
    spread = _pytest("integration", "tests/integration", *SPREAD, *apart)
    return _sum(spread(), _pytest("integration-alone", *ALONE)())


def _vitest() -> Count:
    report = REPORTS / "vitest.json"
    report.unlink(missing_ok=True)
    command = ["npx", "vitest", "run", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    well = _call(command, cwd=prepare.STATIC)
    if not report.exists():
        return Count(0, 1)
    found = json.loads(report.read_text())
    cases = [case for file in found["testResults"] for case in file["assertionResults"]]
    failures = tuple(
        _failure(case["fullName"], "\n".join(case["failureMessages"])) for case in cases if case["status"] == "failed"
    )
    return _honest(Count(found["numPassedTests"], found["numFailedTests"], failures), well=well)


def _browser() -> Count:
    report = REPORTS / "browser.xml"
    report.unlink(missing_ok=True)
    tests = sorted(str(path) for path in (prepare.ROOT / "tests" / "browser").glob("*.test.mjs"))
    command = ["node", "--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout"]
    well = _call([*command, "--test-reporter=junit", f"--test-reporter-destination={report}", *tests])
    return _honest(_count_junit([report]), well=well)


def _network() -> Count:
    """Run the tests inside a network of namespaces, which only root may make."""
    python, node = REPORTS / "network-python.xml", REPORTS / "network-node.xml"
    for report in (python, node):
        report.unlink(missing_ok=True)
    inside = [PYTHON, "-m", "tests.support.network", "--person", "office", "--person", "home", "--"]
    tests = sorted(str(path) for path in (prepare.ROOT / "tests" / "network").glob("*.test.mjs"))
    runner = ["node", "--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout"]
    well = [
        _call([*inside, PYTHON, "-m", "pytest", "-q", f"--junitxml={python}", "tests/network"]),
        _call([*inside, *runner, "--test-reporter=junit", f"--test-reporter-destination={node}", *tests]),
    ]
    return _honest(_count_junit([python, node]), well=all(well))


def _honest(count: Count, *, well: bool) -> Count:
    """Count a suite whose runner failed without a failed test as failed."""
    return count if well or count.failed else Count(count.passed, 1, ("the command itself failed",))


def _count_junit(reports: Iterable[Path]) -> Count:
    cases = [case for report in reports if report.exists() for case in _read_junit(report).iter("testcase")]
    failures = tuple(filter(None, map(_failure_of, cases)))
    return Count(len(cases) - len(failures), len(failures), failures)


def _failure_of(case: ET.Element) -> str:
    found = next((node for kind in _BAD if (node := case.find(kind)) is not None), None)
    if found is None:
        return ""
    return _failure(case.get("name", ""), f"{found.get('message', '')}\n{found.text or ''}")


def _failure(name: str, message: str) -> str:
    lines = [line for line in message.splitlines() if line.strip()]
    return "\n  ".join([name, *(line[:_WIDTH] for line in lines[:_LINES])])


def _read_junit(report: Path) -> ET.Element:
    """Read a report; what a program coloured in a message that failed would be no XML."""
    return ET.fromstring(_CONTROLS.sub("", report.read_text(encoding="utf-8")))  # noqa: S314  # our own file


def _call(command: list[str], cwd: Path = prepare.ROOT) -> bool:
    print("$", " ".join(command), flush=True)
    return subprocess.run(command, cwd=cwd, env=prepare.environment(), check=False).returncode == 0  # noqa: S603  # fixed commands of this file


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(prepare.VENV / "bin" / name), *arguments]


def _fuzz() -> Count:
    """Try every reader of hostile input for ten seconds: one test per target."""
    command = [PYTHON, "-m", "tests.fuzz.run"]
    print("$", " ".join(command), flush=True)
    environment = prepare.environment()
    done = subprocess.run(command, cwd=prepare.ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  # ours
    print(done.stdout, end="", flush=True)
    found = re.search(r"^(\d+) passed, (\d+) failed$", done.stdout, re.MULTILINE)
    failures = (_failure("what the run said last", "\n".join(done.stdout.splitlines()[-_LINES:])),)
    count = Count(int(found[1]), int(found[2]), failures[: int(found[2])]) if found else Count(0, 1, failures)
    return _honest(count, well=done.returncode == 0)


SUITES = (
    Suite(
        "lint",
        _checks(
            _tool("ruff", "check", ".", "run", "test"),
            _tool("ruff", "format", "--check", ".", "run", "test"),
            _tool("mypy"),
            _tool("lint-imports"),
        ),
    ),
    Suite(
        "web",
        lambda: _sum(_web_checks(), _vitest()),
    ),
    Suite("unit", _pytest("unit", "tests/unit", *SPREAD)),
    Suite("fuzz", _fuzz),
    Suite("integration", _integration),
    Suite("system", _pytest("system", "tests/system")),
    Suite("browser", _browser),
    Suite("network", _network),
)


def _web_checks() -> Count:
    checks = (["npm", "run", "--silent", "lint"], ["npm", "run", "--silent", "types"])
    return _check(checks, prepare.STATIC)


def _sum(*counts: Count) -> Count:
    failures = tuple(failure for count in counts for failure in count.failures)
    return Count(sum(count.passed for count in counts), sum(count.failed for count in counts), failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
