"""The case of the store before anybody has it, with organisations and mediators to choose from."""

import pytest

from tests.support.referrals import nobody_has_it
from tests.support.store import Store


@pytest.fixture(autouse=True)
async def ready(store: Store) -> None:
    await nobody_has_it(store)
