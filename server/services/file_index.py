"""The index of a case file in its three parts: registration, work record, agreement (人民调解法 art. 27; PM-03)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.ending import Ending
from server.domain.receipt import Document, to_the_second
from server.domain.referral import ReferralState
from server.domain.session import Session, SessionState
from server.services.access import case_in_reach
from server.services.contacts import CHANNEL_WORDS
from server.services.intake_views import Content
from server.services.intake_words import DOORS, KINDS, ORIGINS
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.receipting import ENDING_NOTICE, ENDING_REPORT, EXTENSION_CONSENT
from server.services.schedule import MODES
from server.services.words import ENDINGS, OUTCOMES, referring

PDF: Final = "application/pdf"
TEMPLATE: Final = "file_index"
_WORK: Final = frozenset({EXTENSION_CONSENT, ENDING_REPORT, ENDING_NOTICE})
"""Kinds of document of the work record; the others belong to the registration."""
_DIGEST: Final = 16
"""Signs of a digest that a paper shows."""
_NOT_HELD: Final = frozenset({SessionState.SCHEDULED, SessionState.CANCELLED})

Row = tuple[str, str, str]
"""What, when, and what more there is to say."""


async def index(account: Account, serial: str, ports: Ports) -> Content:
    """Return the index as a paper of the case, as it stands now. Needs `case.read`.

    What is protected is not in it, and nothing anybody said. A part of which nothing is there is shown as missing.
    """
    now = ports.clock.now()
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        documents, ended = await uow.documents.of_case(case.id), await uow.endings.get(case.id)
        parts = (
            ("一、调解登记", await _registration(uow, case, documents)),
            ("二、调解工作记录", await _work(uow, case, documents, ended)),
            ("三、调解协议", await _agreement(uow, case, ended)),
        )
    data: dict[str, Value] = {
        "serial": case.serial,
        "case": case.title,
        "house": case.organisation or case.court or "",
        "at": to_the_second(now),
        "parts": [_part(title, rows) for title, rows in parts],
    }
    return Content(f"{case.serial}-案卷目录.pdf", PDF, await ports.documents.render(TEMPLATE, data, now))


def _part(title: str, rows: Sequence[Row]) -> dict[str, Value]:
    numbered: list[Value] = [[str(number), *row] for number, row in enumerate(rows, 1)]
    return {"title": title, "rows": numbered}


async def _registration(uow: UnitOfWork, case: Case, documents: Iterable[Document]) -> list[Row]:
    receipt = await uow.receipts.get(case.id)
    materials = await uow.materials.of_case(case.id)
    return [
        *([("收件登记", to_the_second(receipt.at), DOORS[receipt.door])] if receipt else []),
        *[_document(one) for one in documents if one.kind not in _WORK],
        *[
            (one.file.name, to_the_second(one.uploaded_at), f"{KINDS[one.kind]}，{ORIGINS[one.origin]}")
            for one in materials
        ],
    ]


async def _work(uow: UnitOfWork, case: Case, documents: Iterable[Document], ended: Ending | None) -> list[Row]:
    accepted = [one for one in await uow.referrals.of_case(case.id) if one.state is ReferralState.ACCEPTED]
    contacts = await uow.contacts.of_case(case.id)
    rows = [(f"接受{referring(case.source)}", _when(one.answered_at), one.organisation) for one in accepted]
    if contacts:
        rows.append(("联系记录", to_the_second(contacts[0].at), f"共 {len(contacts)} 次"))
    for session in await uow.sessions.of_case(case.id):
        if session.state not in _NOT_HELD:
            rows += await _session(uow, session)
    rows += [_document(one) for one in documents if one.kind in _WORK]
    if ended is None:
        return rows
    rows.append(("调解终结", to_the_second(ended.ended_at), ENDINGS[ended.code]))
    if ended.hand_over:
        rows.append(("材料移送", to_the_second(ended.hand_over.at), f"{len(ended.hand_over.items)} 项"))
    if ended.receipt:
        rows.append(("法院签收", to_the_second(ended.receipt.at), ended.receipt.number))
    return rows


async def _session(uow: UnitOfWork, session: Session) -> list[Row]:
    name, outcome = f"第{session.number}次调解会议", await uow.outcomes.get(session.id)
    result = OUTCOMES[outcome.decision.kind] if outcome else "没有登记结果"
    held = (name, to_the_second(session.opened_at or session.starts_at), f"{MODES[session.mode]}，{result}")
    recordings = await uow.recordings.of_session(session.id)
    return [
        held,
        *[
            (f"{name}录音录像", to_the_second(one.started_at), (one.manifest_sha256 or "")[:_DIGEST])
            for one in recordings
        ],
    ]


async def _agreement(uow: UnitOfWork, case: Case, ended: Ending | None) -> list[Row]:
    effect = await uow.endings.effect(case.id)
    if effect is None:
        return [("没有达成调解协议", to_the_second(ended.ended_at), ENDINGS[ended.code])] if ended else []
    names = {person.identity: person.name for person in await uow.cases.participants(case.id)}
    return [
        ("调解协议书", to_the_second(effect.effective_at), f"共 {len(effect.performances)} 期履行"),
        *[(f"{names.get(one.identity, '')}签名", to_the_second(one.at), "") for one in effect.signatures],
        ("调解员签名", to_the_second(effect.mediator_signed_at), ""),
        *([("调解组织盖章", to_the_second(effect.sealed_at), "")] if effect.sealed_at else []),
        *[
            (
                "回访记录",
                one.on.isoformat(),
                f"{CHANNEL_WORDS[one.channel]}，{'、'.join(names[who] for who in one.asked)}",
            )
            for one in effect.follow_ups
        ],
    ]


def _document(one: Document) -> Row:
    return one.title, to_the_second(one.made_at), one.sha256[:_DIGEST]


def _when(at: datetime | None) -> str:
    return to_the_second(at) if at else ""
