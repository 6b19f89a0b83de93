"""Papers that tell one party how a case ended or why it was returned: kept as they were first given to that party."""

from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState
from server.domain.citations import Citation, article
from server.domain.ending import Ending
from server.domain.errors import ConflictError, NotFoundError
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side
from server.domain.prospect import OwnDay, Prospect, Way
from server.domain.receipt import Return, to_the_second
from server.domain.rest import AgreedPart
from server.domain.serving import Channel
from server.services import filing, minutes, prospects, serving
from server.services.access import LinkKey, case_in_reach, person_of
from server.services.case_links import looking, note_act
from server.services.ending_notices import known_to
from server.services.intake_views import Content
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.receipting import ENDING_NOTICE, RETURN_NOTICE
from server.services.serving import Hands, Paper
from server.services.words import RETURNS

_HOW: Final = {
    EndingCode.AGREEMENT: "各方达成调解协议",
    EndingCode.SETTLED_AND_WITHDREW: "双方自行和解并撤回申请",
}
_PARTLY: Final = {
    AgreedPart.IN_FORCE: "各方就部分事项达成调解协议，已经生效；其余事项没有达成协议，接下来的办法只对其余事项",
    AgreedPart.TO_SIGN: (
        "各方在会议里就部分事项达成一致，签了名才生效；其余事项没有达成协议，接下来的办法先对其余事项，"
        "没有签成的对全部事项"
    ),
}
_WITHOUT: Final = "其他各方达成调解协议；您没有签名，协议对您不生效"
_NO_AGREEMENT: Final = "没有达成调解协议，调解终结"
"""Of the other codes none is named: who would not mediate, or sign, stands in no paper that both sides carry away."""


async def notice(account: Account, serial: str, identity: str, ports: Ports) -> Content:
    """Return the paper for one person, to be read or printed: that serves nobody. Needs `case.read`.

    Raises `NotFoundError` and `ConflictError`: `notice.none` while nothing ended and nothing is returned,
    `notice.not_told` for whoever was never told of a case that ended before mediation began.
    """
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        person = await person_of(uow, case, identity)
        paper = await _paper(uow, case, person)
        kept = await serving.kept(uow, case, paper, person.identity)
    return await filing.content_of_document(ports, kept) if kept else await serving.shown(ports, paper)


async def hand_out(account: Account, serial: str, identity: str, ports: Ports) -> None:
    """Keep that the paper was given to this person on paper, and exactly which bytes. Needs `party.write`.

    The same again changes nothing. Raises as `notice`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        person = await person_of(uow, case, identity)
        paper = await _paper(uow, case, person)
        document, is_new = await serving.serve(uow, ports, case, paper, Hands(person, Channel.PAPER, account.name), now)
        if is_new:
            facts = {"identity": person.identity, "document": document.id, "sha256": document.sha256}
            await minutes.act_of_staff(uow, account, "notice.served", f"case:{case.id}", now, **facts)
            await uow.commit()


async def own_notice(key: LinkKey, ports: Ports) -> Content:
    """Return the paper for whoever asks from the bound device; that they got it is kept. Raises as `notice`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await looking(uow, key, now)
        person = await person_of(uow, case, link.identity)
        paper = await _paper(uow, case, person)
        document, is_new = await serving.serve(uow, ports, case, paper, await serving.online(uow, person), now)
        if is_new:
            await note_act(uow, link, "notice.served", now, document=document.id, sha256=document.sha256)
            await uow.commit()
    return await filing.content_of_document(ports, document)


async def _paper(uow: UnitOfWork, case: Case, person: Participant) -> Paper:
    said: dict[str, Value] = {
        "serial": case.serial,
        "case": case.title,
        "to": person.name,
        "house": case.court or case.organisation or "",
    }
    ended = await uow.endings.get(case.id)
    if ended is not None:
        own = await _own(uow, case, person, ended.ended_at)
        if all(one.identity != person.identity for one in await known_to(uow, case)):
            raise ConflictError("notice.not_told")
        return Paper(ENDING_NOTICE, {**said, **await _ended(uow, case, ended, person, own)}, ended.ended_at)
    returned = (*await uow.returns.of_case(case.id),) if case.state is CaseState.RETURNED else ()
    if not returned:
        raise ConflictError("notice.none")
    if person.side is not Side.APPLICANT:
        raise NotFoundError("participant.unknown")
    own, at = await _own(uow, case, person, returned[-1].at), returned[-1].at
    return Paper(RETURN_NOTICE, {**said, **_returned(returned[-1]), "days": _days(case, own)}, at)


async def _own(uow: UnitOfWork, case: Case, person: Participant, at: datetime) -> Prospect | None:
    found = await prospects.of_case(uow, case, at)
    return next((one for one in found if one.identity == person.identity), None)


async def _ended(
    uow: UnitOfWork, case: Case, ended: Ending, person: Participant, own: Prospect | None
) -> dict[str, Value]:
    how, ways = await _outcome(uow, case, ended, person, own.ways if own else ())
    return {
        "how": how,
        "at": to_the_second(ended.ended_at),
        "ways": [*prospects.said(ways, beijing_day(ended.ended_at))],
        "days": _days(case, own),
    }


async def _outcome(
    uow: UnitOfWork, case: Case, ended: Ending, person: Participant, own: tuple[Way, ...]
) -> tuple[str, tuple[Way, ...]]:
    """Return how it ended for this person, and which of the `own` ways that leaves."""
    if not await prospects.is_bound(uow, case, person.identity):
        return _WITHOUT, own
    part = await prospects.agreed_part(uow, ended)
    if part is not None:
        return _PARTLY[part], own
    return (_HOW[ended.code], ()) if ended.code in _HOW else (_NO_AGREEMENT, own)


def _returned(returned: Return) -> dict[str, Value]:
    return {
        "why": RETURNS[returned.code],
        "at": to_the_second(returned.at),
        "advice": returned.advice,
        "note": returned.note,
        "by": returned.by_name,
    }


def _days(case: Case, own: Prospect | None) -> list[Value]:
    """Return the days that are this person's own: until when they may go to court, or ask for arbitration."""
    days = own.days if own else ()
    return [_filed(case) if one.way is Way.FILED else _day(one) for one in days]


def _filed(case: Case) -> dict[str, Value]:
    received = beijing_day(case.received_at)
    posted = f"{case.posted_on} 交邮，" if case.posted_on else ""
    return {
        "what": f"{WHAT[Way.FILED]}（{posted}法院首次收件 {received}，视为起诉材料提交之日）",
        "due": "已在期限内",
        "article": article(Citation.FIRST_RECEIPT, received),
        "provisional": False,
    }


def _day(one: OwnDay) -> dict[str, Value]:
    return {
        "what": WHAT[one.way],
        "due": one.deadline.due.isoformat(),
        "article": one.article,
        "provisional": one.deadline.provisional,
    }


_SUIT: Final = "向人民法院起诉"
_SET_ASIDE: Final = "申请撤销仲裁裁决"
WHAT: Final = {
    Way.ARBITRATION: "申请劳动仲裁",
    Way.SUIT_NOT_FINAL: _SUIT,
    Way.SUIT_FINAL: _SUIT,
    Way.SUIT_EITHER: _SUIT,
    Way.FILED: _SUIT,
    Way.SUIT_LATE: f"{_SUIT}（期限已过）",
    Way.SET_ASIDE: _SET_ASIDE,
    Way.SET_ASIDE_LATE: f"{_SET_ASIDE}（期限已过）",
    Way.SUIT_ANNULLED: f"裁决被撤销后{_SUIT}",
    Way.ANNULLED_LATE: f"裁决被撤销后{_SUIT}（期限已过）",
}
"""Every way that has a period."""
