"""The tries to reach each party, put as answers carry them."""

from collections.abc import Sequence

from server.domain.effort import Enough, Unreached, side_bar
from server.domain.errors import ConflictError
from server.services.ports.efforts import BarView, EffortsView, PartyEffortView


def efforts_view(found: Sequence[Unreached], enough: Enough) -> EffortsView:
    """Return how everybody stands, as answers carry it."""
    parties = tuple(PartyEffortView(one.party, one.name, one.ground, one.asked_until, _bar(one.bar())) for one in found)
    return EffortsView(enough.days, enough.ways, parties, _bar(side_bar(found)))


def _bar(refusal: ConflictError | None) -> BarView | None:
    return BarView(refusal.code, refusal.facts) if refusal is not None else None
