"""Renew kept clocks that were worked out by older rules than those of this program, some cases at a time.

A case that nothing happens to would keep them: its lists would show, and its parties be told of, days that hold no
longer, and not be told of those the rules know by now. Filed cases are among them, for rights run on in these too.
"""

from typing import Final

from server.domain.clocks import RULES_VERSION
from server.domain.ids import CaseId
from server.services import clocks, sweeping
from server.services.ports import Ports

AT_ONCE: Final = 50
"""How many cases are looked for in one statement."""
MOST_TURNS: Final = 10
"""How often in one run: what is left waits for the next."""


async def renew(ports: Ports, version: int = RULES_VERSION) -> int:
    """Work out anew the clocks kept by rules older than `version`; return of how many cases. Run from time to time.

    Each case is a transaction of its own. One that fails is passed over, and comes again with the next run.
    """
    done, after = 0, ""
    for _ in range(MOST_TURNS):
        async with ports.reading() as uow:
            found = await uow.clocks.outdated(version, after, AT_ONCE)
        done += await sweeping.each("renewal of clocks", found, lambda case: _renew(ports, case))
        if len(found) < AT_ONCE:
            break
        after = found[-1]
    return done


async def _renew(ports: Ports, case_id: CaseId) -> bool:
    async with ports.begin() as uow:
        named = await uow.cases.get(case_id)
        # By its serial it is locked, as by every command of staff.
        case = await uow.cases.by_serial(named.serial) if named else None
        if case is None:
            return False
        await clocks.refresh(uow, case, ports.clock.now())
        await uow.commit()
    return True
