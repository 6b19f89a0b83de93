"""How far the tries to reach each party bear that it cannot be reached, as answers carry it before anybody asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from server.domain.effort import Ground


@dataclass(frozen=True, slots=True)
class BarView:
    """Why something would be refused now: the code and the facts of that refusal."""

    code: str
    facts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PartyEffortView:
    """One party: `bar` None where it may be called unreachable today."""

    identity: str
    name: str = field(repr=False)
    ground: Ground | None
    asked_until: date | None
    bar: BarView | None


@dataclass(frozen=True, slots=True)
class EffortsView:
    """Everybody who mediates on either side, and what is enough in this house (`Enough`)."""

    days: int
    ways: int
    parties: tuple[PartyEffortView, ...]
    bar: BarView | None
    """Why the whole case would not end for want of reaching a party; None where it would."""
