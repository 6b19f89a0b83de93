"""Counters of a worker, as plain numbers for the metrics page."""

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Counters:
    """What happened since the worker started. Everything only grows."""

    packets_received: int = 0
    """Datagrams and TCP frames of every kind."""
    packets_sent: int = 0
    """RTP packets sent, retransmissions included."""
    bytes_received: int = 0
    bytes_sent: int = 0
    send_drops: int = 0
    """Packets not sent because a socket buffer was full or there was no path."""
    strangers: int = 0
    """Packets that were not STUN and came from an address nobody proved to own."""
    malformed: int = 0
    unauthentic: int = 0
    """SRTP and SRTCP that failed verification."""
    replayed: int = 0
    unknown_streams: int = 0
    rejected: int = 0
    """Packets of a source that is not allowed or in a format that was not agreed."""
    throttled: int = 0
    """Authentic packets dropped because their browser sends more than any needs."""
    layouts: int = 0
    """How often it was learned anew where the header extensions of a stream stand."""
    retransmissions: int = 0
    """Packets sent again because a receiver asked."""
    retransmissions_refused: int = 0
    """Asked for, but beyond the budget or no longer kept."""
    keyframe_requests: int = 0
    """Received from browsers."""
    handshakes: int = 0
    handshakes_failed: int = 0
    failures: int = 0
    """Packets that made our own code raise. Each is a defect."""

    def as_dict(self) -> dict[str, float]:
        """Return every counter by name."""
        return {field.name: float(getattr(self, field.name)) for field in fields(self)}
