"""After the agreement: applications only with everybody's word, and nothing closed while one waits for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.agreement_effect import ClauseKind, Performance, Signature
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.case_consent import ConsentChannel, Step
from server.domain.concurrence import Form
from server.domain.doors import Door, DoorState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import SessionId
from server.domain.outcome import OutcomeKind
from server.services import cases, effects, endings, outcomes, steps
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
BOTH = (WORKER, EMPLOYER)
LAST_DAY: date = SIGNED + timedelta(days=10)
CONFIRMATION = effects.Apply(SERIAL, "door-000001", Door.JUDICIAL_CONFIRMATION, WORKER.identity, Form.WRITTEN)


@pytest.fixture
async def in_force(store: Store) -> Store:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(session.open(NOW))
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.IN_MEDIATION))
        await uow.commit()
    settled = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="分两期支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, settled, store.ports)
    signed = tuple(Signature(person.identity, NOW) for person in BOTH)
    instalments = (Performance(LAST_DAY, "支付 8,000 元"), Performance(SIGNED + timedelta(days=5), "支付 8,000 元"))
    command = effects.TakeEffect(SERIAL, signed, NOW, NOW, frozenset({ClauseKind.PAYMENT}), instalments)
    await effects.take_effect(MEDIATOR, command, store.ports)
    return store


def declining(identity: str) -> steps.RecordStep:
    return steps.RecordStep(SERIAL, identity, Step.CONFIRMATION, False, ConsentChannel.ORAL)  # noqa: FBT003 - they decline


def says(identity: str, *, form: Form = Form.ORAL) -> PartySays:
    return PartySays(identity, True, form, NOW)  # noqa: FBT003 - they agree


async def test_nobody_applies_online_to_the_court_for_a_party_who_declined_that_step(in_force: Store) -> None:
    await steps.record(MEDIATOR, declining(WORKER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    assert (refusal.value.code, refusal.value.facts) == ("door.step_declined", {"name": WORKER.name})
    assert (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications == ()


async def test_an_application_is_not_sent_with_the_yes_of_a_party_who_declined_the_step_since(in_force: Store) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await steps.record(MEDIATOR, declining(EMPLOYER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    assert refusal.value.code == "door.step_declined"
    (kept,) = (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications
    assert (kept.state, kept.sent_at) == (DoorState.AWAITING_OTHER, None)


async def test_staff_do_not_write_down_a_yes_as_given_online(in_force: Store) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    with pytest.raises(InvalidError) as refusal:
        await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity, form=Form.ONLINE), in_force.ports)
    assert refusal.value.code == "consent.channel"


async def test_nothing_is_handed_over_or_filed_while_an_application_waits_for_the_other_side(in_force: Store) -> None:
    await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await endings.hand_over(MEDIATOR, SERIAL, 0, in_force.ports)
    assert refusal.value.code == "ending.signatures_pending"
    kept = await endings.view(MEDIATOR, SERIAL, in_force.ports)
    assert kept.ending is not None
    assert kept.ending.handed_over_at is None
    assert (await cases.view(MEDIATOR, SERIAL, in_force.ports)).state is CaseState.IN_FORCE
