"""Bodies of the award, recorded or corrected after intake."""

from datetime import date

from pydantic import Field

from server.domain.award import Arbitration, Finality
from server.domain.party import Side
from server.web.schemas import Answer, Id, Request, Version
from server.web.schemas.dates import Day


class AwardReceivedSaid(Request):
    """A party received the award on a day, and perhaps the ruling that set it aside; what shows each."""

    identity: Id
    on: Day
    proof: str = Field(default="", max_length=200)
    annulled_on: Day | None = None
    annulled_proof: str = Field(default="", max_length=200)


class RecordAward(Request):
    """PUT /api/cases/{serial}/award, over the case as it was read."""

    version: Version
    arbitration: Arbitration
    number: str = Field(default="", max_length=100)
    finality: Finality | None = None
    received: tuple[AwardReceivedSaid, ...] = Field(default=(), max_length=200)


class AwardReceivedShown(Answer):
    """When a party received the award; null when that is not known."""

    identity: str
    name: str
    side: Side
    on: date | None
    proof: str
    annulled_on: date | None
    """When they received the ruling that set the award aside; null before, and while that is not known."""
    annulled_proof: str


class AwardShown(Answer):
    """GET /api/cases/{serial}/award: what is known of arbitration, with every party."""

    arbitration: Arbitration | None
    number: str
    finality: Finality | None
    received: tuple[AwardReceivedShown, ...]
    version: int
    may_write: bool
