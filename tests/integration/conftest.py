"""Servers of the integration tests: started once, empty, private to this run."""

from collections.abc import Iterator

import pytest

from tests.support.services import private_postgres, private_redis


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a private cluster, `{database}` still to be filled in (`postgres` exists)."""
    with private_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Yield the address of a private Redis."""
    with private_redis() as address:
        yield address
