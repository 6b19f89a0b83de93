import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from signaling.protocol.media import MediaConnect
from signaling.protocol.offer import OfferMessage
from signaling.relays import Relays
from tests.support.rooms import House

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = b"shared with the relays"
RELAYS = Relays(("turn:192.0.2.1:3478", "turns:192.0.2.1:5349?transport=tcp"), SECRET, timedelta(hours=2))


def test_credentials_name_their_end_and_their_person_and_are_proved_by_the_secret() -> None:
    (server,) = RELAYS.servers("worker", NOW)

    expiry, _, identity = server.username.partition(":")
    assert datetime.fromtimestamp(int(expiry), UTC) == NOW + timedelta(hours=2)
    assert identity == "worker"
    assert base64.b64decode(server.credential) == hmac.digest(SECRET, server.username.encode(), hashlib.sha1)
    assert server.urls == RELAYS.urls


def test_the_secret_is_in_nothing_that_is_told_or_logged() -> None:
    told = f"{RELAYS!r} {RELAYS.servers('worker', NOW)!r}"

    assert SECRET.decode() not in told


def test_without_relays_nothing_is_told() -> None:
    assert Relays().servers("worker", NOW) == ()


async def test_every_offer_of_a_person_brings_credentials_of_their_own() -> None:
    house = House(relays=RELAYS)
    await house.gather("worker", "company")

    offers = [(await house.do(identity, MediaConnect())).offer for identity in ("worker", "company")]
    await house.hear(house.plane.offer_made("worker"))

    later = [message for message in house.inbox("worker") if isinstance(message, OfferMessage)][-1]
    names = [offer.ice_servers[0].username.partition(":")[2] for offer in (*offers, later) if offer is not None]
    assert names == ["worker", "company", "worker"]
    assert not any(offer.relay_only for offer in offers if offer is not None)


async def test_who_may_use_nothing_but_relays_is_told_so() -> None:
    house = House(relays=Relays(RELAYS.urls, SECRET, only=True))
    await house.gather("worker")

    offer = (await house.do("worker", MediaConnect())).offer

    assert offer is not None
    assert offer.relay_only
