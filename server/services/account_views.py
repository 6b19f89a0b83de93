"""What an administrator of a court sees of the accounts it keeps."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.party import Role


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account. `cases` counts those under way that it mediates; `sign_ins` the browsers signed in now."""

    id: str
    login: str
    name: str = field(repr=False)
    role: Role
    organisation: str
    closed_at: datetime | None
    sign_ins: int
    last_seen: datetime | None
    cases: int
    version: int
