"""Of a meeting on site the record names who came, as whoever mediates says it; no room saw it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.attendance import Came
from server.domain.case import CaseMode, CaseState
from server.domain.disclosure import DisclosureGround
from server.domain.errors import MediationError
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.panel import Seat
from server.domain.session import SessionMode, SessionState
from server.services import cases, outcomes, panels
from server.services.outcomes import Conclude
from server.services.panels import Said
from tests.factories import NOW
from tests.support.kept import everything
from tests.support.store import CLERK, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SESSION = SessionId("session1")
BEGAN, OVER = NOW + timedelta(minutes=10), NOW + timedelta(minutes=80)
SETTLED = Conclude(
    SESSION, "key-00001", OutcomeKind.SETTLED, terms="十日内支付16,000元。", came=Came(("li", "zhou"), BEGAN, OVER)
)
ADJOURNED = Conclude(SESSION, "key-00001", OutcomeKind.ADJOURNED, reason="核对工资表", came=Came(("li",), BEGAN, OVER))


@pytest.fixture
async def met(store: Store) -> Store:
    """Let the session of the case have been on site, and be over."""
    await held_as(store, SessionMode.ON_SITE)
    store.clock.at = NOW + timedelta(days=1)
    return store


async def held_as(store: Store, mode: SessionMode) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(replace(session, mode=mode, place="302 调解室"))
        await uow.commit()


async def there(store: Store) -> dict[str, Sequence[object]]:
    async with store.database.begin() as uow:
        kept = await uow.outcomes.get(SESSION)
    assert kept is not None
    return {one.identity: [(each.kind, each.since, each.until) for each in one.stretches] for one in kept.attendance}


async def test_of_a_meeting_on_site_the_record_names_who_came_and_from_when_to_when(met: Store) -> None:
    await outcomes.conclude(MEDIATOR, SETTLED, met.ports)

    whole = [("present", BEGAN, OVER)]
    assert await there(met) == {"li": whole, "min": [], "zhou": whole}
    view = await cases.view(MEDIATOR, SERIAL, met.ports)
    assert (view.state, view.mode) == (CaseState.AGREED, CaseMode.OFFLINE)
    async with met.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
    assert session is not None
    assert (session.state, session.opened_at, session.ended_at) == (SessionState.CONCLUDED, BEGAN, OVER)
    assert "（现场，2026年4月7日 09:10）" in view.timeline[0].text


async def test_a_meeting_on_site_after_which_the_mediation_goes_on_names_who_came_too(met: Store) -> None:
    await outcomes.conclude(MEDIATOR, ADJOURNED, met.ports)

    assert await there(met) == {"li": [("present", BEGAN, OVER)], "min": [], "zhou": []}
    assert (await cases.view(MEDIATOR, SERIAL, met.ports)).state is CaseState.IN_MEDIATION


async def test_without_a_word_of_who_came_nothing_is_kept(met: Store) -> None:
    before = everything(met.database.engine)

    with pytest.raises(MediationError) as refusal:
        await outcomes.conclude(MEDIATOR, replace(SETTLED, came=None), met.ports)

    assert (refusal.value.code, refusal.value.facts) == ("session.people", {"people": "required"})
    assert everything(met.database.engine) == before


async def test_that_nobody_came_is_said_and_the_case_was_not_mediated_by_it(met: Store) -> None:
    nobody = Conclude(
        SESSION, "key-00001", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason="双方都说不来了",
        came=Came(()),
    )  # fmt: skip
    await outcomes.conclude(MEDIATOR, nobody, met.ports)

    view = await cases.view(MEDIATOR, SERIAL, met.ports)
    assert await there(met) == {"li": [], "min": [], "zhou": []}
    assert (view.state, view.mode) == (CaseState.ENDED, CaseMode.ONLINE)
    assert any("没有人到场" in one.text for one in view.timeline)


async def test_who_came_by_word_of_the_mediator_is_not_said_of_a_session_by_video(store: Store) -> None:
    await store.open_session()
    store.clock.at = NOW + timedelta(days=1)

    with pytest.raises(MediationError) as refusal:
        await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("session.people", {"people": "not_allowed"})


async def test_where_some_came_and_others_were_online_both_are_named(store: Store) -> None:
    await store.open_session()
    await held_as(store, SessionMode.HYBRID)
    store.clock.at = NOW + timedelta(hours=2)

    await outcomes.conclude(MEDIATOR, replace(SETTLED, came=Came(("zhou",))), store.ports)

    assert (await there(store))["zhou"] == [("present", NOW, store.clock.at)]
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).mode is CaseMode.ONLINE


async def _disclosed(store: Store) -> None:
    await panels.disclose(MEDIATOR, SERIAL, Said((DisclosureGround.INTEREST,), "持有公司股份"), store.ports)


async def _seated_later(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.panels.put_seat(Seat(case.id, MEDIATOR.id, None, MEDIATOR.name, OVER, presides=True))
        await uow.commit()


async def _a_colleague(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.add_participant(replace(WORKER, identity=Identity("zhao"), name="赵工友"))
        await uow.commit()


async def _nothing(_: Store) -> None:
    """Let the case be as it is."""


@pytest.mark.parametrize(
    ("happen", "came", "code"),
    [
        (_disclosed, SETTLED.came, "disclosure.asking"),
        (_seated_later, SETTLED.came, "offline.before_seat"),
        (_a_colleague, SETTLED.came, "session.party_left_out"),
        (_nothing, Came(("li",), BEGAN, OVER), "session.people"),
        (_nothing, Came(()), "session.people"),
        (_nothing, Came(("nobody",)), "session.people"),
        (_nothing, Came(("li", "zhou"), BEGAN, NOW + timedelta(days=2)), "offline.ahead"),
        (_nothing, Came(("li", "zhou"), OVER, BEGAN), "session.length"),
    ],
)
async def test_nothing_is_agreed_on_site_that_could_not_be_agreed_by_video(
    met: Store, happen: Callable[[Store], Awaitable[None]], came: Came, code: str
) -> None:
    await happen(met)
    before = everything(met.database.engine)

    with pytest.raises(MediationError) as refusal:
        await outcomes.conclude(MEDIATOR, replace(SETTLED, came=came), met.ports)

    assert refusal.value.code == code
    assert everything(met.database.engine) == before


async def test_what_was_planned_both_ways_and_opened_in_no_room_is_no_way_around_either(met: Store) -> None:
    await held_as(met, SessionMode.HYBRID)
    await _a_colleague(met)
    before = everything(met.database.engine)

    with pytest.raises(MediationError) as refusal:
        await outcomes.conclude(MEDIATOR, SETTLED, met.ports)

    assert refusal.value.code == "session.party_left_out"
    assert everything(met.database.engine) == before


async def test_who_took_the_case_over_registers_that_a_meeting_before_was_adjourned_with_who_came(met: Store) -> None:
    await _seated_later(met)

    await outcomes.conclude(MEDIATOR, ADJOURNED, met.ports)

    assert (await there(met))["li"] == [("present", BEGAN, OVER)]


async def test_while_the_mediation_is_suspended_nobody_met(met: Store) -> None:
    async with met.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.SUSPENDED))
        await uow.commit()

    with pytest.raises(MediationError) as refusal:
        await outcomes.conclude(MEDIATOR, SETTLED, met.ports)

    assert refusal.value.code == "case.illegal_transition"
    assert (await cases.view(CLERK, SERIAL, met.ports)).state is CaseState.SUSPENDED
