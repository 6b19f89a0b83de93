"""Tell people, in the transaction that ends or returns their case, and where the paper is (PM-03, OM-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.ending import Ending
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side
from server.domain.receipt import Return
from server.domain.reminder import Prompt, ReminderKind
from server.services import prospects
from server.services.ports import UnitOfWork
from server.services.words import AGREED_PARTS, ROUTES, framed

_ENDING: Final = "《调解终结通知书》"
_RETURN: Final = "《退回通知书》"
_ONLINE: Final = "请在本人案件链接里看{paper}；没有链接的，请给我们打电话，也可以来领纸质的。"
_ON_PAPER: Final = "纸质的{paper}会另外交给您；等不及的，请给我们打电话，也可以来领。"
"""For whoever did not agree to electronic service (OL-01): the message is a prompt, the paper is served by itself."""
_ENDED: Final = "{how}，调解已经结束，{route}。还有哪些办法、到哪一天，都写在通知书里。"
_SETTLED: Final = "双方已经自行和解并撤回申请，调解已经结束。"
_RETURNED: Final = "调解申请退回了：{advice}"
_NO_AGREEMENT: Final = "没有达成协议"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a message says, and the paper that goes with it."""

    what: str
    paper: str


async def tell_ended(uow: UnitOfWork, case: Case, ended: Ending, about_other_side: str, now: datetime) -> int:
    """Queue one message to everybody of the two sides who was told of the case; return how many.

    `about_other_side`, where somebody was asked and does not mediate, is for the applicants alone.
    """
    known = {one.identity: one for one in await known_to(uow, case)}
    part = await prospects.agreed_part(uow, ended)
    nothing = AGREED_PARTS[part] if part else _NO_AGREEMENT
    told = 0
    for one in await prospects.of_case(uow, case, now):
        how = about_other_side if about_other_side and one.side is Side.APPLICANT else nothing
        settled = ended.code is EndingCode.SETTLED_AND_WITHDREW
        what = _SETTLED if settled else _ENDED.format(how=how, route=ROUTES[one.route])
        people = [known[one.identity]] if one.identity in known else []
        told += await _tell(uow, case, ReminderKind.MEDIATION_ENDED, _Said(what, _ENDING), people, now)
    return told


async def known_to(uow: UnitOfWork, case: Case) -> tuple[Participant, ...]:
    """Return who is told that it ended: everybody once mediation began, before it whoever knows of the case."""
    met = any(session.opened_at is not None for session in await uow.sessions.of_case(case.id))
    if met or await uow.terms.get(case.id) is not None:
        return await uow.cases.participants(case.id)
    return await uow.cases.acquainted(case.id)


async def tell_returned(uow: UnitOfWork, case: Case, returned: Return, now: datetime) -> int:
    """Queue one message to everybody of the applicants' side; return how many. The other side was not told of it."""
    people = [one for one in await uow.cases.participants(case.id) if one.side is Side.APPLICANT]
    what = _RETURNED.format(advice=returned.advice)
    return await _tell(uow, case, ReminderKind.CASE_RETURNED, _Said(what, _RETURN), people, now)


async def on_paper(uow: UnitOfWork, case: Case, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return to whom nothing is served electronically: who never agreed to it, or took it back (OL-01)."""
    given = await uow.steps.of_step(case.id, ConsentStep.E_SERVICE)
    return tuple(one for one in people if one.identity not in given or given[one.identity].stands() is not True)


async def _tell(
    uow: UnitOfWork, case: Case, kind: ReminderKind, said: _Said, people: Sequence[Participant], now: datetime
) -> int:
    without = {one.identity for one in await on_paper(uow, case, people)}
    told = 0
    for one in people:
        where = _ON_PAPER if one.identity in without else _ONLINE
        what = said.what + where.format(paper=said.paper)
        text = framed(case.court or "", case.organisation or "", "", what, case.serial)
        # A case can be returned again: the hour is part of the key.
        key = f"{kind}:{case.id}:{now.isoformat()}:{one.identity}"
        told += await uow.prompts.add(Prompt(key, case.id, kind, one.identity, None, text, now))
    return told
