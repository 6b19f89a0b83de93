"""`Budget`: how many messages one socket may send. A token bucket; what a person does by hand never empties it."""

from dataclasses import dataclass
from typing import Final

BURST: Final = 40.0
PER_SECOND: Final = 10.0
PATIENCE: Final = 400
"""Messages refused on one socket before it is closed."""


@dataclass(slots=True)
class Budget:
    """Tokens left at `at` (monotonic seconds), and messages refused so far."""

    at: float
    tokens: float = BURST
    refused: int = 0

    def spend(self, now: float, cost: float = 1.0) -> bool:
        """Take what a message costs; False, and nothing taken, when there is not enough."""
        self.tokens = min(BURST, self.tokens + (now - self.at) * PER_SECOND)
        self.at = now
        if self.tokens < cost:
            self.refused += 1
            return False
        self.tokens -= cost
        return True

    @property
    def exhausted(self) -> bool:
        """Whether the socket should be closed."""
        return self.refused > PATIENCE
