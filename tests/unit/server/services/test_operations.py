"""An operator takes a media worker out of service."""

import pytest

from server.domain.errors import ConflictError, ForbiddenError
from server.domain.party import Role
from server.services import operations
from server.services.ports.desk import AuditConditions
from server.services.ports.operations import WorkerState
from tests.factories import an_account
from tests.support.store import CLERK, Store

OPERATOR = an_account(id="operator1", login="operator", role=Role.OPERATOR)


class Pool:
    """Workers whose states the test chooses."""

    def __init__(self, *states: WorkerState) -> None:
        self.states = states
        self.drained: list[int] = []

    def state_of(self, number: int) -> WorkerState | None:
        return self.states[number] if number < len(self.states) else None

    def drain(self, number: int) -> None:
        self.drained.append(number)


@pytest.fixture(autouse=True)
async def operator(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.accounts.add(OPERATOR)
        await uow.commit()


async def acts(store: Store) -> list[tuple[str, str]]:
    page = await store.ports.desk.audit(AuditConditions("worker.drained"), None, 100)
    return [(line.actor, line.subject) for line in page.lines]


async def test_an_operator_drains_a_running_worker_and_the_audit_log_says_who(store: Store) -> None:
    pool = Pool(WorkerState.RUNNING, WorkerState.RUNNING)

    await operations.drain(OPERATOR, 1, pool, store.ports)

    assert pool.drained == [1]
    assert await acts(store) == [("account:operator1", "worker:1")]


async def test_draining_a_worker_again_changes_and_writes_nothing(store: Store) -> None:
    pool = Pool(WorkerState.DRAINING)

    await operations.drain(OPERATOR, 0, pool, store.ports)

    assert pool.drained == []
    assert await acts(store) == []


async def test_a_worker_that_is_down_is_not_drained(store: Store) -> None:
    pool = Pool(WorkerState.DOWN)

    with pytest.raises(ConflictError, match=r"worker\.down"):
        await operations.drain(OPERATOR, 0, pool, store.ports)

    assert pool.drained == []
    assert await acts(store) == []


async def test_a_clerk_drains_nothing(store: Store) -> None:
    pool = Pool(WorkerState.RUNNING)

    with pytest.raises(ForbiddenError):
        await operations.drain(CLERK, 0, pool, store.ports)

    assert pool.drained == []
