"""`Edge`: what the handlers of requests may reach. Made once by `server.app`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Final, Protocol

from aiohttp import web

from server.connection_tests import ConnectionTests
from server.domain.account import Account
from server.domain.recording import Recording
from server.observability import Metrics
from server.services.deleting import Keeper
from server.services.ports import Ports
from server.services.reviews import Reviews
from server.settings_shown import ShownSetting
from server.web.limits import Limiter
from server.web.pages import Pages
from server.workers import Workers
from signaling.overview import RoomOverview

Networks = tuple[IPv4Network | IPv6Network, ...]


class RecordingOrders(Protocol):
    """The mediator's orders to the recording of a session."""

    async def start(self, account: Account, session: str) -> Recording:
        """Begin."""

    async def pause(self, account: Account, session: str) -> Recording:
        """Write nothing until `resume`."""

    async def resume(self, account: Account, session: str) -> Recording:
        """Write again."""

    async def stop(self, account: Account, session: str) -> Recording:
        """Seal what was recorded."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Use cases, keys and limits of the HTTP edge."""

    ports: Ports
    recording: RecordingOrders
    reviews: Reviews
    keeper: Keeper
    """Deletes recordings with their files."""
    tests: ConnectionTests
    pages: Pages
    limiter: Limiter
    metrics: Metrics
    ticket_key: bytes
    base_url: str
    origins: frozenset[str]
    is_https: bool
    trusted_proxies: Networks
    metrics_networks: Networks
    health: Callable[[], Awaitable[Mapping[str, bool]]]
    """Which parts answer now."""
    counts: Callable[[], Awaitable[Mapping[str, Mapping[str, float]]]]
    """What the parts count, for the metrics page."""
    workers: Workers
    """The media workers."""
    overview: Callable[[], Sequence[RoomOverview]]
    """The open rooms as operators may see them."""
    import_rows: int = 500
    settings: tuple[ShownSetting, ...] = ()
    """Most rows of one file that is taken into the roster."""


EDGE: Final = web.AppKey("edge", Edge)
ACCOUNT: Final = web.RequestKey("account", Account)
REFERENCE: Final = web.RequestKey("reference", str)


def edge(request: web.Request) -> Edge:
    """Return what this request's handler may reach."""
    return request.config_dict[EDGE]


def account(request: web.Request) -> Account:
    """Return who is signed in; only on routes that need staff."""
    return request[ACCOUNT]
