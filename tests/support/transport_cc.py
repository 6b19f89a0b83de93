"""A plain decoder of transport-wide feedback, written from the draft, to compare our encoder with."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Feedback:
    """One feedback packet: arrival in seconds by transport-wide number, None for a missing one."""

    ssrc: int
    media_ssrc: int
    count: int
    arrivals: dict[int, float | None]


def decode(packet: bytes) -> Feedback:
    """Decode a whole RTCP packet; every inconsistency is an assertion."""
    first, packet_type, words, ssrc, media_ssrc = struct.unpack_from("!BBHII", packet)
    assert first & 0x1F == 15
    assert packet_type == 205
    assert len(packet) == 4 * (words + 1)
    end = len(packet) - (packet[-1] if first & 0x20 else 0)
    base, number_of_packets, reference = struct.unpack_from("!HHI", packet, 12)
    symbols, at = _symbols(packet, 20, number_of_packets)
    clock = (reference >> 8) * 0.064
    arrivals: dict[int, float | None] = {}
    for index, symbol in enumerate(symbols):
        number = (base + index) & 0xFFFF
        if symbol == 0:
            arrivals[number] = None
            continue
        delta = packet[at] if symbol == 1 else struct.unpack_from("!h", packet, at)[0]
        at += symbol
        clock += delta * 0.00025
        arrivals[number] = clock
    assert at == end
    return Feedback(ssrc, media_ssrc, reference & 0xFF, arrivals)


def _symbols(packet: bytes, at: int, wanted: int) -> tuple[list[int], int]:
    symbols: list[int] = []
    while len(symbols) < wanted:
        (chunk,) = struct.unpack_from("!H", packet, at)
        at += 2
        if not chunk & 0x8000:
            symbols += [chunk >> 13] * (chunk & 0x1FFF)
        elif chunk & 0x4000:
            symbols += [chunk >> shift & 3 for shift in range(12, -2, -2)]
        else:
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    assert all(symbol in {0, 1, 2} for symbol in symbols[:wanted])
    return symbols[:wanted], at
