"""What strangers and browsers may send us, one target per reader: only the declared exceptions may come out.

A target takes any bytes. Beyond not raising it asserts what must hold of everything that is read.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate

from media.description import read_answer
from media.dtls import Certificate, DtlsAssociation, DtlsState
from media.errors import SdpError
from media.forwarding import rtcp
from media.forwarding.packet import (
    Kind,
    classify,
    is_h264_keyframe,
    is_vp8_keyframe,
    read_header,
    take_extensions,
    unwrap_rtx,
    vp8_payload_at,
)
from media.ice.agent import Credentials, IceAgent, IceTable
from media.ice.framing import FrameReader, frame
from media.ice.port import Path
from media.ice.stun import parse_binding_request, peek_fragment
from recordings import depacketizer
from signaling.errors import MessageError
from signaling.namespace import decode
from signaling.protocol import CLIENT_MESSAGES

KINDS = (True, False, False, True, False)
"""The m-lines of the offer that fuzzed answers are for; those of tests/vectors/sdp."""
CREDENTIALS = Credentials("seed", "seedseedseedseedseedseed")
"""What the seeds of STUN are signed with."""
LONGEST_FRAME = 2047


@dataclass(frozen=True, slots=True)
class Target:
    """One reader. `declared` may come out of it; anything else, and any assertion, is a defect."""

    name: str
    read: Callable[[bytes], None]
    declared: tuple[type[Exception], ...] = ()
    longest: int = 2_000
    """Bytes of the longest input that is tried."""

    def run(self, data: bytes) -> None:
        """Read `data`; raises only what is a defect."""
        with suppress(*self.declared):
            self.read(data)


def _stun(data: bytes) -> None:
    request = parse_binding_request(data)
    fragment = peek_fragment(data)
    if request is not None and request.local_fragment is not None and fragment is not None:
        assert fragment == request.local_fragment
    table = IceTable()
    agent = IceAgent(CREDENTIALS, 0.0, lambda _length, _now: None)
    table.add(agent)
    sent: list[bytes] = []

    def take(packet: bytes | bytearray | memoryview, _: object, /) -> int:
        sent.append(bytes(packet))
        return len(packet)

    path = Path("here", take, ("192.0.2.7", 5000))
    answered = table.answer(data, path, 1.0)
    assert (agent.path is not None) == (answered is agent)
    assert len(sent) <= 1
    assert all(len(answer) <= 2 * max(len(data), 40) for answer in sent), "a forger must gain nothing by us"


@cache
def _certificate() -> Certificate:
    return Certificate(datetime(2026, 11, 23, tzinfo=UTC))


def _dtls(data: bytes) -> None:
    for is_client in (False, True):
        sent: list[bytes] = []
        association = DtlsAssociation(_certificate(), sent.append)
        if is_client:
            association.lead()
        association.verify([("sha-256", bytes(32))])
        for datagram in _pieces(data):
            kind = classify(datagram, len(datagram))
            assert (kind is Kind.DTLS) == (len(datagram) >= 2 and 20 <= datagram[0] <= 63)
            association.receive(datagram)
        association.retransmit()
        assert association.state in {DtlsState.HANDSHAKING, DtlsState.FAILED}
        assert all(datagram and len(datagram) <= 1200 for datagram in sent)
        association.close()


def _rtp(data: bytes) -> None:
    packet = bytearray(data)
    payload_type, _, _, _, ssrc, extensions_at, payload_at, payload_end = read_header(packet, len(packet))
    assert payload_at <= payload_end <= len(packet)
    if extensions_at:
        send_time_at, level, number, mid, rid, repaired = take_extensions(packet, extensions_at, payload_at)
        assert not send_time_at or extensions_at < send_time_at <= payload_at - 3
        assert -1 <= level <= 255
        assert -1 <= number <= 65_535
        assert all(name is None or len(name) <= 255 for name in (mid, rid, repaired))
        again = bytes(packet)
        kept = take_extensions(packet, extensions_at, payload_at)
        assert kept == (send_time_at, level, -1, None, None, None), "what must not travel on is gone"
        assert packet == again
    assert packet[:extensions_at] == data[:extensions_at]
    assert packet[payload_at:] == data[payload_at:]
    length = unwrap_rtx(packet, len(packet), payload_at, payload_type, ssrc)
    assert length in {0, len(data) - 2}


def _rtcp(data: bytes) -> None:
    parts = rtcp.parse(data)
    assert len(parts) <= 64 * 1024
    for part in parts:
        match part:
            case rtcp.SenderReport():
                assert rtcp.parse(rtcp.build_sender_report(part)) == [part]
            case rtcp.ReceiverReport():
                assert rtcp.parse(rtcp.build_receiver_report(part)) == [part]
            case rtcp.Nack():
                assert all(0 <= number <= 65_535 for number in part.lost)
                assert len(part.lost) <= 1024
            case _:
                pass


def _vp8(data: bytes) -> None:
    assert -1 <= vp8_payload_at(data, 0, len(data)) < max(len(data), 1)
    is_vp8_keyframe(data, 0, len(data))
    picture = depacketizer.vp8_picture(list(_pieces(data)))
    assert picture is None or picture.data


def _h264(data: bytes) -> None:
    is_h264_keyframe(data, 0, len(data))
    picture = depacketizer.h264_picture(list(_pieces(data)))
    assert picture is None or (picture.data and picture.width >= 0 and picture.height >= 0)
    depacketizer.h264_size(data)


def _framing(data: bytes) -> None:
    """Cut the stream by its own first bytes: what comes out must not depend on where it was cut."""
    cuts, stream = data[:8], data[8:]
    whole = _frames([stream])
    ends = list(accumulate(cuts, initial=0))
    assert _frames([stream[at:end] for at, end in zip(ends, [*ends[1:], len(stream)], strict=True)]) == whole
    if whole[1]:
        assert stream.startswith(b"".join(frame(packet) for packet in whole[0]))


def _frames(chunks: list[bytes]) -> tuple[list[bytes], bool]:
    """Return the packets, and whether the stream could be read to its end."""
    reader, packets = FrameReader(LONGEST_FRAME), list[bytes]()
    try:
        for chunk in chunks:
            packets += map(bytes, reader.feed(chunk))
    except ValueError:
        return [], False
    return packets, True


def _sdp(data: bytes) -> None:
    answer = read_answer(data.decode("utf-8", "replace"), KINDS)
    assert len(answer.lines) == len(KINDS)
    assert answer.fingerprints
    for line in answer.lines:
        assert line.terms is None or line.terms.formats


def _messages(data: bytes) -> None:
    """Read a message as the socket does: the event by the first byte, then JSON."""
    names = sorted(CLIENT_MESSAGES)
    model = CLIENT_MESSAGES[names[data[0] % len(names)]] if data else CLIENT_MESSAGES[names[0]]
    try:
        payload = json.loads(data[1:])
    except (ValueError, RecursionError):
        return
    message = decode(model, payload)
    assert decode(model, message.model_dump(mode="json")) == message


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut into packets, each behind its length in two bytes; what is left over is the last."""
    while len(data) > 2:
        size = int.from_bytes(data[:2])
        yield data[2 : 2 + size]
        data = data[2 + size :]


TARGETS = {
    target.name: target
    for target in (
        Target("stun", _stun, longest=700),
        Target("dtls", _dtls),
        Target("rtp", _rtp, (ValueError,)),
        Target("rtcp", _rtcp),
        Target("vp8", _vp8),
        Target("h264", _h264, (ValueError,)),
        Target("framing", _framing),
        Target("sdp", _sdp, (SdpError,), longest=8_000),
        Target("messages", _messages, (MessageError,)),
    )
}
