"""How many rooms one core carries, ours beside Janus VideoRoom, with everything on that is on in use.

    python -m bench.capacity [--people 3] [--step 10] [--most 60] [--seconds 5] [--only ours|janus] [--plain]

Rooms are added until the 95th percentile of latency passes 50 ms or loss passes 0.1 %, or the load generator
itself is out of breath, which is told. The last line printed is one JSON object.
"""

import argparse
import asyncio
import json
from typing import Any, Final

from bench.forwarding import SERVERS, measure, precedence, present

_MAX_LATENCY_MS: Final = 50.0
_MAX_LOSS: Final = 0.001
_BREATHLESS: Final = 0.85
_LIMIT: Final = 180.0


def _verdict(run: dict[str, Any]) -> str:
    """Return why this was too many rooms, or nothing."""
    if run["load_core"] > _BREATHLESS:
        return "load generator"
    if run["latency_ms"]["p95"] > _MAX_LATENCY_MS:
        return "latency"
    return "loss" if run["loss"] > _MAX_LOSS else ""


def _climb(name: str, options: argparse.Namespace) -> dict[str, Any]:
    carried, ended_by = 0, ""
    memory: list[tuple[int, float]] = []
    for rooms in range(options.step, options.most + 1, options.step):
        measuring = measure(name, rooms, options.people, options.seconds, as_used=not options.plain)
        run = asyncio.run(asyncio.wait_for(measuring, _LIMIT))
        print(rooms, json.dumps(run))
        memory.append((rooms, run["memory_mb"]))
        ended_by = _verdict(run)
        if ended_by:
            break
        carried = rooms
    return {"rooms": carried, "ended_by": ended_by or "not reached", "mb_per_room": _growth(memory)}


def _growth(memory: list[tuple[int, float]]) -> float | None:
    """Return what one more room takes, None when there was but one measurement."""
    (first, before), (last, after) = memory[0], memory[-1]
    return None if first == last else round((after - before) / (last - first), 2)


def main() -> None:
    """Measure as the command line says and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=3, help="in each room")
    parser.add_argument("--plain", action="store_true", help="no recording, no loss, no reports")
    parser.add_argument("--step", type=int, default=10)
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--only", choices=sorted(SERVERS))
    options = parser.parse_args()
    names = [options.only] if options.only else present(("ours", "janus"))
    with precedence():
        result = {name: _climb(name, options) for name in names}
    print(json.dumps({"capacity": result}))


if __name__ == "__main__":
    main()
