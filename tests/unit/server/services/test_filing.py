"""A case with an instalment to come, or an application at the court, is not filed, and says what is to be done."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseSource, CaseState
from server.domain.concurrence import ConcurrenceForm
from server.domain.contact import ContactChannel
from server.domain.doors import AgreementDoor, DoorAction
from server.domain.errors import ConflictError
from server.domain.outcome import OutcomeKind
from server.domain.performance import ClauseKind, Extent, Performance
from server.services import doors, effects, endings, follow_ups, outcomes, performances
from server.services.ending_views import CaseEndingView
from server.services.performances import MarkPerformance
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
DUE = SIGNED + timedelta(days=90)
SIGNATURES = tuple(Signature(one.identity, NOW, one.identity) for one in (WORKER, EMPLOYER))
PAYMENT = frozenset({ClauseKind.PAYMENT})
EFFECT = effects.TakeEffect(SERIAL, SIGNATURES, NOW, NOW, PAYMENT, (Performance(DUE, "支付 8,000 元"),))
APPLICATION = doors.Apply(
    SERIAL, "door-000001", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.WRITTEN
)
YES = PartySays(EMPLOYER.identity, agrees=True, form=ConcurrenceForm.WRITTEN, at=NOW)


@pytest.fixture
async def in_force(store: Store) -> Store:
    """Return the store with an agreement in force in a case of the organisation's own: nothing goes to a court."""
    await store.open_session()
    outcome = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="三个月内支付 8,000 元。")
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=CaseSource.ORGANISATION, court=None))
        await uow.commit()
    return store


async def look(store: Store) -> CaseEndingView:
    return await endings.view(MEDIATOR, SERIAL, store.ports)


async def state_of(store: Store) -> CaseState:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
    assert case is not None
    return case.state


def on(store: Store, day: date) -> None:
    """Let it be noon of a day."""
    store.clock.at = datetime.combine(day, time(12), BEIJING)


async def refused(store: Store, *, doors_waived: bool = True) -> str:
    """Return why the case is not filed; it stays what it was, and the page says the same."""
    before, shown = await state_of(store), await look(store)
    with pytest.raises(ConflictError) as refusal:
        await endings.close(MEDIATOR, SERIAL, store.ports, doors_waived=doors_waived)
    assert await state_of(store) is before
    assert refusal.value.code == f"close.{shown.unsettled}"
    return refusal.value.code


async def test_nothing_is_filed_while_an_instalment_is_to_come_or_was_not_asked_after(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, EFFECT, in_force.ports)
    follow_up = DUE + timedelta(days=7)

    for day in (SIGNED, DUE, DUE + timedelta(days=1), follow_up - timedelta(days=1)):
        on(in_force, day)
        assert await refused(in_force) == "close.performance_owed"
        assert "close" not in (await look(in_force)).may
    for day in (follow_up, follow_up + timedelta(days=40)):
        on(in_force, day)
        assert await refused(in_force) == "close.follow_up_owed"

    await asked_after(in_force)
    assert (await endings.close(MEDIATOR, SERIAL, in_force.ports, doors_waived=True)).ending is not None
    assert await state_of(in_force) is CaseState.FILED


async def test_who_asked_before_the_last_day_for_performance_asks_again(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, EFFECT, in_force.ports)
    on(in_force, DUE - timedelta(days=1))
    await asked_after(in_force)
    on(in_force, DUE + timedelta(days=7))

    assert await refused(in_force) == "close.follow_up_owed"


async def asked_after(store: Store) -> None:
    seen = await look(store)
    assert seen.effect is not None
    today = beijing_day(store.clock.now())
    command = follow_ups.RecordFollowUp(
        SERIAL, seen.effect.version, today, ContactChannel.TELEPHONE, (WORKER.identity,), "还没有付，公司说下周付"
    )
    await follow_ups.record(MEDIATOR, command, store.ports)


async def test_what_is_performed_may_be_filed_the_same_day(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, EFFECT, in_force.ports)
    seen = await look(in_force)
    assert seen.effect is not None
    mark = MarkPerformance(SERIAL, 1, seen.effect.version, Extent.FULLY, SIGNED, "银行回单")
    await performances.record(MEDIATOR, mark, in_force.ports)

    await endings.close(MEDIATOR, SERIAL, in_force.ports, doors_waived=True)

    assert await state_of(in_force) is CaseState.FILED


async def test_nothing_is_filed_while_the_court_has_not_ruled(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, replace(EFFECT, performances=()), in_force.ports)
    view = await doors.apply(MEDIATOR, APPLICATION, in_force.ports)
    (application,) = view.applications
    await doors.confirm(MEDIATOR, SERIAL, application.id, YES, in_force.ports)

    assert await refused(in_force) == "close.application_pending"
    on(in_force, SIGNED + timedelta(days=40))
    assert await refused(in_force) == "close.application_pending"
    ruling = doors.Rule(SERIAL, application.id, DoorAction.GRANT, SIGNED)
    await doors.rule(MEDIATOR, ruling, in_force.ports)
    await endings.close(MEDIATOR, SERIAL, in_force.ports)

    assert await state_of(in_force) is CaseState.FILED


async def test_while_the_days_to_apply_run_a_case_is_filed_only_where_no_party_wants_to(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, replace(EFFECT, performances=()), in_force.ports)

    assert await refused(in_force, doors_waived=False) == "close.doors_open"
    assert "close" in (await look(in_force)).may
    await endings.close(MEDIATOR, SERIAL, in_force.ports, doors_waived=True)

    assert await state_of(in_force) is CaseState.FILED


async def test_after_the_days_to_apply_nobody_has_to_be_asked(in_force: Store) -> None:
    await effects.take_effect(MEDIATOR, replace(EFFECT, performances=()), in_force.ports)
    on(in_force, SIGNED + timedelta(days=60))

    await endings.close(MEDIATOR, SERIAL, in_force.ports)

    assert await state_of(in_force) is CaseState.FILED
