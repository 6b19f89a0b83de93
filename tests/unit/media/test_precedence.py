"""A worker goes before all other programs where it may, and never takes the machine away from them."""

import subprocess
import sys

import pytest

from media.precedence import GIVEN_WAY, Precedence


class System:
    """Keeps what was asked of the scheduler."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.asked: list[bool] = []
        self._refuses = refuses

    def schedule(self, first: bool) -> None:  # noqa: FBT001 - one of two states
        self.asked.append(first)
        if self._refuses:
            raise PermissionError


@pytest.fixture
def system() -> System:
    return System()


def test_a_worker_goes_on_among_all_others_when_the_system_refuses() -> None:
    system = System(refuses=True)
    precedence = Precedence(system.schedule)

    assert not precedence.start()
    precedence.tick(1.0)
    assert system.asked == [True]


def test_a_worker_keeps_its_precedence_while_it_lets_go_of_the_core(system: System) -> None:
    precedence = Precedence(system.schedule)
    system.schedule(first=True)
    for second in range(100):
        precedence.tick(float(second))
    assert system.asked == [True]


def test_a_worker_that_did_not_let_go_of_the_core_gives_way_and_goes_first_again_later(system: System) -> None:
    precedence = Precedence(system.schedule)
    precedence.give_way()
    precedence.tick(10.0)
    precedence.tick(10.0 + GIVEN_WAY / 2)
    assert system.asked == [False]

    precedence.tick(10.0 + GIVEN_WAY)
    precedence.tick(10.0 + 2 * GIVEN_WAY)
    assert system.asked == [False, True]


def test_a_worker_that_gives_way_again_waits_again(system: System) -> None:
    precedence = Precedence(system.schedule)
    for since in (0.0, 100.0):
        precedence.give_way()
        precedence.tick(since)
        precedence.tick(since + GIVEN_WAY)
    assert system.asked == [False, True, False, True]


def test_a_worker_whose_precedence_may_not_be_taken_back_goes_on() -> None:
    system = System(refuses=True)
    precedence = Precedence(system.schedule)

    precedence.give_way()
    precedence.tick(1.0)
    precedence.tick(1.0 + GIVEN_WAY)

    assert system.asked == [False, True]


NOT_ALLOWED = 77
UNPRIVILEGED = """
import os, resource, sys
from media.precedence import Precedence, schedule
try:
    schedule(True)
    schedule(False)
    resource.setrlimit(resource.RLIMIT_RTTIME, (100_000, 100_000))
except OSError:
    sys.exit(77)
precedence = Precedence()
assert precedence.start()
if os.geteuid() == 0:
    os.setuid(65534)
assert os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK == os.SCHED_RR
precedence.give_way()
assert os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK == os.SCHED_OTHER
"""


def test_a_worker_without_privileges_gives_way_and_bears_a_lower_limit_of_its_system() -> None:
    done = subprocess.run([sys.executable, "-c", UNPRIVILEGED], capture_output=True, text=True, check=False)  # noqa: S603 - ourselves

    if done.returncode == NOT_ALLOWED:
        pytest.skip("this system gives nobody precedence")
    assert done.returncode == 0, done.stderr
