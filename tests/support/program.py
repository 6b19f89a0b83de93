"""The whole program in processes of its own, to be killed and started again, and people who visit it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
from typing_extensions import override

from server.demo import Sheet
from tests.support.site import Site

PATIENCE = 60


class Program:
    """`mediation-room demo` as it is really started, on one folder and port; `settings` as in its environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = settings
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.process: asyncio.subprocess.Process | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Return once it answers."""
        own = {"MEDIATION_ROOM_DATA_DIR": str(self.folder), **self.settings}
        environment = {**os.environ, **own}  # noqa: TID251 - of a program of its own
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "server", "demo", "--port", str(self.port)),
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as http:
            while not await self._answers(http):
                assert self.process.returncode is None
                await asyncio.sleep(0.05)

    async def end(self, number: signal.Signals) -> int:
        """End it; with SIGKILL everything at once, as a power cut would."""
        assert self.process is not None
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(self.base + "/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


class Outside(Site):
    """A site whose inside is another process."""

    def __init__(self, base: str, sheet: Sheet, stack: AsyncExitStack) -> None:
        self.base = base
        self.stack = stack
        self._sheet = sheet

    @property
    @override
    def sheet(self) -> Sheet:
        return self._sheet


@asynccontextmanager
async def people(program: Program) -> AsyncIterator[Outside]:
    """Visit the program, as it is known from outside."""
    sheet = Sheet.model_validate_json((program.folder / "demo.json").read_bytes())
    async with AsyncExitStack() as stack:
        yield Outside(program.base, sheet, stack)
