import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

from media.ice.selector import PacketSelector

Result = TypeVar("Result")


class Ends:
    """A packet socket under a `PacketSelector`, and the other end of it."""

    def __init__(self) -> None:
        self.selector = PacketSelector()
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ours.settimeout(0)
        self.read: list[bytes] = []
        self.selector.serve(self.ours.fileno(), self._drain)

    def _drain(self) -> None:
        self.read.append(self.ours.recv(100))

    def run(self, main: Callable[[], Awaitable[Result]]) -> Result:
        async def bounded() -> Result:
            return await asyncio.wait_for(main(), 10)

        with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(self.selector)) as runner:
            result = runner.run(bounded())
        self.ours.close()
        self.theirs.close()
        return result


def test_packets_are_read_while_the_loop_sleeps() -> None:
    ends = Ends()

    async def main() -> None:
        for number in range(5):
            ends.theirs.send(bytes((number,)))
        await asyncio.sleep(0.01)

    ends.run(main)

    assert ends.read == [bytes((number,)) for number in range(5)]


def test_a_stream_of_packets_does_not_hold_up_timers() -> None:
    ends = Ends()

    def echo() -> None:
        ends.ours.recv(100)
        ends.theirs.send(b"again")

    async def main() -> None:
        ends.selector.release(ends.ours.fileno())
        ends.selector.serve(ends.ours.fileno(), echo)
        ends.theirs.send(b"first")
        await asyncio.sleep(0.02)

    ends.run(main)


def test_a_drain_wakes_the_loop_when_it_says_so() -> None:
    ends = Ends()

    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Future[bytes] = loop.create_future()

        def hand_over() -> None:
            loop.call_soon_threadsafe(arrived.set_result, ends.ours.recv(100))

        ends.selector.release(ends.ours.fileno())
        ends.selector.serve(ends.ours.fileno(), hand_over)
        ends.theirs.send(b"packet")
        return await arrived

    assert ends.run(main) == b"packet"


def test_other_sockets_are_served_by_the_loop_as_ever() -> None:
    ends = Ends()

    async def main() -> bytes:
        one, other = socket.socketpair()
        one.settimeout(0)
        other.settimeout(0)
        with one, other:
            ends.theirs.send(b"packet")
            reading = asyncio.ensure_future(asyncio.get_running_loop().sock_recv(one, 10))
            await asyncio.sleep(0)
            other.send(b"stream")
            return await reading

    assert ends.run(main) == b"stream"


def test_a_released_socket_is_not_read() -> None:
    ends = Ends()

    async def main() -> None:
        ends.selector.release(ends.ours.fileno())
        ends.selector.release(ends.ours.fileno())
        ends.theirs.send(b"packet")
        await asyncio.sleep(0.01)

    ends.run(main)

    assert ends.read == []
