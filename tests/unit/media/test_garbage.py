"""Garbage is collected when the worker is idle, and in the middle of packets only when memory would not be bounded."""

import gc
from collections.abc import Iterator

import pytest

from media.garbage import Garbage

FEW, MANY = 1_000, 60_000


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    garbage = Garbage()
    garbage.start()
    yield garbage
    gc.enable()
    gc.unfreeze()


def test_nothing_is_collected_by_itself(garbage: Garbage) -> None:
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert garbage.tick(1.0) is None


def test_an_idle_moment_is_used(garbage: Garbage) -> None:
    garbage.tick(5.0)
    kept = [[] for _ in range(FEW)]  # type: ignore[var-annotated]  # of nothing

    assert garbage.tick(5.0) == 0
    assert len(kept) == FEW


def test_a_busy_moment_is_left_alone(garbage: Garbage) -> None:
    garbage.tick(5.0)
    kept = [[] for _ in range(FEW)]  # type: ignore[var-annotated]  # of nothing

    assert garbage.tick(6.0) is None
    assert len(kept) == FEW


def test_memory_stays_bounded_although_packets_never_stop(garbage: Garbage) -> None:
    kept = [[] for _ in range(MANY)]  # type: ignore[var-annotated]  # of nothing

    assert garbage.tick(7.0) == 0
    assert len(kept) == MANY
