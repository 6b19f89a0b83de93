"""Deliver the facts of the outbox to other systems: at least once, of each case in order, until a person is needed."""

import logging
from datetime import datetime, timedelta
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.delivery import Fault, leaving, next_try
from server.domain.party import Role
from server.domain.reminder import Prompt, ReminderKind
from server.services.ports import Ports, UnitOfWork
from server.services.ports.outbox import FactCarrier, FactCarrierError, LeasedFact, Letter

_log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
"""How long a fact is nobody else's: longer than any carrier may take."""
AT_ONCE: Final = 50
_TURN: Final = timedelta(seconds=20)
"""How long one turn may take: what else the server does by itself waits for its end."""
_TO_COURT: Final = "有案件进展没有送到其他系统，不会再自动重发，请在“其他系统”里查看原因、处理后重发"


async def deliver(ports: Ports, carrier: FactCarrier) -> int:
    """Hand waiting facts over, one after the other; return how many were taken.

    A process that dies in between leaves a lease that ends: the fact is sent again rather than lost, and its key lets
    the other end see the repeat. An other end that takes nothing is left alone until the next turn.
    """
    taken, until = 0, ports.clock.now() + _TURN
    for _ in range(AT_ONCE):
        fact = await _lease(ports) if ports.clock.now() < until else None
        if fact is None:
            break
        error = await _hand_over(ports, carrier, fact)
        await _note(ports, fact, error)
        if error is None:
            taken += 1
        elif not error.final:
            break
    return taken


async def _lease(ports: Ports) -> LeasedFact | None:
    now = ports.clock.now()
    async with ports.begin() as uow:
        fact = await uow.outbox.lease(now, now + LEASE)
        await uow.commit()
    return fact


async def _hand_over(ports: Ports, carrier: FactCarrier, fact: LeasedFact) -> FactCarrierError | None:
    data = leaving(fact.name, fact.payload)
    if data is None:
        return FactCarrierError(Fault.UNFIT, final=True)
    try:
        await carrier.send(Letter(fact.key, fact.name, fact.at, data), ports.clock.now())
    except FactCarrierError as error:
        return error
    return None


async def _note(ports: Ports, fact: LeasedFact, error: FactCarrierError | None) -> None:
    now = ports.clock.now()
    async with ports.begin() as uow:
        if error is None:
            await uow.outbox.delivered(fact.id, now)
        else:
            again = None if error.final else next_try(fact.attempts, now)
            await uow.outbox.failed(fact.id, error, again)
            _log.warning("fact %d was not taken: %s", fact.id, error)
            if again is None:
                await _tell_court(uow, fact.serial, now)
        await uow.commit()


async def _tell_court(uow: UnitOfWork, serial: str, now: datetime) -> None:
    """Put it behind the bell of the court's administrators, once a day: an other end that is out refuses many."""
    kind = ReminderKind.FACT_UNDELIVERED
    for court in await uow.outbox.overseers(serial):
        for account in await uow.accounts.of_house(court, (Role.COURT_ADMIN,)):
            key = f"{kind}:{beijing_day(now)}:{account}"
            await uow.prompts.add(Prompt(key, None, kind, None, account, _TO_COURT, now))
