"""A person takes away a copy of their own data: all of it is theirs, and none of it anybody else's."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.audit import Act
from server.domain.case_consent import STEPS_WORDING, ConsentStep
from server.domain.errors import ConflictError, GoneError, NotFoundError, OtherDeviceError
from server.domain.ids import CaseId
from server.domain.material import MaterialId
from server.domain.own_data import ExportPurpose, of_document, of_material
from server.domain.party import Participant
from server.domain.receipt import Document
from server.services import case_links, materials, own_case, own_export
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.intake_views import Content
from server.services.steps import OwnAnswer
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, PEOPLE, WORKER, Store

SERIAL = "LY2026-000128"
OWN, OTHERS, OFFER = b"%PDF-1.7 my contract", b"%PDF-1.7 their attendance", b"%PDF-1.7 I would take eight thousand"
PRIVATE_REASON = "不想让对方知道的理由"


async def linked(store: Store, identity: str) -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


@pytest.fixture
async def keys(store: Store) -> dict[str, LinkKey]:
    """Return the links of everybody, in a case in which each of them left something, and staff something protected."""
    found = {str(person.identity): await linked(store, person.identity) for person in PEOPLE}
    await own_case.add_material(found[WORKER.identity], Upload("我的劳动合同.pdf", OWN), store.ports)
    await own_case.add_material(found[EMPLOYER.identity], Upload("考勤记录.pdf", OTHERS), store.ports)
    await materials.add(MEDIATOR, SERIAL, Upload("办案人员扫描.pdf", b"%PDF-1.7 staff"), store.ports)
    await materials.add_protected(MEDIATOR, SERIAL, Upload("让步方案.pdf", OFFER), store.ports)
    for identity in (WORKER.identity, EMPLOYER.identity):
        yes = OwnAnswer(
            ConsentStep.E_SERVICE, answer=True, wording=STEPS_WORDING, origin="203.0.113.7 Safari", reason=""
        )
        await own_case.answer_step(found[identity], yes, store.ports)
    no = OwnAnswer(ConsentStep.E_SERVICE, answer=False, wording=STEPS_WORDING, origin="", reason=PRIVATE_REASON)
    await own_case.answer_step(found[EMPLOYER.identity], no, store.ports)
    return found


def opened(content: Content) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_text(files: dict[str, bytes]) -> str:
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(files["我的信息.pdf"])).pages)
    named = "".join(files)
    return named + paper + files["我的信息.json"].decode() + files["manifest.json"].decode()


async def exports(store: Store) -> list[Act]:
    acts = [entry.act for entry in await read_audit(store.database.engine)]
    return [act for act in acts if act.action == "own_data.exported"]


async def test_a_party_gets_their_own_numbers_answers_and_files_as_paper_and_for_machines(
    store: Store, keys: dict[str, LinkKey]
) -> None:
    files = opened(await own_export.export(keys["li"], ExportPurpose.KEEP, store.ports))

    record = {section["key"]: section["facts"] for section in json.loads(files["我的信息.json"])}
    assert {fact["key"]: fact["value"] for fact in record["person"]}["id_number"] == WORKER.id_number
    assert [fact["key"] for fact in record["steps"]] == [ConsentStep.E_SERVICE]
    assert files["我的材料/01-我的劳动合同.pdf"] == OWN
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(files["我的信息.pdf"])).pages)
    assert WORKER.phone in paper


@pytest.mark.parametrize("who", PEOPLE, ids=lambda person: person.identity)
async def test_no_copy_holds_a_number_name_file_or_reason_of_anybody_else_nor_anything_protected(
    store: Store, keys: dict[str, LinkKey], who: Participant
) -> None:
    files = opened(await own_export.export(keys[who.identity], ExportPurpose.CHECK, store.ports))
    text, whole = as_text(files), b"".join(files.values())

    for other in PEOPLE:
        if other.identity != who.identity:
            assert other.phone not in text
            assert other.id_number not in text
            assert other.name not in text
    assert OFFER not in whole
    assert "让步" not in "".join(files)
    assert b"%PDF-1.7 staff" not in whole
    assert (OWN in whole, OTHERS in whole) == (who is WORKER, who is EMPLOYER)
    assert (PRIVATE_REASON in text) == (who is EMPLOYER)


async def test_the_copy_is_signed_and_the_audit_log_says_who_for_what_and_its_digest(
    store: Store, keys: dict[str, LinkKey]
) -> None:
    content = await own_export.export(keys["zhou"], ExportPurpose.PROCEEDINGS, store.ports)

    (act,) = await exports(store)
    assert (act.actor, dict(act.facts)["purpose"]) == ("party:zhou", "proceedings")
    manifest = json.loads(opened(content)["manifest.json"])
    assert store.ports.seal.signed({k: v for k, v in manifest.items() if k != "signature"}) == manifest


async def test_a_copy_is_for_the_bound_device_of_a_usable_link_alone(store: Store, keys: dict[str, LinkKey]) -> None:
    key = keys["li"]
    for error, stranger in (
        (OtherDeviceError, LinkKey(key.token, "another-device")),
        (NotFoundError, LinkKey("guessed", key.device)),
    ):
        with pytest.raises(error):
            await own_export.export(stranger, ExportPurpose.KEEP, store.ports)
    await case_links.revoke(CLERK, SERIAL, "li", store.ports)
    with pytest.raises(GoneError):
        await own_export.export(key, ExportPurpose.KEEP, store.ports)

    assert await exports(store) == []


async def test_a_draft_that_nobody_received_has_no_copy_yet(store: Store) -> None:
    made, secret = await own_case.start(store.ports)

    with pytest.raises(ConflictError) as refused:
        await own_export.export(LinkKey(made.token, secret), ExportPurpose.KEEP, store.ports)

    assert refused.value.code == "intake.not_handed_in"


@pytest.mark.usefixtures("keys")
async def test_what_is_not_the_persons_own_cannot_be_made_a_file_of_the_copy(store: Store) -> None:
    async with store.database.begin() as uow:
        found = await uow.materials.of_case(CaseId("case1"))
    theirs = next(one for one in found if one.of == EMPLOYER.identity)
    report = Document("d1", CaseId("case1"), "ending_report", "调解终结报告", "0" * 64, 1, "b1", NOW)

    with pytest.raises(NotFoundError):
        of_material(WORKER.identity, 1, theirs, OTHERS)
    with pytest.raises(NotFoundError):
        of_material(WORKER.identity, 1, replace(theirs, id=MaterialId("m9"), of=None), OTHERS)
    with pytest.raises(NotFoundError):
        of_document({"first_receipt"}, 1, report, b"")
