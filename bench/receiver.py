"""A receiver as browsers are: it loses a little, asks for pictures again, and reports what it gets.

Loss happens here, behind the wire, the same for every server: a packet is thrown away before it is looked at and
counts as delivered; what the server sends again for it does not count as forwarded.
"""

import struct
from random import Random
from typing import Final

from bench.caller import Caller
from media.forwarding import rtcp

VIDEO: Final = 96
_LOSS: Final = 0.01
_BITRATE: Final = 20_000_000
"""What the receiver says its line carries: more than it gets, so that no server holds anything back."""
_REMB: Final = struct.Struct("!BBHII4sB")
_NEVER_ASKED_FOR: Final = 50
"""A gap longer than this is no loss but a stream that began anew."""


class Receiver:
    """What one downlink lost, asked for and got again."""

    def __init__(self, caller: Caller, seed: int) -> None:
        self.lost = 0
        self.asked = 0
        self.repaired = 0
        self._caller = caller
        self._random = Random(seed)  # noqa: S311 - a schedule, not a secret
        self._ssrc = self._random.randrange(1, 1 << 32)
        self._highest: dict[int, int] = {}
        self._missing: set[tuple[int, int]] = set()

    def loses(self) -> bool:
        """Whether the next packet is lost."""
        lost = self._random.random() < _LOSS
        self.lost += lost
        return lost

    def take(self, payload_type: int, ssrc: int, sequence: int) -> bool:
        """Take note of a packet that came; return whether it is new and not sent again."""
        if payload_type not in {VIDEO, 111}:
            self.repaired += 1  # a retransmission format
            return False
        if (ssrc, sequence) in self._missing:
            self._missing.discard((ssrc, sequence))
            self.repaired += 1
            return False
        before = self._highest.get(ssrc, sequence - 1)
        ahead = sequence - before & 0xFFFF
        if ahead < 1 << 15:
            self._highest[ssrc] = sequence
        if payload_type == VIDEO and 1 < ahead < _NEVER_ASKED_FOR:
            self._ask(ssrc, [before + step & 0xFFFF for step in range(1, ahead)])
        return True

    def report(self) -> None:
        """Say, as every second, what came and how much the line carries."""
        blocks = tuple(rtcp.ReportBlock(ssrc, 2, 0, highest, 0, 0, 0) for ssrc, highest in self._highest.items())
        report = rtcp.build_receiver_report(rtcp.ReceiverReport(self._ssrc, blocks[:31]))
        self._send(report + self._estimate())
        self._missing.clear()  # what did not come in a second will not come

    def _estimate(self) -> bytes:
        """Return a REMB message (draft-alvestrand-rmcat-remb)."""
        ssrcs = list(self._highest)
        exponent = max(0, _BITRATE.bit_length() - 18)
        rate = exponent << 18 | _BITRATE >> exponent
        head = _REMB.pack(0x8F, 206, 4 + len(ssrcs), self._ssrc, 0, b"REMB", len(ssrcs))
        return head + rate.to_bytes(3) + b"".join(ssrc.to_bytes(4) for ssrc in ssrcs)

    def _ask(self, ssrc: int, sequences: list[int]) -> None:
        self.asked += len(sequences)
        self._missing.update((ssrc, sequence) for sequence in sequences)
        block = rtcp.ReportBlock(ssrc, 2, 0, self._highest[ssrc], 0, 0, 0)
        report = rtcp.build_receiver_report(rtcp.ReceiverReport(self._ssrc, (block,)))
        self._send(report + rtcp.build_nack(self._ssrc, ssrc, sequences))

    def _send(self, packet: bytes) -> None:
        self._caller.send_rtcp(packet)
