"""A camera in three layers, and what to ask of whoever receives it."""

from itertools import pairwise

from media.capabilities import Extension
from media.forwarding.frames import MAX_TEMPORAL
from media.forwarding.vp8 import read_frame
from media.layer import Layer
from media.outbound import Outbound
from media.plane import ShownPicture, Source
from tests.support.rtp import one_byte, rtp
from tests.support.source import MEMBER, Mailbox, Stage

LAYERS = ("q", "h", "f")
HEIGHTS = {"q": 180, "h": 360, "f": 720}
_MARK = b"\x9d\x01\x2a"


class Camera:
    """A browser's camera: each layer with numbers, clock and picture ids of its own."""

    def __init__(self, stage: Stage, rids: tuple[str, ...] = LAYERS) -> None:
        self.stage = stage
        self.now = 1.0
        self.sent = dict.fromkeys(rids, 0)
        self.named: set[int] = set()

    def ssrc(self, rid: str) -> int:
        return 100 + LAYERS.index(rid)

    def packet(self, rid: str, *, key: bool = False, temporal: int = 0, sync: bool = True) -> bytearray:
        """Return the next frame of a layer, in one packet."""
        number = self.sent[rid]
        self.sent[rid] += 1
        start = 1_000 * (LAYERS.index(rid) + 1)
        picture = (0x7FF0 + start + number) & 0x7FFF
        descriptor = bytes((0x90, 0xE0, 0x80 | picture >> 8, picture & 0xFF, number & 0xFF, temporal << 6 | sync << 5))
        size = b"\0\0" + HEIGHTS[rid].to_bytes(2, "little")
        frame = (b"\0\0\0" + _MARK + size) if key else b"\1\0\0delta"
        ssrc = self.ssrc(rid)
        names = () if ssrc in self.named else ((Extension.MID, b"1"), (Extension.RID, rid.encode()))
        self.named.add(ssrc)
        return rtp(
            sequence=(65_000 + start + number) & 0xFFFF,
            timestamp=(start * 90_000 + int(self.now * 90_000)) & 0xFFFFFFFF,
            ssrc=ssrc,
            payload=descriptor + frame + rid.encode(),
            marker=1,
            extension=one_byte((Extension.ABS_SEND_TIME, b"abc"), *names),
        )

    def send(self, *rids: str, key: bool = False, temporal: int = 0, sync: bool = True) -> None:
        """Send a frame of each layer, a thirtieth of a second after the last."""
        self.now += 1 / 30
        for rid in rids or tuple(self.sent):
            self.stage.send(self.packet(rid, key=key, temporal=temporal, sync=sync), self.now)


def layers_got(mailbox: Mailbox) -> str:
    """Return the layer of each packet, in order."""
    return "".join(packet[-1:].decode() for packet in mailbox.rtp if not packet[0] & 0x20)


def payload_of(packet: bytes | bytearray) -> bytes:
    """Return what follows the header and its extensions."""
    return bytes(packet[16 + 4 * int.from_bytes(packet[14:16]) :])


def frames_got(mailbox: Mailbox) -> list[tuple[int, int]]:
    """Return picture id and TL0PICIDX of each packet."""
    payloads = [payload_of(packet) for packet in mailbox.rtp if not packet[0] & 0x20]
    frames = [read_frame(payload, 0, len(payload)) for payload in payloads]
    return [(frame.picture, frame.base) for frame in frames if frame is not None]


def is_gapless(numbers: list[int], modulus: int) -> bool:
    return all((later - earlier) % modulus == 1 for earlier, later in pairwise(numbers))


def layer(stage: Stage, rid: str) -> Layer:
    found = stage.producer.layer(rid)
    assert found is not None
    return found


def balance(outbound: Outbound, stage: Stage, camera: Camera) -> None:
    stage.producer.live = True
    stage.inbound.send_reports(camera.now)
    outbound.balance(camera.now)


def choose(stage: Stage, outbound: Outbound, rid: str, now: float, temporal: int = MAX_TEMPORAL) -> None:
    (consumer,) = outbound._consumers.values()  # noqa: SLF001 - what a budget decides, decided by the test
    consumer.choose(layer(stage, rid), temporal, now)


def needs(stage: Stage, outbound: Outbound) -> int:
    return dict(outbound.needs())[stage.producer]


def shown(outbound: Outbound, height: int, now: float) -> None:
    outbound.show([ShownPicture(MEMBER, Source.CAMERA, height)], now)


def follow(stage: Stage, needed: int, seconds: int, start: float) -> list[int | None]:
    producer = stage.producer
    return [producer.demand.asked for second in range(seconds) if producer.follow_demand(needed, start + second)]
