"""What was agreed offline is entered as it was held: nobody is invited, and it goes the same way to its effect."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CaseMode, CaseState
from server.domain.errors import ConflictError, InvalidError, KeyReusedError, MediationError
from server.domain.outcome import OutcomeKind
from server.domain.session import SessionMode, SessionState
from server.services import cases, desk, endings, offline
from server.services.offline import OfflineResult
from tests.factories import NOW
from tests.support.store import CLERK, MEDIATOR, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
HELD = OfflineResult(
    SERIAL, "offline-00001", NOW - timedelta(days=6), 90, "西工区调解中心", OutcomeKind.SETTLED,
    "被申请人于4月30日前支付申请人8000元。", ("li", "zhou"),
)  # fmt: skip


@pytest.fixture
async def entered(store: Store) -> Store:
    """Mark the case of the store as mediated offline, accepted and with nothing planned."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        for session in await uow.sessions.of_case(case.id):
            await uow.sessions.save(session.cancel(store.clock.at))
        await uow.cases.save(replace(case, mode=CaseMode.OFFLINE, state=CaseState.ACCEPTED))
        await uow.commit()
    return store


async def state(store: Store) -> CaseState:
    return (await cases.view(CLERK, SERIAL, store.ports)).state


async def test_an_agreement_made_offline_is_entered_as_it_was_held_and_waits_for_signatures(entered: Store) -> None:
    before = await desk.sent(CLERK, SERIAL, entered.ports)

    await offline.record(MEDIATOR, HELD, entered.ports)

    view = await cases.view(MEDIATOR, SERIAL, entered.ports)
    held = max(view.sessions, key=lambda one: one.summary.number)
    assert (view.state, held.summary.starts_at) == (CaseState.AGREED, HELD.held_at)
    assert (held.summary.mode, held.summary.state) == (SessionMode.ON_SITE, SessionState.CONCLUDED)
    assert held.outcome is not None
    assert (held.outcome.kind, held.outcome.terms) == (OutcomeKind.SETTLED, HELD.terms)
    assert {one.identity for one in held.outcome.attendance} == {"li", "zhou"}
    assert await desk.sent(CLERK, SERIAL, entered.ports) == before
    ending = await endings.view(MEDIATOR, SERIAL, entered.ports)
    assert "take_effect" in ending.may
    assert [one.session for one in ending.agreed_in] == [held.summary.id]


async def test_the_same_meeting_twice_is_one_and_its_key_carries_no_other(entered: Store) -> None:
    first = await offline.record(MEDIATOR, HELD, entered.ports)

    assert await offline.record(MEDIATOR, HELD, entered.ports) == first
    with pytest.raises(KeyReusedError):
        await offline.record(MEDIATOR, replace(HELD, terms="别的内容"), entered.ports)
    async with entered.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        assert sum(one.state is not SessionState.CANCELLED for one in await uow.sessions.of_case(case.id)) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(HELD, held_at=NOW), "offline.ahead"),
        (replace(HELD, place=" "), "session.place"),
        (replace(HELD, terms=" "), "outcome.incomplete"),
        (replace(HELD, kind=OutcomeKind.ADJOURNED), "outcome.incomplete"),
        (replace(HELD, people=()), "session.people"),
        (replace(HELD, people=("nobody",)), "session.people"),
    ],
)
async def test_what_cannot_have_been_changes_nothing(entered: Store, wrong: OfflineResult, code: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        await offline.record(MEDIATOR, wrong, entered.ports)

    assert refusal.value.code == code
    assert await state(entered) is CaseState.ACCEPTED


async def test_a_case_mediated_online_is_agreed_in_its_sessions_alone(store: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await offline.record(MEDIATOR, HELD, store.ports)

    assert refusal.value.code == "offline.online_case"


@pytest.mark.parametrize("who", [CLERK, OTHER_MEDIATOR], ids=["clerk", "another mediator"])
async def test_only_who_mediates_the_case_enters_it(entered: Store, who: object) -> None:
    with pytest.raises(MediationError):
        await offline.record(who, HELD, entered.ports)  # type: ignore[arg-type]  # both are accounts
    assert await state(entered) is CaseState.ACCEPTED
