"""The parties go through a door by their own links: one asks, the others confirm, and only then it is sent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.concurrence import QUESTIONS_WORDING
from server.domain.doors import AgreementDoor, Application, DoorAction, DoorState
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, NotFoundError
from server.domain.ids import CaseId
from server.domain.party import Participant
from server.domain.reminder import ReminderKind
from server.services import cases, doors, effects, endings, own_doors, steps
from tests.factories import NOW
from tests.support.agreements import (
    CONFIRMATION,
    EFFECT,
    SECOND_COMPANY,
    SERIAL,
    SIGNED,
    joined_by,
    names_told,
    on,
    own,
    says,
)
from tests.support.kept import everything, undelivered
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

DOOR = AgreementDoor.JUDICIAL_CONFIRMATION


async def asks(store: Store, person: Participant, door: AgreementDoor = DOOR, wording: str = QUESTIONS_WORDING) -> None:
    await own_doors.apply(await own(store, person), door, wording, store.ports)


async def answers(store: Store, person: Participant, *, yes: bool = True, application: str = "") -> None:
    wanted = application or (await kept(store)).id
    said = own_doors.Said(yes, QUESTIONS_WORDING)
    await own_doors.answer(await own(store, person), wanted, said, store.ports)


async def kept(store: Store) -> Application:
    async with store.database.begin() as uow:
        return (await uow.endings.applications(CaseId("case1")))[-1]


async def sent(store: Store) -> list[str]:
    return [name for _, name, _ in await undelivered(store.database.engine) if name == "ApplicationSent"]


async def lines(store: Store) -> list[str]:
    timeline = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    return [line.text for line in timeline if line.kind.startswith("door.")]


async def authorised(store: Store, agent: Participant, principal: Participant, *, papers: bool = True) -> None:
    authority = Authority(
        id=f"{agent.identity}-{principal.identity}",
        case=CaseId("case1"),
        agent=agent.identity,
        principal=principal.identity,
        kind=AuthorityKind.RELATIVE,
        matters="参加调解",
        powers=frozenset(),
        papers=PAPERS[AuthorityKind.RELATIVE] if papers else frozenset(),
        signed_on=date(2026, 4, 1),
        recorded_by=CLERK.id,
        recorded_at=NOW,
    )
    async with store.database.begin() as uow:
        await uow.authorities.add(authority)
        await uow.commit()


async def test_one_party_asks_and_nothing_is_sent_before_the_other_confirmed(in_force: Store) -> None:
    await asks(in_force, WORKER)
    assert ((await kept(in_force)).state, await sent(in_force)) == (DoorState.AWAITING_OTHER, [])
    assert EMPLOYER.name in await names_told(in_force, ReminderKind.DOOR_ASKED)
    assert WORKER.name not in await names_told(in_force, ReminderKind.DOOR_ASKED)

    await answers(in_force, EMPLOYER)

    made = await kept(in_force)
    assert (made.state, made.sent_at, await sent(in_force)) == (DoorState.SENT, NOW, ["ApplicationSent"])
    assert (await cases.view(CLERK, SERIAL, in_force.ports)).state is CaseState.CONFIRMING
    assert {WORKER.name, EMPLOYER.name} <= await names_told(in_force, ReminderKind.DOOR_ANSWERED, "已经提交")
    said = await lines(in_force)
    assert f"{WORKER.name}在线提出。申请司法确认：待对方确认，尚未提交" in said
    assert f"{EMPLOYER.name}在线确认。各方共同申请司法确认，已提交" in said


async def test_the_same_wish_twice_is_one_application_and_the_others_wish_confirms_it(in_force: Store) -> None:
    await asks(in_force, WORKER)
    before = everything(in_force.database.engine).count("door.awaiting_other")
    await asks(in_force, WORKER)
    assert everything(in_force.database.engine).count("door.awaiting_other") == before
    await asks(in_force, EMPLOYER)
    made = await kept(in_force)
    assert (made.state, len(made.answers), made.applicant) == (DoorState.SENT, 2, WORKER.identity)


async def test_what_the_mediator_wrote_down_for_one_party_is_confirmed_by_the_other_by_the_own_link(
    in_force: Store,
) -> None:
    await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    await answers(in_force, EMPLOYER)
    assert (await kept(in_force)).state is DoorState.SENT


async def test_a_no_is_kept_and_told_and_may_still_become_a_yes(in_force: Store) -> None:
    await asks(in_force, WORKER)
    await answers(in_force, EMPLOYER, yes=False)
    assert ((await kept(in_force)).state, await sent(in_force)) == (DoorState.AWAITING_OTHER, [])
    assert WORKER.name in await names_told(in_force, ReminderKind.DOOR_ANSWERED, "没有同意")
    await answers(in_force, EMPLOYER)
    assert (await kept(in_force)).state is DoorState.SENT


async def test_whoever_asked_takes_it_back_before_it_is_sent_and_the_other_way_is_open_again(in_force: Store) -> None:
    await asks(in_force, WORKER)
    await answers(in_force, WORKER, yes=False)
    assert (await kept(in_force)).state is DoorState.WITHDRAWN
    assert await names_told(in_force, ReminderKind.DOOR_ANSWERED, "撤回") >= {EMPLOYER.name}
    with pytest.raises(IllegalTransitionError):
        await answers(in_force, EMPLOYER)
    in_force.clock.pass_by(timedelta(minutes=1))
    await asks(in_force, WORKER, AgreementDoor.ARBITRATION_REVIEW)
    assert (await kept(in_force)).door is AgreementDoor.ARBITRATION_REVIEW


async def test_a_confirmation_after_the_last_day_is_refused_with_its_reason_and_changes_nothing(
    in_force: Store,
) -> None:
    await asks(in_force, WORKER)
    key = await own(in_force, EMPLOYER)
    on(in_force, SIGNED + timedelta(days=60))
    before = everything(in_force.database.engine)
    said = own_doors.Said(True, QUESTIONS_WORDING)  # noqa: FBT003 - they agree
    with pytest.raises(ConflictError) as refusal:
        await own_doors.answer(key, (await kept(in_force)).id, said, in_force.ports)
    assert (refusal.value.code, refusal.value.facts["barrier"]) == ("door.closed", "period_over")
    assert everything(in_force.database.engine) == before


async def test_of_three_the_second_confirmation_after_the_last_day_is_refused_too(settled: Store) -> None:
    await joined_by(settled, SECOND_COMPANY)
    third = replace(EFFECT.signatures[1], identity=SECOND_COMPANY.identity, signer=SECOND_COMPANY.identity)
    agreement = replace(EFFECT, signatures=(*EFFECT.signatures, third))
    await effects.take_effect(MEDIATOR, agreement, settled.ports)
    await asks(settled, WORKER)
    on(settled, SIGNED + timedelta(days=60))
    with pytest.raises(ConflictError, match=r"door\.closed"):
        await answers(settled, EMPLOYER)


async def test_whoever_declined_to_ask_the_court_online_is_held_to_that_until_they_agree(in_force: Store) -> None:
    declined = steps.RecordStep(SERIAL, EMPLOYER.identity, ConsentStep.CONFIRMATION, False, ConsentChannel.ORAL)  # noqa: FBT003 - they decline
    await steps.record(MEDIATOR, declined, in_force.ports)
    await asks(in_force, WORKER)
    with pytest.raises(ConflictError) as refusal:
        await answers(in_force, EMPLOYER)
    assert (refusal.value.code, refusal.value.facts) == ("door.step_declined", {"name": EMPLOYER.name})
    assert (await kept(in_force)).state is DoorState.AWAITING_OTHER


async def test_an_agent_confirms_for_the_party_by_an_authority_that_stands_and_not_without_its_papers(
    in_force: Store,
) -> None:
    await asks(in_force, EMPLOYER)
    await authorised(in_force, DAUGHTER, WORKER, papers=False)
    with pytest.raises(ForbiddenError) as refusal:
        await answers(in_force, DAUGHTER)
    assert (refusal.value.code, refusal.value.facts["why"]) == ("door.not_authorised", "papers")
    assert (await kept(in_force)).state is DoorState.AWAITING_OTHER


async def test_an_agent_with_authority_asks_and_the_line_says_for_whom_by_which_right(in_force: Store) -> None:
    await authorised(in_force, DAUGHTER, WORKER)
    await asks(in_force, DAUGHTER)
    made = await kept(in_force)
    assert (made.applicant, made.answers[0].through is not None) == (WORKER.identity, True)
    assert any(line.startswith(f"{DAUGHTER.name}代{WORKER.name}（") for line in await lines(in_force))


async def test_an_agent_never_answers_over_the_partys_own_word(in_force: Store) -> None:
    await authorised(in_force, DAUGHTER, WORKER)
    await asks(in_force, EMPLOYER)
    await answers(in_force, WORKER, yes=False)
    with pytest.raises(ConflictError, match=r"door\.answered_themselves"):
        await answers(in_force, DAUGHTER)
    assert (await kept(in_force)).state is DoorState.AWAITING_OTHER


async def test_a_payment_order_is_asked_of_the_court_itself(in_force: Store) -> None:
    with pytest.raises(ConflictError, match=r"door\.elsewhere"):
        await asks(in_force, WORKER, AgreementDoor.PAYMENT_ORDER)


async def test_in_litigation_the_plaintiff_alone_withdraws_and_both_ask_for_the_court_paper(in_force: Store) -> None:
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        suit = replace(case, source=CaseSource.COMMISSIONED, stage=CaseStage.LITIGATION, procedure=Procedure.ORDINARY)
        await uow.cases.save(suit)
        await uow.commit()
    with pytest.raises(ConflictError, match=r"door\.plaintiff_only"):
        await asks(in_force, EMPLOYER, AgreementDoor.WITHDRAWAL)
    with pytest.raises(ConflictError, match=r"door\.not_offered"):
        await asks(in_force, WORKER)
    await asks(in_force, WORKER, AgreementDoor.COURT_PAPER)
    paper = await kept(in_force)
    assert paper.state is DoorState.AWAITING_OTHER
    in_force.clock.pass_by(timedelta(minutes=1))
    await asks(in_force, WORKER, AgreementDoor.WITHDRAWAL)
    assert (await kept(in_force)).state is DoorState.SENT
    with pytest.raises(IllegalTransitionError):
        await answers(in_force, EMPLOYER, application=paper.id)


async def test_whom_the_agreement_does_not_bind_asks_for_nothing_and_nobody_does_in_a_filed_case(
    settled: Store,
) -> None:
    await joined_by(settled, SECOND_COMPANY)
    left_out = frozenset({SECOND_COMPANY.identity})
    await effects.take_effect(MEDIATOR, replace(EFFECT, left_out=left_out), settled.ports)
    with pytest.raises(NotFoundError, match=r"effect\.none"):
        await asks(settled, SECOND_COMPANY)
    async with settled.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    with pytest.raises(ConflictError, match=r"file\.closed"):
        await asks(settled, WORKER)


async def test_an_answer_to_another_wording_or_to_an_application_of_another_case_is_none(in_force: Store) -> None:
    with pytest.raises(ConflictError, match=r"consent\.outdated_wording"):
        await asks(in_force, WORKER, wording="2020-01")
    with pytest.raises(NotFoundError, match=r"door\.unknown"):
        await answers(in_force, WORKER, application="another")


@pytest.mark.parametrize("state", [DoorState.SENT, DoorState.GRANTED, DoorState.DISMISSED, DoorState.WITHDRAWN])
async def test_an_application_that_waits_for_nobody_takes_no_other_answer_and_no_row_changes(
    in_force: Store, state: DoorState
) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    actions = {
        DoorState.GRANTED: DoorAction.GRANT,
        DoorState.DISMISSED: DoorAction.DISMISS,
        DoorState.WITHDRAWN: DoorAction.WITHDRAW,
    }
    if state in actions:
        await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, actions[state], SIGNED), in_force.ports)
    key, said = await own(in_force, EMPLOYER), own_doors.Said(False, QUESTIONS_WORDING)  # noqa: FBT003 - they take it back
    before = everything(in_force.database.engine)
    with pytest.raises(IllegalTransitionError):
        await own_doors.answer(key, made.id, said, in_force.ports)
    assert everything(in_force.database.engine) == before
    assert (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications[0].state is state
