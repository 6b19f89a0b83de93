"""Who could not be reached by a message is told by a person: by telephone, letter, visit or at the counter."""

from collections.abc import Sequence

from server.domain.account import Account, Right
from server.services import clocks, contacts
from server.services.access import case_in_reach
from server.services.contacts import LogContact
from server.services.ports import Ports
from server.services.ports.desk import CallView


async def waiting(account: Account, ports: Ports) -> Sequence[CallView]:
    """Return whom to tell, of the cases in reach, whoever waits longest first. Needs `party.write`."""
    account.require(Right.PARTY_WRITE)
    return await ports.desk.calls(account, ports.clock.now())


async def record(account: Account, command: LogContact, ports: Ports) -> Sequence[CallView]:
    """Keep a try in the contact log; who was reached waits no more. It does not begin the asking. Needs `party.write`.

    Raises `NotFoundError` out of reach, `InvalidError` (`contact.in_the_future`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        if await contacts.keep(uow, account, case, command, now):
            await clocks.refresh(uow, case, now)
            await uow.commit()
    return await waiting(account, ports)
