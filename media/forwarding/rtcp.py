"""RTCP: compound packets taken apart part by part, and the parts we send (RFC 3550, 4585, 5104).

Every part is parsed by itself, so one malformed part costs one `Malformed`, not the compound.
"""

# ruff: noqa: PLR2004 - the numbers are those of the wire format; the RFC section stands beside them

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from struct import Struct
from struct import error as StructError  # noqa: N812 - struct names it in lower case
from typing import Final, TypeAlias

_HEAD: Final = Struct("!BBH")
_WORD: Final = Struct("!I")
_PAIR: Final = Struct("!II")
_SENDER: Final = Struct("!IQIII")
_BLOCK: Final = Struct("!IIIIII")
_LOST: Final = Struct("!HH")
_COMMAND: Final = Struct("!IB3x")

_SR: Final = 200
_RR: Final = 201
_SDES: Final = 202
_BYE: Final = 203
_RTPFB: Final = 205
_PSFB: Final = 206
_NACK_FORMAT: Final = 1
_TRANSPORT_FORMAT: Final = 15
_PLI_FORMAT: Final = 1
_FIR_FORMAT: Final = 4
_APPLICATION_FORMAT: Final = 15
_CNAME: Final = 1
_REMB_MARK: Final = b"REMB"
_MAX_PARTS: Final = 64
_MAX_LOST: Final = 1024


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """What a receiver says about one stream (RFC 3550 section 6.4.1).

    `fraction_lost` in 256ths since the last report, `jitter` in units of the RTP clock,
    `last_report` the middle 32 bits of the NTP time of the sender report, `delay` in 65536ths of a second.
    """

    ssrc: int
    fraction_lost: int
    cumulative_lost: int
    highest_sequence: int
    jitter: int
    last_report: int
    delay: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """The clocks of one stream: `ntp_time` as 32.32 fixed point seconds goes with `rtp_time`."""

    ssrc: int
    ntp_time: int
    rtp_time: int
    packets: int
    octets: int
    blocks: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    """Reports of someone who sends nothing."""

    ssrc: int
    blocks: tuple[ReportBlock, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    """Sequence numbers of `media_ssrc` that did not arrive."""

    media_ssrc: int
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyframeRequest:
    """PLI or FIR: the receiver of `media_ssrc` needs a keyframe."""

    media_ssrc: int


@dataclass(frozen=True, slots=True)
class BandwidthEstimate:
    """REMB: all of `media_ssrcs` together may take `bitrate` bit/s."""

    bitrate: int
    media_ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Goodbye:
    """These streams have ended."""

    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A part that could not be read; `packet_type` is -1 when not even its head could."""

    packet_type: int


Part: TypeAlias = SenderReport | ReceiverReport | Nack | KeyframeRequest | BandwidthEstimate | Goodbye | Malformed


def parse(compound: bytes | memoryview) -> list[Part]:
    """Read a decrypted (compound or reduced-size) RTCP packet; never raises.

    Parts we do not use (SDES, XR, APP, transport-cc, unknown feedback) are left out. What follows a
    broken head is lost, what follows a broken body is not.
    """
    parts: list[Part] = []
    for packet_type, count, body in _split(bytes(compound)):
        try:
            parts.extend(_read(packet_type, count, body))
        except (ValueError, StructError, IndexError):
            parts.append(Malformed(packet_type))
    return parts


def _split(compound: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield `(packet_type, count, body)` of each part without its padding; -1 as type for a broken head."""
    at = 0
    for _ in range(_MAX_PARTS):
        if at >= len(compound):
            return
        if at + _HEAD.size > len(compound):
            break
        first, packet_type, words = _HEAD.unpack_from(compound, at)
        end = at + 4 * (words + 1)
        if first >> 6 != 2 or end > len(compound):
            break
        padding = compound[end - 1] if first & 0x20 else 0
        yield packet_type, first & 0x1F, compound[at + _HEAD.size : max(end - padding, at + _HEAD.size)]
        at = end
    yield -1, 0, b""


def _read(packet_type: int, count: int, body: bytes) -> Iterator[Part]:
    if packet_type == -1:
        raise ValueError("broken head")
    reader = _READERS.get(packet_type)
    return reader(count, body) if reader else iter(())


def _read_sender_report(count: int, body: bytes) -> Iterator[Part]:
    ssrc, ntp_time, rtp_time, packets, octets = _SENDER.unpack_from(body)
    yield SenderReport(ssrc, ntp_time, rtp_time, packets, octets, _read_blocks(count, body, _SENDER.size))


def _read_receiver_report(count: int, body: bytes) -> Iterator[Part]:
    yield ReceiverReport(_WORD.unpack_from(body)[0], _read_blocks(count, body, _WORD.size))


def _read_blocks(count: int, body: bytes, at: int) -> tuple[ReportBlock, ...]:
    return tuple(_read_block(body, at + _BLOCK.size * index) for index in range(count))


def _read_block(body: bytes, at: int) -> ReportBlock:
    ssrc, loss, highest, jitter, last_report, delay = _BLOCK.unpack_from(body, at)
    cumulative = loss & 0xFFFFFF
    if cumulative & 0x800000:
        cumulative -= 0x1000000
    return ReportBlock(ssrc, loss >> 24, cumulative, highest, jitter, last_report, delay)


def _read_goodbye(count: int, body: bytes) -> Iterator[Part]:
    yield Goodbye(tuple(_WORD.unpack_from(body, 4 * index)[0] for index in range(count)))


def _read_transport_feedback(count: int, body: bytes) -> Iterator[Part]:
    _, media_ssrc = _PAIR.unpack_from(body)
    if count != _NACK_FORMAT:
        return
    lost: list[int] = []
    for at in range(_PAIR.size, len(body) - 3, _LOST.size):
        first, others = _LOST.unpack_from(body, at)
        lost.append(first)
        lost.extend((first + bit + 1) & 0xFFFF for bit in range(16) if others >> bit & 1)
    yield Nack(media_ssrc, tuple(lost[:_MAX_LOST]))


def _read_payload_feedback(count: int, body: bytes) -> Iterator[Part]:
    _, media_ssrc = _PAIR.unpack_from(body)
    if count == _PLI_FORMAT:
        yield KeyframeRequest(media_ssrc)
    elif count == _FIR_FORMAT:
        for at in range(_PAIR.size, len(body) - 7, 8):
            yield KeyframeRequest(_WORD.unpack_from(body, at)[0])
    elif count == _APPLICATION_FORMAT and body[8:12] == _REMB_MARK:
        yield _read_estimate(body[12:])


def _read_estimate(value: bytes) -> BandwidthEstimate:
    count, mantissa = value[0], int.from_bytes(value[1:4])
    bitrate = (mantissa & 0x3FFFF) << (mantissa >> 18)
    return BandwidthEstimate(bitrate, tuple(_WORD.unpack_from(value, 4 + 4 * index)[0] for index in range(count)))


_READERS: Final[dict[int, Callable[[int, bytes], Iterator[Part]]]] = {
    _SR: _read_sender_report,
    _RR: _read_receiver_report,
    _BYE: _read_goodbye,
    _RTPFB: _read_transport_feedback,
    _PSFB: _read_payload_feedback,
}


def _build(packet_type: int, count: int, body: bytes) -> bytes:
    return _HEAD.pack(0x80 | count, packet_type, len(body) // 4) + body


def build_sender_report(report: SenderReport) -> bytes:
    """Return a sender report with its blocks (at most 31)."""
    body = _SENDER.pack(report.ssrc, report.ntp_time, report.rtp_time, report.packets, report.octets)
    return _build(_SR, len(report.blocks), body + _build_blocks(report.blocks))


def build_receiver_report(report: ReceiverReport) -> bytes:
    """Return a receiver report with its blocks (at most 31)."""
    return _build(_RR, len(report.blocks), _WORD.pack(report.ssrc) + _build_blocks(report.blocks))


def _build_blocks(blocks: Iterable[ReportBlock]) -> bytes:
    return b"".join(
        _BLOCK.pack(
            block.ssrc,
            block.fraction_lost << 24 | max(-0x800000, min(block.cumulative_lost, 0x7FFFFF)) & 0xFFFFFF,
            block.highest_sequence,
            block.jitter,
            block.last_report,
            block.delay,
        )
        for block in blocks
    )


def build_description(ssrc: int, cname: str) -> bytes:
    """Return an SDES with the canonical name, which ties a person's streams together (RFC 3550 section 6.5.1)."""
    name = cname.encode()[:255]
    chunk = _WORD.pack(ssrc) + bytes((_CNAME, len(name))) + name + b"\0"
    return _build(_SDES, 1, chunk + bytes(-len(chunk) % 4))


def build_nack(ssrc: int, media_ssrc: int, lost: Iterable[int]) -> bytes:
    """Return a NACK for `lost`, ascending modulo 2^16 (RFC 4585 section 6.2.1)."""
    pairs: list[list[int]] = []
    for sequence in lost:
        ahead = (sequence - pairs[-1][0]) & 0xFFFF if pairs else 0
        if 1 <= ahead <= 16:
            pairs[-1][1] |= 1 << (ahead - 1)
        else:
            pairs.append([sequence, 0])
    return _build(_RTPFB, _NACK_FORMAT, _PAIR.pack(ssrc, media_ssrc) + b"".join(_LOST.pack(*pair) for pair in pairs))


def build_pli(ssrc: int, media_ssrc: int) -> bytes:
    """Return a picture loss indication (RFC 4585 section 6.3.1)."""
    return _build(_PSFB, _PLI_FORMAT, _PAIR.pack(ssrc, media_ssrc))


def build_fir(ssrc: int, media_ssrc: int, command: int) -> bytes:
    """Return a full intra request, the same `command` (0 to 255) when it repeats one (RFC 5104 section 4.3.1)."""
    return _build(_PSFB, _FIR_FORMAT, _PAIR.pack(ssrc, 0) + _COMMAND.pack(media_ssrc, command))


def build_transport_feedback(ssrc: int, media_ssrc: int, control: bytes) -> bytes:
    """Return a transport-cc feedback packet around `control`, which `feedback.TransportFeedback` makes."""
    padding = -len(control) % 4
    body = _PAIR.pack(ssrc, media_ssrc) + control
    if padding:
        body += bytes(padding - 1) + bytes((padding,))
    first = 0x80 | (0x20 if padding else 0) | _TRANSPORT_FORMAT
    return _HEAD.pack(first, _RTPFB, len(body) // 4) + body
