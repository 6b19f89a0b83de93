"""The demonstration's terms: each case as it was accepted, those that ended with their ending."""

from datetime import datetime, timedelta

from server.domain.account import Account
from server.domain.case import Case, CaseState
from server.domain.ending import Ending
from server.domain.outcome import Decision
from server.domain.term import StartEvent
from server.services import clocks, terms
from server.services.ports import UnitOfWork


async def begin(uow: UnitOfWork, case: Case, accepted_at: datetime, now: datetime) -> None:
    """Let the term of a case run since it was accepted; the materials were signed for a little earlier."""
    await terms.begin(uow, case, StartEvent.ACCEPTED, accepted_at, accepted_at - timedelta(hours=3))
    await clocks.refresh(uow, case, now)


async def end(uow: UnitOfWork, case: Case, mediator: Account, decision: Decision, at: datetime) -> None:
    """Keep how a case that ended did."""
    if case.state is CaseState.ENDED and decision.ending_code is not None:
        ending = Ending(case.id, decision.ending_code, decision.reason or "", at, mediator.id, mediator.name)
        await uow.endings.add(ending)
        await clocks.refresh(uow, case, at)
