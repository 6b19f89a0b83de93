"""The lines on which one browser sends, and whose a stream is that no answer has named (RFC 8843 section 9.2)."""

from media.negotiation import Uplink
from media.producer import Producer


class Lines:
    """The lines of the last answer, of which there is one for each source."""

    __slots__ = ("_by_mid", "_by_ssrc", "_single")

    def __init__(self) -> None:
        self._by_mid: dict[bytes, Producer] = {}
        self._by_ssrc: dict[int, Producer] = {}
        self._single: set[Producer] = set()
        """Sources of which layers were promised and one stream came, without a name."""

    def clear(self) -> None:
        """Forget the lines, but not what came of the sources."""
        self._by_mid.clear()
        self._by_ssrc.clear()

    def add(self, uplink: Uplink, producer: Producer) -> tuple[str, ...]:
        """Take a line of the answer; return the layers to expect of it."""
        self._by_mid[uplink.mid.encode()] = producer
        if uplink.ssrc is not None:
            self._by_ssrc[uplink.ssrc] = producer
        return () if producer in self._single else uplink.rids

    def owner(self, ssrc: int, payload_type: int, mid: bytes | None) -> Producer | None:
        """Find whose a strange packet is: by its MID, by what the answer said, by a format that only one line has.

        The last only for a source that may come and of which nothing is known yet: another would take its place.
        """
        if mid is not None:
            return self._by_mid.get(mid)
        if ssrc in self._by_ssrc:
            return self._by_ssrc[ssrc]
        owners = [each for each in self._by_mid.values() if each.allowed and payload_type in each.takes]
        return owners[0] if len(owners) == 1 and not _is_known(owners[0]) else None

    def expect_one_stream(self, producer: Producer, payload_type: int, now: float) -> None:
        """Expect no layers any more of who sends a stream without a name: some stacks repeat our `a=simulcast` unread.

        Without effect when there are no layers, or one has come by its name.
        """
        if len(producer.layers) > 1 and payload_type in producer.takes and not _is_known(producer):
            self._single.add(producer)
            producer.use(producer.format, (), now)


def _is_known(producer: Producer) -> bool:
    return any(layer.ssrc for layer in producer.layers)
