"""Lessons: how often something is learned anew from a sender, who could change it with every packet."""

from typing import Final

PER_SECOND: Final = 50
"""Lessons a second, and at once."""


class Lessons:
    """What may still be learned."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = float(PER_SECOND)

    def take(self) -> bool:
        """Take one lesson; return whether there was one."""
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def refill(self, elapsed: float) -> None:
        """Allow what `elapsed` seconds bring."""
        self._left = min(self._left + elapsed * PER_SECOND, PER_SECOND)
