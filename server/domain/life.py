"""Life cycles as tables: state → action → next state. What the table does not hold is refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from server.domain.errors import IllegalTransitionError

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)

Table = Mapping[S, Mapping[A, S]]


def step(subject: str, table: Table[S, A], state: S, action: A) -> S:
    """Return the state after `action`; raise `IllegalTransitionError` when the table has no such step."""
    try:
        return table[state][action]
    except KeyError:
        raise IllegalTransitionError(subject, state, action) from None
