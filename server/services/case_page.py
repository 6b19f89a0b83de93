"""The page of a case at one request: clocks, ending and people are shown from one course, read once."""

from dataclasses import dataclass

from server.domain.account import Account
from server.services import cases, clocks, endings, parties
from server.services.case_views import CaseView
from server.services.clock_views import CaseClocksView
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports
from server.services.ports.parties import CasePeopleView


@dataclass(frozen=True, slots=True)
class CasePageView:
    """What is on the page of a case for every tab; the files are asked for by themselves."""

    case: CaseView
    clocks: CaseClocksView
    ending: CaseEndingView
    people: CasePeopleView


async def view(account: Account, serial: str, ports: Ports) -> CasePageView:
    """Return the page. Needs `case.read`; out of reach is `NotFoundError`."""
    course = await clocks.course_of(account, serial, ports)
    return CasePageView(
        case=await cases.view(account, serial, ports),
        clocks=clocks.of_course(course, ports.clock.now()),
        ending=await endings.of_course(account, course, ports),
        people=await parties.of_course(account, course, ports),
    )
