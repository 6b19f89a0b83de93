"""Instalments of an agreement as the row of its effect keeps them."""

from datetime import date, datetime
from typing import Any

from server.domain.ids import Identity
from server.domain.party import Side
from server.domain.performance import ClauseKind, Extent, Mark, Performance
from server.storage.rows import Values


def performances_from(kept: list[dict[str, Any]]) -> tuple[Performance, ...]:
    """Return the instalments by day: their place is their number."""
    return tuple(sorted((_performance_from(one) for one in kept), key=lambda one: one.due_on))


def performance_values(one: Performance) -> Values:
    """Return an instalment as it is kept."""
    return {
        "due_on": one.due_on.isoformat(),
        "what": one.what,
        "clause": one.clause.value if one.clause else None,
        "marks": [_mark_values(mark) for mark in one.marks],
    }


def _performance_from(kept: dict[str, Any]) -> Performance:
    clause, marks = kept.get("clause"), kept.get("marks", [])
    return Performance(
        due_on=date.fromisoformat(kept["due_on"]),
        what=kept["what"],
        clause=ClauseKind(clause) if clause else None,
        marks=tuple(_mark_from(mark) for mark in marks),
    )


def _mark_values(mark: Mark) -> Values:
    return {
        "extent": mark.extent.value,
        "on": mark.on.isoformat(),
        "at": mark.at.isoformat(),
        "by": mark.by,
        "of": mark.of,
        "side": mark.side.value if mark.side else None,
        "proof": mark.proof,
        "material": mark.material,
    }


def _mark_from(kept: dict[str, Any]) -> Mark:
    side = kept.get("side")
    return Mark(
        extent=Extent(kept["extent"]),
        on=date.fromisoformat(kept["on"]),
        at=datetime.fromisoformat(kept["at"]),
        by=kept["by"],
        of=Identity(kept["of"]) if kept["of"] else None,
        side=Side(side) if side else None,
        proof=kept["proof"],
        material=kept["material"],
    )
