"""What was handed in on the last day is recorded a week later with its proof; what came a day after it is refused."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseState
from server.domain.clock_runs import CONFIRMATION_KEY
from server.domain.clocks import ClockState
from server.domain.concurrence import ConcurrenceForm
from server.domain.doors import AgreementDoor, DoorAction, DoorState, HandedIn
from server.domain.errors import ConflictError, InvalidError
from server.domain.outcome import OutcomeKind
from server.domain.performance import ClauseKind
from server.services import cases, clocks, doors, effects, endings, outcomes
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
DOOR = AgreementDoor.JUDICIAL_CONFIRMATION
PROOF = "立案窗口回执"
APPLICATION = doors.Apply(SERIAL, "door-000001", DOOR, WORKER.identity, ConcurrenceForm.WRITTEN)
YES = PartySays(EMPLOYER.identity, agrees=True, form=ConcurrenceForm.WRITTEN, at=NOW)


@pytest.fixture
async def last_day(store: Store) -> date:
    """Return the last day to ask for confirmation, a week of which has passed."""
    await store.open_session()
    outcome = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 8,000 元。")
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    signatures = tuple(Signature(one.identity, NOW, one.identity) for one in (WORKER, EMPLOYER))
    agreement = effects.TakeEffect(SERIAL, signatures, NOW, NOW, frozenset({ClauseKind.PAYMENT}), ())
    view = await effects.take_effect(MEDIATOR, agreement, store.ports)
    found = next(one for one in view.doors if one.door is DOOR)
    assert found.deadline is not None
    due = found.deadline.due_on
    store.clock.at = datetime.combine(due + timedelta(days=7), time(9), BEIJING)
    return due


async def state_of(store: Store) -> CaseState:
    return (await cases.view(MEDIATOR, SERIAL, store.ports)).state


async def test_what_was_handed_in_on_the_last_day_is_recorded_a_week_later_and_ruled_on(
    store: Store, last_day: date
) -> None:
    handed = HandedIn(last_day, PROOF)
    (made,) = (await doors.apply(MEDIATOR, replace(APPLICATION, handed=handed), store.ports)).applications
    (sent,) = (await doors.confirm(MEDIATOR, SERIAL, made.id, YES, store.ports)).applications

    assert (sent.state, sent.handed_in_on, sent.proof) == (DoorState.SENT, last_day, PROOF)
    assert await state_of(store) is CaseState.CONFIRMING
    shown = (await clocks.view(MEDIATOR, SERIAL, store.ports)).clocks
    (clock,) = [one for one in shown if one.key == CONFIRMATION_KEY]
    assert (clock.state, clock.done_on) == (ClockState.DONE, last_day)
    line = (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline
    assert any(one.kind == "door.sent" and PROOF in one.text for one in line)
    ruled = await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, DoorAction.GRANT, last_day), store.ports)
    assert [one.state for one in ruled.applications] == [DoorState.GRANTED]


async def test_what_was_begun_here_may_be_handed_in_together_on_paper(store: Store, last_day: date) -> None:
    store.clock.at = datetime.combine(last_day, time(9), BEIJING)
    (made,) = (await doors.apply(MEDIATOR, APPLICATION, store.ports)).applications
    store.clock.pass_by(timedelta(days=7))

    with pytest.raises(ConflictError) as late:
        await doors.confirm(MEDIATOR, SERIAL, made.id, YES, store.ports)
    handed = HandedIn(last_day, PROOF)
    (sent,) = (await doors.confirm(MEDIATOR, SERIAL, made.id, YES, store.ports, handed)).applications

    assert late.value.facts["barrier"] == "period_over"
    assert (sent.state, sent.handed_in_on) == (DoorState.SENT, last_day)


@pytest.mark.parametrize(
    ("days", "proof", "fact"),
    [(8, PROOF, "handed_in_on"), (-400, PROOF, "handed_in_on"), (0, " ", "proof")],
    ids=["ahead", "before it bound", "without proof"],
)
async def test_a_day_that_cannot_be_or_that_nothing_shows_is_refused(
    store: Store, last_day: date, days: int, proof: str, fact: str
) -> None:
    handed = HandedIn(last_day + timedelta(days=days), proof)

    with pytest.raises(InvalidError) as refused:
        await doors.apply(MEDIATOR, replace(APPLICATION, handed=handed), store.ports)

    assert (refused.value.code, list(refused.value.facts)) == ("door.handed_in", [fact])
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).applications == ()


@pytest.mark.parametrize("handed", [True, False], ids=["a day after", "today"])
async def test_what_was_handed_in_after_the_last_day_is_refused(store: Store, last_day: date, *, handed: bool) -> None:
    on = HandedIn(last_day + timedelta(days=1), PROOF) if handed else None

    with pytest.raises(ConflictError) as refused:
        await doors.apply(MEDIATOR, replace(APPLICATION, handed=on), store.ports)

    assert (refused.value.code, refused.value.facts["barrier"]) == ("door.closed", "period_over")
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).applications == ()
    assert await state_of(store) is CaseState.IN_FORCE
