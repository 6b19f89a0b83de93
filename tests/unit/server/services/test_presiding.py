"""A judge presides: nobody chooses one, every party agreed, and the term runs from the last consent."""

from datetime import timedelta

import pytest

from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.disclosure import DisclosureGround
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import CaseId
from server.domain.party import Side
from server.domain.session import SessionForm, SessionMode
from server.domain.term import StartEvent
from server.services import cases, choosing, intake, own_case, presiding, referral_desk, schedule, steps
from server.services.panels import Said
from server.services.presiding import Preside
from server.services.referral_views import ReferralDesk
from server.services.schedule import Schedule
from tests.factories import an_account
from tests.support.intake import applying, complete, handed_in, written
from tests.support.store import CLERK, JUDGE, MEDIATOR, Store

NOTHING = Said((), "")
PRESIDING = an_account(id="judge3", login="presiding", name="郑法官", organisation=CLERK.organisation)
STAGES = (
    (CaseStage.PRE_FILING, None),
    (CaseStage.LITIGATION, Procedure.ORDINARY),
    (CaseStage.LITIGATION, Procedure.SUMMARY),
)


async def taken_on(store: Store, **changes: object) -> str:
    """Return the serial of a case of which the applicant agreed, taken on and waiting for a judge."""
    async with store.database.begin() as uow:
        await uow.accounts.add(PRESIDING)
        await uow.commit()
    view = await handed_in(store)
    whole = complete(view, judge_presides=True, **changes)
    view = await intake.write(CLERK, view.case, view.version, whole, store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        return case.serial


async def desk(store: Store, serial: str) -> ReferralDesk:
    return await referral_desk.view(CLERK, serial, store.ports)


async def respondent_agrees(store: Store, serial: str) -> None:
    people = (await cases.view(CLERK, serial, store.ports)).parties
    identity = next(one.identity for one in people if one.side is Side.RESPONDENT)
    said = steps.RecordStep(serial, identity, ConsentStep.ONLINE_MEDIATION, True, ConsentChannel.ORAL)  # noqa: FBT003 - they agree
    await steps.record(CLERK, said, store.ports)


@pytest.mark.parametrize(("stage", "procedure"), STAGES)
async def test_a_case_a_judge_presides_over_goes_from_intake_to_its_term_at_every_stage(
    store: Store, stage: CaseStage, procedure: Procedure | None
) -> None:
    serial = await taken_on(store, stage=stage, procedure=procedure)
    store.clock.pass_by(timedelta(days=1))
    await respondent_agrees(store, serial)
    agreed_at = store.clock.at
    store.clock.pass_by(timedelta(days=2))
    await presiding.preside(CLERK, Preside(serial, PRESIDING.id, NOTHING), store.ports)

    view = await cases.view(PRESIDING, serial, store.ports)
    assert (view.source, view.stage, view.state) == (CaseSource.JUDGE, stage, CaseState.ACCEPTED)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(serial)
        assert case is not None
        term = await uow.terms.get(case.id)
    assert term is not None
    assert (term.event, term.started_at) == (StartEvent.ALL_CONSENTED, agreed_at)


async def test_no_judge_presides_before_every_party_agreed_and_nothing_changes(store: Store) -> None:
    serial = await taken_on(store)
    found = await desk(store, serial)
    assert "preside" in found.may
    assert [one.name for one in found.judges] == [PRESIDING.name]
    with pytest.raises(ConflictError) as refusal:
        await presiding.preside(CLERK, Preside(serial, PRESIDING.id, NOTHING), store.ports)

    assert (refusal.value.code, refusal.value.facts["missing"]) == (
        "presiding.consent_missing",
        found.consent_missing[0],
    )
    assert (await desk(store, serial)).state is CaseState.TO_APPOINT
    assert (await desk(store, serial)).panel == ()


async def test_only_a_mediator_of_the_court_itself_presides_never_whoever_judges(store: Store) -> None:
    serial = await taken_on(store)
    await respondent_agrees(store, serial)
    for other in (JUDGE.id, MEDIATOR.id, CLERK.id, "nobody"):
        with pytest.raises(InvalidError) as refusal:
            await presiding.preside(CLERK, Preside(serial, other, NOTHING), store.ports)
        assert refusal.value.code == "presiding.judge"
    for account, denied in ((JUDGE, ForbiddenError), (PRESIDING, NotFoundError)):
        with pytest.raises(denied):
            await presiding.preside(account, Preside(serial, PRESIDING.id, NOTHING), store.ports)
    assert (await desk(store, serial)).state is CaseState.TO_APPOINT


async def test_nobody_is_chosen_or_referred_to_where_a_judge_presides(store: Store) -> None:
    serial = await taken_on(store)
    assert "start_choice" not in (await desk(store, serial)).may
    with pytest.raises(ConflictError) as refusal:
        await choosing.start(CLERK, serial, joint=False, ports=store.ports)
    assert refusal.value.code == "choice.judge_presides"


async def test_a_case_that_was_referred_has_no_judge_to_preside(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.accounts.add(PRESIDING)
        await uow.commit()
    found = await desk(store, "LY2026-000128")
    assert ("preside" in found.may, found.judges) == (False, ())
    with pytest.raises(ConflictError) as refusal:
        await presiding.preside(CLERK, Preside("LY2026-000128", PRESIDING.id, NOTHING), store.ports)
    assert refusal.value.code == "presiding.not_now"


async def test_the_judge_holds_sessions_as_a_mediator_does_once_what_was_disclosed_is_answered(store: Store) -> None:
    serial = await taken_on(store)
    await respondent_agrees(store, serial)
    known = Said((DisclosureGround.OTHER_RELATION,), "曾与公司法务同校。")
    await presiding.preside(CLERK, Preside(serial, PRESIDING.id, known), store.ports)
    people = tuple(one.identity for one in (await cases.view(PRESIDING, serial, store.ports)).parties)
    plan = Schedule(
        serial, "session-1", store.clock.at + timedelta(days=2), 60, SessionMode.ONLINE, SessionForm.JOINT, "", people
    )
    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(PRESIDING, plan, store.ports)
    assert refusal.value.code == "disclosure.asking"


async def test_a_party_cannot_say_that_a_judge_presides(store: Store) -> None:
    key = await applying(store)
    await written(store, key, judge_presides=True)
    view = await own_case.look(key, store.ports)
    assert view.application is not None
    assert not view.application.judge_presides
