"""How many layers of a picture are asked of the browser that sends it: fewer after a while, more at once.

What nobody shows and nothing records costs a telephone its uplink and its battery for nothing.
"""

from collections.abc import Sequence
from typing import Final

from media.forwarding.layers import sufficient

PAUSE_AFTER: Final = 5.0
"""Seconds for which a layer is not needed before the browser is asked to stop it."""
INSISTS_FOR: Final = 30.0
"""Seconds for which a layer that was asked for and does not come is asked for again: the browser may have refused the
change or missed the word, or have no line and no camera for it."""


def layers_needed(heights: Sequence[int], tile: int | None) -> int:
    """Return how many layers, lowest first, are sent for a receiver that shows the picture `tile` pixels high.

    `heights` are those of all layers, 0 where not known yet. A receiver that said nothing (None) needs all of them.
    """
    return 0 if tile == 0 else sufficient(heights, tile) + 1


class LayerDemand:
    """What is asked of one source. Bounds: seven numbers."""

    __slots__ = ("_fewer_since", "_layers", "_more_at", "_most", "asked", "resumed_at")

    def __init__(self) -> None:
        self.asked: int | None = None
        """How many layers the browser shall send, lowest first; None all that it can."""
        self.resumed_at = float("-inf")
        """When a source that had been stopped altogether was asked for again."""
        self._layers = 0
        self._fewer_since: float | None = None
        self._more_at = float("-inf")
        self._most = 0

    def decide(self, needed: int, layers: int, now: float) -> bool:
        """Take note that `needed` of `layers` are needed now; return whether `asked` is another one.

        A source that comes in another number of layers than before is asked for all of them.
        """
        before = self.asked
        if layers != self._layers:
            self._layers = layers
            self._ask(layers, now)
        if needed >= (layers if self.asked is None else self.asked):
            self._ask(needed, now)
        else:
            self._wait(needed, now)
        return self.asked != before

    def misses(self, coming: int, now: float) -> bool:
        """Whether more than the `coming` layers were asked for not long ago."""
        asked = self._layers if self.asked is None else self.asked
        return coming < asked and now - self._more_at <= INSISTS_FOR

    def _wait(self, needed: int, now: float) -> None:
        if self._fewer_since is None:
            self._fewer_since, self._most = now, 0
        self._most = max(self._most, needed)
        if now - self._fewer_since >= PAUSE_AFTER:
            self._ask(self._most, now)

    def _ask(self, layers: int, now: float) -> None:
        before = self._layers if self.asked is None else self.asked
        if layers > before or self._more_at == float("-inf"):
            self._more_at = now
        if self.asked == 0 and layers:
            self.resumed_at = now
        self.asked = None if layers >= self._layers else layers
        self._fewer_since = None
