"""The first receipt: given whatever is missing, and never moved or changed."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.domain.application import ClaimItem
from server.domain.case import CaseState
from server.domain.causes import Plain
from server.domain.ids import CaseId
from server.services import intake
from server.services.filing import Upload
from tests.support.intake import FIRST, PDF, begun, complete, handed_in
from tests.support.store import CLERK, Store


async def test_the_very_first_submission_gets_a_receipt_though_everything_is_missing(store: Store) -> None:
    view = await handed_in(store)

    assert view.receipt is not None
    assert (view.serial, view.state) == ("LY2026-000001", CaseState.RECEIVED)
    assert view.receipt.at == FIRST.replace(microsecond=0)
    assert view.receipt.received == "2026年3月31日 9:41:07"
    assert len(view.gaps) > 5


async def test_the_receipt_that_is_downloaded_is_byte_for_byte_the_one_that_was_given_out(store: Store) -> None:
    view = await handed_in(store)
    assert view.receipt is not None
    store.clock.pass_by(timedelta(days=3))

    content = await intake.read_document(CLERK, view.case, view.receipt.document, store.ports)

    assert content.content.startswith(b"%PDF-")
    assert hashlib.sha256(content.content).hexdigest() == view.receipt.document_sha256
    assert content.name == "首次收件凭证.pdf"


async def test_completing_the_application_later_never_moves_the_first_receipt(store: Store) -> None:
    view = await handed_in(store)
    for days in range(1, 4):
        store.clock.pass_by(timedelta(days=days))
        application = complete(view, facts=f"第{days}次补充")
        view = await intake.write(CLERK, view.case, view.version, application, store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        receipt = await uow.receipts.get(CaseId(view.case))
    assert case is not None
    assert receipt is not None
    assert case.received_at == receipt.at == FIRST.replace(microsecond=0)


async def test_the_text_that_was_received_gives_the_digest_of_its_receipt_for_ever(
    store: Store,
) -> None:
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    lower = complete(view, claims=(ClaimItem(Plain.UNPAID_WAGES, 100),))
    await intake.write(CLERK, view.case, view.version, lower, store.ports)

    async with store.database.begin() as uow:
        receipt = await uow.receipts.get(CaseId(view.case))

    assert receipt is not None
    assert view.receipt is not None
    assert hashlib.sha256(receipt.text.encode()).hexdigest() == view.receipt.content_sha256
    assert "1260000" in receipt.text
    assert hashlib.sha256(PDF).hexdigest() in receipt.text


async def test_not_even_a_saved_case_with_another_instant_moves_it(store: Store) -> None:
    view = await handed_in(store)
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        await uow.cases.save(replace(case, received_at=FIRST - timedelta(days=20)))
        await uow.commit()

    async with store.database.begin() as uow:
        kept = await uow.cases.get(CaseId(view.case))
    assert kept is not None
    assert kept.received_at == FIRST.replace(microsecond=0)


@pytest.mark.parametrize(
    "statement", ["UPDATE first_receipt SET serial = 'LY2026-999999'", "DELETE FROM first_receipt"]
)
async def test_the_database_itself_refuses_to_change_a_receipt(store: Store, statement: str) -> None:
    await handed_in(store)

    async with store.database.engine.connect() as connection:
        with pytest.raises(DBAPIError):
            await connection.execute(text(statement))


async def test_handing_in_twice_is_one_case_one_serial_one_receipt(store: Store) -> None:
    first = await handed_in(store)
    store.clock.pass_by(timedelta(minutes=5))

    again = await intake.hand_in(CLERK, first.case, store.ports)

    assert again.receipt == first.receipt
    assert again.serial == first.serial
    assert len(again.documents) == len(first.documents) == 2


async def test_the_receipt_names_every_file_with_its_digest(store: Store) -> None:
    view = await begun(store)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)

    view = await intake.hand_in(CLERK, view.case, store.ports)
    await intake.add_material(CLERK, view.case, Upload("后补.pdf", PDF), store.ports)

    async with store.database.begin() as uow:
        receipt = await uow.receipts.get(CaseId(view.case))
    assert receipt is not None
    assert [(each.name, each.sha256) for each in receipt.materials] == [
        ("劳动合同.pdf", hashlib.sha256(PDF).hexdigest())
    ]
