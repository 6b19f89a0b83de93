"""A selector that serves packet sockets itself, between two looks at everything else.

asyncio spends more on one wake-up - a handle, a context, a walk through its queues - than a packet costs.
Under this selector a datagram is read, forwarded and done with before the loop even hears of it; sockets,
timers and signals of the rest of the worker go the usual way. What a drain hands to the loop must come in
by `call_soon_threadsafe`, which ends the wait.
"""

import select
import selectors
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from typing_extensions import override

if TYPE_CHECKING:
    from _typeshed import FileDescriptorLike

Drain = Callable[[], None]
_FOREVER: Final = 3600.0


class PacketSelector(selectors.BaseSelector):
    """Use as `asyncio.SelectorEventLoop(PacketSelector())` and hand packet sockets to `serve`."""

    def __init__(self) -> None:
        self._rest = selectors.EpollSelector()
        self._all = select.epoll()
        self._all.register(self._rest.fileno(), select.EPOLLIN)
        self._drains: dict[int, Drain] = {}

    def serve(self, descriptor: int, drain: Drain) -> None:
        """Call `drain` whenever `descriptor` can be read. It must not raise."""
        self._drains[descriptor] = drain
        self._all.register(descriptor, select.EPOLLIN)

    def release(self, descriptor: int) -> None:
        """Serve `descriptor` no more; call it before the socket is closed."""
        if self._drains.pop(descriptor, None) is not None:
            self._all.unregister(descriptor)

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Serve packets until something else is ready or `timeout` seconds have passed."""
        end = time.monotonic() + (_FOREVER if timeout is None else max(timeout, 0.0))
        poll, drains = self._all.poll, self._drains
        while True:
            rest = False
            for descriptor, _ in poll(max(end - time.monotonic(), 0.0)):
                drain = drains.get(descriptor)
                if drain is not None:
                    drain()
                else:
                    rest = True
            if rest:
                return self._rest.select(0)
            if time.monotonic() >= end:
                return []

    @override
    def register(self, fileobj: "FileDescriptorLike", events: int, data: object = None) -> selectors.SelectorKey:
        """See `selectors.BaseSelector.register`."""
        return self._rest.register(fileobj, events, data)

    @override
    def unregister(self, fileobj: "FileDescriptorLike") -> selectors.SelectorKey:
        """See `selectors.BaseSelector.unregister`."""
        return self._rest.unregister(fileobj)

    @override
    def modify(self, fileobj: "FileDescriptorLike", events: int, data: object = None) -> selectors.SelectorKey:
        """See `selectors.BaseSelector.modify`."""
        return self._rest.modify(fileobj, events, data)

    @override
    def get_map(self) -> Mapping["FileDescriptorLike", selectors.SelectorKey]:
        """See `selectors.BaseSelector.get_map`."""
        return self._rest.get_map()

    @override
    def close(self) -> None:
        """Close both levels."""
        self._all.close()
        self._rest.close()
