"""A 调解书 has effect once every party signed for it, and what is sent first takes back what waited beside it."""

from dataclasses import replace

from server.domain.agreement import AgreementState
from server.domain.case import CaseState
from server.domain.doors import AgreementDoor, DoorAction, DoorState, RulingReceived
from server.domain.reminder import ReminderKind
from server.services import cases, doors, endings
from server.services.ending_views import CaseEndingView
from tests.support.agreements import CONFIRMATION, SERIAL, SIGNED, names_told, running, says
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

REVIEW = replace(CONFIRMATION, key="door-000009", door=AgreementDoor.ARBITRATION_REVIEW)


async def granted(store: Store) -> str:
    (made,) = (await doors.apply(MEDIATOR, REVIEW, store.ports)).applications
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), store.ports)
    await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, DoorAction.GRANT, SIGNED), store.ports)
    return made.id


def signed(application: str, *who: str) -> doors.Rule:
    received = tuple(RulingReceived(person.identity, SIGNED) for person in (WORKER, EMPLOYER) if person.identity in who)
    return doors.Rule(SERIAL, application, DoorAction.GRANT, SIGNED, received=received)


async def standing(store: Store, view: CaseEndingView) -> tuple[AgreementState, CaseState, bool]:
    assert view.effect is not None
    case = await cases.view(CLERK, SERIAL, store.ports)
    return view.effect.state, case.state, view.applications[0].awaits_signing


async def test_what_was_granted_enforces_nothing_before_the_last_party_signed_for_it(in_force: Store) -> None:
    made = await granted(in_force)

    after_one = await doors.rule(MEDIATOR, signed(made, WORKER.identity), in_force.ports)
    assert await standing(in_force, after_one) == (AgreementState.UNDER_REVIEW, CaseState.CONFIRMING, True)
    assert not any("enforcement" in key for key in await running(in_force))

    after_both = await doors.rule(MEDIATOR, signed(made, EMPLOYER.identity), in_force.ports)
    assert await standing(in_force, after_both) == (AgreementState.ENFORCEABLE, CaseState.PERFORMING, False)
    assert any("enforcement" in key for key in await running(in_force))


async def test_who_signed_for_a_paper_has_no_days_to_object_to_a_ruling(in_force: Store) -> None:
    before = await running(in_force)
    made = await granted(in_force)
    await doors.rule(MEDIATOR, signed(made, WORKER.identity), in_force.ports)

    assert not any("objection" in key for key in await running(in_force) - before)


async def test_when_a_party_does_not_sign_the_agreement_binds_as_before_and_the_other_doors_are_open(
    in_force: Store,
) -> None:
    made = await granted(in_force)
    await doors.rule(MEDIATOR, signed(made, WORKER.identity), in_force.ports)

    view = await doors.rule(MEDIATOR, doors.Rule(SERIAL, made, DoorAction.REFUSE, SIGNED), in_force.ports)
    assert await standing(in_force, view) == (AgreementState.IN_FORCE, CaseState.IN_FORCE, False)
    assert view.applications[0].state is DoorState.NOT_SIGNED
    assert {one.door for one in view.doors if one.open} >= {
        AgreementDoor.JUDICIAL_CONFIRMATION,
        AgreementDoor.COURT_PAPER,
    }


async def test_a_review_that_waits_goes_when_the_parties_confirm_together_and_its_parties_are_told(
    in_force: Store,
) -> None:
    (review,) = (await doors.apply(MEDIATOR, REVIEW, in_force.ports)).applications
    asked = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    confirmation = next(one for one in asked if one.door is AgreementDoor.JUDICIAL_CONFIRMATION)
    await doors.confirm(MEDIATOR, SERIAL, confirmation.id, says(EMPLOYER.identity), in_force.ports)

    states = {one.id: one.state for one in (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications}
    assert states == {review.id: DoorState.WITHDRAWN, confirmation.id: DoorState.SENT}
    assert EMPLOYER.name in await names_told(in_force, ReminderKind.DOOR_ANSWERED, "已经撤回")
