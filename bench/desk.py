"""How long staff wait for their lists, with many cases in the store, through the real handlers over HTTP.

    python -m bench.desk [--cases 2000] [--rounds 30] [--on sqlite postgresql] [--busy 4] [--folder FOLDER] [--strict]

A fresh store is filled on each database (in a temporary folder, or FOLDER, which is kept; PostgreSQL is a private
cluster, ended afterwards); then each page is asked for `--rounds` times over loopback by somebody signed in. The time
is that of whoever asks from another process, as a browser does: the server's, the loopback and reading the answer.
`--busy N` has N processes reckon for nothing meanwhile. The last line printed is one JSON object: milliseconds,
median and 95th percentile. The case page is asked for as the browser does, all its parts at once, and is there with
the last of them. With `--strict` the exit code is 1 when a median is over its aim (list and search 200 ms, case page
150 ms).
"""

import argparse
import asyncio
import json
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import aiohttp
from aiohttp import web
from sqlalchemy import text

from bench.desk_cases import FIRST_NUMBER, fill
from server.app import HOUSE, SHEET, create_app
from server.settings import Settings
from tests.support.services import private_postgres

_LIMIT: Final = 140.0
"""Seconds for one database."""
_DATABASES: Final = ("sqlite", "postgresql")
_SHARE: Final = 0.95


_WHOLE: Final = "case page, whole"
OF_THE_PAGE: Final = (
    "/page",
    "/materials",
    "/documents",
    "/support-accesses",
    "/reminders",
)
"""What the page of a case asks: the case with its clocks, people and end, and its cards beside it."""
OF_THE_FRAME: Final = ("/api/me", "/api/reminders")
"""What the frame around every page asks: who is signed in, and the bell."""
_AIMS: Final = {
    "list": 200,
    "list, last page": 200,
    "list by last day": 200,
    "search for a name": 200,
    "search for a serial": 200,
    "search for a number": 200,
    "search without result": 200,
    "filter: overdue": 200,
    "filter: week and state": 200,
    "filter: received, period, workers": 200,
    _WHOLE: 150,
}
"""Milliseconds of the median."""


def _pages(cases: int, year: int) -> dict[str, tuple[str, ...]]:
    """Return who asks for what at once, by the name of the figure."""
    serial = f"LY{year}-{FIRST_NUMBER + cases // 2:06d}"
    case = f"/api/cases/{serial}"
    return {
        "list": ("clerk", "/api/cases"),
        "list, last page": ("clerk", f"/api/cases?page={cases // 200}"),
        "list by last day": ("clerk", "/api/cases?order=due"),
        "search for a name": ("clerk", "/api/cases?query=秀兰"),
        "search for a serial": ("clerk", f"/api/cases?query={serial}"),
        "search for a number": ("clerk", f"/api/cases?query=诉前调第{FIRST_NUMBER + cases // 2}号"),
        "search without result": ("clerk", "/api/cases?query=没有这个人"),
        "filter: overdue": ("clerk", "/api/cases?due=overdue&order=due"),
        "filter: week and state": ("clerk", "/api/cases?due=week&state=in_mediation,scheduled&order=due"),
        "filter: received, period, workers": (
            "clerk",
            f"/api/cases?received_from={year}-01-01&received_to={year}-12-31&rule=MEDIATE_30D&workers_from=2",
        ),
        "tasks of a mediator": ("mediator", "/api/tasks"),
        "tasks of a court": ("clerk", "/api/tasks"),
        "owed at once by a mediator": ("mediator", "/api/owed"),
        "owed at once by a court": ("clerk", "/api/owed"),
        "today of a mediator": ("mediator", "/api/today"),
        "case page": ("clerk", case),
        "clocks of a case": ("clerk", case + "/clocks"),
        _WHOLE: ("clerk", *OF_THE_FRAME, *(case + part for part in OF_THE_PAGE)),
        "audit log": ("auditor", "/api/audit"),
        "audit log of one case": ("auditor", f"/api/audit?serial={case.rpartition('/')[2]}"),
    }


@asynccontextmanager
async def _room(folder: Path, database: str | None) -> AsyncIterator[tuple[str, web.Application]]:
    app = create_app(
        Settings(data_dir=folder, database_url=database, host="127.0.0.1", port=0, demo=True, in_process=True)
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}", app
    finally:
        await runner.cleanup()


def _asked(base: str, account: tuple[str, str], pages: dict[str, list[str]], rounds: int) -> dict[str, Any]:
    """Return the figures of the pages that one person asks for; it runs in a process of its own."""
    return asyncio.run(_ask_all(base, account, pages, rounds))


async def _ask_all(base: str, account: tuple[str, str], pages: dict[str, list[str]], rounds: int) -> dict[str, Any]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        login, password = account
        async with http.post(f"{base}/api/sign-in", json={"login": login, "password": password}) as answer:
            answer.raise_for_status()
        return {
            name: _figure(await _times(http, [base + path for path in paths], rounds)) for name, paths in pages.items()
        }


async def _ask(http: aiohttp.ClientSession, url: str) -> None:
    async with http.get(url) as answer:
        body = await answer.read()
    if answer.status != 200:  # noqa: PLR2004 - the status itself
        raise RuntimeError(f"{url} answered {answer.status}: {body[:200]!r}")


async def _times(http: aiohttp.ClientSession, urls: Sequence[str], rounds: int) -> list[float]:
    found = []
    for _ in range(rounds + 1):
        before = time.perf_counter()
        await asyncio.gather(*(_ask(http, url) for url in urls))
        found.append((time.perf_counter() - before) * 1000)
    # The first is everybody's only once: statements are compiled, files opened.
    return found[1:]


def _figure(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(_SHARE * len(ordered)))]
    return {"median": round(statistics.median(times), 1), "p95": round(p95, 1)}


@contextmanager
def _busy(processes: int) -> Iterator[None]:
    """Keep the cores busy until the block is left."""
    context = get_context("spawn")
    spinning = [context.Process(target=_spin, daemon=True) for _ in range(processes)]
    try:
        for process in spinning:
            process.start()
        yield
    finally:
        for process in spinning:
            process.kill()
            process.join()


def _spin() -> None:
    until = time.monotonic() + 2 * _LIMIT
    while time.monotonic() < until:
        sum(range(10_000))


async def _measure(folder: Path, database: str | None, options: argparse.Namespace) -> dict[str, Any]:
    async with _room(folder, database) as (base, app):
        house, sheet = app[HOUSE], app[SHEET]
        before = time.perf_counter()
        async with house.ports.begin() as uow:
            mediator = await uow.accounts.by_login("mediator")
        if mediator is None:
            raise RuntimeError("the demonstration has no mediator")
        await fill(house.ports, mediator, options.cases)
        async with house.database.engine.begin() as connection:
            # PostgreSQL does so by itself within minutes; a store filled a moment ago is nobody's.
            await connection.execute(text("ANALYZE"))
        result: dict[str, Any] = {"cases": options.cases, "filled_s": round(time.perf_counter() - before, 1)}
        pages = _pages(options.cases, house.ports.clock.now().year)
        loop = asyncio.get_running_loop()
        with _busy(options.busy), ProcessPoolExecutor(1, get_context("spawn")) as asking:
            for role in ("clerk", "mediator", "auditor"):
                account = next(one for one in sheet.accounts if one.role == role)
                own = {name: paths for name, (who, *paths) in pages.items() if who == role}
                asked = partial(_asked, base, (account.login, account.password), own, options.rounds)
                result |= await loop.run_in_executor(asking, asked)
        return result


def _on(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures on one database."""
    with ExitStack() as stack:
        made = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-desk-"))
        folder = (options.folder or Path(made)) / name
        address = None
        if name == "postgresql":
            address = stack.enter_context(private_postgres()).format(database="postgres")
        return asyncio.run(asyncio.wait_for(_measure(folder, address, options), _LIMIT))


def _over(result: dict[str, Any]) -> list[str]:
    """Return every figure over its aim, in words."""
    return [
        f"{name} on {database}: {figures[name]['median']} ms, aim {aim} ms"
        for database, figures in result.items()
        for name, aim in _AIMS.items()
        if figures[name]["median"] > aim
    ]


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--on", nargs="+", choices=_DATABASES, default=_DATABASES)
    parser.add_argument("--busy", type=int, default=0, help="processes that keep the cores busy")
    parser.add_argument("--folder", type=Path, help="keep the store here")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    result = {name: _on(name, options) for name in options.on}
    print(json.dumps({"desk": result}, ensure_ascii=False))
    over = _over(result)
    for line in over:
        print(line, file=sys.stderr)
    if over and options.strict:
        sys.exit(1)


if __name__ == "__main__":
    main()
