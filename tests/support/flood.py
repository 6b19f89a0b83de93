"""So many datagrams at a steady rate to a port of this machine: `python -m tests.support.flood KIND PORT RATE COUNT`.

`junk` is noise of every kind, `checks` are well-formed STUN requests with wrong credentials from many sockets. Prints
a line when it begins and ends by itself: when the kernel has taken all of them. What it is late with it catches up.
"""

import random
import socket
import sys
import time
from collections.abc import Callable

from aioice import stun

_SOCKETS = 64
_STEP = 0.005
_FIRST_BYTES = (0, 1, 20, 22, 63, 64, 128, 144, 191, 255)


def _junk(chance: random.Random) -> bytes:
    return bytes((chance.choice(_FIRST_BYTES),)) + chance.randbytes(chance.randrange(1_200))


def _check(chance: random.Random) -> bytes:
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    message.attributes["USERNAME"] = f"{chance.randbytes(4).hex()}:theirs"
    message.add_message_integrity(b"a guess")
    return bytes(message)


KINDS: dict[str, Callable[[random.Random], bytes]] = {"junk": _junk, "checks": _check}


def flood(kind: str, port: int, rate: int, count: int) -> None:
    """Send `count` datagrams, `rate` a second."""
    chance = random.Random(17)  # noqa: S311 - the same noise every time
    datagrams = [KINDS[kind](chance) for _ in range(500)]
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(_SOCKETS)]
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    begun, sent = time.monotonic(), 0
    while sent < count:
        while sent < min(count, (time.monotonic() - begun) * rate):
            sockets[sent % _SOCKETS].sendto(datagrams[sent % len(datagrams)], ("127.0.0.1", port))
            sent += 1
        time.sleep(_STEP)


if __name__ == "__main__":
    flood(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
