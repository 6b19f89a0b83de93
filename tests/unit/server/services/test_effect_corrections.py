"""When an agreement was signed is what every period runs from: a wrong instant is refused, or put right with reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.doors import AgreementDoor
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, StaleVersionError
from server.domain.ids import Identity
from server.domain.outcome import OutcomeKind
from server.domain.performance import ClauseKind
from server.domain.reminder import ReminderKind
from server.services import cases, clocks, desk, effect_corrections, effects, endings, outcomes
from server.services.effect_corrections import CorrectEffect
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
DAY = timedelta(days=1)
LATE = NOW + 12 * DAY
"""What a form would have offered on the day of recording."""
CONFIRMATION = AgreementDoor.JUDICIAL_CONFIRMATION


def agreement(at: datetime) -> effects.TakeEffect:
    signatures = tuple(Signature(one.identity, at, one.identity) for one in (WORKER, EMPLOYER))
    return effects.TakeEffect(SERIAL, signatures, at, at, frozenset({ClauseKind.PAYMENT}), ())


def instants(at: datetime) -> Mapping[Identity, datetime]:
    return {one.identity: at for one in (WORKER, EMPLOYER)}


@pytest.fixture
async def settled(store: Store) -> Store:
    await store.open_session()
    outcome = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 8,000 元。")
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    store.clock.at = LATE
    return store


@pytest.fixture
async def mistaken(settled: Store) -> Store:
    """Return the store with an agreement recorded as if it had been signed twelve days later than it was."""
    await effects.take_effect(MEDIATOR, agreement(LATE), settled.ports)
    return settled


async def last_day(store: Store) -> date:
    """Return the last day to ask for confirmation, as the doors say it."""
    view = await endings.view(MEDIATOR, SERIAL, store.ports)
    found = next(one for one in view.doors if one.door is CONFIRMATION)
    assert found.deadline is not None
    return found.deadline.due_on


async def correction(store: Store, at: datetime, **changes: object) -> CorrectEffect:
    view = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert view.effect is not None
    made = CorrectEffect(SERIAL, view.effect.version, instants(at), at, at, "登记时按当天填写，协议书上是当日")
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of the command


@pytest.mark.parametrize("early", [DAY, 365 * DAY], ids=str)
async def test_a_signature_before_the_meeting_that_agreed_is_refused(settled: Store, early: timedelta) -> None:
    with pytest.raises(InvalidError) as refused:
        await effects.take_effect(MEDIATOR, agreement(NOW - early), settled.ports)

    assert refused.value.code == "effect.too_early"
    assert (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect is None


async def test_a_signature_of_the_day_of_the_meeting_is_kept_whatever_its_minute(settled: Store) -> None:
    await effects.take_effect(MEDIATOR, agreement(NOW - timedelta(minutes=1)), settled.ports)

    assert (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect is not None


async def test_a_wrong_instant_is_put_right_and_every_period_is_worked_out_anew(mistaken: Store) -> None:
    before = await last_day(mistaken)

    view = await effect_corrections.correct(MEDIATOR, await correction(mistaken, NOW), mistaken.ports)

    assert view.effect is not None
    assert view.ending is not None
    assert view.effect.effective_at == view.ending.ended_at == NOW
    assert await last_day(mistaken) < before
    shown = await clocks.view(MEDIATOR, SERIAL, mistaken.ports)
    assert await last_day(mistaken) in {one.deadline.due_on for one in shown.clocks}


async def test_the_parties_are_told_the_day_anew_and_the_reason_is_on_record(mistaken: Store) -> None:
    first = [
        one for one in await desk.sent(CLERK, SERIAL, mistaken.ports) if one.kind is ReminderKind.AGREEMENT_IN_FORCE
    ]

    made = await correction(mistaken, NOW)
    for _ in range(2):
        await effect_corrections.correct(MEDIATOR, replace(made), mistaken.ports)

    told = [
        one for one in await desk.sent(CLERK, SERIAL, mistaken.ports) if one.kind is ReminderKind.AGREEMENT_IN_FORCE
    ]
    anew = [one.text for one in told if "以这次为准" in one.text]
    assert (len(anew), len(told)) == (len(first), 2 * len(first))
    shown = (await cases.view(MEDIATOR, SERIAL, mistaken.ports)).timeline
    lines = [one.text for one in shown if one.kind == "agreement.corrected"]
    assert [made.reason in text for text in lines] == [True]
    acts = await read_audit(mistaken.database.engine)
    assert [one.act.action for one in acts].count("agreement.corrected") == 1


async def test_a_correction_that_is_no_better_is_refused_and_changes_nothing(mistaken: Store) -> None:
    before = await last_day(mistaken)
    stranger = {Identity("nobody"): NOW, WORKER.identity: NOW}
    wrong = (
        (await correction(mistaken, NOW - DAY), "effect.too_early"),
        (await correction(mistaken, LATE + DAY), "effect.incomplete"),
        (await correction(mistaken, NOW, signed_at=stranger), "effect.incomplete"),
        (await correction(mistaken, NOW, reason=" "), "effect.reason"),
    )

    for command, code in wrong:
        with pytest.raises(InvalidError) as refused:
            await effect_corrections.correct(MEDIATOR, command, mistaken.ports)
        assert refused.value.code == code
    with pytest.raises(StaleVersionError):
        await effect_corrections.correct(MEDIATOR, await correction(mistaken, NOW, version=7), mistaken.ports)

    assert await last_day(mistaken) == before


async def test_only_whoever_mediates_corrects_and_nobody_once_the_case_is_filed(mistaken: Store) -> None:
    made = await correction(mistaken, NOW)
    with pytest.raises(ForbiddenError):
        await effect_corrections.correct(CLERK, made, mistaken.ports)
    async with mistaken.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()

    with pytest.raises(ConflictError) as closed:
        await effect_corrections.correct(MEDIATOR, made, mistaken.ports)

    assert closed.value.code == "file.closed"
    assert "correct_effect" not in (await endings.view(MEDIATOR, SERIAL, mistaken.ports)).may
