"""`Hand`: by whose hand something comes into a case, a member of staff or the party by their own link."""

from dataclasses import dataclass, field

from server.domain.account import Account
from server.domain.ids import Identity


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts: a member of staff, or the party by their own link."""

    name: str = field(repr=False)
    account: Account | None = None
    identity: Identity | None = None
    origin: str = field(default="", repr=False)
    """Of a party: address and kind of browser."""

    @property
    def actor(self) -> str:
        """The name in the audit log."""
        return f"account:{self.account.id}" if self.account else f"party:{self.identity}"
