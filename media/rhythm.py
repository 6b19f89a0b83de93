"""The rhythm of a worker: what is due at which tick, and for whom, so that never everybody's comes at once."""

from typing import Final

TICK: Final = 0.02
"""Seconds."""
FEEDBACK: Final = 4
"""Ticks between two of transport-wide feedback."""
WATCH: Final = 5
SPEAKERS: Final = 5
REPORT: Final = 50
QUALITY: Final = 100
REPEAT: Final = 250
"""Ticks between two times that a browser is asked for a picture that does not come."""
TOGETHER: Final = 16
"""Browsers whose turns fall on the same tick: each tick with something to do finds the code for it out of the cache."""
AT_A_STRETCH: Final = 0.000_3
"""Seconds of a tick after which packets are looked for again: they must not wait for a whole one."""


def is_due(every: int, tick: int, turn: int = 0) -> bool:
    """Whether what comes every so many ticks comes at this one, for the browser that was the `turn`-th to come."""
    return (tick + turn // TOGETHER) % every == 0
