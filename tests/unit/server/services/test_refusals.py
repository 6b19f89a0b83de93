"""What a table does not hold is refused by the use case too, and leaves every row of the store as it was."""

from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.agreement_effect import Signature
from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseSource, CaseState
from server.domain.ending import Ending
from server.domain.errors import MediationError
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.performance import ClauseKind
from server.domain.session import SessionForm, SessionMode
from server.domain.term import Pause, PauseKind, StartEvent
from server.services import effects, endings, on_site, outcomes, pauses, schedule, terms
from tests.factories import NOW
from tests.support.kept import everything
from tests.support.store import CENTRE, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
BOTH = (WORKER, EMPLOYER)
TOMORROW = NOW + timedelta(days=1)
REASON = "双方差距较大，商量后仍不一致"

Use = Callable[[Store], Awaitable[Any]]


def suspend(kind: PauseKind) -> Use:
    return lambda store: pauses.start(MEDIATOR, pauses.StartPause(SERIAL, kind, REASON), store.ports)


def conclude(kind: OutcomeKind, **says: Any) -> Use:  # noqa: ANN401 - any part of an outcome
    return lambda store: outcomes.conclude(
        MEDIATOR, outcomes.Conclude("session1", "outcome-1", kind, **says), store.ports
    )


def plan(store: Store) -> Awaitable[Any]:
    people = tuple(person.identity for person in BOTH)
    command = schedule.Schedule(SERIAL, "plan-00001", TOMORROW, 60, SessionMode.ONLINE, SessionForm.JOINT, "", people)
    return schedule.schedule(MEDIATOR, command, store.ports)


def move(store: Store) -> Awaitable[Any]:
    command = on_site.MoveOnSite(SERIAL, "move-00001", TOMORROW, 60, "西工区调解中心", None, ())
    return on_site.move_on_site(MEDIATOR, command, store.ports)


def take_effect(store: Store) -> Awaitable[Any]:
    signed = tuple(Signature(person.identity, NOW, person.identity, online=False) for person in BOTH)
    command = effects.TakeEffect(SERIAL, signed, NOW, NOW, frozenset({ClauseKind.PAYMENT}), ())
    return effects.take_effect(MEDIATOR, command, store.ports)


def end(store: Store) -> Awaitable[Any]:
    command = endings.End(SERIAL, "ending-0001", EndingCode.DIFFERENCES_TOO_LARGE, REASON)
    return endings.end(MEDIATOR, command, store.ports)


USES: dict[CaseAction, Use] = {
    CaseAction.SUSPEND: suspend(PauseKind.SUSPENSION),
    CaseAction.APPRAISE: suspend(PauseKind.APPRAISAL),
    CaseAction.RESUME: lambda store: pauses.resume(CENTRE, SERIAL, "查清了", store.ports),
    CaseAction.MOVE_ON_SITE: move,
    CaseAction.SCHEDULE: plan,
    CaseAction.SETTLE: conclude(OutcomeKind.SETTLED, terms="十日内支付 16,000 元。"),
    CaseAction.SETTLE_PARTLY: conclude(OutcomeKind.PARTLY_SETTLED, terms="先付 8,000 元。"),
    CaseAction.ADJOURN: conclude(OutcomeKind.ADJOURNED, reason=REASON),
    CaseAction.TAKE_EFFECT: take_effect,
    CaseAction.END: end,
    CaseAction.FILE: lambda store: endings.close(MEDIATOR, SERIAL, store.ports),
}


async def bring(store: Store, state: CaseState) -> None:
    """Put the case into a state, with a term, a pause and an ending where there is one: nothing else is in the way."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        here = replace(case, state=state, source=CaseSource.ORGANISATION, court=None)
        await uow.cases.save(here)
        await terms.begin(uow, here, StartEvent.ACCEPTED, NOW, None)
        await uow.terms.add_pause(Pause("pause1", case.id, PauseKind.SUSPENSION, NOW, MEDIATOR.name, REASON))
        if CaseAction.FILE in CASE_TRANSITIONS[state]:
            await uow.endings.add(Ending(case.id, EndingCode.AGREEMENT, REASON, NOW, MEDIATOR.id, MEDIATOR.name))
        await uow.commit()


async def meet(store: Store) -> None:
    """Open the session of the case."""
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(session.open(NOW))
        await uow.commit()


@pytest.mark.parametrize("state", CaseState)
async def test_a_use_case_that_the_state_of_the_case_does_not_allow_changes_no_row(
    store: Store, state: CaseState
) -> None:
    await bring(store, state)
    refused = USES.keys() - CASE_TRANSITIONS[state].keys()

    await require_refused(store, refused - IN_SESSION)
    await meet(store)
    await require_refused(store, refused & IN_SESSION)


async def require_refused(store: Store, actions: AbstractSet[CaseAction]) -> None:
    before = everything(store.database.engine)
    for action in actions:
        with pytest.raises(MediationError) as refusal:
            await USES[action](store)
        assert everything(store.database.engine) == before, (action, refusal.value.code)
    assert store.rooms.heard == []


@pytest.mark.parametrize("action", USES)
async def test_every_one_of_them_goes_through_where_the_table_says_so(store: Store, action: CaseAction) -> None:
    """Else the test above would show nothing."""
    state = next(state for state in CaseState if action in CASE_TRANSITIONS[state] and state not in EARLY)
    await bring(store, state)
    if action in IN_SESSION:
        await meet(store)
    before = everything(store.database.engine)

    await USES[action](store)

    assert everything(store.database.engine) != before


IN_SESSION = frozenset({CaseAction.SETTLE, CaseAction.SETTLE_PARTLY, CaseAction.ADJOURN})
EARLY = frozenset({CaseState.RECEIVED, CaseState.RETURNED, CaseState.TO_APPOINT})
"""Here no mediator has the case yet."""
