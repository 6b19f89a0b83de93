"""CPU of a worker's bursts, measured within one process: a figure that a busy machine hardly moves.

    python -m bench.bursts [--shape 10x3 --shape 1x10] [--bursts 600]

Each burst is a frame of somebody's picture and two packets of sound, everybody is recorded. Counted is the thread's own
time from the first packet read to the last one sent, per packet read: `warm` without pause, `cold` after memory was
walked through that drives everything else out of the processor's caches, as it is for a worker that sleeps between
bursts. Median and tenth percentile in microseconds; `tick_us` is one tick. The last line printed is one JSON object.
"""

import argparse
import asyncio
import gc
import json
import random
import socket
import statistics
import tempfile
import time
from datetime import UTC, datetime
from typing import Any, Final

from bench.forwarding import CIPHERS
from bench.load import Load, Person
from bench.ours import Ours
from media.dtls import Certificate
from media.ice.port import OnDrained
from media.local import LocalMediaPlane
from media.plane import MemberId, Source, TapId

_SWEEP: Final = bytes(8 << 20)
"""Larger than the second-level cache and what its address buffers reach."""
_SOUNDS: Final = 2
_BURSTS_A_TICK: Final = 18
_WARM_UP: Final = 300
_FULL: Final = 400


class ByHand:
    """An attendant that reads nothing by itself once `holds` is set."""

    def __init__(self) -> None:
        self.drains: list[OnDrained] = []
        self._loop = asyncio.get_running_loop()
        self._descriptors: list[int] = []

    def serve(self, descriptor: int, drain: OnDrained) -> None:
        """Let the event loop read for the time being."""
        self.drains.append(drain)
        self._descriptors.append(descriptor)
        self._loop.add_reader(descriptor, drain)

    def release(self, descriptor: int) -> None:
        """Forget a socket."""
        self._loop.remove_reader(descriptor)

    def hold(self) -> None:
        """From now on `drain` reads, and nobody else."""
        for descriptor in self._descriptors:
            self._loop.remove_reader(descriptor)

    def drain(self) -> None:
        """Read everything that has come."""
        for drain in self.drains:
            drain()


class Bench:
    """A plane in this process, those who talk in it, and a recorder that throws everything away."""

    def __init__(self, plane: LocalMediaPlane, attendant: ByHand, people: list[Person], sink: socket.socket) -> None:
        self._plane = plane
        self._attendant = attendant
        self._people = people
        self._sink = sink
        self._load = Load(people)
        self._random = random.Random(5)  # noqa: S311 - a schedule, not a secret

    def run(self, bursts: int, *, cold: bool) -> tuple[list[float], list[float]]:
        """Return the microseconds per packet read of each burst, and those of each tick."""
        costs: list[float] = []
        ticks: list[float] = []
        for index in range(bursts):
            read = self._plane.packets_received
            self._send()
            cost = _timed(self._attendant.drain, cold=cold)
            costs.append(cost / (self._plane.packets_received - read))
            if index % _BURSTS_A_TICK == 0:
                ticks.append(_timed(self._plane.tick, cold=cold))
            self._empty()
        return costs, ticks

    def begin(self) -> None:
        """Let everybody's first keyframe through, and fill the histories a little."""
        for person in self._people:
            self._load.send_frame(person, time.monotonic())
            self._attendant.drain()
        self.run(_WARM_UP, cold=False)

    def _send(self) -> None:
        now = time.monotonic()
        self._load.send_frame(self._random.choice(self._people), now)
        for _ in range(_SOUNDS):
            self._load.send_sound(self._random.choice(self._people), now)

    def _empty(self) -> None:
        for receiving in (self._sink, *(person.downlink.socket for person in self._people)):
            for _ in range(_FULL):
                try:
                    receiving.recv(65_536)
                except OSError:
                    break


def _timed(call: OnDrained, *, cold: bool) -> float:
    """Return the microseconds of this thread that `call` took."""
    if cold:
        bytearray(_SWEEP)
    begun = time.thread_time_ns()
    call()
    return (time.thread_time_ns() - begun) / 1_000


async def _measure(rooms: int, size: int, bursts: int) -> dict[str, Any]:
    certificate = Certificate(datetime.now(UTC))  # noqa: TID251 - a benchmark is an edge
    certificate.context.set_cipher_list(CIPHERS)
    attendant = ByHand()
    plane = LocalMediaPlane(attendant=attendant)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sink:
        sink.bind(f"{folder}/sink")
        sink.setblocking(False)  # noqa: FBT003 - the socket module's own signature
        async with Ours(certificate, plane=plane) as ours:
            people = [person for room in range(1, rooms + 1) for person in await ours.seat(room, size)]
            await _record(plane, rooms, size, f"{folder}/sink")
            attendant.hold()
            bench = Bench(plane, attendant, people, sink)
            bench.begin()
            gc.collect()
            gc.freeze()
            gc.disable()
            warm, cold = bench.run(bursts, cold=False), bench.run(bursts, cold=True)
            gc.enable()
    return {"warm": _summary(warm), "cold": _summary(cold)}


async def _record(plane: LocalMediaPlane, rooms: int, size: int, sink: str) -> None:
    members = [MemberId(f"r{room}.p{index}") for room in range(1, rooms + 1) for index in range(size)]
    tapped = [(member, source) for member in members for source in (Source.MIC, Source.CAMERA)]
    for number, (member, source) in enumerate(tapped):
        await plane.tap(member, source, TapId(number), sink)


def _summary(figures: tuple[list[float], list[float]]) -> dict[str, float]:
    costs, ticks = figures
    tenth = statistics.quantiles(costs, n=10)[0]
    return {
        "us": round(statistics.median(costs), 2),
        "us_p10": round(tenth, 2),
        "tick_us": round(statistics.median(ticks)),
    }


def main() -> None:
    """Measure as the command line says and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", action="append", help="ROOMSxPEOPLE; default 10x3 and 1x10")
    parser.add_argument("--bursts", type=int, default=600)
    options = parser.parse_args()
    result = {}
    for shape in options.shape or ["10x3", "1x10"]:
        rooms, size = map(int, shape.split("x"))
        result[shape] = asyncio.run(_measure(rooms, size, options.bursts))
        print(shape, json.dumps(result[shape]))
    print(json.dumps({"bursts": result}))


if __name__ == "__main__":
    main()
