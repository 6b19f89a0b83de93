"""Papers that tell one party how a case ended or why it was returned: set anew from what is kept, always the same."""

from datetime import datetime
from typing import Final

from server.domain import ending as rules
from server.domain.account import Account, Right
from server.domain.award import LastDay
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState
from server.domain.citations import Citation, article
from server.domain.deadlines import Deadline, Rule, deadline
from server.domain.ending import Ending
from server.domain.errors import ConflictError, NotFoundError
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side
from server.domain.receipt import Return, to_the_second
from server.services.access import LinkKey, case_in_reach, person_of
from server.services.explanations import calendar_of
from server.services.intake_views import Content
from server.services.own_case import bound
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.words import RETURNS, WAYS

ENDING_NOTICE: Final = "ending_notice"
RETURN_NOTICE: Final = "return_notice"
_TITLES: Final = {ENDING_NOTICE: "调解终结通知书", RETURN_NOTICE: "退回通知书"}
_HOW: Final = {
    EndingCode.AGREEMENT: "各方达成调解协议",
    EndingCode.SETTLED_AND_WITHDREW: "双方自行和解并撤回申请",
}
_NO_AGREEMENT: Final = "没有达成调解协议，调解终结"
"""Of the other codes none is named: who would not mediate, or sign, stands in no paper that both sides carry away."""


async def notice(account: Account, serial: str, identity: str, ports: Ports) -> Content:
    """Return the paper for one person, to be printed at the counter. Needs `case.read`.

    Raises `NotFoundError` and `ConflictError` (`notice.none`) while nothing ended and nothing is returned.
    """
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        template, data, at = await _paper(uow, case, await person_of(uow, case, identity))
    return await _set(ports, template, data, at)


async def own_notice(key: LinkKey, ports: Ports) -> Content:
    """Return the paper for whoever asks from the bound device. Raises as `notice`."""
    async with ports.begin() as uow:
        link, case = await bound(uow, key, ports.clock.now())
        template, data, at = await _paper(uow, case, await person_of(uow, case, link.identity))
    return await _set(ports, template, data, at)


async def _set(ports: Ports, template: str, data: dict[str, Value], at: datetime) -> Content:
    return Content(f"{_TITLES[template]}.pdf", "application/pdf", await ports.documents.render(template, data, at))


async def _paper(uow: UnitOfWork, case: Case, person: Participant) -> tuple[str, dict[str, Value], datetime]:
    said: dict[str, Value] = {
        "serial": case.serial,
        "case": case.title,
        "to": person.name,
        "house": case.court or case.organisation or "",
        "days": [*await _days(uow, case, person)],
    }
    ended = await uow.endings.get(case.id)
    if ended is not None:
        return ENDING_NOTICE, {**said, **_ended(case, ended)}, ended.ended_at
    returned = (*await uow.returns.of_case(case.id),) if case.state is CaseState.RETURNED else ()
    if not returned:
        raise ConflictError("notice.none")
    if person.side is not Side.APPLICANT:
        raise NotFoundError("participant.unknown")
    return RETURN_NOTICE, {**said, **_returned(returned[-1])}, returned[-1].at


def _ended(case: Case, ended: Ending) -> dict[str, Value]:
    ways = () if ended.code in _HOW else rules.WAYS[rules.route(case)]
    return {
        "how": _HOW.get(ended.code, _NO_AGREEMENT),
        "at": to_the_second(ended.ended_at),
        "ways": [WAYS[way] for way in ways],
    }


def _returned(returned: Return) -> dict[str, Value]:
    return {
        "why": RETURNS[returned.code],
        "at": to_the_second(returned.at),
        "advice": returned.advice,
        "note": returned.note,
        "by": returned.by_name,
    }


async def _days(uow: UnitOfWork, case: Case, person: Participant) -> list[dict[str, Value]]:
    """Return the days that are this person's own: until when they may go to court, or ask for arbitration."""
    calendar = await calendar_of(uow)
    award, limitation = await uow.awards.get(case.id), (await uow.limitations.of_cases([case.id])).get(case.id)
    if award is not None:
        own = [one for one in award.last_days(calendar) if one.identity == person.identity]
        return [_filed(case) if _is_filed(case, person, one) else _day(one.deadline) for one in own]
    if limitation is not None and person.side is Side.APPLICANT:
        return [_day(deadline(Rule.ARB_LIMIT_1Y, start.on, calendar)) for start in limitation.starts()]
    return []


def _is_filed(case: Case, person: Participant, last: LastDay) -> bool:
    """Tell whether the court's first receipt, in time, counts as this applicant's suit (LY-07)."""
    may_count = case.is_before_court and person.side is Side.APPLICANT and last.deadline.rule is Rule.SUE_15D
    return may_count and not last.is_past(case.received_at)


def _filed(case: Case) -> dict[str, Value]:
    received = beijing_day(case.received_at)
    what = f"{_WHAT[Rule.SUE_15D]}（法院首次收件 {received}，视为起诉材料提交之日）"
    return {
        "what": what,
        "due": "已在期限内",
        "article": article(Citation.FIRST_RECEIPT, received),
        "provisional": False,
    }


def _day(one: Deadline) -> dict[str, Value]:
    return {
        "what": _WHAT.get(one.rule, ""),
        "due": one.due.isoformat(),
        "article": one.article,
        "provisional": one.provisional,
    }


_WHAT: Final = {
    Rule.SUE_15D: "向人民法院起诉",
    Rule.SET_ASIDE_30D: "申请撤销仲裁裁决",
    Rule.ARB_LIMIT_1Y: "申请劳动仲裁",
}
