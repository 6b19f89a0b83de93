"""The paper of an ending or a return: for one person, with the ways and only the own days, the same however often."""

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import beijing_day
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.receipt import ReturnCode
from server.domain.reminder import ReminderKind
from server.domain.serving import Channel
from server.services import cases, desk, endings, intake, materials, notice_papers, own_case, steps
from tests.support.intake import complete, handed_in
from tests.support.store import CLERK, JUDGE, MEDIATOR, Store
from tests.unit.server.services.referral.test_choosing import a_link

SERIAL = "LY2026-000128"
REASON = "申请人电话里说家里有事不想再谈"


def words(content: bytes) -> str:
    """Return the text of a PDF without breaks."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


async def ended(store: Store, code: EndingCode) -> str:
    """End the case; return what the applicant's paper says."""
    await endings.end(MEDIATOR, endings.End(SERIAL, "ending-00001", code, REASON), store.ports)
    return words((await notice_papers.notice(CLERK, SERIAL, "li", store.ports)).content)


async def test_the_paper_of_an_ending_names_the_ways_that_are_left_and_nothing_that_was_said(store: Store) -> None:
    text = await ended(store, EndingCode.PARTY_UNWILLING)

    assert "致李秀兰" in text.replace(" ", "")
    assert "人民法院起诉" in text
    assert "一方明确不愿调解" not in text
    assert REASON not in text


async def test_whoever_settled_and_withdrew_reads_so_and_of_no_further_way(store: Store) -> None:
    text = await ended(store, EndingCode.SETTLED_AND_WITHDREW)

    assert "双方自行和解并撤回申请" in text
    assert "接下来" not in text
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    assert all("自行和解" in one.text for one in sent if one.kind is ReminderKind.MEDIATION_ENDED)


async def test_nobody_is_served_online_who_did_not_agree_to_it_and_staff_reads_to_whom_the_paper_is_owed(
    store: Store,
) -> None:
    await steps.record(MEDIATOR, agreeing_to_service(), store.ports)

    await ended(store, EndingCode.PARTY_UNWILLING)

    sent = await desk.sent(CLERK, SERIAL, store.ports)
    told = {one.name: one.text for one in sent if one.kind is ReminderKind.MEDIATION_ENDED}
    assert "本人案件链接" in told["李秀兰"]
    assert "本人案件链接" not in told["周经理"]
    assert "纸质的《调解终结通知书》会另外交给您" in told["周经理"]
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).on_paper == ("zhou",)
    owed = next(
        one.text for one in (await cases.view(CLERK, SERIAL, store.ports)).timeline if one.kind == "case.paper_owed"
    )
    assert ("周经理" in owed, "李秀兰" in owed) == (True, False)


async def test_the_own_link_and_the_counter_give_the_same_bytes_however_often(store: Store) -> None:
    await ended(store, EndingCode.PARTY_UNWILLING)

    made = {
        (await notice_papers.notice(CLERK, SERIAL, "li", store.ports)).content,
        (await notice_papers.own_notice(await a_link(store, "li"), store.ports)).content,
    }
    other = await notice_papers.notice(CLERK, SERIAL, "zhou", store.ports)

    assert len(made) == 1
    assert other.content not in made
    assert other.name == "调解终结通知书.pdf"


async def test_the_case_keeps_what_each_person_was_given_with_digest_time_way_and_recipient(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing_to_service(), store.ports)
    await endings.end(MEDIATOR, endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, REASON), store.ports)
    opened_at = store.clock.at
    link = await a_link(store, "li")
    given = await notice_papers.own_notice(link, store.ports)
    store.clock.pass_by(timedelta(hours=1))
    await notice_papers.own_notice(link, store.ports)
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    await notice_papers.own_notice(await a_link(store, "zhou"), store.ports)

    hers, his = [one for one in await materials.documents(CLERK, SERIAL, store.ports) if one.kind == "ending_notice"]

    assert hers.sha256 == hashlib.sha256(given.content).hexdigest()
    assert [(one.identity, one.channel, one.at, one.by_name) for one in hers.served] == [
        ("li", Channel.OWN_LINK, opened_at, ""),
        ("li", Channel.PAPER, store.clock.at, CLERK.name),
    ]
    # He never agreed to be served there: read, not served.
    assert [(one.identity, one.channel) for one in his.served] == [("zhou", Channel.READ_ONLINE)]
    kept = await materials.document(CLERK, SERIAL, hers.id, store.ports)
    assert kept.content == given.content


async def test_reading_or_printing_a_paper_serves_nobody_and_who_may_not_write_of_people_serves_none(
    store: Store,
) -> None:
    await ended(store, EndingCode.PARTY_UNWILLING)

    read = {(await notice_papers.notice(account, SERIAL, "li", store.ports)).content for account in (CLERK, JUDGE)}
    with pytest.raises(ForbiddenError):
        await notice_papers.hand_out(JUDGE, SERIAL, "li", store.ports)

    async with store.database.begin() as uow:
        assert await uow.served.of_case(CaseId("case1")) == ()
    assert all(one.kind != "ending_notice" for one in await materials.documents(CLERK, SERIAL, store.ports))
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    (kept,) = [one for one in await materials.documents(CLERK, SERIAL, store.ports) if one.kind == "ending_notice"]
    assert {hashlib.sha256(one).hexdigest() for one in read} == {kept.sha256}


async def test_what_was_served_stays_as_it_was_when_the_case_says_otherwise_later(store: Store) -> None:
    await ended(store, EndingCode.PARTY_UNWILLING)
    before = (await notice_papers.notice(CLERK, SERIAL, "li", store.ports)).content
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId("case1"), Identity("li"))
        assert person is not None
        await uow.cases.save_participant(replace(person, name="李秀兰（更正）"))
        await uow.commit()
    store.clock.pass_by(timedelta(days=1))

    after = (await notice_papers.notice(CLERK, SERIAL, "li", store.ports)).content
    await notice_papers.hand_out(CLERK, SERIAL, "li", store.ports)

    copies = [one for one in await materials.documents(CLERK, SERIAL, store.ports) if one.kind == "ending_notice"]
    kept = [(await materials.document(CLERK, SERIAL, one.id, store.ports)).content for one in copies]
    assert kept == [before, after]
    assert [one.served[0].name for one in copies] == ["李秀兰", "李秀兰（更正）"]


async def test_a_person_finds_by_their_own_link_what_they_were_given_and_nothing_that_others_were(store: Store) -> None:
    await ended(store, EndingCode.PARTY_UNWILLING)
    for given in ("li", "zhou"):
        await notice_papers.hand_out(CLERK, SERIAL, given, store.ports)
    copies = {
        one.served[0].identity: one.id for one in await materials.documents(CLERK, SERIAL, store.ports) if one.served
    }
    key = await a_link(store, "zhou")

    shown = [one for one in (await own_case.look(key, store.ports)).documents if one.served]

    assert [one.id for one in shown] == [copies["zhou"]]
    assert (await own_case.read_document(key, copies["zhou"], store.ports)).content
    with pytest.raises(NotFoundError):
        await own_case.read_document(key, copies["li"], store.ports)


def agreeing_to_service() -> steps.RecordStep:
    return steps.RecordStep(SERIAL, "li", ConsentStep.E_SERVICE, answer=True, channel=ConsentChannel.WRITTEN)


async def test_there_is_no_paper_while_nothing_ended(store: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await notice_papers.notice(CLERK, SERIAL, "li", store.ports)

    assert refusal.value.code == "notice.none"


async def it_was_awarded(store: Store, days_before: int, finality: Finality = Finality.NOT_FINAL) -> None:
    """Note that both sides received the award so many days before the court received the case."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        on = beijing_day(case.received_at) - timedelta(days=days_before)
        received = (
            Received(Identity("li"), Standing.WORKER, on, "签收回执"),
            Received(Identity("zhou"), Standing.EMPLOYER, on, "签收回执"),
        )
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=finality, received=received))
        await uow.commit()


async def test_whom_the_court_received_in_time_reads_of_the_receipt_and_of_no_day_long_past(store: Store) -> None:
    await it_was_awarded(store, days_before=10)
    text = await ended(store, EndingCode.PARTY_UNWILLING)
    other = words((await notice_papers.notice(CLERK, SERIAL, "zhou", store.ports)).content)

    assert "视为起诉材料提交之日" in text
    assert "已在期限内" in text
    assert "视为起诉材料提交之日" not in other


async def test_no_paper_says_that_a_suit_was_brought_by_papers_that_came_before_the_award(store: Store) -> None:
    await it_was_awarded(store, days_before=-12)
    text = await ended(store, EndingCode.PARTY_UNWILLING)

    assert "视为起诉材料提交之日" not in text
    assert "已在期限内" not in text
    assert "收到裁决书之前就到了法院" in text
    assert "请在起诉期限届满之前" in text


async def test_whom_the_court_received_too_late_is_not_told_that_it_counts_as_a_suit(store: Store) -> None:
    await it_was_awarded(store, days_before=40)

    assert "视为起诉材料提交之日" not in await ended(store, EndingCode.PARTY_UNWILLING)


async def it_is(store: Store, award: Award) -> None:
    async with store.database.begin() as uow:
        await uow.awards.put(award)
        await uow.commit()


async def told(store: Store) -> dict[str, str]:
    """Return what each was told by message of the ending."""
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    return {one.name: one.text for one in sent if one.kind is ReminderKind.MEDIATION_ENDED}


async def test_what_was_never_arbitrated_is_sent_to_arbitration_by_message_paper_and_record(store: Store) -> None:
    await it_is(store, Award(CaseId("case1"), Arbitration.NONE))
    text = await ended(store, EndingCode.PARTY_UNWILLING)
    record = next(
        one.text for one in (await cases.view(CLERK, SERIAL, store.ports)).timeline if one.kind == "case.ended"
    )

    assert "先向劳动人事争议仲裁委员会申请仲裁" in text
    for said in (text, record, *(await told(store)).values()):
        assert "登记立案" not in said
    assert all("应当先申请劳动仲裁" in said for said in (record, *(await told(store)).values()))


async def test_an_employer_is_not_told_to_sue_against_a_final_award_and_a_worker_reads_article_48(
    store: Store,
) -> None:
    await it_was_awarded(store, days_before=10, finality=Finality.FINAL)
    await ended(store, EndingCode.PARTY_UNWILLING)
    employer = words((await notice_papers.notice(CLERK, SERIAL, "zhou", store.ports)).content).replace(" ", "")
    view = await endings.view(MEDIATOR, SERIAL, store.ports)

    assert "第四十九条" in employer
    assert "申请撤销仲裁裁决" in employer
    assert "十五日内可以向人民法院起诉" not in employer
    assert [one.names for one in view.prospects] == [("李秀兰",), ("周经理",)]


async def test_after_a_late_award_neither_message_nor_paper_promises_a_suit(store: Store) -> None:
    await it_was_awarded(store, days_before=40)
    text = await ended(store, EndingCode.PARTY_UNWILLING)

    assert "驳回起诉" in text
    assert "期限已过" in text
    for said in (text, *(await told(store)).values()):
        assert "登记立案" not in said


async def test_a_returned_application_gives_its_applicant_a_paper_and_a_message_and_the_other_side_nothing(
    store: Store,
) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    give = intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE, "请带原件")
    await intake.give_back(CLERK, view.case, give, store.ports)
    applicant, other = [
        next(one.key for one in view.application.parties if one.side == side) for side in ("applicant", "respondent")
    ]
    assert view.serial is not None

    text = words((await notice_papers.notice(CLERK, view.serial, applicant, store.ports)).content)
    with pytest.raises(NotFoundError):
        await notice_papers.notice(CLERK, view.serial, other, store.ports)

    assert view.application.arbitration is not Arbitration.AWARDED
    assert "不适宜在线调解" in text
    assert "请带原件" in text
    sent = await desk.sent(CLERK, view.serial, store.ports)
    assert {one.kind for one in sent} == {ReminderKind.CASE_RETURNED}
    assert all("现场办理" in one.text for one in sent)
