from media.capabilities import VP8
from media.forwarding.packet import read_header, take_extensions
from media.forwarding.probing import MAX_PER_CALL, PROBE_SIZE, Prober, build_filler, build_probe


def test_padding_keeps_its_rate() -> None:
    prober = Prober()
    sent = sum(prober.due(500_000, step / 50) for step in range(101))

    assert abs(sent * PROBE_SIZE * 8 - 2 * 500_000) < 2 * PROBE_SIZE * 8


def test_no_padding_is_made_up_for_after_a_pause() -> None:
    prober = Prober()
    prober.due(500_000, 0.0)
    prober.due(0, 1.0)

    assert prober.due(500_000, 100.0) == 0
    assert prober.due(500_000_000, 101.0) == MAX_PER_CALL
    assert prober.due(500_000, 101.02) <= 6


def test_a_probe_is_a_retransmission_of_nothing_with_its_send_time() -> None:
    packet = bytearray(2_048)
    length = build_probe(packet, VP8.rtx or 0, 7, 99, now=2.0)

    payload_type, _, sequence, _, ssrc, extensions_at, payload_at, end = read_header(packet, length)
    send_time_at = take_extensions(packet, extensions_at, payload_at)[0]
    assert (payload_type, sequence, ssrc) == (VP8.rtx, 7, 99)
    assert payload_at == end
    assert packet[send_time_at : send_time_at + 3] == int(2.0 * (1 << 18)).to_bytes(3)


def test_a_filler_holds_nothing() -> None:
    packet = build_filler(VP8.payload_type)

    assert read_header(packet, len(packet)) == (VP8.payload_type, 0, 0, 0, 0, 0, 12, 12)
