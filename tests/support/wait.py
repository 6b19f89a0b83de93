"""Waiting for a condition: bounded, on the loop, and telling what did not happen."""

import asyncio
from collections.abc import Callable

PATIENCE = 15.0
"""Seconds until a condition counts as never coming; far beyond what a busy machine needs."""
_POLL = 0.01


async def until(condition: Callable[[], object], what: str = "the condition", patience: float = PATIENCE) -> None:
    """Return once `condition()` is true; raise `AssertionError` naming `what` when it stays false."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while not condition():
        if loop.time() >= end:
            raise AssertionError(f"{what} did not come about within {patience:g} s")
        await asyncio.sleep(_POLL)


async def stays(condition: Callable[[], object], what: str, duration: float = 0.5) -> None:
    """Return after `duration` seconds in which `condition()` was always true; for what must never happen."""
    loop = asyncio.get_running_loop()
    end = loop.time() + duration
    while loop.time() < end:
        if not condition():
            raise AssertionError(f"{what} did not stay so")
        await asyncio.sleep(_POLL)
