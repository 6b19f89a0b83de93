"""CPU per forwarded packet and added latency, ours beside Janus VideoRoom under the same load.

    python -m bench.forwarding [--seconds 10] [--rounds 1] [--only ours|janus|janus_first] [--plain] [--alone]
                               [--shape 10x3 --shape 1x10]

As in use, everybody is recorded, every receiver loses one packet in a hundred, asks for those of pictures again
and reports each second; senders get feedback of when their packets came. `--plain` leaves out all of that but the
feedback. Both servers get the same load and both record: Janus raw packets, from threads of its own process; ours
copies to a recorder process that writes files to be played, whose share is told apart (`recorder_core`).

Our worker asks for the lowest real-time priority, as in use; Janus runs as its package starts it, and once more with
that priority (`janus_first`). `--alone` keeps every other program off the server's core while it is measured, by one
that does nothing and gives way to that priority, so that a busy machine says what a quiet one would.

The server is pinned to one core and the load to another. Each round runs every shape on every server in
turn, so that both see the same machine, and tells how busy the machine was otherwise (`other_cores`): figures
from a busy machine say little. The last line printed is one JSON object. Needs two cores and,
for Janus, Debian's package `janus`; without it only ours is measured.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.janus import Janus, PromptJanus
from bench.load import Load, Person
from bench.ours import Ours
from media.dtls import Certificate

_WARM_UP: Final = 2.0
_SLICE: Final = 0.05
_PRIORITY: Final = -20
_LIMIT: Final = 120.0
"""Seconds one run may take in all."""
SERVERS: Final[dict[str, type[Ours | Janus]]] = {server.name: server for server in (Ours, Janus, PromptJanus)}
CIPHERS: Final = b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"
"""As a browser: Janus makes an RSA certificate, we one on P-256."""
_TICK: Final = os.sysconf("SC_CLK_TCK")


@contextmanager
def _pinned(core: int) -> Iterator[None]:
    """Run what is started within on `core`; children and threads inherit it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    yield
    os.sched_setaffinity(0, before)


def cpu_seconds(root: int) -> float:
    """Return the CPU time of a process and its descendants, in user and kernel mode."""
    children: dict[int, list[int]] = {}
    times: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(path.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        times[pid] = sum(map(int, fields[11:13])) / _TICK
    total, pending = 0.0, [root]
    while pending:
        pid = pending.pop()
        total += times.get(pid, 0.0)
        pending += children.get(pid, [])
    return total


def resident_mb(pid: int) -> float:
    """Return the memory of one process, in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _busy_seconds() -> float:
    """Return the time all cores together have been busy."""
    user, nice, system, _, _, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
    return (user + nice + system + irq + softirq) / _TICK


@contextmanager
def precedence() -> Iterator[None]:
    """Run the load, and every server started by it, before anything else, where that is allowed.

    Where Linux shares the processor between sessions, a priority counts only within one, so that of the
    session is raised too (sched(7), autogroup).
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _PRIORITY)
    _prefer_session(os.getpid(), _PRIORITY)
    yield
    _prefer_session(os.getpid(), 0)


def _prefer_session(pid: int, priority: int) -> None:
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(priority))


@contextmanager
def _kept_free(core: int) -> Iterator[None]:
    """Keep other programs off `core`, and out of its caches, but those of a real-time priority."""
    idler = subprocess.Popen(["/bin/sh", "-c", "while :; do :; done"], start_new_session=True)
    try:
        os.sched_setaffinity(idler.pid, {core})
        _prefer_session(idler.pid, _PRIORITY)
        yield
    finally:
        idler.kill()
        idler.wait()


def present(names: Iterable[str]) -> list[str]:
    """Return those of the servers called `names` that are on this machine."""
    return [name for name in names if SERVERS[name] is Ours or Janus.installed()]


async def measure(
    name: str, rooms: int, size: int, seconds: float, *, as_used: bool = True, alone: bool = False
) -> dict[str, Any]:
    """Run `rooms` of `size` people on the server called `name` for `seconds`; return the figures.

    `as_used`: everybody is recorded, receivers lose one packet in a hundred, ask for it and report. `alone`: no other
    program has the core of the server.
    """
    certificate = Certificate(datetime.now(UTC))  # noqa: TID251 - a benchmark is an edge
    certificate.context.set_cipher_list(CIPHERS)
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    server = SERVERS[name](certificate, records=as_used)
    with _pinned(server_core):
        await server.__aenter__()
    _prefer_session(server.pid, _PRIORITY)
    if server.recorder_pid is not None:
        os.sched_setaffinity(server.recorder_pid, os.sched_getaffinity(0))  # as the machine likes, as in use
    try:
        with _pinned(load_core):
            people = [person for room in range(1, rooms + 1) for person in await server.seat(room, size)]
            with _kept_free(server_core) if alone else nullcontext():
                return await run(server, people, seconds, as_used=as_used)
    finally:
        await server.__aexit__(None, None, None)


async def run(server: Ours | Janus, people: list[Person], seconds: float, *, as_used: bool) -> dict[str, Any]:
    """Let `people` talk for `seconds` after a moment of warming up; return the figures."""
    load = Load(people, as_used=as_used)
    await _drive(load, _WARM_UP)
    load.measure(on=True)
    cpu, load_cpu, busy, begun = cpu_seconds(server.pid), time.process_time(), _busy_seconds(), time.monotonic()
    recording = _recorder_seconds(server)
    await _drive(load, seconds)
    elapsed = time.monotonic() - begun
    recording = _recorder_seconds(server) - recording
    cpu, load_cpu, busy = cpu_seconds(server.pid) - cpu, time.process_time() - load_cpu, _busy_seconds() - busy
    load.measure(on=False)
    load.drain(0.5)
    outcome = load.outcome
    return {
        "server": server.name,
        "cpu_us_per_packet": round(cpu * 1e6 / max(1, outcome.received), 2),
        "server_core": round(cpu / elapsed, 3),
        "recorder_core": round(recording / elapsed, 3),
        "load_core": round(load_cpu / elapsed, 3),
        "other_cores": round((busy - cpu - load_cpu) / elapsed, 2),
        "latency_ms": {f"p{share}": round(outcome.percentile(share / 100), 3) for share in (50, 95, 99, 100)},
        "loss": max(0.0, round(1 - outcome.received / max(1, outcome.expected), 6)),
        "forwarded_per_s": round(outcome.received / elapsed),
        "profile": people[0].downlink.profile,
        "memory_mb": resident_mb(server.pid),
        **dict(zip(("lost", "asked", "repaired"), load.repairs, strict=True)),
    }


def _recorder_seconds(server: Ours | Janus) -> float:
    """Return the CPU time of a recorder in a process of its own."""
    return 0.0 if server.recorder_pid is None else cpu_seconds(server.recorder_pid)


async def _drive(load: Load, seconds: float) -> None:
    """Run the load in slices, so that control connections stay alive between them."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        load.run(min(_SLICE, left))
        for _ in range(3):
            await asyncio.sleep(0)


def _summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return median, lowest and highest of each figure over the rounds."""
    costs = [run["cpu_us_per_packet"] for run in runs]
    latencies = {key: statistics.median(run["latency_ms"][key] for run in runs) for key in runs[0]["latency_ms"]}
    return {
        "cpu_us_per_packet": statistics.median(costs),
        "cpu_us_range": [min(costs), max(costs)],
        "latency_ms": latencies,
        "loss": max(run["loss"] for run in runs),
        "forwarded_per_s": statistics.median(run["forwarded_per_s"] for run in runs),
        "recorder_core": max(run["recorder_core"] for run in runs),
        "memory_mb": max(run["memory_mb"] for run in runs),
        "lost_asked_repaired": [sum(run[key] for run in runs) for key in ("lost", "asked", "repaired")],
        "load_core": max(run["load_core"] for run in runs),
        "other_cores": max(run["other_cores"] for run in runs),
        "profile": runs[0]["profile"],
    }


def main() -> None:
    """Measure as the command line says and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=sorted(SERVERS))
    parser.add_argument("--plain", action="store_true", help="no recording, no loss, no reports")
    parser.add_argument("--alone", action="store_true", help="no other program on the core of the server")
    parser.add_argument("--shape", action="append", help="ROOMSxPEOPLE; default 10x3 and 1x10")
    options = parser.parse_args()
    names = [options.only] if options.only else present(SERVERS)
    if options.alone:
        names = [name for name in names if name != Janus.name]
    runs: dict[str, dict[str, list[dict[str, Any]]]] = {}
    with precedence():
        for _ in range(options.rounds):
            for shape in options.shape or ["10x3", "1x10"]:
                rooms, size = map(int, shape.split("x"))
                for name in names:
                    measuring = measure(
                        name, rooms, size, options.seconds, as_used=not options.plain, alone=options.alone
                    )
                    run = asyncio.run(asyncio.wait_for(measuring, _LIMIT))
                    print(shape, json.dumps(run))
                    runs.setdefault(shape, {}).setdefault(name, []).append(run)
    result = {shape: {name: _summary(each) for name, each in servers.items()} for shape, servers in runs.items()}
    print(json.dumps({"forwarding": result}))


if __name__ == "__main__":
    main()
