"""Export of a log: whoever takes one away says why, and that is a line of the log itself (个人信息保护法 art. 51)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError

SHORTEST_REASON: Final = 4
MOST_LINES: Final = 10_000
"""Lines of one file; of more the reader narrows what is wanted, so that no file lacks lines without saying so."""


class LogPurpose(StrEnum):
    """Why a log is taken away."""

    SUPERVISION = "supervision"
    COMPLAINT = "complaint"
    COURT_REQUEST = "court_request"
    """A court or authority asks for it."""
    INCIDENT = "incident"
    """Something happened that is looked into."""


@dataclass(frozen=True, slots=True)
class WhyExported:
    """Purpose and reason. Raises `InvalidError` (`export.reason`) without a reason in words."""

    purpose: LogPurpose
    reason: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.reason.strip()) < SHORTEST_REASON:
            raise InvalidError("export.reason", reason="too_short")


def require_fits(lines: int) -> None:
    """Raise `ConflictError` (`export.too_many`) for more lines than one file holds."""
    if lines > MOST_LINES:
        raise ConflictError("export.too_many", most=str(MOST_LINES), found=str(lines))
