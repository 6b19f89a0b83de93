"""Intake on both databases: what is kept comes back, two writers never both win, and a receipt stays."""

import asyncio
import hashlib
import json
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from server.domain.application import Application, ClaimItem, Door, PartyEntry
from server.domain.award import (
    Arbitration,
    Award,
    Explanation,
    ExplanationChannel,
    Finality,
    Received,
    Standing,
    SuitBar,
)
from server.domain.bundle import FORMAT, FileResult
from server.domain.case_link import CaseLink
from server.domain.causes import Plain
from server.domain.draft import Draft, House
from server.domain.errors import StaleVersionError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.limitation import Employment, Limitation
from server.domain.material import (
    ComparisonAction,
    ComparisonState,
    Digitised,
    File,
    MaterialId,
    MaterialKind,
    MaterialMedia,
    MaterialOrigin,
    ProtectedMaterial,
    TransferableMaterial,
)
from server.domain.party import Side
from server.domain.receipt import Document, FirstReceipt, ReceivedMaterial
from server.services import bundles, intake
from server.services.specimen_numbers import citizen_number
from server.storage.database import Database
from server.storage.tables import intake as tables
from tests.factories import NOW
from tests.support.store import CLERK, MemoryBlobs, Store

CASE = CaseId("case1")
FILE = File("合同.pdf", MaterialMedia.PDF, 12, "a" * 64, "blob1")
APPLICATION = Application(
    parties=(
        PartyEntry("li", Side.APPLICANT, Standing.WORKER, "李秀兰", citizen_number("19680315", "004"), "13800006027"),
    ),
    arbitration=Arbitration.AWARDED,
    claims=(ClaimItem(Plain.UNPAID_WAGES, 1_260_000, "三个月"),),
    facts="去年十二月起没有发工资。",
)


def a_draft() -> Draft:
    return Draft(
        CASE, Door.COUNTER, APPLICATION, NOW, NOW, House("法院", is_court=True), AccountId("clerk1"), "陈书记员"
    )


def a_material(name: str = "m1") -> TransferableMaterial:
    paper = Digitised("陈书记员", NOW, "李秀兰")
    return TransferableMaterial(
        MaterialId(name), CASE, MaterialKind.CONTRACT, FILE, MaterialOrigin.DIGITISED, NOW, "陈", None, paper
    )


async def test_drafts_are_old_by_their_last_text_those_of_a_party_by_their_beginning(store: Store) -> None:
    later = NOW + timedelta(days=3)
    of_party = replace(a_draft(), created_by=None, applicant=Identity("li"), saved_at=later)
    drafts = [
        replace(a_draft(), case=CaseId("old")),
        replace(a_draft(), case=CaseId("written"), saved_at=later),
        replace(of_party, case=CaseId("party")),
        replace(of_party, case=CaseId("young"), created_at=later),
        replace(a_draft(), case=CaseId("handed_in"), handed_in_at=NOW),
    ]
    async with store.database.begin() as uow:
        for draft in drafts:
            await uow.drafts.add(draft)
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.drafts.older_than(NOW - timedelta(microseconds=1)) == ()
        assert await uow.drafts.older_than(NOW) == ("old", "party")


async def test_everything_of_intake_comes_back_equal(store: Store) -> None:
    award = Award(
        CASE,
        Arbitration.AWARDED,
        "洛劳人仲案字〔2026〕57号",
        Finality.FINAL,
        (Received(Identity("li"), Standing.WORKER, date(2026, 3, 14), "EMS"),),
    )
    told = Explanation(CASE, Identity("li"), "v", NOW, ExplanationChannel.ONLINE, None, "李秀兰", SuitBar.LAPSED)
    again = replace(told, at=NOW + timedelta(days=1), bar=SuitBar.LATE)
    protected = ProtectedMaterial(MaterialId("p1"), CASE, FILE, NOW, "李秀兰", Identity("li"))
    link = CaseLink(CASE, Identity("li"), "d" * 64, NOW, NOW + timedelta(days=1))
    document = Document("doc1", CASE, "first_receipt", "首次收件凭证", "b" * 64, 3, "blob2", NOW)
    receipt = FirstReceipt(
        CASE,
        "LY2026-000128",
        NOW,
        "法院",
        "李秀兰",
        Door.COUNTER,
        "c" * 64,
        (ReceivedMaterial("a", "b", 1),),
        "doc1",
        "{}",
    )
    async with store.database.begin() as uow:
        await uow.drafts.add(a_draft())
        await uow.awards.put(award)
        await uow.awards.put(award)
        for one in (told, again, replace(told, at=NOW + timedelta(days=2))):
            await uow.awards.explain(one)
        await uow.materials.add(a_material())
        await uow.protected.add(protected)
        await uow.case_links.add(link)
        await uow.documents.add(document)
        await uow.receipts.add(receipt)
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.drafts.get(CASE) == a_draft()
        assert await uow.awards.get(CASE) == award
        assert await uow.awards.explanations(CASE) == (told, again)
        assert await uow.materials.of_case(CASE) == (a_material(),)
        assert await uow.protected.of_case(CASE) == (protected,)
        assert await uow.case_links.by_token("d" * 64) == link
        assert await uow.documents.of_case(CASE) == (document,)
        assert await uow.receipts.get(CASE) == receipt


async def test_nothing_personal_of_an_application_is_readable_in_the_database(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.drafts.add(a_draft())
        await uow.commit()

    async with store.database.engine.connect() as connection:
        row = (await connection.execute(select(tables.application_draft))).one()
    for personal in (citizen_number("19680315", "004"), "13800006027", "李秀兰", "工资"):
        assert personal.encode() not in bytes(row.application_sealed)


async def test_of_two_writers_of_a_draft_one_is_told(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.drafts.add(a_draft())
        await uow.commit()

    async def write(facts: str) -> bool:
        try:
            async with store.database.begin() as uow:
                await uow.drafts.save(replace(a_draft(), application=replace(APPLICATION, facts=facts)))
                await uow.commit()
        except (StaleVersionError, DBAPIError):
            return False
        return True

    assert sorted(await asyncio.gather(write("甲"), write("乙"))) == [False, True]


async def test_two_who_compare_the_same_file_do_not_both_win(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.materials.add(a_material())
        await uow.commit()
    async with store.database.begin() as uow:
        await uow.materials.save(a_material().compare(ComparisonAction.COMPARE_OFFLINE))
        await uow.commit()

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.materials.save(a_material().compare(ComparisonAction.OBJECT, "不是原件"))
    async with store.database.begin() as uow:
        (kept,) = await uow.materials.of_case(CASE)
    assert kept.comparison is ComparisonState.MATCHES_OFFLINE


@pytest.mark.parametrize(
    "statement",
    ["UPDATE first_receipt SET receiver = '另一法院'", "DELETE FROM first_receipt"],
)
async def test_the_database_refuses_to_change_a_receipt(store: Store, statement: str) -> None:
    view = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-0001"), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)

    async with store.database.engine.connect() as connection:
        with pytest.raises(DBAPIError):
            await connection.execute(text(statement))


async def test_handing_in_twice_at_once_is_one_receipt(store: Store) -> None:
    view = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-0001"), store.ports)

    async def once() -> str | None:
        try:
            return (await intake.hand_in(CLERK, view.case, store.ports)).serial
        except (StaleVersionError, DBAPIError):
            return None

    serials = {serial for serial in await asyncio.gather(once(), once()) if serial}

    assert len(serials) == 1
    assert (await intake.hand_in(CLERK, view.case, store.ports)).serial in serials


@dataclass(slots=True)
class MeetingBlobs(MemoryBlobs):
    """Keeps a file only when all who send one are there."""

    together: asyncio.Barrier = field(default_factory=lambda: asyncio.Barrier(2))

    @override
    async def put(self, name: str, content: bytes) -> None:
        await self.together.wait()
        self.kept[name] = content


async def test_one_bundle_taken_over_twice_at_once_is_filed_once(store: Store) -> None:
    view = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-0001"), store.ports)
    content = b"%PDF-1.7 contract"
    bundle = archive(content)
    meeting = replace(store, blobs=MeetingBlobs())

    # Two programs on one database: what each of them allows itself one of does not keep them apart.
    reports = await asyncio.gather(
        *(bundles.take_in(CLERK, view.case, bundle, meeting.ports) for _ in range(2)),
    )

    assert sorted(report.files[0].result for report in reports) == [FileResult.ADDED, FileResult.UNCHANGED]
    async with store.database.begin() as uow:
        (kept,) = await uow.materials.of_case(CaseId(view.case))
    assert meeting.blobs.kept == {kept.file.blob: content}


def archive(content: bytes) -> bytes:
    listed = {"path": "a.pdf", "name": "合同.pdf", "kind": "contract", "sha256": hashlib.sha256(content).hexdigest()}
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("manifest.json", json.dumps({"format": FORMAT, "reference": "2026-1", "files": [listed]}))
        made.writestr("a.pdf", content)
    return whole.getvalue()


async def test_a_draft_that_was_handed_in_is_not_removed(store: Store) -> None:
    view = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-0001"), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)
    async with store.database.begin() as uow:
        await uow.drafts.remove(CaseId(view.case))
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.drafts.get(CaseId(view.case)) is not None


async def test_courts_come_before_organisations_and_each_house_once(database: Database, store: Store) -> None:
    _ = store
    async with database.begin() as uow:
        houses = await uow.drafts.houses()

    assert [house.name for house in houses] == ["老城区人民法院", "调解中心"]
    assert [house.is_court for house in houses] == [True, False]


async def test_each_partys_limitation_comes_back_equal_is_replaced_and_forgotten_alone(store: Store) -> None:
    first = Limitation(
        CASE, date(2025, 6, 3), Employment.ENDED, date(2025, 9, 12), pay=True, other=False, identity=Identity("li")
    )
    later = replace(first, employment=Employment.ONGOING, ended_on=None)
    unnamed, other = replace(first, identity=None), replace(first, identity=Identity("wang"), known_on=None)
    async with store.database.begin() as uow:
        await uow.limitations.put(first)
        assert await uow.limitations.of_cases([CASE]) == {CASE: (first,)}
        await uow.limitations.put(other)
        await uow.limitations.put(unnamed)
        await uow.limitations.put(later)
        assert await uow.limitations.of_cases([CASE]) == {CASE: (unnamed, later, other)}
        assert await uow.limitations.of_case(CASE) == (unnamed, later, other)
        await uow.limitations.forget(CASE, first.identity)
        await uow.limitations.forget(CASE, None)
        assert await uow.limitations.of_cases([CASE]) == {CASE: (other,)}
        await uow.limitations.forget(CASE, other.identity)
        assert await uow.limitations.of_cases([CASE]) == {}
        assert await uow.limitations.of_case(CASE) == ()
