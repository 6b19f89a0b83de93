"""Taking a case on: only when nothing is missing and nobody late was left untold."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.domain.application import Door, OralRecord
from server.domain.award import Arbitration, ExplanationChannel, Finality
from server.domain.case import CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.causes import Excluded
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId
from server.domain.party import Side
from server.services import cases, choosing, clocks, explanations, intake, own_case
from server.services.filing import Upload
from server.services.intake_views import IntakeView
from tests.support.id_numbers import WORKER_NUMBER, mistyped
from tests.support.intake import FIRST, KEY, PDF, applying, awarded, begun, complete, handed_in, party
from tests.support.store import CENTRE, CLERK, Store


async def test_an_application_is_taken_on_when_nothing_is_missing(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert view.gaps == ()

    taken = await intake.take_on(CLERK, view.case, store.ports)

    assert taken.state is CaseState.TO_APPOINT
    assert not taken.may_write
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        said = await uow.steps.of_step(CaseId(view.case), ConsentStep.ONLINE_MEDIATION)
    assert case is not None
    assert (case.cause, case.amount, case.source, case.court) == (
        "追索劳动报酬纠纷",
        1_600_000,
        CaseSource.ENTRUSTED,
        CLERK.organisation,
    )
    answers = [(each.stands(), each.answers[-1].channel) for each in said.values()]
    assert answers == [(True, ConsentChannel.WRITTEN)]


async def test_numbers_are_masked_in_the_application_once_nobody_writes_it_any_more(store: Store) -> None:
    view = await handed_in(store)
    whole = complete(view)
    reached = replace(whole, parties=(replace(whole.parties[0], email="liuxiulan@example.org"), *whole.parties[1:]))
    written = await intake.write(CLERK, view.case, view.version, reached, store.ports)
    worker = written.application.parties[0]
    assert worker.id_number == WORKER_NUMBER

    taken = await intake.take_on(CLERK, view.case, store.ports)
    read = await intake.read(CLERK, view.case, store.ports)

    for one in (taken, read):
        told = str(
            [(party.phone, party.email, party.id_number, party.service_address) for party in one.application.parties]
        )
        assert WORKER_NUMBER not in told
        assert worker.phone not in told
        assert "liuxiulan" not in told
        assert WORKER_NUMBER[-4:] in told


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
    ("intake.id_number_wrong", {"id_number": mistyped(WORKER_NUMBER)}),
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


async def test_whose_paper_staff_saw_is_taken_on_with_a_number_that_does_not_pass(store: Store) -> None:
    view = await handed_in(store)
    applicant, respondent = (each.key for each in view.application.parties)
    seen = party(applicant, id_number="军字第0042号", identity_seen="军官证原件")
    people = (seen, party(respondent, Side.RESPONDENT))
    view = await intake.write(CLERK, view.case, view.version, complete(view, parties=people), store.ports)

    taken = await intake.take_on(CLERK, view.case, store.ports)

    assert taken.state is not CaseState.RECEIVED
    assert taken.serial is not None
    timeline = (await cases.view(CLERK, taken.serial, store.ports)).timeline
    assert "party.identity_seen" in [line.kind for line in timeline]


async def test_a_party_cannot_say_by_their_own_link_that_staff_saw_their_paper(store: Store) -> None:
    key = await applying(store)
    view = await own_case.look(key, store.ports)
    assert view.application is not None
    mine, other = view.application.parties
    said = replace(mine, name="陈志强", id_number=mistyped(WORKER_NUMBER), identity_seen="身份证原件")
    text = replace(view.application, parties=(said, other))

    written = await own_case.write(key, view.version, CLERK.organisation, text, store.ports)

    assert written.application is not None
    assert written.application.parties[0].identity_seen == ""


async def refused(store: Store, view: IntakeView, code: str) -> None:
    with pytest.raises(ConflictError) as refusal:
        await intake.take_on(CLERK, view.case, store.ports)
    assert refusal.value.code == code
    assert (await intake.read(CLERK, view.case, store.ports)).state is CaseState.RECEIVED


async def test_a_late_case_is_taken_on_only_after_its_applicant_was_told_and_the_other_side_before_it_is_referred(
    store: Store,
) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)
    assert view.late
    assert [day.late_by for day in view.last_days] == [1, 0]

    await refused(store, view, "award.explanation_owed")
    await intake.explain(CLERK, view.case, view.explanations[0].identity, ExplanationChannel.IN_PERSON, store.ports)
    assert (await intake.take_on(CLERK, view.case, store.ports)).state is CaseState.TO_APPOINT
    with pytest.raises(ConflictError) as refusal:
        await choosing.start(CLERK, view.serial or "", joint=False, ports=store.ports)
    assert refusal.value.code == "award.explanation_owed"
    await intake.explain(CLERK, view.case, view.explanations[1].identity, ExplanationChannel.TELEPHONE, store.ports)
    await choosing.start(CLERK, view.serial or "", joint=False, ports=store.ports)


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


async def test_a_case_in_litigation_is_taken_on_though_it_came_long_after_the_award_and_shows_no_time_to_sue(
    store: Store,
) -> None:
    view = await handed_in(store)
    pending = replace(awarded(view, date(2026, 1, 16)), stage=CaseStage.LITIGATION, procedure=Procedure.ORDINARY)

    view = await intake.write(CLERK, view.case, view.version, pending, store.ports)

    assert (view.late, view.last_days, view.explanations, view.gaps) == (False, (), (), ())
    taken = await intake.take_on(CLERK, view.case, store.ports)
    assert taken.state is CaseState.TO_APPOINT
    assert taken.serial is not None
    shown = await clocks.view(CLERK, taken.serial, store.ports)
    assert shown.late == ()
    assert not any(one.key.startswith(("sue", "set_aside")) for one in shown.clocks)


async def test_an_organisation_takes_on_its_own_case_without_court_and_number(store: Store) -> None:
    view = await intake.begin(CENTRE, intake.Begin(Door.ORGANISATION, KEY), store.ports)
    view = await intake.hand_in(CENTRE, view.case, store.ports)
    view = await intake.write(CENTRE, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CENTRE, view.case, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
    assert case is not None
    assert (case.source, case.court, case.court_number, case.organisation) == (
        CaseSource.ORGANISATION,
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
    application = complete(view, stage=CaseStage.LITIGATION, procedure=Procedure.SUMMARY)
    await intake.write(CLERK, view.case, view.version, application, store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
    assert case is not None
    assert (case.source, case.stage, case.procedure) == (
        CaseSource.COMMISSIONED,
        CaseStage.LITIGATION,
        Procedure.SUMMARY,
    )


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
    assert case.mode is CaseMode.OFFLINE


async def test_a_case_lacks_the_proof_of_the_day_an_award_came(store: Store) -> None:
    view = await begun(store)
    whole = awarded(view)
    without = replace(whole, parties=tuple(replace(each, award_proof="  ") for each in whole.parties))

    kept = await intake.write(CLERK, view.case, view.version, without, store.ports)

    assert sum(gap.code == "intake.award_proof_missing" for gap in kept.gaps) == len(whole.parties)
