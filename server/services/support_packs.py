"""Give out the support pack of a case and, apart and for a purpose with everybody's consent, its protected annex."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain import support_pack
from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.concurrence import parties, require_known
from server.domain.errors import ConflictError
from server.domain.material import ProtectedMaterial, ReadingPurpose, TransferableMaterial
from server.domain.outcome import OutcomeKind
from server.domain.receipt import Document, to_the_second
from server.domain.support_pack import Annex, AnnexFile, PackFile
from server.domain.timeline import Tone
from server.services import archives, filing, minutes, sheets
from server.services import cases as case_pages
from server.services.access import case_in_reach
from server.services.case_views import CaseView
from server.services.ending_views import SignatureView, signature_views
from server.services.intake_views import Content
from server.services.intake_words import COMPARED, KINDS, ORIGINS
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Seal
from server.services.terms import PartySays
from server.services.words import AUTHORITIES, CHECKS, OUTCOMES, SIDES

ZIP: Final = "application/zip"
_AGREED: Final = frozenset({OutcomeKind.SETTLED, OutcomeKind.PARTLY_SETTLED})
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class AskAnnex:
    """What is protected is asked for: for what, and what every party said to it."""

    serial: str
    purpose: ReadingPurpose
    answers: tuple[PartySays, ...]


async def pack(account: Account, serial: str, ports: Ports) -> Content:
    """Return the pack: process, people with their identity checks, sessions, agreement, documents, materials (LY-09).

    A document of a kind that does not leave is named with the reason, in a table and in the manifest.
    Nothing protected can be in it. Who took it away stands in the audit log with its digest.
    Needs `material.read`.
    """
    now = ports.clock.now()
    page = await case_pages.view(account, serial, ports)
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_READ)
        tables = [*_tables(page), *await _agreement(uow, case, page)]
        found, materials = await uow.documents.of_case(case.id), await uow.materials.of_case(case.id)
    documents = [each for each in found if support_pack.why_stays(each.kind) is None]
    left_out = [(each.title, why) for each in found if (why := support_pack.why_stays(each.kind)) is not None]
    tables += [_table("材料清单", _LISTED, _materials(materials))]
    tables += [_table("未列入的文书", ["文书", "未列入的原因"], left_out)] if left_out else []
    about = {
        "serial": case.serial,
        "title": case.title,
        "made_by": account.name,
        "left_out": [{"title": title, "why": why} for title, why in left_out],
    }
    # Reading and writing hundreds of megabytes must not keep everybody else from writing: no transaction is open.
    async with ports.archiving:
        files = [*tables, *await _papers(ports, documents, materials)]
        whole, sha256 = await asyncio.to_thread(_written, support_pack.FORMAT, about, files, now, ports.seal)
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_READ)
        note = minutes.Note("pack.made", f"导出案件办理情况包，共 {len(files)} 个文件，不含受保护材料", Tone.PLAIN)
        await minutes.line(uow, case, account.name, note, now)
        facts = {"files": str(len(files)), "sha256": sha256}
        await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
        await uow.commit()
    return Content(f"{case.serial}-办理情况.zip", ZIP, whole)


async def annex(account: Account, command: AskAnnex, ports: Ports) -> Content:
    """Return what is protected, in an archive of its own. Needs `protected.read`.

    Raises `ConflictError`: `pack.consent_missing` naming who did not agree, `pack.nothing_protected`; `InvalidError`
    for the answer of a stranger. Purpose and consents are in the audit log before a byte is out.
    """
    now = ports.clock.now()
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PROTECTED_READ)
        asked = parties(await uow.cases.participants(case.id))
        answers = tuple(one.answer(account) for one in command.answers)
        require_known(asked, answers, now)
        support_pack.require_consent(asked, answers)
        protected = await uow.protected.of_case(case.id)
    if not protected:
        raise ConflictError("pack.nothing_protected")
    async with ports.archiving:
        made = support_pack.annex(command.purpose, asked, answers, await _protected(ports, protected))
        whole, sha256 = await asyncio.to_thread(_write_annex, case, made, account, now, ports.seal)
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PROTECTED_READ)
        facts = {
            "purpose": command.purpose.value,
            "files": str(len(made.files)),
            "consents": ",".join(sorted(answer.identity for answer in made.answers)),
            "sha256": sha256,
        }
        text = f"各方同意后导出受保护材料 {len(made.files)} 份"
        await minutes.line(uow, case, account.name, minutes.Note("pack.protected", text, Tone.CONSENT), now)
        await minutes.act_of_staff(uow, account, "pack.protected", f"case:{case.id}", now, **facts)
        await uow.commit()
    return Content(f"{case.serial}-受保护材料.zip", ZIP, whole)


def _write_annex(case: Case, made: Annex, account: Account, now: datetime, seal: Seal) -> tuple[bytes, str]:
    about = {
        "serial": case.serial,
        "purpose": made.purpose.value,
        "made_by": account.name,
        "consents": [
            {
                "identity": answer.identity,
                "form": answer.form.value,
                "at": answer.at.isoformat(),
                "recorded_by": answer.recorded_by,
            }
            for answer in made.answers
        ],
    }
    return _written(support_pack.ANNEX_FORMAT, about, made.files, now, seal)


def _written(
    format_name: str, about: Mapping[str, object], files: Iterable[archives.Filed], now: datetime, seal: Seal
) -> tuple[bytes, str]:
    """Return the archive and its digest."""
    whole = archives.write(format_name, about, files, now, seal)
    return whole, hashlib.sha256(whole).hexdigest()


async def _papers(
    ports: Ports, documents: Iterable[Document], materials: Iterable[TransferableMaterial]
) -> list[PackFile]:
    return [
        *[
            support_pack.of_document(number, each, (await filing.content_of_document(ports, each)).content)
            for number, each in enumerate(documents, 1)
        ],
        *[
            support_pack.of_material(number, each, (await filing.content_of(ports, each.file)).content)
            for number, each in enumerate(materials, 1)
        ],
    ]


async def _protected(ports: Ports, protected: Iterable[ProtectedMaterial]) -> list[AnnexFile]:
    return [
        support_pack.of_protected(number, each, (await filing.content_of(ports, each.file)).content)
        for number, each in enumerate(protected, 1)
    ]


def _tables(page: CaseView) -> list[PackFile]:
    """Return process, people and sessions.

    In none of them is what a party said, whoever tried to reach them, anybody's reasons, or why nothing was agreed.
    """
    people = [[each.name, SIDES[each.side], each.title, each.id_number, each.phone] for each in page.parties]
    return [
        _table("经过", ["时间", "经办", "事项"], _process(page)),
        _table("当事人", ["姓名或者名称", "哪一方", "身份", "证件号码（部分隐去）", "电话（部分隐去）"], people),
        _table("身份核验与确认", _CHECKED, _checked(page)),
        _table("调解会议", ["次数", "时间", "结果", "确定时间", "调解员"], _sessions(page)),
    ]


def _process(page: CaseView) -> list[Row]:
    lines = [(line, support_pack.what_leaves(line.kind, line.text)) for line in reversed(page.timeline)]
    return [[to_the_second(line.at), line.actor, text] for line, text in lines if text is not None]


_LISTED: Final = ["文件", "种类", "来源", "提交或者操作的人", "时间", "原件由谁保管", "与原件核对"]


def _materials(found: Iterable[TransferableMaterial]) -> list[Row]:
    """Return every material with how it came: made of a paper by whom and when, and who keeps the paper (OM-09)."""
    return [
        [
            support_pack.path_of(number, one),
            KINDS[one.kind],
            f"{ORIGINS[one.origin]} {one.filing_reference}".strip(),
            one.digitised.operator if one.digitised else one.uploaded_by,
            to_the_second(one.digitised.at if one.digitised else one.uploaded_at),
            one.digitised.holder if one.digitised else "",
            COMPARED[one.comparison],
        ]
        for number, one in enumerate(found, 1)
    ]


_CHECKED: Final = ["会议", "姓名", "身份核验", "核验时间", "阅读告知书", "同意录音录像"]


def _checked(page: CaseView) -> list[Row]:
    return [
        [
            f"第{session.summary.number}次",
            person.name,
            CHECKS[person.identity_check],
            to_the_second(person.identity_checked_at) if person.identity_checked_at else "",
            to_the_second(person.notice_acknowledged_at) if person.notice_acknowledged_at else "未确认",
            {True: "同意", False: "不同意", None: "未答复"}[person.recording_consent],
        ]
        for session in page.sessions
        for person in session.summary.participants
    ]


def _sessions(page: CaseView) -> list[Row]:
    return [
        [
            f"第{session.summary.number}次",
            to_the_second(session.summary.starts_at),
            OUTCOMES[session.outcome.kind] if session.outcome else "",
            to_the_second(session.outcome.concluded_at) if session.outcome else "",
            session.summary.mediator,
        ]
        for session in page.sessions
    ]


async def _agreement(uow: UnitOfWork, case: Case, page: CaseView) -> list[PackFile]:
    """Return the agreement that took effect, with its signatures; no table before it did.

    Terms nobody signed, in whatever session, are what somebody would have given: concessions, which do not leave
    (在线调解规则 art. 18).
    """
    effect = await uow.endings.effect(case.id)
    if effect is None:
        return []
    people, authorities = await uow.cases.participants(case.id), await uow.authorities.of_case(case.id)
    signed = [one.outcome for one in page.sessions if one.outcome and one.summary.id in effect.sessions]
    terms = [outcome.terms or "" for outcome in signed if outcome.kind in _AGREED]
    rows = [["协议内容", text] for text in terms]
    rows += [["签名", _signed(one)] for one in signature_views(effect, people, authorities)]
    rows += [["调解员签名", to_the_second(effect.mediator_signed_at)]]
    rows += [["调解组织盖章", to_the_second(effect.sealed_at)]] if effect.sealed_at else []
    rows += [["生效时间", to_the_second(effect.effective_at)]]
    rows += [["履行", f"{one.due_on.isoformat()} {one.what}"] for one in effect.performances]
    return [_table("调解协议", ["事项", "内容"], rows)]


def _signed(one: SignatureView) -> str:
    """Return who signed: the party, or whoever did for it with the kind of their authority."""
    by = f"（{one.signer}代签，{AUTHORITIES[one.kind]}）" if one.kind else ""
    return f"{one.party}{by} {to_the_second(one.at)}"


def _table(name: str, heads: Row, rows: Sequence[Row]) -> PackFile:
    lines = [heads, *([_inert(cell) for cell in row] for row in rows)]
    return support_pack.of_table(name, sheets.write_csv(lines))


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
