"""CPU of a worker that strangers flood, and what becomes of a room of three in it.

    python -m bench.flood [--rate 10000] [--seconds 5]

Each kind of flood comes from one address that has proved nothing: bytes that look like media, bytes that look like a
handshake, and connectivity checks of a fragment nobody has. The last line printed is one JSON object: per kind
the share of a core the worker takes, with `nothing` as the room by itself, the room's latency and its loss.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any, Final

from bench.forwarding import CIPHERS, precedence, run
from bench.ours import Ours
from media.dtls import Certificate

_SIZE: Final = 3
_LIMIT: Final = 60.0
_LENGTH: Final = 200
_STEP: Final = 0.002
_CHECK: Final = (
    b"\x00\x01\x00\x20\x21\x12\xa4\x42" + bytes(12) + b"\x00\x06\x00\x03a:b\x00" + b"\x00\x08\x00\x14" + bytes(20)
)
KINDS: Final = {
    "nothing": b"",
    "media": b"\x80\x60" + bytes(_LENGTH),
    "handshake": b"\x16\xfe\xfd" + bytes(_LENGTH),
    "checks": _CHECK,
}


def _send(kind: str, host: str, port: int, rate: int) -> None:
    """Send until killed: what is due every two milliseconds."""
    datagram, begun, sent = KINDS[kind], time.monotonic(), 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flood:
        while True:
            due = int((time.monotonic() - begun) * rate)
            for _ in range(due - sent):
                flood.sendto(datagram, (host, port))
            sent = due
            time.sleep(_STEP)


async def _measure(kind: str, rate: int, seconds: float) -> dict[str, Any]:
    certificate = Certificate(datetime.now(UTC))  # noqa: TID251 - a benchmark is an edge
    certificate.context.set_cipher_list(CIPHERS)
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    async with Ours(certificate) as server:
        os.sched_setaffinity(server.pid, {server_core})
        people = await server.seat(1, _SIZE)
        host, port = people[0].uplink.address
        before = await server.statistics()
        command = [sys.executable, "-m", "bench.flood", "--send", kind, host, str(port), str(rate)]
        flood = subprocess.Popen(command) if KINDS[kind] else None  # noqa: ASYNC220, S603 - before the measurement
        try:
            if flood is not None:
                os.sched_setaffinity(flood.pid, {load_core})
            figures = await run(server, people, seconds, as_used=False)
        finally:
            if flood is not None:
                flood.kill()
                flood.wait()
        after = await server.statistics()
    refused = sum(after[name] - before[name] for name in ("strangers", "stun_refused", "malformed"))
    kept = ("server_core", "latency_ms", "loss", "other_cores")
    return {**{name: figures[name] for name in kept}, "refused": int(refused)}


def main() -> None:
    """Measure every kind and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=10_000, help="datagrams a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--send", nargs=4, metavar=("KIND", "HOST", "PORT", "RATE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.send:
        kind, host, port, rate = options.send
        _send(kind, host, int(port), int(rate))
    with precedence():
        result = {
            kind: asyncio.run(asyncio.wait_for(_measure(kind, options.rate, options.seconds), _LIMIT)) for kind in KINDS
        }
    print(json.dumps({"flood": result}))


if __name__ == "__main__":
    main()
