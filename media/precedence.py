"""The precedence of a worker: a packet that has come waits for no other program's turn, where the system allows it.

A fair scheduler lets whoever runs finish its slice first, up to 4 ms where all cores are busy, and that was the tail
of the latency. The lowest real-time priority (sched(7)) takes the core at once, for a fraction of a millisecond.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

PATIENCE: Final = 0.5
"""Seconds that a worker may run without once waiting for packets before it goes back among all others."""
GIVEN_WAY: Final = 5.0
"""Seconds for which it stays there."""

Schedule = Callable[[bool], None]
"""Takes or gives up the precedence of this process; raises `OSError` when it is refused."""


def schedule(first: bool) -> None:  # noqa: FBT001 - one of two states
    """Put this process, none of its children, before all others or among them.

    Raises `PermissionError` without CAP_SYS_NICE and without RLIMIT_RTPRIO.
    """
    if sys.platform == "linux":
        policy = os.SCHED_RR if first else os.SCHED_OTHER
        # Only CAP_SYS_NICE may take the flag away again, so it stays when the precedence goes.
        os.sched_setscheduler(0, policy | os.SCHED_RESET_ON_FORK, os.sched_param(int(first)))
    elif first:
        raise PermissionError


class Precedence:
    """Whether this process goes first. `start` asks for it; `tick` when the loop comes by."""

    def __init__(self, schedule: Schedule = schedule) -> None:
        self._schedule = schedule
        self._due = float("inf")
        self._gave_way = False

    def start(self) -> bool:
        """Ask to go first; return whether that was allowed. Gives way by itself when it does not let go of the core."""
        try:
            self._schedule(True)  # noqa: FBT003 - one of two states
        except OSError:
            return False
        if sys.platform == "linux":
            signal.signal(signal.SIGXCPU, lambda *_: self.give_way())
            _, most = resource.getrlimit(resource.RLIMIT_RTTIME)
            patience = int(PATIENCE * 1_000_000)
            bound = patience if most == resource.RLIM_INFINITY else min(patience, most)
            resource.setrlimit(resource.RLIMIT_RTTIME, (bound, most))
        return True

    def give_way(self) -> None:
        """Go back among all others for a while: too much work, or a defect, must not take the machine away."""
        # A signal calls it amid any code, which must not be told of a refusal; the next signal asks again.
        with suppress(OSError):
            self._schedule(False)  # noqa: FBT003 - one of two states
        self._gave_way = True

    def tick(self, now: float) -> None:
        """Go first again when it is time. Call it every now and then with the time in seconds."""
        if self._gave_way:
            self._gave_way, self._due = False, now + GIVEN_WAY
        elif now >= self._due:
            self._due = float("inf")
            with suppress(OSError):
                self._schedule(True)  # noqa: FBT003 - one of two states
