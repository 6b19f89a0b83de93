"""A source in several layers as one stream for a tap: at any time one layer, changed at keyframes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from media.forwarding import rtcp
from media.forwarding.run import Run
from media.forwarding.sequence import SequenceMap
from media.forwarding.vp8 import Vp8Frame

if TYPE_CHECKING:
    from media.layer import Copier, Layer

SSRC: Final = 0
"""Of the spliced stream: the recorder knows streams by their tap."""


class Splice:
    """The layers of one source towards one tap, in one sequence of numbers and on one clock."""

    __slots__ = ("_copier", "_introduced", "_numbers", "layer", "target")

    def __init__(self, copier: "Copier", clock_rate: int) -> None:
        self.layer: Layer | None = None
        self.target: Layer | None = None
        self._copier = copier
        self._numbers: SequenceMap[None] = SequenceMap(clock_rate, 0, 0)
        self._introduced = False

    @property
    def introduced(self) -> bool:
        """Whether the tap has been told the clocks of the present layer."""
        return self._introduced

    def forward(self, run: Run, now: float) -> None:
        """Copy packets in the numbers of the tap."""
        own = Run()
        own.at = now
        timestamps: list[int] = []
        for write, head, rest, sequence, timestamp, length in run.packets:
            numbers = self._numbers.translate(sequence, timestamp, now)
            if numbers is not None:
                own.packets.append((write, head, rest, *numbers, length))
                own.octets += length
                timestamps.append(timestamp)
        if self.layer is not None:
            self.layer.copy_to(self._copier, own, SSRC, timestamps)

    def forward_frames(self, run: Run, frames: Sequence[Vp8Frame | None], now: float) -> None:
        """Copy packets; a recording has every frame, and a decoder of files does not look at picture ids."""
        del frames
        self.forward(run, now)

    def interrupt(self) -> None:
        """Take note that the next packet does not continue the last one."""
        self._numbers.interrupt()
        self._introduced = False

    def send_report(self, report: rtcp.SenderReport, report_at: float, now: float) -> None:
        """Copy the clocks of the present layer, with the tap's timestamp; `report_at` as it came."""
        del now
        if self._numbers.started:
            self._introduced = True
            rtp_time = (report.rtp_time + self._numbers.timestamp_offset) & 0xFFFFFFFF
            self._copier.add_report(rtcp.SenderReport(SSRC, report.ntp_time, rtp_time, 0, 0), report_at)
