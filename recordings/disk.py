"""The one thread that touches the disk, behind a queue bounded in bytes: a slow disk never slows the room."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

ResultT = TypeVar("ResultT")

MAX_BACKLOG: Final = 32 * 1024 * 1024
A_JOB: Final = 1024
"""What a job counts for besides what it writes: those of a disk that stands still take memory, however small."""


class Disk:
    """Runs jobs one after the other, in the order in which they came. Close it with `close`."""

    def __init__(self, max_backlog: int = MAX_BACKLOG) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recordings-disk")
        self._max_backlog = max_backlog
        self._backlog = 0

    @property
    def backlog(self) -> int:
        """Bytes waiting to be written."""
        return self._backlog

    def offer(self, size: int, job: Callable[[], None]) -> bool:
        """Queue a job that writes `size` bytes; refuse it when too much is waiting already."""
        size += A_JOB
        if self._backlog + size > self._max_backlog:
            return False
        self._backlog += size
        loop = asyncio.get_running_loop()

        def done(_: Future[None]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._release, size)

        self._thread.submit(job).add_done_callback(done)
        return True

    async def run(self, job: Callable[[], ResultT]) -> ResultT:
        """Run a job behind all queued ones, and return or raise what it does."""
        return await asyncio.wrap_future(self._thread.submit(job))

    async def close(self) -> None:
        """Finish all jobs and end the thread."""
        await asyncio.to_thread(self._thread.shutdown)

    def _release(self, size: int) -> None:
        self._backlog -= size


def sync_folder(folder: Path) -> None:
    """Make names of files made or renamed in `folder` survive a power cut; syncing the files does not (fsync(2))."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
