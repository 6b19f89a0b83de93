"""The clock of a process: microseconds since 1970 that never step, whatever is done to the system's time."""

import time
from collections.abc import Callable
from typing import TypeAlias

Clock: TypeAlias = Callable[[], int]


def steady_clock() -> Clock:
    """Return a clock that is right now and goes on steadily."""
    offset = time.time_ns() - time.monotonic_ns()
    return lambda: (time.monotonic_ns() + offset) // 1000
