"""Several people who act at the same moment, and a program that dies among its answers to them."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from tests.support.program import Program
from tests.support.site import Reply

Deed = Callable[[], Awaitable[None]]


@dataclass
class Deaths:
    """Kills the program in every second round, once after the first answer, once after the second, and so on.

    In a round every one of the `people` sends one command; whoever got no answer does not know what became of theirs.
    """

    program: Program
    people: int
    revive: Deed
    """Starts it again, and looks whether it is whole."""
    first: int = 0
    """The round in which it dies first: 0 or 1."""
    while_dead: list[Deed] = field(default_factory=list)
    """What happens before it is started again, once."""
    count: int = 0
    rounds: int = 0
    _answers: int = 0
    _here: int = 0
    _meeting: asyncio.Condition = field(default_factory=asyncio.Condition)
    _meetings: int = 0

    async def send(self, command: Callable[[], Awaitable[Reply]]) -> Reply | None:
        """Send together with all others and return once the program is back; None when no answer came."""
        await self._meet()
        reply = None
        try:
            reply = await command()
            await self._answered()
        except (aiohttp.ClientError, ConnectionError):
            pass
        await self._meet(self._next_round)
        return reply

    async def leave(self) -> None:
        """Act no more; the others go on."""
        async with self._meeting:
            self.people -= 1
            if self._here and self._here >= self.people:
                self._part()

    async def _answered(self) -> None:
        self._answers += 1
        if self._dies and self._answers == 1 + self.count % self.people:
            await self.program.end(signal.SIGKILL)

    @property
    def _dies(self) -> bool:
        return self.rounds % 2 == self.first

    async def _next_round(self) -> None:
        died, self._answers, self.rounds = self._dies, 0, self.rounds + 1
        if not died:
            return
        self.count += 1
        deeds, self.while_dead = self.while_dead, []
        for deed in deeds:
            await deed()
        await self.revive()

    async def _meet(self, deed: Deed | None = None) -> None:
        """Wait for all others; the last to come does the deed, before anybody goes on."""
        async with self._meeting:
            self._here += 1
            meeting = self._meetings
            if self._here < self.people:
                await self._meeting.wait_for(lambda: self._meetings > meeting)
                return
            if deed is not None:
                await deed()
            self._part()

    def _part(self) -> None:
        self._here, self._meetings = 0, self._meetings + 1
        self._meeting.notify_all()
