"""Staff look for cases and read them."""

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.errors import NotFoundError
from server.services.ports import Ports
from server.services.views import CaseConditions, CaseList, CaseView


async def find(account: Account, wanted: CaseConditions, ports: Ports) -> CaseList:
    """Return a page of 50 of the cases in reach. Needs `case.read`."""
    account.require(Right.CASE_READ)
    return await ports.queries.cases(account, wanted, beijing_day(ports.clock.now()))


async def view(account: Account, serial: str, ports: Ports) -> CaseView:
    """Return the case page. Out of reach is `NotFoundError`."""
    account.require(Right.CASE_READ)
    found = await ports.queries.case(account, serial, ports.clock.now())
    if found is None:
        raise NotFoundError("case.unknown")
    return found
