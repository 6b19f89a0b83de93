"""The own page tells the days that follow from an agreement to whose they are, with their working; on both engines."""

from datetime import date, timedelta

import pytest

from server.domain.case import CaseState
from server.domain.deadlines import DeadlineRule
from server.domain.doors import RulingReceived
from server.domain.errors import GoneError
from server.domain.party import Participant
from server.domain.performance import Extent, Mark
from server.services import own_course, powers
from server.services.own_case_views import OwnDayView
from tests.factories import NOW
from tests.integration.storage.test_own_warnings import (
    CASE,
    PERFORMED_BY,
    SECOND,
    SERIAL,
    TODAY,
    add,
    agreed,
    go_to,
    keep,
)
from tests.support.agreements import own
from tests.support.people import an_authority
from tests.support.store import DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

OBJECT, ENFORCE = DeadlineRule.CONFIRM_OBJECT_15D, DeadlineRule.ENFORCE_2Y
RECEIVED = (RulingReceived(WORKER.identity, TODAY), RulingReceived(EMPLOYER.identity, TODAY + timedelta(days=2)))


@pytest.fixture
async def confirmed(store: Store) -> Store:
    """The court confirmed what worker and employer signed; a second worker did not sign."""
    await add(store, SECOND)
    await agreed(store, WORKER, EMPLOYER, received=RECEIVED)
    return store


async def days(store: Store, person: Participant) -> tuple[OwnDayView, ...]:
    return (await own_course.look(await own(store, person), store.ports)).days


def told(found: tuple[OwnDayView, ...]) -> list[tuple[DeadlineRule, date, str]]:
    return [(one.deadline.rule, one.deadline.nominal_on, one.of) for one in found]


async def test_each_party_reads_its_own_day_to_object_and_the_two_years_with_their_working(confirmed: Store) -> None:
    workers, employers = await days(confirmed, WORKER), await days(confirmed, EMPLOYER)
    two_years = (ENFORCE, date(2028, 5, 1), "")
    assert told(workers) == [(OBJECT, TODAY + timedelta(days=15), ""), two_years]
    assert told(employers) == [(OBJECT, TODAY + timedelta(days=17), ""), two_years]
    assert workers[0].deadline.trace[0] == f"民诉法解释 第三百七十二条：{TODAY} 起 15 日，当日不计"
    assert not [line for one in workers for line in one.deadline.trace if "2026-04-09" in line or "2026-04-24" in line]
    assert PERFORMED_BY.isoformat() in workers[1].deadline.trace[0]


async def test_who_did_not_sign_and_who_only_came_along_reads_no_day(confirmed: Store) -> None:
    assert await days(confirmed, SECOND) == ()
    assert await days(confirmed, DAUGHTER) == ()


async def test_who_speaks_for_a_party_reads_its_days_under_its_name_and_no_longer_once_that_is_over(
    confirmed: Store,
) -> None:
    view = await powers.record(MEDIATOR, an_authority(), confirmed.ports)
    link = await own(confirmed, DAUGHTER)
    assert told((await own_course.look(link, confirmed.ports)).days) == [
        (OBJECT, TODAY + timedelta(days=15), WORKER.name),
        (ENFORCE, date(2028, 5, 1), WORKER.name),
    ]
    await powers.revoke(MEDIATOR, SERIAL, view.authorities[0].id, confirmed.ports)
    with pytest.raises(GoneError):
        await own_course.look(link, confirmed.ports)


async def test_the_days_stand_also_in_a_filed_case_and_a_day_that_is_past_is_said_to_be(confirmed: Store) -> None:
    await keep(confirmed, state=CaseState.FILED)
    go_to(confirmed, TODAY + timedelta(days=20))
    assert [(one.deadline.rule, one.is_over) for one in await days(confirmed, WORKER)] == [
        (OBJECT, True),
        (ENFORCE, False),
    ]


async def test_without_a_title_no_day_to_enforce_is_told(store: Store) -> None:
    await agreed(store, WORKER, EMPLOYER, granted=False)
    assert await days(store, WORKER) == ()


async def test_once_all_was_performed_and_nobody_denies_it_no_day_to_enforce_is_told(confirmed: Store) -> None:
    async with confirmed.database.begin() as uow:
        effect = await uow.endings.effect(CASE)
        assert effect is not None
        seen = Mark(Extent.FULLY, TODAY, NOW, MEDIATOR.name, proof="银行回单")
        await uow.endings.save_effect(effect.mark(1, seen, TODAY))
        await uow.commit()
    assert [one.deadline.rule for one in await days(confirmed, WORKER)] == [OBJECT]


async def test_a_party_that_received_no_ruling_reads_no_day_to_object(store: Store) -> None:
    await agreed(store, WORKER, EMPLOYER, received=RECEIVED[:1])
    assert [one.deadline.rule for one in await days(store, EMPLOYER)] == [ENFORCE]


async def test_before_an_agreement_there_is_no_such_day(store: Store) -> None:
    await keep(store, received_at=NOW)
    assert await days(store, WORKER) == ()
