"""Bodies about the tries to reach each party."""

from datetime import date
from typing import Literal

from server.web.schemas import Answer


class EffortBar(Answer):
    """Why something would be refused now: the code and the fields of that problem."""

    code: str
    facts: dict[str, str]


class PartyEffort(Answer):
    """One party; `bar` null where it may be called unreachable today."""

    identity: str
    name: str
    ground: Literal["asking_over", "tried_enough"] | None
    asked_until: date | None
    """The last of the three working days of asking it; null where none run, or it was reached."""
    bar: EffortBar | None


class Efforts(Answer):
    """Who may be called unreachable. On `days` days by `ways` ways is enough before the time of asking is over."""

    days: int
    ways: int
    parties: tuple[PartyEffort, ...]
    bar: EffortBar | None
    """Why the whole case would not end because a party cannot be reached."""
