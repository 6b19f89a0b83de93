"""Tell people that a respondent takes no part, in the transaction in which the mediation goes on without it (OM-17)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.party import Absence, Participant, Side, came_with, taking_part
from server.domain.prospect import Route
from server.domain.reminder import Prompt, ReminderKind
from server.services import ending_notices, prospects
from server.services.ports import UnitOfWork
from server.services.words import ROUTES, framed

_WHY: Final = {Absence.REFUSED: "不同意调解", Absence.UNREACHABLE: "联系不上"}
_TO_APPLICANTS: Final = (
    "{name}{why}，不参加调解。案件没有结束，和{others}的调解照常继续。"
    "对{name}，接下来的办法：{route}。不清楚的请给我们打电话。"
)
_TO_OTHERS: Final = "{name}不参加这次调解。案件没有结束，您这边的调解照常继续，不用另外办什么。"
"""Who goes on needs no reason, and gets none."""


async def tell_left(
    uow: UnitOfWork, case: Case, left: Participant, others: Sequence[Participant], now: datetime
) -> tuple[int, int]:
    """Queue one message to each applicant and each respondent who goes on; return how many of each.

    `left` is the respondent with whom it does not go on, as it was kept just now, `others` those with whom it does.
    Whoever left, came with it or was never told of the case gets none. Again for the same absence changes nothing.
    """
    people = await uow.cases.participants(case.id)
    gone = {left.identity, *(one.identity for one in came_with(left, people))}
    known = [one for one in taking_part(await ending_notices.known_to(uow, case)) if one.identity not in gone]
    routes = {one.identity: one.route for one in await prospects.of_case(uow, case, now)}
    names = "、".join(one.name for one in others)
    counts = {Side.APPLICANT: 0, Side.RESPONDENT: 0}
    for one in known:
        if one.side not in counts:
            continue
        what = _TO_OTHERS.format(name=left.name)
        if one.side is Side.APPLICANT:
            what = _said_to_applicant(left, names, routes[one.identity])
        text = framed(case.court or "", case.organisation or "", "", what, case.serial)
        kind = ReminderKind.RESPONDENT_LEFT
        key = f"{kind}:{left.identity}:{left.absent_since and left.absent_since.isoformat()}:{one.identity}"
        counts[one.side] += await uow.prompts.add(Prompt(key, case.id, kind, one.identity, None, text, now))
    return counts[Side.APPLICANT], counts[Side.RESPONDENT]


def _said_to_applicant(left: Participant, others: str, route: Route) -> str:
    why = _WHY[left.absence] if left.absence else ""
    return _TO_APPLICANTS.format(name=left.name, why=why, others=others, route=ROUTES[route])
