"""The award that comes while mediation goes on: its days run from then, and nobody late is left untold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.award import Arbitration, Finality
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.errors import ConflictError, InvalidError, MediationError, StaleVersionError
from server.domain.party import PartyKind
from server.services import award_records, cases, clocks, schedule
from server.services.award_records import ReceivedSays, RecordAward
from tests.factories import NOW
from tests.support.referrals import PLANNED
from tests.support.store import CLERK, EMPLOYER, JUDGE, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
TODAY = beijing_day(NOW)


async def awarded(store: Store, **changes: object) -> RecordAward:
    """Return that both sides received an award, the worker yesterday, over the case as it stands."""
    seen = await award_records.view(MEDIATOR, SERIAL, store.ports)
    yesterday = TODAY - timedelta(days=1)
    received = (ReceivedSays(WORKER.identity, yesterday, "送达回证"), ReceivedSays(EMPLOYER.identity, TODAY))
    command = RecordAward(
        SERIAL, seen.version, Arbitration.AWARDED, "洛劳人仲案字〔2026〕57号", Finality.FINAL, received
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


async def keys(store: Store) -> set[str]:
    return {one.key for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks}


async def test_an_award_that_comes_while_mediation_goes_on_starts_the_days_of_each_side(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.save_participant(replace(EMPLOYER, kind=PartyKind.EMPLOYER))
        await uow.commit()
    assert not any(key.startswith(("sue", "set_aside")) for key in await keys(store))

    kept = await award_records.record(MEDIATOR, await awarded(store), store.ports)

    assert kept.arbitration is Arbitration.AWARDED
    assert {one.name: one.on for one in kept.received}[EMPLOYER.name] == TODAY
    assert {f"sue:{WORKER.identity}", f"set_aside:{EMPLOYER.identity}"} <= await keys(store)


async def test_once_the_award_is_set_aside_the_days_run_from_the_ruling_of_each_side_and_none_from_the_award(
    store: Store,
) -> None:
    yesterday = TODAY - timedelta(days=1)
    ruled = (
        ReceivedSays(WORKER.identity, TODAY - timedelta(days=60), "送达回证", yesterday, "中院送达回证"),
        ReceivedSays(EMPLOYER.identity, TODAY - timedelta(days=60)),
    )
    kept = await award_records.record(MEDIATOR, await awarded(store, received=ruled), store.ports)

    worker, employer = (next(o for o in kept.received if o.identity == one.identity) for one in (WORKER, EMPLOYER))
    assert (worker.annulled_on, worker.annulled_proof, employer.annulled_on) == (yesterday, "中院送达回证", None)
    found = {one for one in await keys(store) if one.startswith(("sue", "set_aside"))}
    assert found == {f"sue_annulled:{WORKER.identity}"}
    line = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    assert any("裁定撤销，1 方收到裁定的日期已登记" in one.text for one in line)


async def test_a_wrong_day_is_put_right_and_the_same_again_changes_nothing(store: Store) -> None:
    first = await award_records.record(CLERK, await awarded(store), store.ports)
    day = TODAY - timedelta(days=4)

    again = await award_records.record(CLERK, await awarded(store), store.ports)
    changed = await awarded(store, received=(ReceivedSays(WORKER.identity, day),))
    corrected = await award_records.record(CLERK, changed, store.ports)

    assert first == again
    assert [one.on for one in corrected.received if one.identity == WORKER.identity] == [day]


async def test_who_came_too_late_is_told_before_another_session(store: Store) -> None:
    long_ago = ReceivedSays(WORKER.identity, TODAY - timedelta(days=200))

    await award_records.record(MEDIATOR, await awarded(store, received=(long_ago,)), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, replace(PLANNED, starts_at=NOW + timedelta(days=3)), store.ports)
    assert refusal.value.code == "award.explanation_owed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received": ()}, "award.date_missing"),
        ({"received": (ReceivedSays(WORKER.identity, TODAY + timedelta(days=1)),)}, "award.date_ahead"),
        ({"received": (ReceivedSays(WORKER.identity, TODAY, "", TODAY + timedelta(days=1)),)}, "award.date_ahead"),
        ({"received": (ReceivedSays(WORKER.identity, TODAY, "", TODAY - timedelta(days=1)),)}, "award.ruling"),
        (
            {"finality": Finality.NOT_FINAL, "received": (ReceivedSays(WORKER.identity, TODAY, "", TODAY),)},
            "award.ruling",
        ),
        ({"received": (ReceivedSays("nobody", TODAY),)}, "award.incomplete"),
        ({"arbitration": Arbitration.PENDING}, "award.incomplete"),
    ],
)
async def test_what_cannot_be_changes_nothing(store: Store, changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        await award_records.record(MEDIATOR, await awarded(store, **changes), store.ports)

    assert refusal.value.code == code
    assert (await award_records.view(MEDIATOR, SERIAL, store.ports)).arbitration is None


async def test_of_two_who_record_it_at_once_one_reads_again(store: Store) -> None:
    mine, theirs = await awarded(store), await awarded(store, number="另一个文号")
    await award_records.record(MEDIATOR, mine, store.ports)

    with pytest.raises(StaleVersionError):
        await award_records.record(CLERK, theirs, store.ports)


async def test_a_judge_reads_it_and_writes_nothing(store: Store) -> None:
    assert not (await award_records.view(JUDGE, SERIAL, store.ports)).may_write
    with pytest.raises(MediationError):
        await award_records.record(JUDGE, await awarded(store), store.ports)


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.FILED])
async def test_it_is_written_at_intake_before_and_nowhere_once_the_case_is_filed(
    store: Store, state: CaseState
) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=state))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await award_records.record(CLERK, await awarded(store), store.ports)
    assert refusal.value.code == "award.not_now"
