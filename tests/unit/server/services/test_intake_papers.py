"""Papers of intake: the record of an oral application is what was told, and the explanation reaches every party."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.application import Door, OralRecord
from server.domain.award import ExplanationChannel, Finality, Standing, SuitBar
from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentStep
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import CaseId, Identity
from server.domain.oral_record import Signing
from server.domain.receipt import Document, ReturnCode
from server.domain.reminder import ReminderKind
from server.services import case_links, desk, explanations, intake, intake_papers, own_case
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.intake_views import IntakeView
from server.services.ports.desk import SentPromptView
from server.services.steps import OwnAnswer
from tests.support.id_numbers import WORKER_NUMBER
from tests.support.intake import FIRST, PDF, awarded, begun, complete
from tests.support.store import CENTRE, CLERK, Store


async def told(store: Store, *, read_back: bool = True) -> IntakeView:
    """Return an oral application that was handed in."""
    view = await begun(store, Door.ORAL)
    oral = OralRecord("陈书记员", FIRST, read_back=read_back)
    view = await intake.write(CLERK, view.case, view.version, complete(view, oral=oral), store.ports)
    return await intake.hand_in(CLERK, view.case, store.ports)


async def late(store: Store) -> IntakeView:
    """Return an application that came after the applicant's last day to sue."""
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    return await intake.hand_in(CLERK, view.case, store.ports)


async def paper(store: Store, view: IntakeView, kind: str) -> str:
    document = next(each for each in reversed(view.documents) if each.kind == kind)
    content = await intake.read_document(CLERK, view.case, document.id, store.ports)
    # Latin figures stand apart from Chinese signs in what is extracted.
    whole = "".join(page.extract_text() for page in PdfReader(BytesIO(content.content)).pages)
    return "".join(whole.split())


async def own_link(store: Store, view: IntakeView, number: int) -> LinkKey:
    assert view.serial is not None
    link = await case_links.issue(CLERK, view.serial, view.application.parties[number].key, store.ports)
    opened = await case_links.open_link(LinkKey(link.token, None), store.ports)
    return LinkKey(link.token, opened.device)


async def test_the_record_says_who_told_what_when_and_to_whom_without_whole_numbers(store: Store) -> None:
    view = await told(store)
    text = await paper(store, view, "oral_record")
    for said in ("陈志强", "支付拖欠的工资", "2021年5月起在该公司工作", "陈书记员", "2026年3月31日", "已向申请人宣读"):
        assert said in text
    assert WORKER_NUMBER not in text
    assert "13800004410" not in text


async def test_there_is_no_record_before_it_was_read_back(store: Store) -> None:
    view = await told(store, read_back=False)
    assert view.oral_record is None
    with pytest.raises(ConflictError) as refusal:
        await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert refusal.value.code == "oral.not_read_back"


async def test_an_application_by_another_door_has_no_oral_record(store: Store) -> None:
    view = await late(store)
    with pytest.raises(ConflictError) as refusal:
        await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert refusal.value.code == "oral.other_door"


async def test_the_same_words_are_the_same_record_and_a_correction_is_another(store: Store) -> None:
    view = await told(store)
    first = view.oral_record
    assert first is not None
    view = await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert view.oral_record == first
    store.clock.pass_by(timedelta(hours=1))
    corrected = replace(view.application, facts="2021年6月起在该公司工作。")
    view = await intake.write(CLERK, view.case, view.version, corrected, store.ports)

    view = await intake_papers.oral_record(CLERK, view.case, store.ports)

    assert view.oral_record is not None
    assert view.oral_record.document != first.document


async def test_a_signature_under_a_record_that_was_corrected_does_not_count(store: Store) -> None:
    view = await told(store)
    first = view.oral_record
    assert first is not None
    applicant = view.application.parties[0].key
    signed = await intake_papers.record_signed(CLERK, view.case, applicant, first.document, store.ports)
    assert signed.oral_record is not None
    assert [each.signing for each in signed.oral_record.confirmations] == [Signing.ON_PAPER]
    store.clock.pass_by(timedelta(hours=1))
    corrected = replace(view.application, facts="2021年6月起在该公司工作。")
    view = await intake.write(CLERK, view.case, view.version, corrected, store.ports)
    view = await intake_papers.oral_record(CLERK, view.case, store.ports)

    assert view.oral_record is not None
    assert [each.signing for each in view.oral_record.confirmations] == [None]
    with pytest.raises(ConflictError) as refusal:
        await intake_papers.record_signed(CLERK, view.case, applicant, first.document, store.ports)
    assert refusal.value.code == "oral.outdated"


async def signed(store: Store) -> IntakeView:
    """Return an oral application whose record the applicant signed on paper."""
    view = await told(store)
    assert view.oral_record is not None
    store.clock.pass_by(timedelta(hours=1))
    applicant, document = view.application.parties[0].key, view.oral_record.document
    return await intake_papers.record_signed(CLERK, view.case, applicant, document, store.ports)


def signings(view: IntakeView) -> list[Signing | None]:
    assert view.oral_record is not None
    return [each.signing for each in view.oral_record.confirmations]


async def correct(store: Store, view: IntakeView) -> IntakeView:
    corrected = replace(view.application, facts="2021年6月起在该公司工作。")
    return await intake.write(CLERK, view.case, view.version, corrected, store.ports)


async def refused(store: Store, view: IntakeView) -> str:
    """Return why the case is not taken on; it stays as it was, with its first receipt."""
    with pytest.raises(ConflictError) as refusal:
        await intake.take_on(CLERK, view.case, store.ports)
    now = await intake.read(CLERK, view.case, store.ports)
    assert (now.state, now.receipt) == (CaseState.RECEIVED, view.receipt)
    assert now.receipt is not None
    return refusal.value.facts["gaps"]


async def test_what_was_told_is_received_at_once_and_taken_on_only_when_its_record_is_signed(store: Store) -> None:
    view = await told(store)
    assert view.receipt is not None
    assert view.receipt.at == FIRST.replace(microsecond=0)
    assert await refused(store, view) == "intake.record_unsigned"
    assert view.oral_record is not None
    applicant, document = view.application.parties[0].key, view.oral_record.document
    await intake_papers.record_signed(CLERK, view.case, applicant, document, store.ports)
    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT


async def test_what_was_corrected_after_the_signature_is_not_taken_on_before_it_is_signed_again(store: Store) -> None:
    view = await correct(store, await signed(store))
    assert await refused(store, view) == "intake.record_unsigned"
    store.clock.pass_by(timedelta(minutes=1))
    view = await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert await refused(store, view) == "intake.record_unsigned"
    assert view.oral_record is not None
    applicant, document = view.application.parties[0].key, view.oral_record.document
    await intake_papers.record_signed(CLERK, view.case, applicant, document, store.ports)
    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT


async def test_a_text_saved_again_as_it_was_leaves_the_signature_standing(store: Store) -> None:
    view = await signed(store)
    store.clock.pass_by(timedelta(minutes=1))
    view = await intake.write(CLERK, view.case, view.version, view.application, store.ports)
    assert view.gaps == ()
    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT


async def test_what_comes_in_again_has_the_record_of_what_it_says_now(store: Store) -> None:
    view = await signed(store)
    view = await intake.give_back(CLERK, view.case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)
    view = await correct(store, view)
    view = await intake.resubmit(CLERK, view.case, store.ports)
    assert signings(view) == [None]
    assert "2021年6月起" in await paper(store, view, "oral_record")


async def test_a_photograph_of_the_signed_record_leaves_the_signature_standing(store: Store) -> None:
    view = await signed(store)
    await intake.add_material(CLERK, view.case, Upload("签名的记录.pdf", PDF, holder="陈志强"), store.ports)
    view = await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert signings(view) == [Signing.ON_PAPER]
    view = await intake.take_on(CLERK, view.case, store.ports)
    assert signings(view) == [Signing.ON_PAPER]


async def test_a_corrected_record_names_what_was_added_since(store: Store) -> None:
    view = await signed(store)
    await intake.add_material(CLERK, view.case, Upload("工资条.pdf", PDF, holder="陈志强"), store.ports)
    view = await intake_papers.oral_record(CLERK, view.case, store.ports)
    assert "工资条" not in await paper(store, view, "oral_record")
    view = await intake_papers.oral_record(CLERK, (await correct(store, view)).case, store.ports)
    assert "工资条" in await paper(store, view, "oral_record")


async def test_the_applicant_confirms_the_record_once_by_their_own_link(store: Store) -> None:
    view = await told(store)
    assert view.oral_record is not None
    key = await own_link(store, view, 0)
    with pytest.raises(ConflictError) as unsigned:
        await own_case.confirm_record(key, view.oral_record.document, store.ports)
    assert unsigned.value.code == "signature.no_consent"
    await own_case.answer_step(
        key, OwnAnswer(ConsentStep.E_SIGNATURE, answer=True, wording=STEPS_WORDING, origin=""), store.ports
    )
    store.clock.pass_by(timedelta(minutes=1))
    await own_case.confirm_record(key, view.oral_record.document, store.ports)
    store.clock.pass_by(timedelta(minutes=1))
    own = await own_case.confirm_record(key, view.oral_record.document, store.ports)
    assert own.oral_record is not None
    confirmation = own.oral_record.confirmations[0]
    assert (confirmation.signing, confirmation.at) == (Signing.ONLINE, store.clock.now() - timedelta(minutes=1))


async def test_the_other_side_neither_sees_nor_confirms_the_record(store: Store) -> None:
    view = await told(store)
    assert view.oral_record is not None
    key = await own_link(store, view, 1)
    own = await own_case.look(key, store.ports)
    assert (own.oral_record, own.documents) == (None, ())
    with pytest.raises(NotFoundError):
        await own_case.read_document(key, view.oral_record.document, store.ports)
    with pytest.raises(ConflictError) as refusal:
        await own_case.confirm_record(key, view.oral_record.document, store.ports)
    assert refusal.value.code == "oral.applicant_only"


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("kind", ["ending_report", "a_kind_to_come"])
async def test_no_party_sees_or_reads_a_paper_that_is_not_for_parties(store: Store, number: int, kind: str) -> None:
    view = await told(store)
    key = await own_link(store, view, number)
    before = (await own_case.look(key, store.ports)).documents
    async with store.database.begin() as uow:
        await uow.documents.add(Document("paper1", CaseId(view.case), kind, "给法院的", "0" * 64, 1, "blob1", FIRST))
        await uow.commit()
    assert (await own_case.look(key, store.ports)).documents == before
    with pytest.raises(NotFoundError) as refusal:
        await own_case.read_document(key, "paper1", store.ports)
    assert refusal.value.code == "document.unknown"


async def test_another_house_gives_out_nothing(store: Store) -> None:
    view = await told(store)
    with pytest.raises(NotFoundError):
        await intake_papers.oral_record(CENTRE, view.case, store.ports)


async def test_the_explanation_names_the_last_day_its_article_and_what_it_means(store: Store) -> None:
    view = await late(store)
    view = await intake_papers.explanation(CLERK, view.case, store.ports, send=False)
    text = await paper(store, view, "risk_explanation")
    for said in ("2026-03-30", "第五十条", "不予受理", "驳回起诉", "陈志强", "洛阳北辰重工机械有限公司"):
        assert said in text


async def test_an_employer_that_brings_a_final_award_is_told_before_referral_that_it_cannot_sue(
    store: Store,
) -> None:
    view = await begun(store)
    text = awarded(view)
    brings, answers = text.parties
    firm = replace(brings, standing=Standing.EMPLOYER, award_received=FIRST.date())
    worker = replace(answers, standing=Standing.WORKER, award_received=None, award_proof="")
    final = replace(text, finality=Finality.FINAL, parties=(firm, worker))
    view = await intake.write(CLERK, view.case, view.version, final, store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)

    assert {one.code for one in view.gaps} >= {"award.explanation_owed"}
    assert [one.bar for one in view.explanations] == [SuitBar.FINAL, SuitBar.FINAL]
    view = await intake_papers.explanation(CLERK, view.case, store.ports, send=True)
    said = await paper(store, view, "risk_explanation")
    assert "对终局裁决不能向人民法院起诉" in said
    assert "以前已经届满" not in said
    sent = [one.text for one in await desk.sent(CLERK, view.serial or "", store.ports)]
    assert any("裁决是终局的" in one for one in sent)
    assert not any("起诉期限已经过了" in one for one in sent)


async def test_the_explanation_tells_no_party_when_another_received_the_award_or_acknowledged_it(store: Store) -> None:
    view = await late(store)
    for number in (0, 1):
        store.clock.pass_by(timedelta(days=1))
        await intake.explain(
            CLERK, view.case, view.application.parties[number].key, ExplanationChannel.TELEPHONE, store.ports
        )
    view = await intake_papers.explanation(CLERK, view.case, store.ports, send=False)
    text = await paper(store, view, "risk_explanation")
    assert "2026-03-14" in text
    for untold in ("2026-03-16", "2026年4月1日", "2026年4月2日"):
        assert untold not in text
    assert text.count("电话说明，本人表示清楚") == 2


async def test_both_sides_read_the_explanation_by_their_own_link(store: Store) -> None:
    view = await late(store)
    view = await intake_papers.explanation(CLERK, view.case, store.ports, send=False)
    paper_id = next(each.id for each in view.documents if each.kind == "risk_explanation")
    for number in (0, 1):
        key = await own_link(store, view, number)
        assert paper_id in [each.id for each in (await own_case.look(key, store.ports)).documents]
        assert (await own_case.read_document(key, paper_id, store.ports)).content.startswith(b"%PDF-")


async def of_risk(store: Store, serial: str) -> list[SentPromptView]:
    """Return the messages of a case that are about the risk of its late award."""
    return [one for one in await desk.sent(CLERK, serial, store.ports) if one.kind is ReminderKind.RISK_EXPLANATION]


async def test_the_message_goes_once_a_day_to_those_who_have_not_acknowledged_it(store: Store) -> None:
    view = await late(store)
    assert view.serial is not None
    for _ in range(2):
        await intake_papers.explanation(CLERK, view.case, store.ports, send=True)
    sent = await of_risk(store, view.serial)
    assert {one.name for one in sent} == {party.name for party in view.application.parties}
    assert len(sent) == 2
    assert all("释明书" in one.text and "http" not in one.text for one in sent)
    respondent = view.application.parties[1].key
    await intake.explain(CLERK, view.case, respondent, ExplanationChannel.TELEPHONE, store.ports)
    store.clock.pass_by(timedelta(days=1))

    await intake_papers.explanation(CLERK, view.case, store.ports, send=True)

    assert len(await of_risk(store, view.serial)) == 3


async def test_who_has_no_telephone_is_told_of_the_risk_by_the_desk(store: Store) -> None:
    view = await late(store)
    assert view.serial is not None
    applicant = view.application.parties[0].key
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId(view.case), Identity(applicant))
        assert person is not None
        await uow.cases.save_participant(replace(person, phone=""))
        await uow.commit()

    await intake_papers.explanation(CLERK, view.case, store.ports, send=True)

    assert len(await of_risk(store, view.serial)) == 2


async def test_an_acknowledgement_is_printed_on_the_next_paper(store: Store) -> None:
    view = await late(store)
    await intake_papers.explanation(CLERK, view.case, store.ports, send=False)
    await intake.explain(CLERK, view.case, view.application.parties[0].key, ExplanationChannel.IN_PERSON, store.ports)
    store.clock.pass_by(timedelta(minutes=1))
    view = await intake_papers.explanation(CLERK, view.case, store.ports, send=False)
    assert "当面说明" in await paper(store, view, "risk_explanation")
    assert [each.kind for each in view.documents].count("risk_explanation") == 2


async def test_there_is_nothing_to_explain_when_the_first_receipt_was_in_time(store: Store) -> None:
    view = await told(store)
    with pytest.raises(ConflictError) as refusal:
        await intake_papers.explanation(CLERK, view.case, store.ports, send=True)
    assert refusal.value.code == "award.nothing_to_explain"
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(view.serial or "")
        assert case is not None
        assert await explanations.bar(uow, case) is None
