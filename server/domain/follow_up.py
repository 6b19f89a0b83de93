"""Follow-up (回访): whether an agreement is performed was asked after, of whom, by what way, and what was found."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from server.domain.contact import ContactChannel
from server.domain.errors import InvalidError
from server.domain.ids import Identity

MOST_FOLLOW_UPS: Final = 50
LONGEST_FINDING: Final = 1000


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One time of asking (人民调解法 art. 31). Kept in order, never changed.

    Raises `InvalidError` (`follow_up.invalid`) when nobody was asked or nothing is said of what was found.
    """

    on: date
    """The day (in Beijing) on which it was asked."""
    channel: ContactChannel
    asked: tuple[Identity, ...]
    """The parties who were asked, or for whom somebody answered."""
    found: str = field(repr=False)
    at: datetime
    """When it was written down."""
    by: str = field(repr=False)
    """Who asked and wrote it down, by name."""

    def __post_init__(self) -> None:
        problems = {"asked": self.asked, "found": self.found.strip()}
        lacking = {name: "required" for name, given in problems.items() if not given}
        if lacking:
            raise InvalidError("follow_up.invalid", **lacking)

    def says_as(self, other: "FollowUp") -> bool:
        """Tell whether the other one is the same asking, whenever it was written down."""
        mine = (self.on, self.channel, self.asked, self.found, self.by)
        return mine == (other.on, other.channel, other.asked, other.found, other.by)
