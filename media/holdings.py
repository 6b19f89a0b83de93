"""What one worker holds: kept on this side, so that it is still known when the worker is not."""

from media.plane import MemberId, RouterId, room_of


class Holdings:
    """The routers and members opened on one worker. Bounds: those that the worker admits."""

    def __init__(self) -> None:
        self._routers: set[RouterId] = set()
        self._members: set[MemberId] = set()

    @property
    def rooms(self) -> frozenset[str]:
        """The rooms that have anything here."""
        return frozenset(map(room_of, (*self._routers, *self._members)))

    @property
    def transports(self) -> int:
        """How many browsers are here."""
        return len(self._members)

    def has(self, room: str) -> bool:
        """Tell whether anything of the room is here."""
        return any(room_of(name) == room for name in (*self._routers, *self._members))

    def add_router(self, router: RouterId) -> None:
        """Note a router."""
        self._routers.add(router)

    def add_member(self, member: MemberId) -> None:
        """Note a member."""
        self._members.add(member)

    def drop_router(self, router: RouterId) -> None:
        """Note that a router is closed; idempotent."""
        self._routers.discard(router)

    def drop_member(self, member: MemberId) -> None:
        """Note that a member is closed; idempotent."""
        self._members.discard(member)

    def take(self) -> tuple[frozenset[RouterId], frozenset[MemberId]]:
        """Return everything and hold nothing."""
        held = frozenset(self._routers), frozenset(self._members)
        self._routers.clear()
        self._members.clear()
        return held
