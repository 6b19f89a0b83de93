"""The index of a case file has the three parts of the law, says what is missing, and names nothing protected."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.account import Account
from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.ending import Ending
from server.domain.errors import NotFoundError
from server.domain.ids import AccountId, CaseId, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.services import file_index, materials, outcomes
from server.services.filing import Upload
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_JUDGE, OTHER_MEDIATOR, WORKER, Store

CASE, SERIAL = CaseId("case1"), "LY2026-000128"
SETTLED = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 16,000 元。")


async def parts(store: Store) -> list[str]:
    """Return the text of each of the three parts, without spaces."""
    content = (await file_index.index(CLERK, SERIAL, store.ports)).content
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    found = re.split(r"一、调解登记|二、调解工作记录|三、调解协议(?!书)", re.sub(r"\s", "", text))
    assert len(found) == 4
    return found[1:]


async def held(store: Store) -> None:
    await store.open_session()
    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)


async def test_an_empty_file_shows_every_part_as_missing(store: Store) -> None:
    assert [part.startswith("缺。") for part in await parts(store)] == [True, True, True]


async def test_papers_are_in_the_registration_meetings_in_the_record_and_the_signed_agreement_in_its_part(
    store: Store,
) -> None:
    await materials.add(MEDIATOR, SERIAL, Upload("劳动合同.pdf", b"%PDF-1.7 the contract"), store.ports)
    await held(store)
    signatures = tuple(Signature(person.identity, NOW) for person in (WORKER, EMPLOYER))
    async with store.database.begin() as uow:
        effect = AgreementEffect(
            CASE, signatures, NOW, None, frozenset(), (), NOW, MEDIATOR.name, sessions=(SessionId("session1"),)
        )
        await uow.endings.add_effect(effect)
        await uow.commit()

    registration, record, agreement = await parts(store)

    assert "劳动合同.pdf" in registration
    assert "第1次调解会议" in record
    assert "达成协议" in record
    assert f"{WORKER.name}签名" in agreement
    assert "16,000" not in registration + record + agreement


async def test_a_case_that_ended_without_agreement_says_so_where_the_agreement_would_be(store: Store) -> None:
    async with store.database.begin() as uow:
        ended = Ending(CASE, EndingCode.TERM_OVER, "只有两方知道的经过", NOW, AccountId(MEDIATOR.id), MEDIATOR.name)
        await uow.endings.add(ended)
        await uow.commit()

    found = await parts(store)

    assert "没有达成调解协议" in found[2]
    assert "只有两方知道的经过" not in "".join(found)


async def test_nothing_protected_is_named(store: Store) -> None:
    await materials.add_protected(MEDIATOR, SERIAL, Upload("让步方案.pdf", b"%PDF-1.7 offer"), store.ports)

    assert "让步方案" not in "".join(await parts(store))


@pytest.mark.parametrize("account", [OTHER_JUDGE, OTHER_MEDIATOR], ids=lambda one: one.login)
async def test_whoever_is_out_of_reach_finds_no_index(store: Store, account: Account) -> None:
    with pytest.raises(NotFoundError):
        await file_index.index(account, SERIAL, store.ports)
