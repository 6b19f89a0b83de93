"""A bad line in user space: packets go in at one TUN device and come out of the other late, out of order or twice.

For what the kernel here cannot do (it has no netem). Loss and rate are the kernel's: `tests.support.network`.
"""

import asyncio
import fcntl
import os
import random
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_TUNSETIFF: Final = 0x400454CA
_IFF_TUN_NO_PI: Final = 0x0001 | 0x1000
_MOST_WAITING: Final = 5_000
"""Packets on their way; beyond it they are lost, as in any router."""
_WANDER: Final = 0.25
"""How far the queue moves per packet, as a share of the jitter: neighbours wait for about the same time."""


@dataclass(frozen=True, slots=True)
class Delay:
    """What happens to each packet, in seconds and shares of 1. Jitter comes on top of `base`."""

    base: float = 0.0
    jitter: float = 0.0
    reordered: float = 0.0
    duplicated: float = 0.0


class Delays:
    """The moments at which the packets of one direction come out.

    The queue wanders between 0 and `jitter`, and packets stay in order but for a share of `reordered`, which
    are held up by `jitter` while later ones pass.
    """

    def __init__(self, chance: random.Random) -> None:
        self.delay = Delay()
        self._chance = chance
        self._queue = 0.5
        self._last = float("-inf")

    def due(self, now: float) -> list[float]:
        """Return when a packet that goes in now comes out, once or twice."""
        delay, chance = self.delay, self._chance
        self._queue = min(1.0, max(0.0, self._queue + chance.uniform(-_WANDER, _WANDER)))
        at = now + delay.base + delay.jitter * self._queue
        if chance.random() < delay.reordered:
            at += delay.jitter
        else:
            self._last = at = max(at, self._last)
        return [at, at] if chance.random() < delay.duplicated else [at]


class Tunnel:
    """Two TUN devices joined by this process. `open` needs a running loop; `close` ends both devices."""

    def __init__(self, near: str, far: str, chance: random.Random | None = None) -> None:
        self.near, self.far = near, far
        chance = chance or random.Random()  # noqa: S311 - weather, not a secret
        self._ways = (Delays(chance), Delays(chance))
        self._ends: tuple[int, ...] = ()
        self._waiting = 0

    def open(self) -> None:
        """Make both devices, in the network namespace of this process; move them away afterwards."""
        self._loop = asyncio.get_running_loop()
        self._ends = tuple(_open_device(name) for name in (self.near, self.far))
        here, there = self._ends
        self._loop.add_reader(here, self._carry, here, there, self._ways[0])
        self._loop.add_reader(there, self._carry, there, here, self._ways[1])

    def set(self, delay: Delay) -> None:
        """Treat packets of both directions like this from now on."""
        for way in self._ways:
            way.delay = delay

    def close(self) -> None:
        """End both devices; what is on its way is lost. Idempotent."""
        ends, self._ends = self._ends, ()
        for end in ends:
            self._loop.remove_reader(end)
            os.close(end)

    def _carry(self, source: int, target: int, way: Delays) -> None:
        try:
            packet = os.read(source, 65_536)
        except OSError:
            return
        for at in way.due(self._loop.time()):
            if self._waiting < _MOST_WAITING:
                self._waiting += 1
                self._loop.call_at(at, self._deliver, target, packet)

    def _deliver(self, target: int, packet: bytes) -> None:
        self._waiting -= 1
        if target in self._ends:
            _quietly(lambda: os.write(target, packet))


def _open_device(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN_NO_PI))
    return device


def _quietly(write: Callable[[], int]) -> None:
    """Write; a device that is down or full loses the packet."""
    try:
        write()
    except OSError:
        return
