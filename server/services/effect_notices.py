"""Tell the parties, in the transaction in which their agreement takes effect, from which day it binds (art. 19).

The message is a prompt, and its line in the outbox the record of when it left; the paper itself goes by hand (OM-24).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.agreement_effect import AgreementEffect, unbound_with
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.doors import Eligibility
from server.domain.party import Participant, Role, Side
from server.domain.reminder import ReminderKind
from server.services import party_notices, prospects
from server.services.last_days import said, spoken
from server.services.party_notices import Message
from server.services.ports import UnitOfWork
from server.services.words import DOORS

_EFFECT: Final = (
    "调解协议{day}起生效，请按约定办理。{doors}{rest}"
    "要办的事和日期，请用本人案件链接看；没有链接或者没有拿到协议书的，请联系调解员。"
)
_UNBOUND: Final = (
    "其他人签的调解协议{day}起生效。您没有签字，协议对您不生效，您的请求没有处理完，还可以走别的路。"
    "有哪些路，请用本人案件链接看；没有链接的，请联系调解员。"
)
_REST: Final = "协议只解决了一部分，其余没有达成协议，还有哪些办法也在链接里。"
_CORRECTED: Final = "之前通知的生效日期登记有误，以这次为准。"
_DOORS: Final = "各方可以一起申请{doors}。"


async def tell(
    uow: UnitOfWork,
    case: Case,
    effect: AgreementEffect,
    doors: Sequence[Eligibility],
    now: datetime,
    correction: str = "",
) -> int:
    """Queue one message to each party and whoever acts for them, once a case; return how many. No witness is told.

    A `correction`, by its name, is told anew: what was said before is not so.
    """
    people = [one for one in await uow.cases.participants(case.id) if _is_concerned(one)]
    free = unbound_with(effect, people)
    others = [one for one in people if one.identity in free]
    bound = [one for one in people if one not in others]
    day = spoken(beijing_day(effect.effective_at))
    ended = await uow.endings.get(case.id)
    leaves_rest = ended is not None and await prospects.agreed_part(uow, ended) is not None
    binds = _EFFECT.format(day=day, doors=_open(doors), rest=_REST if leaves_rest else "")
    first = _CORRECTED if correction else ""
    news = ((bound, binds), (others, _UNBOUND.format(day=day)))
    return sum(
        [
            await party_notices.tell(
                uow, case, some, Message(ReminderKind.AGREEMENT_IN_FORCE, first + what, correction), now
            )
            for some, what in news
        ]
    )


def _is_concerned(person: Participant) -> bool:
    return person.role is Role.PARTY or (person.role is Role.AGENT and person.side is not Side.NEUTRAL)


def _open(doors: Sequence[Eligibility]) -> str:
    """Return which open doors have a last day, and which day; nothing when there is none."""
    found = [
        f"{DOORS[one.door]}，{said(one.deadline.last_day, '24:00截止')}"
        for one in doors
        if one.is_open and one.deadline is not None
    ]
    return _DOORS.format(doors="；".join(found)) if found else ""
