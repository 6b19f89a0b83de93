"""A party's own application: written and handed in on the phone, and what its link does not show."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.application import ClaimItem, Door
from server.domain.award import Arbitration, ExplanationChannel
from server.domain.case import CaseStage, CaseState, Procedure
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.causes import CaseType, Excluded, Plain
from server.domain.errors import (
    ConflictError,
    GoneError,
    IllegalTransitionError,
    InvalidError,
    LinkReplacedError,
    MediationError,
    NotFoundError,
    OtherDeviceError,
)
from server.domain.ids import Identity
from server.domain.material import ComparisonAction, MaterialId, MaterialKind
from server.domain.party import Role, Side
from server.domain.receipt import ADVICE, ReturnCode
from server.services import case_links, case_types, checking, intake, own_case
from server.services.access import LinkKey
from server.services.filing import Upload
from server.storage.audit_log import read_audit
from tests.factories import an_account
from tests.support.intake import FIRST, PDF, applying, awarded, complete, handed_in, party, written
from tests.support.store import CLERK, MEDIATOR, Store


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


async def test_a_consent_given_on_the_phone_keeps_where_it_came_from(store: Store) -> None:
    key = replace(await applying(store), origin="203.0.113.7 Firefox")
    await written(store, key)

    view = await own_case.hand_in(key, store.ports)

    assert view.application is not None
    applicant = Identity(view.application.parties[0].key)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial("LY2026-000001")
        assert case is not None
        kept = await uow.steps.get(case.id, applicant, ConsentStep.ONLINE_MEDIATION)
    assert [(one.channel, one.origin) for one in kept.answers] == [(ConsentChannel.ONLINE, "203.0.113.7 Firefox")]


async def test_of_others_the_own_link_shows_no_number_that_its_owner_did_not_write(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    mine = await own_case.hand_in(key, store.ports)
    (summary,) = (await intake.desk(CLERK, store.ports)).cases
    view = await intake.read(CLERK, summary.case, store.ports)
    own, other = view.application.parties
    known = replace(other, phone="13900001111", service_address="law@example.org", email="law@example.org")
    found = replace(view.application, parties=(own, known))
    await intake.write(CLERK, view.case, view.version, found, store.ports)

    seen = await own_case.look(key, store.ports)

    assert seen.application is not None
    shown = seen.application.parties[1]
    assert (shown.phone, shown.email, shown.service_address) == ("139****1111", *["la****@example.org"] * 2)
    assert shown.id_number == other.id_number, "what the owner wrote stays as it was written"
    assert seen.application.parties[0] == own
    assert mine.application is not None
    assert mine.application.parties[1].phone == "03790000"


async def test_a_number_that_was_shown_masked_comes_back_as_what_is_kept_and_no_other_mask_does(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    await own_case.hand_in(key, store.ports)
    (summary,) = (await intake.desk(CLERK, store.ports)).cases
    view = await intake.read(CLERK, summary.case, store.ports)
    own, other = view.application.parties
    found = replace(view.application, parties=(own, replace(other, phone="13900001111")))
    await intake.write(CLERK, view.case, view.version, found, store.ports)
    seen = await own_case.look(key, store.ports)
    assert seen.application is not None

    await own_case.write(key, seen.version, "", replace(seen.application, facts="2021年5月起工作。"), store.ports)
    back = (await intake.read(CLERK, view.case, store.ports)).application
    mine, theirs = seen.application.parties
    wrong = replace(seen.application, parties=(mine, replace(theirs, phone="138****1111")))
    with pytest.raises(InvalidError) as refusal:
        await own_case.write(key, seen.version + 1, "", wrong, store.ports)

    assert (back.parties[1].phone, back.facts) == ("13900001111", "2021年5月起工作。")
    assert refusal.value.code == "application.masked"


async def test_once_the_case_is_taken_on_every_number_of_others_is_masked(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    await own_case.hand_in(key, store.ports)
    (summary,) = (await intake.desk(CLERK, store.ports)).cases
    view = await intake.read(CLERK, summary.case, store.ports)
    await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    seen = await own_case.look(key, store.ports)

    assert seen.application is not None
    own, other = seen.application.parties
    assert "*" not in own.phone
    assert other.phone == "138****4410"
    assert "*" in other.id_number


async def test_staff_writes_down_no_consent_as_given_online_and_leaves_one_that_was(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    await own_case.hand_in(key, store.ports)
    (summary,) = (await intake.desk(CLERK, store.ports)).cases
    view = await intake.read(CLERK, summary.case, store.ports)
    own, other = view.application.parties

    invented = replace(
        view.application, parties=(own, replace(other, consent=True, consent_channel=ConsentChannel.ONLINE))
    )
    with pytest.raises(InvalidError) as refusal:
        await intake.write(CLERK, view.case, view.version, invented, store.ports)
    corrected = replace(view.application, facts="2021年5月起在该公司工作。")
    await intake.write(CLERK, view.case, view.version, corrected, store.ports)

    assert refusal.value.code == "consent.channel"
    stored = (await intake.read(CLERK, view.case, store.ports)).application
    assert [(one.consent, one.consent_channel) for one in stored.parties] == [
        (True, ConsentChannel.ONLINE),
        (None, None),
    ]


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
        store, key, court_number="（2026）豫0302诉前调第416号", stage=CaseStage.LITIGATION, procedure=Procedure.SUMMARY
    )

    view = await own_case.look(key, store.ports)

    assert view.application is not None
    assert (view.application.court_number, view.application.stage) == ("", CaseStage.PRE_FILING)


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

    moved = await case_links.move(stranger, "4410", store.ports)
    assert moved.view.serial == "LY2026-000001"
    with pytest.raises(OtherDeviceError):
        await own_case.hand_in(key, store.ports)


async def test_five_wrong_tries_lock_the_moving_of_a_link(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    stranger = LinkKey(key.token, "another-device")
    for _ in range(5):
        with pytest.raises(InvalidError):
            await case_links.move(stranger, "0000", store.ports)

    with pytest.raises(MediationError) as refusal:
        await case_links.move(stranger, "4410", store.ports)
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
    first = await case_links.issue(CLERK, serial, worker, store.ports)
    await case_links.revoke(CLERK, serial, worker, store.ports)

    with pytest.raises(GoneError):
        await own_case.look(LinkKey(first.token, None), store.ports)
    second = await case_links.issue(CLERK, serial, worker, store.ports)
    opened = await case_links.open_link(LinkKey(second.token, None), store.ports)
    assert opened.view.receipt is not None
    with pytest.raises(LinkReplacedError):
        await own_case.look(LinkKey(first.token, None), store.ports)


async def test_in_litigation_nobodys_own_page_shows_a_day_to_sue_or_a_risk(store: Store) -> None:
    view = await handed_in(store)
    pending = replace(awarded(view), stage=CaseStage.LITIGATION, procedure=Procedure.SUMMARY)
    view = await intake.write(CLERK, view.case, view.version, pending, store.ports)
    for person in view.application.parties:
        made = await case_links.issue(CLERK, view.serial or "", person.key, store.ports)

        seen = (await case_links.open_link(LinkKey(made.token, None), store.ports)).view

        assert (seen.last_day, seen.explanation) == (None, None)


async def test_the_respondent_sees_neither_receipt_nor_papers_nor_dates_of_the_applicant(store: Store) -> None:
    view = await handed_in(store)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    company = view.application.parties[1].key
    made = await case_links.issue(CLERK, view.serial or "", company, store.ports)

    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)

    seen = opened.view
    assert (seen.receipt, seen.documents, seen.application, seen.materials) == (None, (), None, ())
    assert seen.last_day is not None
    assert seen.last_day.identity == company
    assert seen.explanation is not None
    assert not seen.explanation_is_own
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
    made = await case_links.issue(CLERK, view.serial or "", view.application.parties[1].key, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)

    seen = await own_case.acknowledge_risk(LinkKey(made.token, opened.device), store.ports)

    assert seen.explanation is not None
    assert seen.explanation.channel is ExplanationChannel.ONLINE
    company = (await intake.read(CLERK, view.case, store.ports)).explanations[1]
    assert (company.at, company.channel) == (FIRST, ExplanationChannel.ONLINE)


async def test_a_worker_is_told_only_of_what_the_form_on_the_phone_can_mend(store: Store) -> None:
    key = await applying(store)
    begun = await own_case.look(key, store.ports)
    assert begun.application is not None
    own, other = (each.key for each in begun.application.parties)
    late = party(own, consent_channel=ConsentChannel.ONLINE, award_received=FIRST.date() - timedelta(days=20))
    employer = party(other, Side.RESPONDENT, award_received=FIRST.date(), id_number="91990000MA00000Y17")
    await written(
        store,
        key,
        arbitration=Arbitration.AWARDED,
        parties=(late, employer),
        cause_code="",
        excluded=Excluded.FARM_HIRE,
    )

    told = await own_case.hand_in(key, store.ports)

    (summary,) = (await intake.desk(CLERK, store.ports)).cases
    whole = (await intake.read(CLERK, summary.case, store.ports)).gaps
    assert {(gap.code, gap.about) for gap in whole} > {(gap.code, gap.about) for gap in told.gaps}
    assert [(gap.code, gap.about) for gap in told.gaps] == [
        ("intake.award_number_missing", ""),
        ("intake.award_proof_missing", "陈志强"),
        ("intake.facts_missing", ""),
        ("intake.place_missing", ""),
    ]


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


ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation="老城区人民法院")


async def test_a_party_applies_for_another_kind_of_case_to_a_court_that_takes_it_and_to_no_other(store: Store) -> None:
    key = await applying(store)
    with pytest.raises(InvalidError) as refusal:
        await written(store, key, house="", case_type=CaseType.CIVIL, arbitration=None)
    await case_types.enable(ADMIN, case_types.Enable("key-00000001", CaseType.CIVIL, FIRST.date(), None), store.ports)

    view = await written(store, key, house="", case_type=CaseType.CIVIL, arbitration=None)
    with pytest.raises(InvalidError):
        await written(store, key, house="调解中心", case_type=CaseType.CIVIL, arbitration=None)
    await written(store, key, case_type=CaseType.CIVIL, arbitration=None)
    sent = await own_case.hand_in(key, store.ports)

    assert refusal.value.facts == {"kind": "not_enabled"}
    assert view.application is not None
    assert view.application.case_type is CaseType.CIVIL
    assert "intake.arbitration_unanswered" not in {gap.code for gap in sent.gaps}
    assert {one.name: one.case_types for one in await own_case.houses(store.ports)} == {
        "老城区人民法院": (CaseType.LABOUR, CaseType.CIVIL),
        "调解中心": (CaseType.LABOUR,),
    }


@pytest.mark.parametrize("detained", [True, None])
async def test_no_party_applies_beside_a_criminal_case_before_it_is_said_that_the_accused_is_free(
    store: Store,
    detained: bool | None,  # noqa: FBT001 - the case
) -> None:
    key, kind = await applying(store), CaseType.INCIDENTAL_CIVIL
    await case_types.enable(ADMIN, case_types.Enable("key-00000001", kind, FIRST.date(), None), store.ports)

    with pytest.raises(InvalidError) as refusal:
        await written(store, key, case_type=kind, accused_detained=detained, arbitration=None)
    await written(store, key, case_type=kind, accused_detained=False, arbitration=None)

    assert refusal.value.facts == {"kind": "accused_detained"}


@pytest.mark.parametrize(
    ("plain", "cause"),
    [
        (Plain.PUBLIC_DISMISSAL, "辞退纠纷"),
        (Plain.PUBLIC_RESIGNATION, "辞职纠纷"),
        (Plain.PUBLIC_ENGAGEMENT, "聘用合同纠纷"),
    ],
)
async def test_a_personnel_dispute_comes_to_the_clerk_with_its_cause(store: Store, plain: Plain, cause: str) -> None:
    key = await applying(store)
    await written(store, key, claims=(ClaimItem(plain),), cause_code="")

    sent = await own_case.hand_in(key, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(sent.serial or "")
    assert case is not None
    assert case.cause == cause


async def test_what_a_file_is_can_be_said_again_after_it_came_and_the_audit_log_says_so(store: Store) -> None:
    key = await applying(store)
    (material,) = (await own_case.add_material(key, Upload("裁决书.pdf", PDF), store.ports)).materials

    first = await own_case.call_material(key, material.id, MaterialKind.AWARD, store.ports)
    again = await own_case.call_material(key, material.id, MaterialKind.AWARD, store.ports)

    assert [[one.kind for one in view.materials] for view in (first, again)] == [[MaterialKind.AWARD]] * 2
    acts = [one.act for one in await read_audit(store.database.engine) if one.act.action == "material.called"]
    assert [dict(act.facts) for act in acts] == [{"before": "other", "kind": "award", "material": material.id}]


async def test_what_was_compared_or_is_of_others_or_protected_is_called_nothing_else(store: Store) -> None:
    key = await applying(store)
    await written(store, key)
    (material,) = (await own_case.add_material(key, Upload("裁决书.pdf", PDF), store.ports)).materials
    view = await own_case.hand_in(key, store.ports)
    with pytest.raises(InvalidError):
        await own_case.call_material(key, material.id, MaterialKind.SETTLEMENT, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(view.serial or "")
        found = await uow.materials.get(MaterialId(material.id))
        assert case is not None
        assert found is not None
        await uow.materials.save(found.compare(ComparisonAction.COMPARE_OFFLINE))
        await uow.materials.add(replace(found, id=MaterialId("theirs"), of=None))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await own_case.call_material(key, material.id, MaterialKind.AWARD, store.ports)
    with pytest.raises(NotFoundError):
        await own_case.call_material(key, "theirs", MaterialKind.AWARD, store.ports)

    assert refusal.value.code == "material.compared"
    assert [one.kind for one in (await own_case.look(key, store.ports)).materials] == [MaterialKind.OTHER]
