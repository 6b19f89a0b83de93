"""Tell the applicants, in the transaction that ends the case, that the other side does not mediate (OM-17, art. 15)."""

from datetime import datetime
from typing import Final

from server.domain import ending
from server.domain.case import Case
from server.domain.contact import AskResult
from server.domain.party import Side
from server.domain.reminder import Prompt, ReminderKind
from server.services.ports import UnitOfWork
from server.services.words import ROUTES, framed

_WHY: Final = {AskResult.REFUSED: "对方不同意调解", AskResult.UNREACHABLE: "在期限内联系不上对方"}
_MESSAGE: Final = (
    "{why}，调解已经结束，材料退回，{route}。以后怎么办请看本人案件链接里的说明；没有链接的，请给我们打电话。"
)


async def tell_applicants(uow: UnitOfWork, case: Case, result: AskResult, now: datetime) -> int:
    """Queue one message to everybody of the applicants' side who has a telephone; return how many."""
    what = _MESSAGE.format(why=_WHY[result], route=ROUTES[ending.route(case)])
    text = framed(case.court or "", case.organisation or "", "", what, case.serial)
    kind = ReminderKind.MEDIATION_ENDED
    people = await uow.cases.participants(case.id)
    prompts = [
        Prompt(f"{kind}:{case.id}:{person.identity}", case.id, kind, person.identity, None, text, now)
        for person in people
        if person.side is Side.APPLICANT and person.phone
    ]
    return sum([await uow.prompts.add(prompt) for prompt in prompts])
