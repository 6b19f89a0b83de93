"""What was served, on both databases: kept once for each way, and gone with the file of its case."""

from datetime import timedelta

from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.serving import Channel
from server.services import endings, notice_papers
from server.storage.erasing import of_case
from server.storage.tables.intake import served_copy
from tests.support.store import CLERK, MEDIATOR, Store

SERIAL = "LY2026-000128"


async def test_a_paper_printed_again_is_one_copy_and_hangs_on_its_case(store: Store) -> None:
    end = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人不想再谈")
    await endings.end(MEDIATOR, end, store.ports)
    printed_at = store.clock.at
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    first = await notice_papers.notice(CLERK, SERIAL, "li", store.ports)
    store.clock.pass_by(timedelta(days=1))

    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    again = await notice_papers.notice(CLERK, SERIAL, "li", store.ports)

    async with store.database.begin() as uow:
        (copy,) = await uow.served.of_case(CaseId("case1"))
        await uow.served.add(copy)
        assert await uow.served.of_case(CaseId("case1")) == (copy,)
        document = await uow.documents.get(copy.document)
    assert again.content == first.content
    assert (copy.identity, copy.channel, copy.at, copy.by_name) == (
        Identity("li"),
        Channel.PAPER,
        printed_at,
        CLERK.name,
    )
    assert document is not None
    assert (document.sha256, document.kind) == (copy.sha256, "ending_notice")
    assert of_case(served_copy, CaseId("case1")) is not None
