"""Whoever is bound reads by the own link what the agreement in force leaves to do, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.agreement import AgreementState
from server.domain.agreement_effect import Signature
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.doors import AgreementDoor, DoorAction, DoorState, RulingReceived
from server.domain.ids import Identity
from server.domain.party import Participant, PartyKind, Role, Side
from server.services import doors, effects, own_course
from server.services.own_agreement_views import OwnAgreementView, OwnDoorView
from tests.factories import NOW, a_participant
from tests.support.agreements import CONFIRMATION, EFFECT, SECOND_COMPANY, SERIAL, SIGNED, joined_by, on, own, says
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store

COMPANY = replace(SECOND_COMPANY, kind=PartyKind.EMPLOYER, id_number="", phone="")
WITNESS = a_participant(identity=Identity("sun"), name="孙某", side=Side.NEUTRAL, role=Role.AGENT)


async def read(store: Store, person: Participant) -> OwnAgreementView | None:
    return (await own_course.look(await own(store, person), store.ports)).agreement


async def seen(store: Store, person: Participant) -> OwnAgreementView:
    found = await read(store, person)
    assert found is not None
    return found


def door(view: OwnAgreementView, kind: AgreementDoor) -> OwnDoorView:
    return next(one for one in view.doors if one.door is kind)


async def changed(store: Store, **values: object) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, **values))  # type: ignore[arg-type]  # whatever the test names
        await uow.commit()


async def test_whoever_is_bound_reads_from_when_the_agreement_binds_and_until_when_it_may_be_confirmed(
    in_force: Store,
) -> None:
    view = await seen(in_force, WORKER)
    confirmation, review = (door(view, one) for one in list(AgreementDoor)[:2])
    assert (view.effective_at, view.state, view.partly) == (NOW, AgreementState.IN_FORCE, False)
    assert confirmation.deadline is not None
    assert review.deadline is not None
    assert (confirmation.remaining, confirmation.deadline.nominal_on) == (
        (confirmation.deadline.due_on - SIGNED).days,
        SIGNED + timedelta(days=30),
    )
    assert review.deadline.nominal_on == SIGNED + timedelta(days=15)
    assert (confirmation.may_apply, confirmation.joint, confirmation.barriers) == (True, True, ())
    assert "二百零五" in confirmation.article


async def test_each_door_says_why_it_is_not_this_partys(settled: Store) -> None:
    await joined_by(settled, COMPANY)
    signed = (*EFFECT.signatures, Signature(COMPANY.identity, NOW, COMPANY.identity))
    await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=signed), settled.ports)
    order = door(await seen(settled, COMPANY), AgreementDoor.PAYMENT_ORDER)
    theirs = door(await seen(settled, WORKER), AgreementDoor.PAYMENT_ORDER)
    assert (order.barriers, order.may_apply) == (("worker_only",), False)
    assert (theirs.barriers, theirs.may_apply, theirs.warnings) == ((), False, ("after_default",))


async def test_in_litigation_the_court_paper_is_there_and_no_confirmation(in_force: Store) -> None:
    await changed(in_force, source=CaseSource.COMMISSIONED, stage=CaseStage.LITIGATION, procedure=Procedure.ORDINARY)
    shown = await seen(in_force, EMPLOYER)
    assert [one.door for one in shown.doors] == [AgreementDoor.COURT_PAPER, AgreementDoor.WITHDRAWAL]
    assert door(shown, AgreementDoor.WITHDRAWAL).barriers == ("plaintiff_only",)
    assert door(await seen(in_force, WORKER), AgreementDoor.WITHDRAWAL).may_apply


async def test_a_door_whose_time_is_over_or_whose_file_is_closed_says_so(in_force: Store) -> None:
    await changed(in_force, state=CaseState.FILED)
    assert door(await seen(in_force, WORKER), AgreementDoor.JUDICIAL_CONFIRMATION).barriers == ("filed",)
    await changed(in_force, state=CaseState.IN_FORCE)
    on(in_force, SIGNED + timedelta(days=60))
    late = door(await seen(in_force, WORKER), AgreementDoor.JUDICIAL_CONFIRMATION)
    assert (late.barriers, late.may_apply) == (("period_over",), False)


async def test_whoever_signed_nothing_reads_nothing_of_it_nor_does_a_witness(settled: Store) -> None:
    await joined_by(settled, SECOND_COMPANY, WITNESS)
    assert await read(settled, WORKER) is None
    agreement = replace(EFFECT, left_out=frozenset({SECOND_COMPANY.identity}))
    await effects.take_effect(MEDIATOR, agreement, settled.ports)
    assert await read(settled, SECOND_COMPANY) is None
    assert await read(settled, WITNESS) is None
    assert (await seen(settled, WORKER)).effective_at == NOW


async def test_an_application_says_who_has_not_confirmed_then_that_it_was_sent_and_how_it_was_ruled(
    in_force: Store,
) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    (waiting,) = (await seen(in_force, WORKER)).applications
    assert (waiting.state, waiting.waits_for, waiting.declined) == (DoorState.AWAITING_OTHER, (EMPLOYER.name,), ())
    assert (waiting.agrees, waiting.may_answer, waiting.may_withdraw) == (True, False, True)
    (theirs,) = (await seen(in_force, EMPLOYER)).applications
    assert (theirs.agrees, theirs.may_answer, theirs.may_withdraw) == (None, True, False)

    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    (sent,) = (await seen(in_force, EMPLOYER)).applications
    assert (sent.state, sent.waits_for, sent.handed_in_on) == (DoorState.SENT, (), SIGNED)

    received = (RulingReceived(EMPLOYER.identity, SIGNED),)
    ruling = doors.Rule(SERIAL, made.id, DoorAction.GRANT, SIGNED, "法院来电告知", received)
    await doors.rule(MEDIATOR, ruling, in_force.ports)
    shown = await seen(in_force, EMPLOYER)
    assert (shown.state, shown.applications[0].received_on) == (AgreementState.ENFORCEABLE, SIGNED)
    assert (await seen(in_force, WORKER)).applications[0].received_on is None
    assert "来电" not in repr(shown)


@pytest.mark.parametrize("person", [WORKER, EMPLOYER])
async def test_before_the_agreement_takes_effect_there_is_nothing_to_read(settled: Store, person: Participant) -> None:
    assert await read(settled, person) is None
