"""Staff look for cases and read them."""

from collections.abc import Sequence

from server.domain.account import Account
from server.domain.case import CaseState
from server.services.ports import Ports
from server.services.views import CaseList, CaseView


async def find(account: Account, text: str, states: Sequence[CaseState], page: int, ports: Ports) -> CaseList:
    """Return a page of 50 of the cases in reach. Needs `case.read`."""
    raise NotImplementedError


async def view(account: Account, serial: str, ports: Ports) -> CaseView:
    """Return the case page. Out of reach is `NotFoundError`."""
    raise NotImplementedError
