"""The joint application as a paper: filled in from the case, for the applicants to read, print and sign."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.agreement_effect import AgreementEffect
from server.domain.authority import Authority
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import Case
from server.domain.citations import article
from server.domain.concurrence import missing, standing
from server.domain.doors import CITATIONS, AgreementDoor, Application, Eligibility, eligibility
from server.domain.errors import ConflictError, NotFoundError
from server.domain.party import Participant, masked_id_number, masked_phone
from server.domain.receipt import to_the_second
from server.services import doors, minutes, own_agreement, receipting
from server.services.access import LinkKey, case_in_reach
from server.services.case_links import bound, note_act
from server.services.intake_views import Content
from server.services.papers import FORMS
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.words import SIDES, right_of

_PDF: Final = "application/pdf"
_TITLES: Final = {
    AgreementDoor.JUDICIAL_CONFIRMATION: "司法确认申请书",
    AgreementDoor.ARBITRATION_REVIEW: "仲裁审查申请书",
    AgreementDoor.COURT_PAPER: "出具调解书申请书",
}
"""The papers of joint doors; what one goes through alone has none here."""
_REQUESTS: Final = {
    AgreementDoor.JUDICIAL_CONFIRMATION: "请求确认申请人于下述日期达成的调解协议有效。",
    AgreementDoor.ARBITRATION_REVIEW: "请求对申请人达成的下述调解协议进行审查，并制作调解书。",
    AgreementDoor.COURT_PAPER: "请求根据申请人达成的下述调解协议出具调解书。",
}
_REASONS: Final = "申请人经上述组织主持调解，自愿达成调解协议，协议已经生效。为使协议得到履行，共同提出本申请。"
_UNDERTAKINGS: Final = (
    "本调解协议由申请人自愿达成。",
    "申请人没有恶意串通，没有规避法律的行为。",
    "协议内容不损害国家利益、社会公共利益和他人合法权益。",
    "因本协议内容给他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
)
"""民诉法解释 arts. 351-354; each party agreed to them by applying or confirming."""
_COURT_TO_NAME: Final = "（当事人住所地、标的物所在地或者调解组织所在地有管辖权的）人民法院：________________"
_COMMISSION: Final = "________________ 劳动人事争议仲裁委员会"


async def paper(account: Account, serial: str, application: str, ports: Ports) -> Content:
    """Return the paper of a joint application, numbers of people masked; that it was is kept. Needs `case.read`.

    Raises `NotFoundError` (`door.unknown`), `ConflictError` (`effect.none`, `door.no_paper`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        kept = await doors.application_of(uow, case, application)
        data = await _data(uow, case, kept, now)
        await minutes.act_of_staff(uow, account, "door.printed", f"case:{case.id}", now)
        await uow.commit()
    return await _content(case, kept, data, ports)


async def own_paper(key: LinkKey, application: str, ports: Ports) -> Content:
    """Return it to whom the agreement binds, and to whoever came with them. Raises as `paper`, `NotFoundError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        if await own_agreement.look(uow, case, link.identity, now) is None:
            raise NotFoundError("door.unknown")
        kept = await doors.application_of(uow, case, application)
        data = await _data(uow, case, kept, now)
        await note_act(uow, link, "door.printed", now)
        await uow.commit()
    return await _content(case, kept, data, ports)


async def _content(case: Case, kept: Application, data: dict[str, Value], ports: Ports) -> Content:
    content = await ports.documents.render(receipting.JOINT_APPLICATION, data, kept.applied_at)
    return Content(f"{case.serial}-{_TITLES[kept.door]}.pdf", _PDF, content)


async def _data(uow: UnitOfWork, case: Case, kept: Application, now: datetime) -> dict[str, Value]:
    if kept.door not in _TITLES:
        raise ConflictError("door.no_paper", door=kept.door.value)
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    people = await doors.bound_parties(uow, case)
    found = eligibility(case, effect, await uow.endings.applications(case.id), await uow.calendars.load(), now)
    door = next((one for one in found if one.door is kept.door), None)
    everyone, authorities = await uow.cases.participants(case.id), await uow.authorities.of_case(case.id)
    return {
        "serial": case.serial,
        "title": _TITLES[kept.door],
        "case": case.title,
        "people": [_person(one, everyone, authorities, now) for one in people],
        "request": _REQUESTS[kept.door],
        "agreement": await _agreement(uow, case, effect),
        "effective_at": to_the_second(effect.effective_at.astimezone(BEIJING)),
        "organisation": case.organisation or case.court or "",
        "mediator": await _mediator(uow, case),
        "reasons": _REASONS,
        **_last_day(door),
        "undertakings": list(_UNDERTAKINGS),
        "to": _COMMISSION if kept.door is AgreementDoor.ARBITRATION_REVIEW else case.court or _COURT_TO_NAME,
        "sent_at": to_the_second(kept.sent_at.astimezone(BEIJING)) if kept.sent_at else "",
        "waits_for": "、".join(one.name for one in missing(people, kept.answers)),
        "answers": _answers(kept, people),
        "article": article(CITATIONS[kept.door], beijing_day(effect.effective_at)),
    }


def _last_day(door: Eligibility | None) -> dict[str, Value]:
    end = door.deadline if door else None
    return {"due": end.due.isoformat() if end else "", "provisional": end.provisional if end else False}


async def _agreement(uow: UnitOfWork, case: Case, effect: AgreementEffect) -> str:
    agreed = [one for one in await uow.endings.agreed_in(case.id) if one.session in effect.sessions]
    meetings = "、".join(f"第 {one.number} 次调解会议" for one in agreed)
    return f"{case.serial}" + (f"（{meetings}）" if meetings else "")


async def _mediator(uow: UnitOfWork, case: Case) -> str:
    account = await uow.accounts.get(case.mediator) if case.mediator else None
    return account.name if account else ""


def _person(
    person: Participant, everyone: Sequence[Participant], authorities: Iterable[Authority], now: datetime
) -> dict[str, Value]:
    names = {one.identity: one.name for one in everyone}
    today = beijing_day(now)
    agents = [one.agent for one in authorities if one.principal == person.identity and one.speaks(today)]
    return {
        "side": SIDES[person.side],
        "name": person.name,
        "number": masked_id_number(person.id_number),
        "phone": masked_phone(person.phone),
        "agents": "、".join(names.get(one, "") for one in dict.fromkeys(agents)),
    }


def _answers(kept: Application, people: Sequence[Participant]) -> list[Value]:
    latest = standing(kept.answers)
    rows: list[Value] = []
    for person in people:
        said = latest.get(person.identity)
        agreed = said if said is not None and said.agrees else None
        rows.append(
            {
                "name": person.name,
                "form": FORMS[agreed.form] if agreed else "",
                "at": to_the_second(agreed.at.astimezone(BEIJING)) if agreed else "",
                "right": "" if agreed is None else right_of(agreed.through) if agreed.through else "本人",
            }
        )
    return rows
