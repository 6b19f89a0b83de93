"""Time from a client that has answered to its first media packet, ours beside Janus VideoRoom.

    python -m bench.joining [--joins 10] [--only ours|janus]

Into a room of three who send all the time, further people come one after another: connectivity check, DTLS
handshake, first packet. Signalling is not counted. The last line printed is one JSON object.
"""

import argparse
import asyncio
import json
import statistics
from datetime import UTC, datetime
from typing import Any, Final

from bench.forwarding import CIPHERS, SERVERS, present
from bench.load import Load, sending
from media.dtls import Certificate

_SIZE: Final = 3
_LIMIT: Final = 120.0


async def _measure(name: str, joins: int) -> dict[str, Any]:
    certificate = Certificate(datetime.now(UTC))  # noqa: TID251 - a benchmark is an edge
    certificate.context.set_cipher_list(CIPHERS)
    async with SERVERS[name](certificate) as server:
        people = await server.seat(1, _SIZE)
        with sending(Load(people)):
            times = [await server.time_to_media(1, _SIZE) * 1000 for _ in range(joins)]
    return {"median_ms": round(statistics.median(times), 1), "range_ms": [round(min(times), 1), round(max(times), 1)]}


def main() -> None:
    """Measure as the command line says and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--joins", type=int, default=10)
    parser.add_argument("--only", choices=sorted(SERVERS))
    options = parser.parse_args()
    names = [options.only] if options.only else present(("ours", "janus"))
    result = {name: asyncio.run(asyncio.wait_for(_measure(name, options.joins), _LIMIT)) for name in names}
    print(json.dumps({"joining": result}))


if __name__ == "__main__":
    main()
