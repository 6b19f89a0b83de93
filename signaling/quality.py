"""How good a line is, in the four steps a person is told. The thresholds are those at which speech suffers."""

from typing import Final

from media.plane import MemberQuality
from signaling.protocol.passing import QualityLevel

_STEPS: Final = (
    # level, loss from, round trip from (ms), jitter from (ms): ITU-T G.114 (400 ms one way is the limit), Opus FEC
    (QualityLevel.POOR, 0.12, 700.0, 120.0),
    (QualityLevel.FAIR, 0.03, 300.0, 50.0),
)


def level_of(measured: MemberQuality, *, connected: bool) -> QualityLevel:
    """Return the step of one line; a transport without packets is lost, whatever was measured before."""
    if not connected:
        return QualityLevel.LOST
    loss = max(measured.uplink_loss, measured.downlink_loss)
    round_trip = measured.round_trip_ms or 0.0
    for level, most_loss, most_round_trip, most_jitter in _STEPS:
        if loss >= most_loss or round_trip >= most_round_trip or measured.jitter_ms >= most_jitter:
            return level
    return QualityLevel.GOOD
