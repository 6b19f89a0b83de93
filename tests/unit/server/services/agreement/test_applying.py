"""Applications to court or commission after an agreement: only with everybody's word."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from server.domain.agreement import AgreementState
from server.domain.case import CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.concurrence import ConcurrenceForm
from server.domain.doors import AgreementDoor, DoorAction, DoorState
from server.domain.errors import (
    ConflictError,
    IllegalTransitionError,
    InvalidError,
)
from server.services import cases, doors, endings, steps
from server.services.ending_views import CaseEndingView
from tests.support.agreements import CONFIRMATION, SERIAL, SIGNED, says
from tests.support.kept import everything
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store


def declining(identity: str) -> steps.RecordStep:
    return steps.RecordStep(SERIAL, identity, ConsentStep.CONFIRMATION, False, ConsentChannel.ORAL)  # noqa: FBT003 - they decline


async def test_nobody_applies_online_to_the_court_for_a_party_who_declined_that_step(in_force: Store) -> None:
    await steps.record(MEDIATOR, declining(WORKER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    assert (refusal.value.code, refusal.value.facts) == ("door.step_declined", {"name": WORKER.name})
    assert (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications == ()


async def test_an_application_is_not_sent_with_the_yes_of_a_party_who_declined_the_step_since(in_force: Store) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await steps.record(MEDIATOR, declining(EMPLOYER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    assert refusal.value.code == "door.step_declined"
    (kept,) = (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications
    assert (kept.state, kept.sent_at) == (DoorState.AWAITING_OTHER, None)


async def test_staff_do_not_write_down_a_yes_as_given_online(in_force: Store) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    with pytest.raises(InvalidError) as refusal:
        await doors.confirm(
            MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity, form=ConcurrenceForm.ONLINE), in_force.ports
        )
    assert refusal.value.code == "consent.channel"


async def test_nothing_is_handed_over_or_filed_while_an_application_waits_for_the_other_side(in_force: Store) -> None:
    await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await endings.hand_over(MEDIATOR, SERIAL, 0, in_force.ports)
    assert refusal.value.code == "ending.signatures_pending"
    kept = await endings.view(MEDIATOR, SERIAL, in_force.ports)
    assert kept.ending is not None
    assert kept.ending.handed_over_at is None
    assert (await cases.view(MEDIATOR, SERIAL, in_force.ports)).state is CaseState.IN_FORCE


@pytest.mark.parametrize("action", [DoorAction.DISMISS, DoorAction.WITHDRAW])
async def test_an_agreement_whose_confirmation_came_to_nothing_binds_as_before_and_may_be_asked_for_again(
    in_force: Store, action: DoorAction
) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    sent = await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    assert await standing(in_force, sent) == (AgreementState.UNDER_REVIEW, CaseState.CONFIRMING)

    over = await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, action, SIGNED), in_force.ports)
    assert await standing(in_force, over) == (AgreementState.IN_FORCE, CaseState.IN_FORCE)

    in_force.clock.pass_by(timedelta(minutes=1))
    again = replace(CONFIRMATION, key="door-000002", door=AgreementDoor.ARBITRATION_REVIEW)
    second = (await doors.apply(MEDIATOR, again, in_force.ports)).applications[-1]
    sent = await doors.confirm(MEDIATOR, SERIAL, second.id, says(EMPLOYER.identity), in_force.ports)
    assert await standing(in_force, sent) == (AgreementState.UNDER_REVIEW, CaseState.CONFIRMING)


RULINGS = (DoorAction.GRANT, DoorAction.DISMISS, DoorAction.WITHDRAW)


@pytest.mark.parametrize(("first", "second"), list(product(RULINGS, RULINGS)))
async def test_an_application_that_was_ruled_on_is_not_ruled_on_again_and_no_row_changes(
    in_force: Store, first: DoorAction, second: DoorAction
) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, first, SIGNED), in_force.ports)
    before = everything(in_force.database.engine)

    with pytest.raises(IllegalTransitionError):
        await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, second, SIGNED), in_force.ports)

    assert everything(in_force.database.engine) == before


async def standing(store: Store, view: CaseEndingView) -> tuple[AgreementState, CaseState]:
    assert view.effect is not None
    return view.effect.state, (await cases.view(MEDIATOR, SERIAL, store.ports)).state
