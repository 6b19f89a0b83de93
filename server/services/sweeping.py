"""Sweep: do one thing to each of many cases, where a fault of one never keeps another from its turn."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from server.domain.ids import CaseId

_log = logging.getLogger(__name__)


async def each(what: str, cases: Iterable[CaseId], do: Callable[[CaseId], Awaitable[bool]]) -> int:
    """Do it to every case; return for how many it answered true. A fault is logged with the case and its kind alone."""
    done = 0
    for case in cases:
        try:
            done += await do(case)
        except Exception as error:  # noqa: BLE001 - the others must have their turn; its text may be personal
            _log.error("%s failed for case %s: %s", what, case, type(error).__name__)
    return done
