"""What may be asked for after a default: the ways that are open, and their drafts."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.beijing import BEIJING
from server.domain.doors import DoorAction
from server.domain.errors import (
    ConflictError,
)
from server.domain.performance import PerformanceState
from server.domain.remedy import Remedy
from server.services import doors, performances
from tests.support.agreements import CONFIRMATION, LAST_DAY, SERIAL, SIGNED, on, running, says, shown
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store


async def test_an_overdue_instalment_of_pay_shows_every_way_that_is_open_with_its_last_day(in_force: Store) -> None:
    assert (await shown(in_force, 1)).remedies == ()
    on(in_force, SIGNED + timedelta(days=6))
    one = await shown(in_force, 1)
    assert one.state is PerformanceState.OVERDUE
    ways = {offer.remedy: offer for offer in one.remedies}
    assert set(ways) == {
        Remedy.ARBITRATION,
        Remedy.SUIT,
        Remedy.PAYMENT_ORDER,
        Remedy.JUDICIAL_CONFIRMATION,
        Remedy.ARBITRATION_REVIEW,
    }
    assert ways[Remedy.JUDICIAL_CONFIRMATION].until is not None
    assert "第十六条" in ways[Remedy.PAYMENT_ORDER].article
    assert (await shown(in_force, 2)).remedies == ()


async def test_after_the_periods_only_the_ways_without_one_are_left(in_force: Store) -> None:
    on(in_force, SIGNED + timedelta(days=60))
    ways = {offer.remedy for offer in (await shown(in_force, 1)).remedies}
    assert ways == {Remedy.ARBITRATION, Remedy.SUIT, Remedy.PAYMENT_ORDER}


async def test_no_time_of_enforcement_is_shown_before_the_court_confirmed_the_agreement(in_force: Store) -> None:
    before = await running(in_force)
    made = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications[0]
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    applied = await running(in_force)
    await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, DoorAction.GRANT, SIGNED), in_force.ports)

    assert [("enforcement" in one) for one in (before, applied, await running(in_force))] == [False, False, True]


async def test_what_the_court_confirmed_is_enforced_within_two_years_and_nothing_else(in_force: Store) -> None:
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    on(in_force, SIGNED + timedelta(days=20))
    ruling = doors.Rule(SERIAL, made.id, DoorAction.GRANT, SIGNED + timedelta(days=15))
    await doors.rule(MEDIATOR, ruling, in_force.ports)
    (offer,) = (await shown(in_force, 1)).remedies
    assert offer.remedy is Remedy.ENFORCEMENT
    assert offer.until is not None
    assert offer.until.year == LAST_DAY.year + 2


async def test_a_draft_names_the_day_in_beijing_on_which_the_agreement_took_effect(in_force: Store) -> None:
    midnight = datetime.combine(SIGNED, time(0, 30), BEIJING).astimezone(UTC)
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        effect = await uow.endings.effect(case.id)
        assert effect is not None
        signed = tuple(replace(one, at=midnight) for one in effect.signatures)
        await uow.endings.save_effect(replace(effect, signatures=signed, mediator_signed_at=midnight, sealed_at=None))
        await uow.commit()
    on(in_force, SIGNED + timedelta(days=6))
    made = await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages).split())
    assert SIGNED.isoformat() in text
    assert (SIGNED - timedelta(days=1)).isoformat() not in text


async def test_the_draft_for_a_payment_order_names_the_article_and_masks_numbers(in_force: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    assert refusal.value.code == "remedy.closed"
    on(in_force, SIGNED + timedelta(days=6))
    made = await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    pages = PdfReader(BytesIO(made.content)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    for said in ("支付令申请书（草稿）", "支付8,000元", "第十六条", WORKER.name):
        assert said in text
    assert WORKER.id_number not in text
    with pytest.raises(ConflictError):
        await performances.draft(MEDIATOR, SERIAL, 1, Remedy.JUDICIAL_CONFIRMATION, in_force.ports)
