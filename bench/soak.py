"""Ten minutes of use: memory and file descriptors of worker and recorder must stay where they are.

    python -m bench.soak [--minutes 10] [--rooms 5] [--people 3]

Everything is on that is on in use, and every ten seconds one more person comes into a room and leaves it again.
The first minute fills the histories and is not looked at. The last line printed is one JSON object; the exit
status is 1 when something grew.
"""

import argparse
import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.forwarding import CIPHERS, precedence, resident_mb
from bench.load import Load, sending
from bench.ours import Ours
from media.dtls import Certificate

_WARM_UP: Final = 60.0
_SAMPLE: Final = 10.0
_MAX_GROWTH: Final = 0.05
"""Of memory, between the first and the last third of the time measured."""


def descriptors(pid: int) -> int:
    """Return how many files a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def verdict(samples: list[dict[str, float]]) -> dict[str, Any]:
    """Compare the first third with the last; `grew` names what is larger than it was."""
    third = max(1, len(samples) // 3)
    grew = []
    for name in samples[0]:
        before = max(sample[name] for sample in samples[:third])
        after = max(sample[name] for sample in samples[-third:])
        if after > before * (1 + _MAX_GROWTH) + 1:
            grew.append(name)
    return {"first": samples[0], "last": samples[-1], "samples": len(samples), "grew": grew}


def _sample(server: Ours) -> dict[str, float]:
    recorder = server.recorder_pid or server.pid
    return {
        "worker_mb": resident_mb(server.pid),
        "worker_files": descriptors(server.pid),
        "recorder_mb": resident_mb(recorder),
        "recorder_files": descriptors(recorder),
    }


async def soak(minutes: float, rooms: int, size: int) -> dict[str, Any]:
    """Run for so long; return what was seen."""
    certificate = Certificate(datetime.now(UTC))  # noqa: TID251 - a benchmark is an edge
    certificate.context.set_cipher_list(CIPHERS)
    async with Ours(certificate, records=True) as server:
        people = [person for room in range(1, rooms + 1) for person in await server.seat(room, size)]
        load = Load(people, as_used=True)
        load.measure(on=True)
        samples = []
        with sending(load):
            await asyncio.sleep(min(_WARM_UP, 6 * minutes))
            for count in range(max(3, int((60 * minutes - _WARM_UP) / _SAMPLE))):
                await server.time_to_media(1 + count % rooms, size)
                samples.append(_sample(server))
                await asyncio.sleep(_SAMPLE)
        outcome = load.outcome
        counters = await server.statistics()
    return {
        **verdict(samples),
        "came_and_left": len(samples),
        "loss": round(1 - outcome.received / max(1, outcome.expected), 6),
        "failures": counters["failures"],
        "tap_dropped": counters["tap_dropped"],
    }


def main() -> None:
    """Soak as the command line says and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rooms", type=int, default=5)
    parser.add_argument("--people", type=int, default=3)
    options = parser.parse_args()
    with precedence():
        result = asyncio.run(soak(options.minutes, options.rooms, options.people))
    print(json.dumps({"soak": result}))
    raise SystemExit(bool(result["grew"]))


if __name__ == "__main__":
    main()
