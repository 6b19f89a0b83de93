"""The pack for the court holds what may leave and nothing else; what is protected leaves apart, by consent of all."""

import asyncio
import csv
import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from typing_extensions import override

from server.domain import support_pack
from server.domain.account import Account
from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.case import CaseAction
from server.domain.concurrence import ConcurrenceForm
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import AccountId, CaseId, SessionId
from server.domain.material import MaterialKind, ReadingPurpose
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Role
from server.domain.receipt import Document, to_the_second
from server.domain.timeline import TimelineEntry
from server.services import endings, materials, outcomes, support_packs
from server.services.filing import Upload
from server.services.ports import UnitOfWork
from server.services.support_packs import AskAnnex
from server.services.terms import PartySays
from server.services.words import ENDINGS
from server.storage.audit_log import read_audit
from tests.factories import NOW, a_session
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, MemoryBlobs, Store

SETTLED = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 16,000 元。")
SERIAL = "LY2026-000128"
OPEN, SECRET = b"%PDF-1.7 the contract", b"%PDF-1.7 I would take eight thousand"


@pytest.fixture
async def filled(store: Store) -> Store:
    await materials.add(MEDIATOR, SERIAL, Upload("劳动合同.pdf", OPEN), store.ports)
    await materials.add_protected(MEDIATOR, SERIAL, Upload("让步方案.pdf", SECRET), store.ports)
    return store


async def concluded(store: Store, decided: outcomes.Conclude) -> None:
    await store.open_session()
    await outcomes.conclude(MEDIATOR, decided, store.ports)


def opened(content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("manifest.json")), files


def yes(*identities: str, agrees: bool = True) -> tuple[PartySays, ...]:
    return tuple(
        PartySays(identity, agrees, ConcurrenceForm.WRITTEN, NOW - timedelta(hours=1)) for identity in identities
    )


def asked(answers: tuple[PartySays, ...]) -> AskAnnex:
    return AskAnnex(SERIAL, ReadingPurpose.SUPERVISION, answers)


@dataclass(slots=True)
class WatchedBlobs(MemoryBlobs):
    """Between asking for a file and having it, writes to the database: that succeeds only where nobody else writes."""

    begin: Callable[[], UnitOfWork] | None = None
    heard: list[str] = field(default_factory=list)

    @override
    async def get(self, name: str) -> bytes:
        assert self.begin is not None
        self.heard.append("asked")
        async with self.begin() as uow:
            await uow.keys.claim("elsewhere", f"{name}:{len(self.heard)}", "", NOW)
            await uow.commit()
        self.heard.append("given")
        return self.kept[name]


@pytest.fixture
def watched(filled: Store) -> Store:
    return replace(filled, blobs=WatchedBlobs(filled.blobs.kept, filled.database.begin))


async def acts(store: Store, action: str) -> list[dict[str, str]]:
    return [dict(entry.act.facts) for entry in await read_audit(store.database.engine) if entry.act.action == action]


async def test_the_manifest_names_every_file_with_its_digest(filled: Store) -> None:
    manifest, files = opened((await support_packs.pack(CLERK, SERIAL, filled.ports)).content)
    assert {each["path"]: each["sha256"] for each in manifest["files"]} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }
    assert files["材料/01-劳动合同.pdf"] == OPEN
    assert {"经过.csv", "当事人.csv", "身份核验与确认.csv", "调解会议.csv"} <= set(files)


@pytest.mark.parametrize("account", [CLERK, MEDIATOR])
async def test_nothing_protected_is_in_the_pack_whoever_takes_it(filled: Store, account: Account) -> None:
    whole = (await support_packs.pack(account, SERIAL, filled.ports)).content
    manifest, files = opened(whole)
    everything = json.dumps(manifest, ensure_ascii=False).encode() + b"".join(files.values())
    assert SECRET not in everything
    assert "让步方案" not in everything.decode(errors="ignore")
    assert "让步方案" not in "".join(files)


async def test_no_number_stands_in_full_in_the_pack(filled: Store) -> None:
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)
    everything = b"".join(files.values()).decode(errors="ignore")
    assert WORKER.name in everything
    for person in (WORKER, EMPLOYER):
        assert person.phone not in everything
        assert person.id_number not in everything


async def test_the_agreement_is_in_the_pack_once_it_took_effect(filled: Store) -> None:
    await concluded(filled, SETTLED)
    await in_force(filled, "session1")
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)
    assert "支付 16,000 元。" in files["调解协议.csv"].decode()


async def in_force(store: Store, *sessions: str) -> None:
    """Record the effect of what was agreed in these sessions."""
    signed = tuple(Signature(person.identity, NOW, person.identity) for person in (WORKER, EMPLOYER))
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        effect = AgreementEffect(case.id, signed, NOW, None, frozenset(), (), NOW, MEDIATOR.name)
        await uow.endings.add_effect(replace(effect, sessions=tuple(SessionId(one) for one in sessions)))
        await uow.commit()


@pytest.fixture
async def twice_agreed(filled: Store) -> Store:
    """Return a case in which 12,000 was agreed in the first session and 16,000 in the second."""
    partly = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="先付 12,000 元。")
    await concluded(filled, partly)
    async with filled.database.begin() as uow:
        await uow.sessions.add(a_session(id=SessionId("session2"), number=2, starts_at=NOW + timedelta(days=1)))
        await uow.commit()
    settled = replace(SETTLED, session="session2", key="outcome-2")
    async with filled.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session2"))
        assert session is not None
        await uow.sessions.save(session.open(NOW))
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(case.act(CaseAction.BEGIN))
        await uow.commit()
    await outcomes.conclude(MEDIATOR, settled, filled.ports)
    return filled


@pytest.mark.parametrize(
    ("signed", "leaves", "stays"),
    [(("session2",), ["16,000"], ["12,000"]), (("session1",), ["12,000"], ["16,000"]), ((), [], ["12,000", "16,000"])],
)
async def test_only_the_agreement_that_took_effect_is_in_the_pack_and_on_the_list(
    twice_agreed: Store, signed: tuple[str, ...], leaves: list[str], stays: list[str]
) -> None:
    await in_force(twice_agreed, *signed)
    _, files = opened((await support_packs.pack(CLERK, SERIAL, twice_agreed.ports)).content)
    everything = b"".join(files.values()).decode(errors="ignore")
    assert [one for one in leaves if one not in everything] == []
    assert [one for one in stays if one in everything] == []
    async with twice_agreed.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        listed = [item.reference for item in await uow.endings.transferable(case.id) if item.kind == "agreement"]
    assert listed == list(signed)


async def test_what_was_agreed_and_never_signed_is_on_no_list_for_the_court(twice_agreed: Store) -> None:
    command = endings.End(SERIAL, "ending-00001", EndingCode.REFUSED_TO_SIGN, "单位不签")
    ended = await endings.end(MEDIATOR, command, twice_agreed.ports)
    assert [item.kind for item in ended.list if item.kind == "agreement"] == []


async def give_out(store: Store, kind: str, title: str, content: bytes) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await store.blobs.put(f"blob-{kind}", content)
        sha256 = hashlib.sha256(content).hexdigest()
        await uow.documents.add(Document(kind, case.id, kind, title, sha256, len(content), f"blob-{kind}", NOW))
        await uow.commit()


@pytest.mark.parametrize("kind", ["extension_consent", "ending_report", "a_kind_nobody_examined"])
async def test_a_document_with_reasons_stays_and_the_pack_says_which_and_why(filled: Store, kind: str) -> None:
    reasons = b"%PDF-1.7 the employer would give eight thousand"
    await give_out(filled, kind, "某文书", reasons)
    await give_out(filled, "first_receipt", "首次收件凭证", b"%PDF-1.7 received")
    manifest, files = opened((await support_packs.pack(CLERK, SERIAL, filled.ports)).content)
    assert reasons not in files.values()
    assert b"%PDF-1.7 received" in files.values()
    assert [one["title"] for one in manifest["left_out"]] == ["某文书"]
    assert manifest["left_out"][0]["why"]
    assert manifest["left_out"][0]["why"] in files["未列入的文书.csv"].decode()


def test_no_call_makes_a_file_of_the_pack_of_a_document_that_stays() -> None:
    document = Document("d", CaseId("case1"), "ending_report", "调解终结报告", "0" * 64, 1, "blob", NOW)
    with pytest.raises(InvalidError) as refusal:
        support_pack.of_document(1, document, b"%PDF")
    assert refusal.value.code == "pack.stays"


async def test_terms_nobody_signed_are_not_in_the_pack(filled: Store) -> None:
    await concluded(filled, SETTLED)
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)
    assert "调解协议.csv" not in files
    assert "16,000" not in b"".join(files.values()).decode(errors="ignore")


async def test_why_nothing_was_agreed_is_not_in_the_pack(filled: Store) -> None:
    reason = "单位最多愿意付八千"
    decided = outcomes.Conclude(
        "session1", "outcome-1", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason=reason
    )
    await concluded(filled, decided)
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)
    everything = b"".join(files.values()).decode(errors="ignore")
    assert "调解协议.csv" not in files
    assert reason not in everything
    assert ENDINGS[EndingCode.DIFFERENCES_TOO_LARGE] not in everything


async def told(store: Store, kind: str, text: str) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.timeline.add(TimelineEntry(case.id, NOW, kind, MEDIATOR.name, text))
        await uow.commit()


async def process(store: Store) -> str:
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, store.ports)).content)
    return files["经过.csv"].decode()


@pytest.mark.parametrize(
    "kind",
    [
        "party.contacted",
        "disclosure.made",
        "disclosure.replied",
        "challenge.asked",
        "change.asked",
        "change.answered",
        "extension.asked",
        "extension.answered",
        "step.withdrawal_asked",
        "participant.removed",
        "invitation.denied",
        "a.kind_nobody_named",
    ],
)
async def test_lines_of_what_people_said_stay_out_of_the_pack(filled: Store, kind: str) -> None:
    await told(filled, kind, "单位说最多八千")
    assert "八千" not in await process(filled)


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("case.suspended", "中止调解"),
        ("case.suspension_lifted", "恢复调解"),
        ("case.appraisal_started", "开始鉴定，调解期限停止计算"),
        ("case.appraisal_ended", "鉴定结束，调解期限继续计算"),
        ("case.ended", "调解终结"),
        ("session.rescheduled", "调解会议改期"),
        ("session.cancelled", "取消调解会议"),
        ("referral.declined", "受委派方不接受，另行指定"),
        ("referral.ended", "收回委派，另行指定"),
        ("referral.withdrawn", "收回委派，另行指定"),
    ],
)
async def test_what_happened_leaves_in_the_pack_and_why_does_not(filled: Store, kind: str, left: str) -> None:
    await told(filled, kind, "经过：单位说最多八千")
    written = await process(filled)
    assert "八千" not in written
    assert [line.split(",")[-1] for line in written.splitlines() if left in line] == [left]


async def test_steps_of_the_procedure_leave_in_the_pack_as_they_were_written(filled: Store) -> None:
    await told(filled, "case.received", "法院首次收件，凭证已出具")
    assert "法院首次收件，凭证已出具" in await process(filled)


async def test_a_name_that_looks_like_a_formula_computes_nothing(filled: Store) -> None:
    async with filled.database.begin() as uow:
        await uow.cases.save_participant(replace(EMPLOYER, name='=HYPERLINK("http://x")'))
        await uow.commit()
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)
    assert "'=HYPERLINK" in files["当事人.csv"].decode()


async def test_who_took_a_pack_away_is_in_the_audit_log_with_its_digest(filled: Store) -> None:
    content = (await support_packs.pack(CLERK, SERIAL, filled.ports)).content
    assert [each["sha256"] for each in await acts(filled, "pack.made")] == [hashlib.sha256(content).hexdigest()]


async def test_the_annex_holds_what_is_protected_alone_with_purpose_and_consents(filled: Store) -> None:
    command = asked(yes(WORKER.identity, EMPLOYER.identity))
    manifest, files = opened((await support_packs.annex(MEDIATOR, command, filled.ports)).content)
    assert files == {"受保护材料/01-让步方案.pdf": SECRET}
    assert manifest["purpose"] == "supervision"
    assert {each["identity"] for each in manifest["consents"]} == {WORKER.identity, EMPLOYER.identity}
    assert [each["purpose"] for each in await acts(filled, "pack.protected")] == ["supervision"]


@pytest.mark.parametrize(
    "answers",
    [
        (),
        yes(WORKER.identity),
        (*yes(WORKER.identity), *yes(EMPLOYER.identity, agrees=False)),
    ],
)
async def test_what_is_protected_does_not_leave_without_every_party(
    filled: Store, answers: tuple[PartySays, ...]
) -> None:
    with pytest.raises(ConflictError) as refusal:
        await support_packs.annex(MEDIATOR, asked(answers), filled.ports)
    assert refusal.value.code == "pack.consent_missing"
    assert EMPLOYER.name in refusal.value.facts["missing"]
    assert await acts(filled, "pack.protected") == []


async def test_the_answer_of_a_stranger_counts_for_nobody(filled: Store) -> None:
    with pytest.raises(InvalidError):
        await support_packs.annex(MEDIATOR, asked(yes("stranger", EMPLOYER.identity)), filled.ports)


async def test_the_court_gets_the_pack_and_never_the_annex(filled: Store) -> None:
    with pytest.raises(ForbiddenError):
        await support_packs.annex(CLERK, asked(yes(WORKER.identity, EMPLOYER.identity)), filled.ports)


@pytest.mark.parametrize("role", [Role.ORGANISATION, Role.LABOUR_OFFICE, Role.AUDITOR, Role.OPERATOR])
async def test_others_get_no_pack(filled: Store, role: Role) -> None:
    other = replace(CLERK, id=AccountId("other1"), role=role)
    with pytest.raises((ForbiddenError, NotFoundError)):
        await support_packs.pack(other, SERIAL, filled.ports)


async def test_others_write_while_a_pack_is_made(watched: Store) -> None:
    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, watched.ports)).content)
    assert files["材料/01-劳动合同.pdf"] == OPEN


async def test_others_write_while_an_annex_is_made(watched: Store) -> None:
    command = asked(yes(WORKER.identity, EMPLOYER.identity))
    _, files = opened((await support_packs.annex(MEDIATOR, command, watched.ports)).content)
    assert files == {"受保护材料/01-让步方案.pdf": SECRET}


async def test_packs_asked_for_at_once_are_made_one_after_the_other(watched: Store) -> None:
    ports = watched.ports
    await asyncio.gather(*(support_packs.pack(MEDIATOR, SERIAL, ports) for _ in range(3)))
    assert isinstance(watched.blobs, WatchedBlobs)
    assert watched.blobs.heard == ["asked", "given"] * 3
    assert len(await acts(watched, "pack.made")) == 3


async def test_nothing_leaves_without_a_line_in_the_audit_log(watched: Store) -> None:
    ports = replace(watched.ports, begin=begins_at_most(watched, 0))
    with pytest.raises(OSError, match="disk full"):
        await support_packs.pack(MEDIATOR, SERIAL, ports)
    assert await acts(watched, "pack.made") == []


def begins_at_most(store: Store, most: int) -> Callable[[], UnitOfWork]:
    """Return how units of work begin until the disk is full."""
    left = iter(range(most))

    def begin() -> UnitOfWork:
        if next(left, None) is None:
            raise OSError("disk full")
        return store.database.begin()

    return begin


async def test_a_mediator_of_another_case_finds_nothing(filled: Store) -> None:
    with pytest.raises(NotFoundError):
        await support_packs.pack(OTHER_MEDIATOR, SERIAL, filled.ports)
    assert await acts(filled, "pack.made") == []


async def test_an_annex_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await support_packs.annex(MEDIATOR, asked(yes(WORKER.identity, EMPLOYER.identity)), store.ports)
    assert refusal.value.code == "pack.nothing_protected"


async def test_the_list_of_materials_says_who_made_a_file_of_whose_paper_and_when(filled: Store) -> None:
    paper = Upload("工资条.pdf", b"%PDF-1.7 pay", MaterialKind.PAY, holder="李秀兰")
    await materials.add(MEDIATOR, SERIAL, paper, filled.ports)

    _, files = opened((await support_packs.pack(MEDIATOR, SERIAL, filled.ports)).content)

    listed = list(csv.reader(files["材料清单.csv"].decode("utf-8-sig").splitlines()))
    when = to_the_second(NOW)
    assert listed[1:] == [
        ["材料/01-劳动合同.pdf", "其他材料", "当事人提交", MEDIATOR.name, when, "", "未核对"],
        ["材料/02-工资条.pdf", "工资凭证", "代为电子化", MEDIATOR.name, when, "李秀兰", "未核对"],
    ]
    assert {line[0] for line in listed[1:]} == {name for name in files if name.startswith("材料/")}
