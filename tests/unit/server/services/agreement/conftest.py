"""A case that was settled, and one whose agreement is in force."""

import pytest

from server.domain.outcome import OutcomeKind
from server.services import (
    effects,
    outcomes,
)
from tests.support.agreements import EFFECT
from tests.support.store import MEDIATOR, Store


@pytest.fixture
async def settled(store: Store) -> Store:
    await store.open_session()
    outcome = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="分两期支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    return store


@pytest.fixture
async def in_force(settled: Store) -> Store:
    await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    return settled
