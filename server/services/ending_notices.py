"""Tell people, in the transaction that ends or returns their case, and where the paper is (PM-03, OM-10)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from server.domain import ending
from server.domain.case import Case
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side
from server.domain.receipt import Return
from server.domain.reminder import Prompt, ReminderKind
from server.services.ports import UnitOfWork
from server.services.words import ROUTES, framed

_PAPER: Final = "在本人案件链接里看{paper}；没有链接的，请给我们打电话，也可以来领纸质的。"
_ENDED: Final = "{how}，调解已经结束，{route}。还有哪些办法、到哪一天，请" + _PAPER.format(paper="《调解终结通知书》")
_SETTLED: Final = "双方已经自行和解并撤回申请，调解已经结束。请" + _PAPER.format(paper="《调解终结通知书》")
_RETURNED: Final = "调解申请退回了：{advice}请" + _PAPER.format(paper="《退回通知书》")
_NO_AGREEMENT: Final = "没有达成协议"


async def tell_ended(uow: UnitOfWork, case: Case, code: EndingCode, about_other_side: str, now: datetime) -> int:
    """Queue one message to everybody of the two sides; return how many.

    `about_other_side`, where somebody was asked and does not mediate, is for the applicants alone.
    """
    route = ROUTES[ending.route(case)]
    told = 0
    for side in (Side.APPLICANT, Side.RESPONDENT):
        how = about_other_side if about_other_side and side is Side.APPLICANT else _NO_AGREEMENT
        settled = code is EndingCode.SETTLED_AND_WITHDREW
        what = _SETTLED if settled else _ENDED.format(how=how, route=route)
        people = [one for one in await uow.cases.participants(case.id) if one.side is side]
        told += await _tell(uow, case, ReminderKind.MEDIATION_ENDED, what, people, now)
    return told


async def tell_returned(uow: UnitOfWork, case: Case, returned: Return, now: datetime) -> int:
    """Queue one message to everybody of the applicants' side; return how many. The other side was not told of it."""
    people = [one for one in await uow.cases.participants(case.id) if one.side is Side.APPLICANT]
    what = _RETURNED.format(advice=returned.advice)
    return await _tell(uow, case, ReminderKind.CASE_RETURNED, what, people, now)


async def _tell(
    uow: UnitOfWork, case: Case, kind: ReminderKind, what: str, people: Iterable[Participant], now: datetime
) -> int:
    text = framed(case.court or "", case.organisation or "", "", what, case.serial)
    prompts = [
        # A case can be returned again: the hour is part of the key.
        Prompt(f"{kind}:{case.id}:{now.isoformat()}:{one.identity}", case.id, kind, one.identity, None, text, now)
        for one in people
    ]
    return sum([await uow.prompts.add(prompt) for prompt in prompts])
