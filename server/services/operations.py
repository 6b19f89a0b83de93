"""An operator takes a media worker out of service."""

from typing import Final

from server.domain.account import Account, Right
from server.domain.errors import ConflictError, NotFoundError
from server.services import minutes
from server.services.ports import Ports
from server.services.ports.operations import MediaWorkers, WorkerState

_REFUSED: Final = {WorkerState.DOWN: "worker.down", WorkerState.FIXED: "worker.fixed"}


async def drain(account: Account, number: int, workers: MediaWorkers, ports: Ports) -> None:
    """Let a worker take no further room and be replaced when it is empty; again changes nothing.

    Needs `operations.run`. Raises `NotFoundError` (`worker.unknown`) and `ConflictError` (`worker.down`,
    `worker.fixed`).
    """
    account.require(Right.OPERATIONS_RUN)
    state = workers.state_of(number)
    if state is None:
        raise NotFoundError("worker.unknown")
    if state in _REFUSED:
        raise ConflictError(_REFUSED[state])
    if state is WorkerState.DRAINING:
        return
    async with ports.begin() as uow:
        await minutes.act_of_staff(uow, account, "worker.drained", f"worker:{number}", ports.clock.now())
        await uow.commit()
    workers.drain(number)
