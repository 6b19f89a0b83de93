"""Posted in time: the first receipt keeps its own instant, and the question of lateness asks the day of posting."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.application import Application, Door
from server.domain.clocks import Clock, ClockState, clocks
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId
from server.domain.receipt import Document
from server.services import cases, intake, intake_papers
from server.services.intake_views import IntakeView
from server.storage.audit_log import read_audit
from tests.support.intake import FIRST, applying, awarded, begun, handed_in, written
from tests.support.store import CLERK, Store

LAST_DAY = date(2026, 3, 30)
"""Of who received the award on 14 March; the materials come on 31 March."""
PROOF = "EMS 1234567890123"


def posted(view: IntakeView, on: date | None = LAST_DAY, proof: str = PROOF) -> Application:
    return replace(awarded(view), posted_on=on, posted_proof=proof)


async def keep(store: Store, view: IntakeView, application: Application) -> IntakeView:
    return await intake.write(CLERK, view.case, view.version, application, store.ports)


async def came_by_post(store: Store, on: date | None = LAST_DAY, proof: str = PROOF) -> IntakeView:
    view = await begun(store)
    await keep(store, view, posted(view, on, proof))
    return await intake.hand_in(CLERK, view.case, store.ports)


async def to_sue(store: Store, view: IntakeView) -> Clock:
    """Return the applicant's clock to sue."""
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        facts = (await uow.terms.facts([case]))[case.id]
        found = clocks(facts, await uow.calendars.load(), store.clock.now())
    return next(one for one in found if one.who == "陈志强")


async def noted(store: Store, view: IntakeView) -> list[str]:
    """Return what the case says of posting, newest first."""
    assert view.serial is not None
    lines = (await cases.view(CLERK, view.serial, store.ports)).timeline
    return [line.text for line in lines if line.kind == "case.posted"]


async def test_what_was_posted_on_the_last_day_is_in_time_and_the_receipt_keeps_its_own_time(store: Store) -> None:
    view = await came_by_post(store)

    assert view.receipt is not None
    assert (view.receipt.at, view.receipt.posted) == (FIRST.replace(microsecond=0), f"2026年3月30日（{PROOF}）")
    assert (view.late, view.explanations, view.last_days[0].late_by) == (False, (), 0)
    clock = await to_sue(store, view)
    assert (clock.state, clock.done_on) == (ClockState.DONE, LAST_DAY)
    assert any("2026-03-30 交邮" in line and "民事诉讼法 第八十五条第四款" in line for line in clock.trace)
    await intake.take_on(CLERK, view.case, store.ports)


async def test_what_was_posted_after_the_last_day_is_late_like_what_was_brought_by_hand(store: Store) -> None:
    view = await came_by_post(store, on=date(2026, 3, 31))

    assert (view.late, view.last_days[0].late_by) == (True, 1)
    with pytest.raises(ConflictError) as refusal:
        await intake.take_on(CLERK, view.case, store.ports)
    assert refusal.value.code == "award.explanation_owed"


async def test_the_receipt_that_is_given_out_names_the_day_of_posting_with_what_shows_it(store: Store) -> None:
    view = await came_by_post(store)
    assert view.receipt is not None

    paper = await intake.read_document(CLERK, view.case, view.receipt.document, store.ports)

    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages).split())
    assert "2026年3月30日（EMS1234567890123）" in text
    assert "2026年3月31日9:41:07" in text


async def test_a_day_of_posting_that_nothing_shows_counts_for_nothing_and_is_asked_for(store: Store) -> None:
    view = await came_by_post(store, proof="  ")

    assert (view.late, view.receipt and view.receipt.posted) == (True, "")
    assert "intake.posted_proof_missing" in {gap.code for gap in view.gaps}
    assert await noted(store, view) == []


async def test_what_the_cover_shows_is_noted_after_the_receipt_too_and_taken_back_in_sight_of_all(store: Store) -> None:
    view = await handed_in(store)
    view = await keep(store, view, awarded(view))
    assert view.late

    mended = await keep(store, view, posted(view))
    taken_back = await keep(store, mended, posted(view, None, ""))

    assert (mended.late, taken_back.late) == (False, True)
    assert (await to_sue(store, view)).state is ClockState.PASSED
    assert await noted(store, view) == ["撤销所记的寄出日", f"邮寄：2026-03-30 寄出（{PROOF}），首次收件时间不变"]
    acts = [entry.act for entry in await read_audit(store.database.engine) if entry.act.action == "case.posted"]
    assert [(act.actor, act.facts) for act in acts] == [
        (f"account:{CLERK.id}", (("posted_on", "2026-03-30"),)),
        (f"account:{CLERK.id}", (("posted_on", ""),)),
    ]
    assert PROOF not in str(acts)


@pytest.mark.parametrize(("waits", "day", "reason"), [(0, 1, "after_receipt"), (5, 3, "after_receipt")])
async def test_nothing_is_posted_in_the_future_or_after_it_was_received(
    store: Store, waits: int, day: int, reason: str
) -> None:
    view = await (handed_in if waits else begun)(store)
    store.clock.pass_by(timedelta(days=waits))

    with pytest.raises(InvalidError) as refusal:
        await keep(store, view, posted(view, date(2026, 4, day)))

    assert (refusal.value.code, refusal.value.facts) == ("intake.posted", {"posted_on": reason})


async def test_only_paper_that_staff_takes_in_was_posted(store: Store) -> None:
    view = await begun(store, Door.ORAL)

    with pytest.raises(InvalidError) as refusal:
        await keep(store, view, posted(view))

    assert (refusal.value.code, refusal.value.facts) == ("intake.posted", {"posted_on": "not_on_paper"})


async def test_a_party_says_by_the_own_link_of_no_day_that_it_was_the_day_of_posting(store: Store) -> None:
    kept = await written(store, await applying(store), posted_on=LAST_DAY, posted_proof=PROOF)

    assert kept.application is not None
    assert (kept.application.posted_on, kept.application.posted_proof) == (None, "")


def words_of(store: Store, blob: str) -> str:
    """Return the words of a paper, without the breaks of its lines."""
    pages = PdfReader(BytesIO(store.blobs.kept[blob])).pages
    return "".join("".join(page.extract_text() for page in pages).split())


async def papers(store: Store, view: IntakeView) -> list[Document]:
    async with store.database.begin() as uow:
        every = await uow.documents.of_case(CaseId(view.case))
    return [one for one in every if one.kind in {"first_receipt", "receipt_supplement"}]


async def test_what_is_noted_of_the_posting_after_the_receipt_is_on_a_paper_that_names_the_one_before(
    store: Store,
) -> None:
    view = await begun(store)
    view = await keep(store, view, awarded(view))
    view = await intake.hand_in(CLERK, view.case, store.ports)
    (receipt,) = await papers(store, view)
    store.clock.pass_by(timedelta(hours=1))
    view = await keep(store, view, posted(view))
    assert view.receipt is not None
    assert (view.receipt.posted, view.receipt.posted_on_paper) == (f"2026年3月30日（{PROOF}）", "")

    await intake_papers.receipt_supplement(CLERK, view.case, store.ports)
    store.clock.pass_by(timedelta(hours=1))
    again = await intake_papers.receipt_supplement(CLERK, view.case, store.ports)
    first, supplement = await papers(store, view)
    await keep(store, again, posted(again, date(2026, 3, 29)))
    store.clock.pass_by(timedelta(hours=1))
    await intake_papers.receipt_supplement(CLERK, view.case, store.ports)
    *_, corrected = await papers(store, view)

    assert first == receipt
    words, newest = words_of(store, supplement.blob), words_of(store, corrected.blob)
    assert receipt.sha256 in words
    assert ("没有记载" in words, "2026年3月30日" in words, "2026年3月29日" in words) == (True, True, False)
    assert supplement.sha256 in newest
    assert "2026年3月29日" in newest
    assert len(await papers(store, view)) == 3


async def test_where_the_receipt_says_it_already_there_is_nothing_to_supplement(store: Store) -> None:
    view = await came_by_post(store)
    assert view.receipt is not None
    assert view.receipt.posted == view.receipt.posted_on_paper

    with pytest.raises(ConflictError) as refusal:
        await intake_papers.receipt_supplement(CLERK, view.case, store.ports)

    assert refusal.value.code == "receipt.nothing_to_add"
    assert len(await papers(store, view)) == 1


async def test_a_day_of_posting_that_is_taken_back_is_said_on_paper_too(store: Store) -> None:
    view = await came_by_post(store)
    store.clock.pass_by(timedelta(hours=1))
    view = await keep(store, view, awarded(view))

    await intake_papers.receipt_supplement(CLERK, view.case, store.ports)

    *_, supplement = await papers(store, view)
    words = words_of(store, supplement.blob)
    assert ("2026年3月30日" in words, "撤销" in words) == (True, True)
