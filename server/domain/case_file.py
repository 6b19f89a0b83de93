"""Case file: what may still be written into it, by the state of its case."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from server.domain.case import Case, CaseState
from server.domain.errors import ConflictError


class Leaf(StrEnum):
    """What is written into a case file."""

    PERSON = "person"
    CONSENT = "consent"
    """A yes to a step; a no, and taking a yes back, is written at any time."""
    AUTHORITY = "authority"
    MATERIAL = "material"
    HAND_OVER = "hand_over"
    APPLICATION = "application"
    """What court or commission is asked after an agreement, who agreed to it, and what became of it."""
    PERFORMANCE = "performance"
    """What staff saw of an instalment; what a party says of it by the own link is written at any time."""
    FACTS = "facts"
    """The facts that are put to the parties, and what they answer."""
    AGREEMENT = "agreement"
    """When an agreement in force was signed, put right."""


ALL: Final = frozenset(Leaf)
OPEN_FOR: Final[Mapping[CaseState, frozenset[Leaf]]] = {
    **dict.fromkeys(CaseState, ALL),
    CaseState.FILED: frozenset(),
}
"""After the end papers, people and authorities still come in, for report, hand-over and performance."""


def is_open(case: Case, leaf: Leaf) -> bool:
    """Tell whether this is still written into the file."""
    return leaf in OPEN_FOR[case.state]


def require_open(case: Case, leaf: Leaf) -> None:
    """Raise `ConflictError` (`file.closed`) when this is not written into the file any more."""
    if not is_open(case, leaf):
        raise ConflictError("file.closed", serial=case.serial)
