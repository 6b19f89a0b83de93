"""Give out documents of intake: set in type, kept as the bytes they are, named by their digest."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.application import Application, Door
from server.domain.award import Arbitration
from server.domain.case import Case
from server.domain.draft import Draft
from server.domain.ids import CaseId
from server.domain.material import TransferableMaterial
from server.domain.receipt import Document, FirstReceipt, ReceivedMaterial, posted_words, to_the_second
from server.services.intake_words import DOORS, PLAIN
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value

RECEIPT: Final = "first_receipt"
CERTIFICATE: Final = "certificate"
RECEIPT_SUPPLEMENT: Final = "receipt_supplement"
"""What was noted of the posting since the receipt, which stays; names the paper before it by its digest."""
EXTENSION_CONSENT: Final = "extension_consent"
ENDING_REPORT: Final = "ending_report"
ORAL_RECORD: Final = "oral_record"
RISK_EXPLANATION: Final = "risk_explanation"
ENDING_NOTICE: Final = "ending_notice"
RETURN_NOTICE: Final = "return_notice"
"""Of one person, as the notice of an ending: whoever was served it reads it (`server.services.serving`)."""
DEFAULT_APPLICATION: Final = "default_application"
"""A draft for a party; never kept as a document of the case."""
JOINT_APPLICATION: Final = "joint_application"
"""For court or commission, filled in from the case; made anew whenever it is asked for."""
FOR_EVERY_PARTY: Final = frozenset({RISK_EXPLANATION, EXTENSION_CONSENT})
"""Kinds of document that are addressed to both sides."""
FOR_APPLICANTS: Final = FOR_EVERY_PARTY | {RECEIPT, RECEIPT_SUPPLEMENT, CERTIFICATE, ORAL_RECORD}
"""Kinds of document the applicants may read. In neither: nobody's but the house's, as the report to the court."""
TITLES: Final = {
    RECEIPT: "首次收件凭证",
    RECEIPT_SUPPLEMENT: "首次收件凭证补充记载",
    CERTIFICATE: "申请调解证明",
    EXTENSION_CONSENT: "调解期限延长同意书",
    ENDING_REPORT: "调解终结报告",
    ORAL_RECORD: "口头申请记录",
    RISK_EXPLANATION: "释明书",
    ENDING_NOTICE: "调解终结通知书",
    RETURN_NOTICE: "退回通知书",
}
_KB: Final = 1024
_MB: Final = 1024 * 1024


def kinds_for(*, applicant: bool) -> frozenset[str]:
    """Return the kinds of document a party may read by their own link."""
    return FOR_APPLICANTS if applicant else FOR_EVERY_PARTY


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and whether it was given out just now."""

    document: Document
    is_new: bool


async def give_out_anew(
    uow: UnitOfWork, ports: Ports, case: CaseId, kind: str, data: dict[str, Value], at: datetime
) -> Made:
    """Give out a document dated `at` unless the last of its kind says the same: the same data are the same bytes."""
    kept = [each for each in await uow.documents.of_case(case) if each.kind == kind]
    content = await ports.documents.render(kind, data, at)
    if kept and kept[-1].sha256 == hashlib.sha256(content).hexdigest():
        return Made(kept[-1], is_new=False)
    return Made(await keep(uow, ports, case, kind, content, ports.clock.now()), is_new=True)


async def says(ports: Ports, document: Document, data: dict[str, Value], at: datetime) -> bool:
    """Tell whether a document that was given out is what these data make now."""
    return document.sha256 == hashlib.sha256(await ports.documents.render(document.kind, data, at)).hexdigest()


async def give_out(
    uow: UnitOfWork, ports: Ports, case: CaseId, kind: str, data: dict[str, Value], at: datetime
) -> Document:
    """Set a document, keep its bytes and note it, in this transaction."""
    return await keep(uow, ports, case, kind, await ports.documents.render(kind, data, at), at)


async def keep(uow: UnitOfWork, ports: Ports, case: CaseId, kind: str, content: bytes, at: datetime) -> Document:
    """Keep these bytes as a document given out `at`, in this transaction."""
    blob = ports.chance.id()
    await ports.blobs.put(blob, content)
    document = Document(
        id=ports.chance.id(),
        case=case,
        kind=kind,
        title=TITLES[kind],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        blob=blob,
        made_at=at,
    )
    await uow.documents.add(document)
    return document


async def receipt_of(
    uow: UnitOfWork, ports: Ports, case: Case, draft: Draft, materials: tuple[TransferableMaterial, ...]
) -> FirstReceipt:
    """Give out the first receipt and, beside it, the certificate that mediation was applied for."""
    application, text = draft.application, content_of(draft, materials)
    digest = hashlib.sha256(text.encode()).hexdigest()
    received = tuple(ReceivedMaterial(each.file.name, each.file.sha256, each.file.size) for each in materials)
    data: dict[str, Value] = {
        "serial": case.serial,
        "received_at": to_the_second(case.received_at),
        "receiver": receiver_of(draft),
        "submitter": submitter_of(draft),
        "respondent": "、".join(
            party.name for party in application.parties if party.side == "respondent" and party.name
        ),
        "door": DOORS[draft.door],
        "posted": posted_in_words(application),
        "subject": subject_of(draft),
        "materials": [
            {"name": each.name, "sha256": each.sha256, "size": size_in_words(each.size)} for each in received
        ],
        "content_sha256": digest,
        "award": application.arbitration is Arbitration.AWARDED,
        "court": case.is_before_court,
    }
    document = await give_out(uow, ports, case.id, RECEIPT, data, case.received_at)
    await give_out(uow, ports, case.id, CERTIFICATE, data, case.received_at)
    receipt = FirstReceipt(
        case=case.id,
        serial=case.serial,
        at=case.received_at,
        receiver=receiver_of(draft),
        submitter=submitter_of(draft),
        door=draft.door,
        content_sha256=digest,
        materials=received,
        document=document.id,
        text=text,
    )
    await uow.receipts.add(receipt)
    return receipt


def content_of(draft: Draft, materials: tuple[TransferableMaterial, ...]) -> str:
    """Return what was handed in: the text, then the digest of each file in order."""
    return draft.application.canonical() + "".join(f"\n{each.file.sha256}" for each in materials)


def posted_in_words(application: Application) -> str:
    """Return when it was posted and what shows it, as papers say it; nothing when it did not come by post."""
    on = application.posted
    return posted_words(on, application.posted_proof) if on else ""


def receiver_of(draft: Draft) -> str:
    """Return who received it."""
    return draft.house.name if draft.house else ""


def submitter_of(draft: Draft) -> str:
    """Return who handed it in, as the receipt says it."""
    names = [party.name for party in draft.application.parties if party.side == "applicant" and party.name]
    name = "、".join(names) or "姓名待补充"
    if draft.door is not Door.SELF:
        return f"{name}（{draft.created_by_name} 经办）"
    filler = draft.application.filler
    return f"{name}（{filler.name or '代填人'} 代填）" if filler else name


def subject_of(draft: Draft) -> str:
    """Return what it is about, in a few words."""
    items = list(dict.fromkeys(PLAIN[item.plain] for item in draft.application.claims))
    return "；".join(items) or "请求事项待补充"


def size_in_words(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(1, size // _KB)} KB"
