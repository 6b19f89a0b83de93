"""Auditing: verify the whole audit log from time to time, so that no page has to."""

import logging

from server.domain.audit import Check
from server.services.ports import Ports

_log = logging.getLogger(__name__)


async def verify(ports: Ports) -> Check:
    """Verify the log from its first entry and keep when, how far it holds and what was found."""
    at = ports.clock.now()
    reached, first_broken = await ports.desk.examine_audit()
    async with ports.begin() as uow:
        before = await uow.audit.last_check()
        # What was whole once stays the measure: an end that was cut off is not forgotten after it was found.
        upto = reached if first_broken is None or before is None else before.upto
        check = Check(at, upto, first_broken)
        await uow.audit.note(check)
        await uow.commit()
    if first_broken is not None:
        _log.error("the audit log does not hold from entry %d on: mediation-room verify-audit prints it", first_broken)
    return check
