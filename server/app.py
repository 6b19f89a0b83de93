"""The composition root: settings in, application out. The only module that sees everything."""

from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

from server import demo
from server.house import House, open_house
from server.observability import Metrics
from server.settings import Settings
from server.settings_shown import shown
from server.web import middlewares, routes
from server.web.bodies import LARGEST_BODY
from server.web.edge import EDGE, Edge
from server.web.limits import Limit, Limiter
from server.web.pages import Pages
from signaling.namespace import RoomNamespace, socket_server

HOUSE: Final = web.AppKey("house", House)
SHEET: Final = web.AppKey("sheet", demo.Sheet)


def create_app(settings: Settings) -> web.Application:
    """Return the application; everything it needs is made when it starts and closed when it ends."""
    app = web.Application(middlewares=middlewares.MIDDLEWARES, client_max_size=LARGEST_BODY)
    socket = socket_server(sorted(settings.origins))
    socket.attach(app)  # type: ignore[no-untyped-call]  # python-socketio is untyped
    routes.register(app)

    async def live(app: web.Application) -> AsyncIterator[None]:
        async with open_house(settings) as house:
            namespace = RoomNamespace(house.rooms, house.keys.tickets, house.ports.clock.now)
            socket.register_namespace(namespace)  # type: ignore[no-untyped-call]  # python-socketio is untyped
            house.rooms.attach(namespace)
            app[HOUSE], app[EDGE] = house, _edge(settings, house)
            if settings.demo:
                app[SHEET] = await demo.prepare(settings.data_dir / demo.NAME, settings.public_url, house.ports)
            yield
            await house.say_goodbye()
            await namespace.drain()

    app.cleanup_ctx.append(live)
    app.on_startup.append(routes.require_declared)
    app.on_shutdown.append(_say_goodbye)
    app.on_response_prepare.append(middlewares.add_headers)
    return app


async def _say_goodbye(app: web.Application) -> None:
    """Close the sockets before the server waits for them to close."""
    await app[HOUSE].say_goodbye()


def _edge(settings: Settings, house: House) -> Edge:
    rates = {
        Limit.SIGN_IN: settings.limit_sign_in,
        Limit.LINK: settings.limit_link,
        Limit.UNKNOWN_LINK: settings.limit_unknown_link,
        Limit.MOVE: settings.limit_move,
        Limit.PUBLIC: settings.limit_public,
        Limit.COMPLAINT: settings.limit_complaint,
        Limit.EXPORT: settings.limit_export,
        Limit.TEST: settings.limit_test,
        Limit.APPLY: settings.limit_apply,
        Limit.CHECK: settings.limit_check,
    }
    return Edge(
        ports=house.ports,
        recording=house.live,
        reviews=house.reviews,
        keeper=house.keeper,
        tests=house.tests,
        pages=Pages(settings.static_dir),
        limiter=Limiter(rates, settings.redis_url),
        metrics=Metrics(),
        ticket_key=house.keys.tickets,
        base_url=settings.public_url,
        origins=settings.origins,
        is_https=settings.is_https,
        trusted_proxies=settings.trusted_proxies,
        metrics_networks=settings.metrics_networks,
        health=house.health,
        counts=house.counts,
        import_rows=settings.roster_import_rows,
        workers=house.workers,
        overview=house.rooms.overview,
        settings=shown(settings),
    )
