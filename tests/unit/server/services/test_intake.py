"""Intake for staff and for a party: the first receipt, what may be changed after it, and what may not."""

# ruff: noqa: ANN401 - any field of a value may be the one a test changes

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.domain.account import Account
from server.domain.application import Application, ClaimItem, Door, OralRecord, PartyEntry
from server.domain.award import Arbitration, Finality, Standing
from server.domain.award import Channel as ExplanationChannel
from server.domain.case import CaseState, Mode, Procedure, Source, Stage
from server.domain.case_consent import ConsentChannel, Step
from server.domain.causes import CaseType, Excluded, Plain
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    GoneError,
    IllegalTransitionError,
    InvalidError,
    MediationError,
    NotFoundError,
    OtherDeviceError,
    StaleVersionError,
)
from server.domain.ids import CaseId
from server.domain.limitation import Employment
from server.domain.party import Side
from server.domain.receipt import ADVICE, ReturnCode
from server.services import checking, clocks, explanations, intake, own_case
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.intake_views import IntakeView
from server.storage.audit_log import read_audit
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store

PDF = b"%PDF-1.7\n1 0 obj\n"
KEY = "key-0001"
FIRST = datetime(2026, 3, 31, 1, 41, 7, 345_678, tzinfo=UTC)


def party(key: str, side: Side = Side.APPLICANT, **changes: Any) -> PartyEntry:
    whole = PartyEntry(
        key=key,
        side=side,
        standing=Standing.WORKER if side is Side.APPLICANT else Standing.EMPLOYER,
        name="陈志强" if side is Side.APPLICANT else "洛阳北辰重工机械有限公司",
        id_number="410303199001010011" if side is Side.APPLICANT else "91410300MA00000X00",
        phone="13800004410",
        service_address="13800004410",
        consent=True if side is Side.APPLICANT else None,
        consent_channel=ConsentChannel.WRITTEN if side is Side.APPLICANT else None,
    )
    return replace(whole, **changes)


def complete(view: IntakeView, **changes: Any) -> Application:
    """Return a whole application with the parties of the draft."""
    applicant, respondent = (each.key for each in view.application.parties)
    whole = Application(
        parties=(party(applicant), party(respondent, Side.RESPONDENT)),
        arbitration=Arbitration.NONE,
        claims=(ClaimItem(Plain.UNPAID_WAGES, 1_260_000), ClaimItem(Plain.OVERTIME, 340_000)),
        cause_code="labour.wages",
        facts="2021年5月起在该公司工作，2025年12月起未发工资。",
        place="老城区",
    )
    return replace(whole, **changes)


def awarded(view: IntakeView, received: date = date(2026, 3, 14)) -> Application:
    """Return a whole application after an award that the applicant received on that day."""
    applicant, respondent = (each.key for each in view.application.parties)
    return complete(
        view,
        arbitration=Arbitration.AWARDED,
        award_number="洛劳人仲案字〔2026〕57号",
        finality=Finality.NOT_FINAL,
        parties=(
            party(applicant, award_received=received, award_proof="EMS 签收回执"),
            party(respondent, Side.RESPONDENT, award_received=date(2026, 3, 16), award_proof="送达回证"),
        ),
    )


async def begun(store: Store, door: Door = Door.COUNTER) -> IntakeView:
    store.clock.at = FIRST
    return await intake.begin(CLERK, intake.Begin(door, KEY), store.ports)


async def handed_in(store: Store, door: Door = Door.COUNTER) -> IntakeView:
    view = await begun(store, door)
    return await intake.hand_in(CLERK, view.case, store.ports)


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


async def test_beginning_twice_with_one_key_is_one_draft(store: Store) -> None:
    first = await begun(store)

    assert (await begun(store)).case == first.case
    assert len((await intake.desk(CLERK, store.ports)).drafts) == 1


async def test_an_application_is_taken_on_when_nothing_is_missing(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert view.gaps == ()

    taken = await intake.take_on(CLERK, view.case, store.ports)

    assert taken.state is CaseState.TO_APPOINT
    assert not taken.may_write
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        said = await uow.steps.of_step(CaseId(view.case), Step.ONLINE_MEDIATION)
    assert case is not None
    assert (case.cause, case.amount, case.source, case.court) == (
        "追索劳动报酬纠纷",
        1_600_000,
        Source.ENTRUSTED,
        CLERK.organisation,
    )
    answers = [(each.stands(), each.answers[-1].channel) for each in said.values()]
    assert answers == [(True, ConsentChannel.WRITTEN)]


GAPS: list[tuple[str, dict[str, Any]]] = [
    ("intake.arbitration_unanswered", {"arbitration": None}),
    ("intake.claims_missing", {"claims": ()}),
    ("intake.facts_missing", {"facts": " "}),
    ("intake.cause_missing", {"cause_code": ""}),
    ("intake.place_missing", {"place": ""}),
    ("intake.not_labour", {"excluded": Excluded.DOMESTIC_SERVICE}),
    ("intake.award_number_missing", {"arbitration": Arbitration.AWARDED, "finality": Finality.FINAL}),
    ("intake.award_finality_missing", {"arbitration": Arbitration.AWARDED, "award_number": "洛劳人仲案字〔2026〕57号"}),
    ("intake.award_date_missing", {"arbitration": Arbitration.AWARDED}),
]
PARTY_GAPS: list[tuple[str, dict[str, Any]]] = [
    ("intake.name_missing", {"name": ""}),
    ("intake.id_number_missing", {"id_number": ""}),
    ("intake.phone_missing", {"phone": ""}),
    ("intake.service_address_missing", {"service_address": ""}),
    ("intake.consent_missing", {"consent": None}),
    ("intake.consent_refused", {"consent": False}),
]


@pytest.mark.parametrize(("code", "changes"), GAPS, ids=[code for code, _ in GAPS])
async def test_a_case_with_a_gap_is_not_taken_on_and_says_which(
    store: Store, code: str, changes: dict[str, Any]
) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view, **changes), store.ports)

    assert code in {gap.code for gap in view.gaps}
    await refused(store, view, "intake.incomplete")


@pytest.mark.parametrize(("code", "changes"), PARTY_GAPS, ids=[code for code, _ in PARTY_GAPS])
async def test_a_case_whose_applicant_lacks_something_is_not_taken_on(
    store: Store, code: str, changes: dict[str, Any]
) -> None:
    view = await handed_in(store)
    applicant, respondent = (each.key for each in view.application.parties)
    people = (party(applicant, **changes), party(respondent, Side.RESPONDENT))
    view = await intake.write(CLERK, view.case, view.version, complete(view, parties=people), store.ports)

    assert code in {gap.code for gap in view.gaps}
    await refused(store, view, "intake.incomplete")


async def refused(store: Store, view: IntakeView, code: str) -> None:
    with pytest.raises(ConflictError) as refusal:
        await intake.take_on(CLERK, view.case, store.ports)
    assert refusal.value.code == code
    assert (await intake.read(CLERK, view.case, store.ports)).state is CaseState.RECEIVED


async def test_a_late_case_is_taken_on_only_after_every_party_was_told(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    assert view.late
    assert [day.late_by for day in view.last_days] == [1, 0]

    await refused(store, view, "award.explanation_owed")
    await intake.explain(CLERK, view.case, view.explanations[0].identity, ExplanationChannel.IN_PERSON, store.ports)
    await refused(store, view, "award.explanation_owed")
    await intake.explain(CLERK, view.case, view.explanations[1].identity, ExplanationChannel.TELEPHONE, store.ports)

    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT


async def test_the_guard_of_a_referral_refuses_a_late_case_until_both_were_told(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        with pytest.raises(ConflictError) as refusal:
            await explanations.require_explained(uow, case)
    assert refusal.value.code == "award.explanation_owed"


async def test_a_receipt_on_the_last_day_owes_no_explanation(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view, date(2026, 3, 16)), store.ports)

    assert not view.late
    assert view.explanations == ()
    with pytest.raises(ConflictError):
        await intake.explain(CLERK, view.case, view.last_days[0].identity, ExplanationChannel.IN_PERSON, store.ports)
    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT


async def test_an_explanation_online_can_only_come_from_the_party(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)

    with pytest.raises(InvalidError):
        await intake.explain(CLERK, view.case, view.explanations[0].identity, ExplanationChannel.ONLINE, store.ports)


@pytest.mark.parametrize("code", ReturnCode)
async def test_each_code_of_return_gives_its_own_advice_and_the_case_comes_back_in(
    store: Store, code: ReturnCode
) -> None:
    view = await handed_in(store)

    returned = await intake.give_back(CLERK, view.case, intake.GiveBack(code, "请补充"), store.ports)
    again = await intake.resubmit(CLERK, view.case, store.ports)

    assert returned.state is CaseState.RETURNED
    assert [each.advice for each in returned.returns] == [ADVICE[code]]
    assert len(set(ADVICE.values())) == len(ReturnCode) == 3
    assert again.state is CaseState.RECEIVED
    assert again.receipt == view.receipt


async def test_nothing_is_written_into_a_case_that_was_taken_on(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await intake.write(CLERK, view.case, view.version, complete(view, facts="另一说法"), store.ports)
    assert refusal.value.code == "intake.closed"
    assert (await intake.read(CLERK, view.case, store.ports)).application.facts == view.application.facts


async def test_of_two_clerks_writing_the_same_application_the_second_is_told(store: Store) -> None:
    view = await begun(store)
    await intake.write(CLERK, view.case, view.version, complete(view, place="西工区"), store.ports)

    with pytest.raises(StaleVersionError):
        await intake.write(CLERK, view.case, view.version, complete(view, place="涧西区"), store.ports)
    assert (await intake.read(CLERK, view.case, store.ports)).application.place == "西工区"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"court_number": "随便写的号"}, "case.court_number"),
        ({"case_type": CaseType.CRIMINAL}, "case_type.ineligible"),
        ({"case_type": CaseType.CIVIL}, "case_type.ineligible"),
        ({"cause_code": "no.such"}, "cause.unknown"),
    ],
)
async def test_what_may_not_be_saved_is_refused_and_changes_nothing(
    store: Store, changes: dict[str, Any], code: str
) -> None:
    view = await handed_in(store)

    with pytest.raises(InvalidError) as refusal:
        await intake.write(CLERK, view.case, view.version, complete(view, **changes), store.ports)
    assert refusal.value.code == code
    assert (await intake.read(CLERK, view.case, store.ports)).version == view.version


async def test_a_party_of_a_case_cannot_be_written_away(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    only = complete(view, parties=(party(view.application.parties[0].key),))

    with pytest.raises(InvalidError):
        await intake.write(CLERK, view.case, view.version, only, store.ports)


async def test_a_name_a_browser_made_up_never_becomes_an_identity(store: Store) -> None:
    view = await handed_in(store)
    stolen = complete(view, parties=(party("li"), party("zhou", Side.RESPONDENT)))

    written = await intake.write(CLERK, view.case, view.version, stolen, store.ports)

    assert {"li", "zhou"}.isdisjoint(each.key for each in written.application.parties)


async def test_an_organisation_takes_on_its_own_case_without_court_and_number(store: Store) -> None:
    view = await intake.begin(CENTRE, intake.Begin(Door.ORGANISATION, KEY), store.ports)
    view = await intake.hand_in(CENTRE, view.case, store.ports)
    view = await intake.write(CENTRE, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CENTRE, view.case, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
    assert case is not None
    assert (case.source, case.court, case.court_number, case.organisation) == (
        Source.ORGANISATION,
        None,
        None,
        CENTRE.organisation,
    )
    assert case.state is CaseState.TO_APPOINT


async def test_an_organisation_on_its_own_has_no_court_number(store: Store) -> None:
    view = await intake.begin(CENTRE, intake.Begin(Door.ORGANISATION, KEY), store.ports)
    view = await intake.hand_in(CENTRE, view.case, store.ports)
    numbered = complete(view, court_number="（2026）豫0302诉前调第416号")

    with pytest.raises(InvalidError):
        await intake.write(CENTRE, view.case, view.version, numbered, store.ports)


async def test_a_case_in_litigation_is_commissioned_with_its_procedure(store: Store) -> None:
    view = await handed_in(store)
    application = complete(view, stage=Stage.LITIGATION, procedure=Procedure.SUMMARY)
    await intake.write(CLERK, view.case, view.version, application, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
    assert case is not None
    assert (case.source, case.stage, case.procedure) == (Source.COMMISSIONED, Stage.LITIGATION, Procedure.SUMMARY)


async def test_an_oral_application_needs_its_record_read_back(store: Store) -> None:
    view = await handed_in(store, Door.ORAL)
    record = OralRecord("陈书记员", FIRST, read_back=False)
    view = await intake.write(CLERK, view.case, view.version, complete(view, oral=record), store.ports)
    assert [gap.code for gap in view.gaps] == ["intake.not_read_back"]

    confirmed = complete(view, oral=replace(record, read_back=True))
    view = await intake.write(CLERK, view.case, view.version, confirmed, store.ports)
    assert [(gap.code, gap.about) for gap in view.gaps] == [("intake.record_unsigned", "陈志强")]


async def test_a_mediation_held_offline_needs_its_date_and_scan_and_is_marked(store: Store) -> None:
    view = await handed_in(store, Door.OFFLINE)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert [gap.code for gap in view.gaps] == ["intake.offline_date_missing", "intake.scan_missing"]

    await intake.add_material(CLERK, view.case, Upload("笔录.pdf", PDF, holder="调解中心"), store.ports)
    view = await intake.write(CLERK, view.case, view.version, complete(view, offline_on=date(2026, 3, 20)), store.ports)

    assert view.gaps == ()
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
    assert case is not None
    assert case.mode is Mode.OFFLINE


async def test_a_file_made_of_a_paper_says_who_made_it_when_and_who_keeps_the_paper(store: Store) -> None:
    view = await begun(store)

    view = await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF, holder="陈志强"), store.ports)

    (material,) = view.materials
    assert (material.digitised_by, material.digitised_at, material.holder) == (CLERK.name, FIRST, "陈志强")
    assert material.sha256 == hashlib.sha256(PDF).hexdigest()


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


async def test_nothing_is_taken_out_after_the_first_submission(store: Store) -> None:
    view = await begun(store)
    view = await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)

    with pytest.raises(ConflictError):
        await intake.remove_material(CLERK, view.case, view.materials[0].id, store.ports)
    with pytest.raises(ConflictError):
        await intake.discard(CLERK, view.case, store.ports)


async def test_an_award_received_on_a_day_to_come_is_refused_and_nothing_is_kept(store: Store) -> None:
    view = await begun(store)
    tomorrow = FIRST.date() + timedelta(days=1)

    with pytest.raises(InvalidError) as refusal:
        await intake.write(CLERK, view.case, view.version, awarded(view, tomorrow), store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("award.incomplete", {"on": "future"})
    assert await intake.read(CLERK, view.case, store.ports) == view


async def test_a_case_lacks_the_proof_of_the_day_an_award_came(store: Store) -> None:
    view = await begun(store)
    whole = awarded(view)
    without = replace(whole, parties=tuple(replace(each, award_proof="  ") for each in whole.parties))

    kept = await intake.write(CLERK, view.case, view.version, without, store.ports)

    assert sum(gap.code == "intake.award_proof_missing" for gap in kept.gaps) == len(whole.parties)


async def test_a_discarded_draft_leaves_no_bytes_behind(store: Store) -> None:
    view = await begun(store)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)

    await intake.discard(CLERK, view.case, store.ports)

    assert store.blobs.kept == {}
    with pytest.raises(NotFoundError):
        await intake.read(CLERK, view.case, store.ports)


@pytest.mark.parametrize("account", [MEDIATOR, JUDGE])
async def test_who_does_not_receive_cases_cannot_begin_one(store: Store, account: Account) -> None:
    with pytest.raises(ForbiddenError):
        await intake.begin(account, intake.Begin(Door.COUNTER, KEY), store.ports)


async def test_another_house_does_not_know_of_an_application(store: Store) -> None:
    view = await handed_in(store)

    with pytest.raises(NotFoundError):
        await intake.read(CENTRE, view.case, store.ports)


@pytest.mark.parametrize("door", [Door.SELF, Door.ORGANISATION])
async def test_a_court_has_no_such_door(store: Store, door: Door) -> None:
    with pytest.raises(InvalidError):
        await intake.begin(CLERK, intake.Begin(door, KEY), store.ports)


# The party's own link


async def applying(store: Store) -> LinkKey:
    store.clock.at = FIRST
    made, secret = await own_case.start(store.ports)
    return LinkKey(made.token, secret)


async def written(store: Store, key: LinkKey, **changes: Any) -> None:
    view = await own_case.look(key, store.ports)
    assert view.application is not None
    applicant, respondent = (each.key for each in view.application.parties)
    own = party(applicant, consent_channel=ConsentChannel.ONLINE)
    application = Application(
        parties=(own, party(respondent, Side.RESPONDENT, phone="03790000")),
        claims=(ClaimItem(Plain.UNPAID_WAGES, 1_260_000),),
        **changes,
    )
    await own_case.write(key, view.version, CLERK.organisation, application, store.ports)


async def test_a_worker_hands_in_on_the_phone_and_keeps_receipt_and_certificate(store: Store) -> None:
    key = await applying(store)
    await written(store, key)

    view = await own_case.hand_in(key, store.ports)

    assert view.receipt is not None
    assert view.serial == "LY2026-000001"
    assert [each.kind for each in view.documents] == ["first_receipt", "certificate"]
    for document in view.documents:
        content = await own_case.read_document(key, document.id, store.ports)
        assert hashlib.sha256(content.content).hexdigest() == document.sha256


async def test_a_draft_of_a_party_is_seen_by_nobody_before_it_is_handed_in(store: Store) -> None:
    key = await applying(store)
    await written(store, key)

    assert (await intake.desk(CLERK, store.ports)).drafts == ()
    await own_case.hand_in(key, store.ports)
    desk = await intake.desk(CLERK, store.ports)
    assert [each.serial for each in desk.cases] == ["LY2026-000001"]
    assert (await intake.read(CLERK, desk.cases[0].case, store.ports)).door is Door.SELF


async def test_nothing_is_handed_in_before_somebody_was_chosen_to_receive_it(store: Store) -> None:
    key = await applying(store)

    with pytest.raises(InvalidError) as refusal:
        await own_case.hand_in(key, store.ports)
    assert refusal.value.code == "intake.receiver"


async def test_a_party_cannot_say_what_only_staff_may_say(store: Store) -> None:
    key = await applying(store)
    await written(
        store, key, court_number="（2026）豫0302诉前调第416号", stage=Stage.LITIGATION, procedure=Procedure.SUMMARY
    )

    view = await own_case.look(key, store.ports)

    assert view.application is not None
    assert (view.application.court_number, view.application.stage) == ("", Stage.PRE_FILING)


async def test_another_device_sees_nothing_of_the_case_until_it_knows_the_telephone(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    await own_case.hand_in(key, store.ports)
    stranger = LinkKey(key.token, "another-device")

    seen = await own_case.look(stranger, store.ports)
    assert (seen.serial, seen.title, seen.application, seen.receipt) == (None, "", None, None)
    for act in (own_case.hand_in, own_case.acknowledge_risk, own_case.resubmit):
        with pytest.raises(OtherDeviceError):
            await act(stranger, store.ports)

    moved = await own_case.move(stranger, "4410", store.ports)
    assert moved.view.serial == "LY2026-000001"
    with pytest.raises(OtherDeviceError):
        await own_case.hand_in(key, store.ports)


async def test_five_wrong_tries_lock_the_moving_of_a_link(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    stranger = LinkKey(key.token, "another-device")
    for _ in range(5):
        with pytest.raises(InvalidError):
            await own_case.move(stranger, "0000", store.ports)

    with pytest.raises(MediationError) as refusal:
        await own_case.move(stranger, "4410", store.ports)
    assert refusal.value.code == "case_link.move_locked"


async def test_a_link_ends_with_its_time(store: Store) -> None:
    key = await applying(store)
    store.clock.pass_by(timedelta(days=31))

    with pytest.raises(GoneError):
        await own_case.look(key, store.ports)


async def test_a_revoked_link_opens_nothing_and_a_new_one_does(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    serial, worker = view.serial or "", view.application.parties[0].key
    first = await own_case.issue(CLERK, serial, worker, store.ports)
    await own_case.revoke(CLERK, serial, worker, store.ports)

    with pytest.raises(GoneError):
        await own_case.look(LinkKey(first.token, None), store.ports)
    second = await own_case.issue(CLERK, serial, worker, store.ports)
    opened = await own_case.open_link(LinkKey(second.token, None), store.ports)
    assert opened.view.receipt is not None
    with pytest.raises(NotFoundError):
        await own_case.look(LinkKey(first.token, None), store.ports)


async def test_the_respondent_sees_neither_receipt_nor_papers_nor_dates_of_the_applicant(store: Store) -> None:
    view = await handed_in(store)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    company = view.application.parties[1].key
    made = await own_case.issue(CLERK, view.serial or "", company, store.ports)

    opened = await own_case.open_link(LinkKey(made.token, None), store.ports)

    seen = opened.view
    assert (seen.receipt, seen.documents, seen.application, seen.materials) == (None, (), None, ())
    assert seen.last_day is not None
    assert seen.last_day.identity == company
    assert seen.explanation is not None
    key = LinkKey(made.token, opened.device)
    assert view.receipt is not None
    with pytest.raises(NotFoundError):
        await own_case.read_document(key, view.receipt.document, store.ports)
    with pytest.raises(NotFoundError):
        await own_case.read_material(
            key, (await intake.read(CLERK, view.case, store.ports)).materials[0].id, store.ports
        )
    with pytest.raises(NotFoundError):
        await own_case.hand_in(key, store.ports)


async def test_a_party_acknowledges_the_risk_on_the_phone(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    made = await own_case.issue(CLERK, view.serial or "", view.application.parties[1].key, store.ports)
    opened = await own_case.open_link(LinkKey(made.token, None), store.ports)

    seen = await own_case.acknowledge_risk(LinkKey(made.token, opened.device), store.ports)

    assert seen.explanation is not None
    assert seen.explanation.channel is ExplanationChannel.ONLINE
    company = (await intake.read(CLERK, view.case, store.ports)).explanations[1]
    assert (company.at, company.channel) == (FIRST, ExplanationChannel.ONLINE)


async def test_a_returned_application_is_mended_and_handed_in_again_by_the_worker(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    await own_case.hand_in(key, store.ports)
    case = (await intake.desk(CLERK, store.ports)).cases[0].case
    await intake.give_back(CLERK, case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)

    seen = await own_case.look(key, store.ports)
    assert seen.returned is not None
    assert seen.returned.advice == ADVICE[ReturnCode.UNSUITABLE_ONLINE]
    await written(store, key, facts="补充事实")

    assert (await own_case.resubmit(key, store.ports)).state is CaseState.RECEIVED
    with pytest.raises(IllegalTransitionError):
        await own_case.resubmit(key, store.ports)


async def test_a_message_is_ours_only_with_its_serial_and_a_telephone_of_the_case(store: Store) -> None:
    ours = await checking.check("LY2026-000128", "6027", store.ports)
    assert ours.found
    assert MEDIATOR.organisation in ours.handled_by

    for serial, tail in (("LY2026-000128", "0000"), ("LY2026-999999", "6027")):
        answer = await checking.check(serial, tail, store.ports)
        assert (answer.found, answer.handled_by) == (False, ())


async def test_every_act_of_intake_is_in_the_audit_log_and_none_says_a_name(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    entries = await read_audit(store.database.engine)

    actions = [entry.act.action for entry in entries]
    assert actions == ["intake.begun", "case.received", "step.answered", "case.taken_on"]
    assert "陈志强" not in str([entry.act for entry in entries])


async def test_what_a_worker_says_of_the_limitation_becomes_a_clock_of_the_case(store: Store) -> None:
    view = await begun(store)
    known = complete(
        view, known_on=date(2025, 6, 3), employment=Employment.ENDED, employment_ended_on=date(2025, 9, 12)
    )
    view = await intake.write(CLERK, view.case, view.version, known, store.ports)
    assert view.limitation is not None
    assert [(day.event, day.due) for day in view.limitation.days] == [("employment_ended", date(2026, 9, 14))]
    view = await intake.hand_in(CLERK, view.case, store.ports)
    assert view.serial is not None

    shown = await clocks.view(CLERK, view.serial, store.ports)

    clock = next(each for each in shown.clocks if each.key == "limitation_pay")
    assert clock.deadline.due_on == date(2026, 9, 14)
    assert any("首次收件凭证" in line for line in clock.deadline.trace)


async def test_a_limitation_taken_back_leaves_no_clock(store: Store) -> None:
    view = await begun(store)
    known = complete(view, known_on=date(2025, 6, 3))
    view = await intake.write(CLERK, view.case, view.version, known, store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert view.serial is not None

    shown = await clocks.view(CLERK, view.serial, store.ports)

    assert [each.key for each in shown.clocks if each.key.startswith("limitation")] == []
    assert view.limitation is None


async def test_a_day_to_come_is_refused_and_changes_nothing(store: Store) -> None:
    view = await begun(store)
    with pytest.raises(InvalidError):
        await intake.write(CLERK, view.case, view.version, complete(view, known_on=date(2027, 1, 1)), store.ports)
    assert (await intake.read(CLERK, view.case, store.ports)).application == view.application
