"""The connection test: anyone may see whether their network carries a mediation, before the day."""

from aiohttp import web

from media.plane import Offer
from server.web import bodies
from server.web.auth import address
from server.web.edge import edge
from server.web.limits import Limit
from server.web.operations import operation
from server.web.schemas import connection_tests as schemas


@operation(answer=schemas.ConnectionTest)
async def begin(request: web.Request) -> web.Response:
    """POST /api/connection-tests: a place of one's own for twenty seconds."""
    await edge(request).limiter.take(Limit.TEST, address(request, edge(request).trusted_proxies))
    name, offer = await edge(request).tests.begin()
    relays = tuple(
        schemas.TestRelay(urls=relay.urls, username=relay.username, credential=relay.credential)
        for relay in edge(request).tests.relays(name)
    )
    return bodies.write_model(schemas.ConnectionTest(test=name, offer=_offer(offer), relays=relays))


@operation(body=schemas.LoopAnswer, answer=schemas.LoopOffer)
async def answer(request: web.Request) -> web.Response:
    """POST /api/connection-tests/{test}/answer: the sending half; answered by the offer to the receiving half."""
    body = await bodies.read(request, schemas.LoopAnswer)
    return bodies.write_model(_offer(await edge(request).tests.answer(_name(request), body.version, body.sdp)))


@operation(body=schemas.LoopAnswer)
async def complete(request: web.Request) -> web.Response:
    """POST /api/connection-tests/{test}/complete: the receiving half."""
    body = await bodies.read(request, schemas.LoopAnswer)
    await edge(request).tests.complete(_name(request), body.version, body.sdp)
    return bodies.nothing()


@operation()
async def end(request: web.Request) -> web.Response:
    """POST /api/connection-tests/{test}/end. Again changes nothing."""
    await edge(request).tests.end(_name(request))
    return bodies.nothing()


def _name(request: web.Request) -> str:
    return request.match_info["test"]


def _offer(offer: Offer) -> schemas.LoopOffer:
    tracks = tuple(schemas.LoopTrack(mid=track.mid, source=track.source.value) for track in offer.tracks)
    return schemas.LoopOffer(version=offer.version, sdp=offer.sdp, tracks=tracks)
