from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.capabilities import Extension
from media.forwarding import packet as rules
from media.forwarding.packet import Kind, classify, read_header, take_extensions, unwrap_rtx, wrap_rtx
from tests.support.rtp import extension, one_byte, rtp, two_byte


def _clean(packet: bytearray) -> tuple[int, int, int, bytes | None, bytes | None, bytes | None]:
    extensions_at, payload_at = read_header(packet, len(packet))[5:7]
    return take_extensions(packet, extensions_at, payload_at)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (0, Kind.STUN),
        (3, Kind.STUN),
        (4, Kind.OTHER),
        (19, Kind.OTHER),
        (20, Kind.DTLS),
        (63, Kind.DTLS),
        (64, Kind.OTHER),
        (127, Kind.OTHER),
        (128, Kind.RTP),
        (191, Kind.RTP),
        (192, Kind.OTHER),
        (255, Kind.OTHER),
    ],
)
def test_the_first_byte_tells_the_kind_of_a_datagram(first: int, kind: Kind) -> None:
    assert classify(bytes((first, 96)), 2) is kind


def test_a_packet_type_of_rtcp_tells_rtcp_from_rtp() -> None:
    assert [classify(bytes((0x80, second)), 2) for second in (191, 192, 200, 223, 224)] == [
        Kind.RTP,
        Kind.RTCP,
        Kind.RTCP,
        Kind.RTCP,
        Kind.RTP,
    ]


def test_an_empty_datagram_is_of_no_kind() -> None:
    assert classify(b"", 0) is Kind.OTHER
    assert classify(b"\x80", 1) is Kind.OTHER


def test_a_header_is_read_with_its_offsets() -> None:
    packet = rtp(payload_type=111, marker=1, sequence=65_535, timestamp=7, ssrc=9, payload=b"abc")

    assert read_header(packet, len(packet)) == (111, 1, 65_535, 7, 9, 0, 12, 15)


def test_contributing_sources_extension_and_padding_are_stepped_over() -> None:
    packet = rtp(csrcs=(1, 2), extension=one_byte((4, b"0")), payload=b"abc", padding=5)

    *_, extensions_at, payload_at, payload_end = read_header(packet, len(packet))

    assert extensions_at == 12 + 8 + 4
    assert bytes(packet[payload_at:payload_end]) == b"abc"


def test_a_longer_buffer_does_not_change_what_is_read() -> None:
    packet = rtp(payload=b"abc", padding=2)

    assert read_header(packet + b"\xff" * 100, len(packet)) == read_header(packet, len(packet))


def test_a_packet_of_padding_only_has_no_payload() -> None:
    packet = rtp(payload=b"", padding=200)

    *_, payload_at, payload_end = read_header(packet, len(packet))

    assert payload_at == payload_end


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\x80",
        bytes(rtp())[:11],
        b"\x40" + bytes(rtp())[1:],
        bytes(rtp(csrcs=(1, 2, 3), payload=b""))[:-1],
        bytes(rtp(extension=one_byte((4, b"0")), payload=b""))[:-1],
        bytes(rtp(extension=one_byte((4, b"0")), payload=b""))[:14],
        bytes(rtp(extension=extension(0xBEDE, bytes(4)), payload=b""))[:15] + b"\xff",
        bytes(rtp(payload=b"", padding=4))[:-1] + b"\x05",
        bytes(rtp(payload=b"abc", padding=1))[:-1] + b"\x00",
    ],
)
def test_a_malformed_header_is_refused(packet: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_header(packet, len(packet))


@pytest.mark.parametrize("pack", [one_byte, two_byte])
def test_everything_the_sender_told_about_a_packet_is_read(pack: Callable[..., bytes]) -> None:
    packet = rtp(
        extension=pack(
            (Extension.AUDIO_LEVEL, b"\x85"),
            (Extension.ABS_SEND_TIME, b"\1\2\3"),
            (Extension.TRANSPORT_SEQUENCE, b"\xff\xfe"),
            (Extension.MID, b"1"),
            (Extension.RID, b"q"),
            (Extension.REPAIRED_RID, b"h"),
        )
    )

    send_time_at, level, transport_sequence, mid, rid, repaired_rid = _clean(packet)

    assert packet[send_time_at : send_time_at + 3] == b"\1\2\3"
    assert (level, transport_sequence, mid, rid, repaired_rid) == (0x85, 0xFFFE, b"1", b"q", b"h")


@pytest.mark.parametrize("pack", [one_byte, two_byte])
def test_only_level_and_send_time_travel_on(pack: Callable[..., bytes]) -> None:
    packet = rtp(
        extension=pack(
            (Extension.MID, b"secret"),
            (Extension.AUDIO_LEVEL, b"\x85"),
            (Extension.RID, b"hidden"),
            (14, b"unknown"),
            (Extension.TRANSPORT_SEQUENCE, b"\xab\xcd"),
            (Extension.ABS_SEND_TIME, b"\1\2\3"),
        )
    )
    before = bytes(packet)

    _clean(packet)

    assert len(packet) == len(before)
    assert packet[:16] == before[:16]
    assert packet.endswith(b"payload")
    for secret in (b"secret", b"hidden", b"unknown", b"\xab\xcd"):
        assert secret not in packet
    assert _clean(packet)[1:] == (0x85, -1, None, None, None)


def test_the_list_ends_at_the_reserved_id_and_what_follows_is_erased() -> None:
    packet = rtp(extension=one_byte((Extension.AUDIO_LEVEL, b"\x05"), (15, b"xx"), (Extension.MID, b"1")))

    _, level, _, mid, _, _ = _clean(packet)

    assert (level, mid) == (5, None)
    assert b"xx" not in packet


def test_an_element_reaching_into_the_payload_is_erased_and_the_payload_untouched() -> None:
    packet = rtp(extension=extension(0xBEDE, b"\x4f\x01\x01\x01"), payload=b"payload")

    assert _clean(packet) == (0, -1, -1, None, None, None)
    assert packet.endswith(b"\0\0\0\0payload")


def test_an_extension_of_an_unknown_profile_is_erased() -> None:
    packet = rtp(extension=extension(0xABCD, b"personal"))

    assert _clean(packet) == (0, -1, -1, None, None, None)
    assert b"personal" not in packet


def test_a_very_long_extension_is_erased_as_well() -> None:
    packet = rtp(extension=extension(0xABCD, b"x" * 4000))

    _clean(packet)

    assert b"x" not in packet


def test_a_level_is_loudness_and_voice() -> None:
    assert rules.read_level(0x80 | 30) == (True, 30)
    assert rules.read_level(127) == (False, 127)


def test_the_send_time_is_patched_in_place() -> None:
    packet = rtp(extension=one_byte((Extension.ABS_SEND_TIME, bytes(3))))
    send_time_at = _clean(packet)[0]

    rules.write_send_time(packet, send_time_at, 64.0 + 1.5)

    assert int.from_bytes(packet[send_time_at : send_time_at + 3]) == int(1.5 * (1 << 18))


@given(
    payload=st.binary(max_size=100),
    sequence=st.integers(0, 0xFFFF),
    marker=st.integers(0, 1),
    elements=st.lists(st.tuples(st.integers(1, 14), st.binary(min_size=1, max_size=16)), max_size=3),
    padding=st.integers(0, 20),
)
def test_a_retransmission_unwraps_to_what_was_wrapped(
    payload: bytes, sequence: int, marker: int, elements: list[tuple[int, bytes]], padding: int
) -> None:
    packet = rtp(
        payload_type=96,
        marker=marker,
        sequence=sequence,
        ssrc=7,
        extension=one_byte(*elements) if elements else b"",
        payload=payload,
        padding=padding,
    )
    payload_at = read_header(packet, len(packet))[6]
    wrapped = bytearray(1500)

    length = wrap_rtx(wrapped, packet, len(packet), payload_at, 97, 4321, 8)

    assert length == len(packet) + 2
    assert read_header(wrapped, length)[:5] == (97, marker, 4321, 90_000, 8)
    assert unwrap_rtx(wrapped, length, payload_at, 96, 7) == len(packet)
    assert wrapped[: len(packet)] == packet


@pytest.mark.parametrize("payload", [b"", b"\1"])
def test_a_padding_probe_repeats_nothing(payload: bytes) -> None:
    probe = rtp(payload_type=97, payload=payload, padding=100)

    assert unwrap_rtx(probe, len(probe), 12, 96, 1) == 0


def test_a_retransmission_unwraps_in_a_view_of_a_larger_buffer() -> None:
    packet = rtp(payload=b"\x12\x34rest")
    view = memoryview(bytearray(bytes(packet) + bytes(500)))

    length = unwrap_rtx(view, len(packet), 12, 96, 5)

    assert bytes(view[12:length]) == b"rest"
    assert read_header(view, length)[2] == 0x1234


_VP8_KEYFRAME = b"\x00\x00\x00\x9d\x01\x2a"
_VP8_DELTA = b"\x01\x00\x00"


@pytest.mark.parametrize(
    ("descriptor", "size"),
    [
        (b"\x10", 1),
        (b"\x90\x80\x05", 3),
        (b"\x90\x80\x85\x01", 4),
        (b"\x90\xe0\x85\x01\x07\x20", 6),
        (b"\x90\x40\x07", 3),
        (b"\x90\x20\x07", 3),
        (b"\x90\x10\x07", 3),
        (b"\x90\x00", 2),
    ],
)
def test_a_vp8_descriptor_of_any_length_is_stepped_over(descriptor: bytes, size: int) -> None:
    key, delta = descriptor + _VP8_KEYFRAME, descriptor + _VP8_DELTA

    assert rules.vp8_payload_at(key, 0, len(key)) == size
    assert rules.is_vp8_keyframe(key, 0, len(key))
    assert not rules.is_vp8_keyframe(delta, 0, len(delta))


@pytest.mark.parametrize("payload", [b"", b"\x10", b"\x90", b"\x90\x80", b"\x90\xf0\x85", b"\x90\xe0\x85\x01\x07\x20"])
def test_a_truncated_vp8_payload_is_no_keyframe(payload: bytes) -> None:
    assert not rules.is_vp8_keyframe(payload, 0, len(payload))
    assert rules.vp8_payload_at(payload, 0, len(payload)) == -1


@pytest.mark.parametrize("first", [b"\x00", b"\x11", b"\x12"])
def test_the_middle_of_a_vp8_frame_is_no_keyframe(first: bytes) -> None:
    payload = first + _VP8_KEYFRAME

    assert not rules.is_vp8_keyframe(payload, 0, len(payload))


@pytest.mark.parametrize(
    ("payload", "keyframe"),
    [
        (b"\x67\x42", True),  # parameter set
        (b"\x65\x88", True),  # IDR slice
        (b"\x41\x9a", False),  # other slice
        (b"\x78\x00\x02\x67\x42\x00\x02\x68\xce", True),  # aggregated parameter sets
        (b"\x78\x00\x02\x06\x42\x00\x02\x65\xce", True),  # IDR behind something else
        (b"\x78\x00\x02\x41\x42", False),
        (b"\x7c\x85\x88", True),  # first fragment of an IDR slice
        (b"\x7c\x05\x88", False),  # later fragment
        (b"\x7c\x81\x88", False),  # first fragment of another slice
        (b"\x7c", False),
        (b"\x78", False),
        (b"\x78\xff\xff", False),
        (b"", False),
    ],
)
def test_h264_keyframes_are_told_from_other_payloads(payload: bytes, keyframe: bool) -> None:  # noqa: FBT001
    assert rules.is_h264_keyframe(payload, 0, len(payload)) is keyframe


@given(st.binary(max_size=200))
def test_no_datagram_raises_anything_but_a_value_error(data: bytes) -> None:
    packet = bytearray(data)
    classify(packet, len(packet))
    for test in (rules.is_vp8_keyframe, rules.is_h264_keyframe):
        test(packet, 0, len(packet))
    try:
        *_, extensions_at, payload_at, payload_end = read_header(packet, len(packet))
    except ValueError:
        return

    assert 12 <= payload_at <= payload_end <= len(packet)
    if extensions_at:
        take_extensions(packet, extensions_at, payload_at)
    unwrap_rtx(packet, len(packet), payload_at, 96, 1)
    assert len(packet) == len(data)


@given(body=st.binary(max_size=64), profile=st.sampled_from([0xBEDE, 0x1000, 0x1003, 0x1234]))
def test_whatever_an_extension_holds_cleaning_twice_changes_nothing_more(body: bytes, profile: int) -> None:
    packet = rtp(extension=extension(profile, body), payload=b"the payload")
    head = bytes(packet[:16])

    send_time_at, level, *_ = _clean(packet)
    once = bytes(packet)
    again = _clean(packet)

    assert packet == once
    assert again[:2] == (send_time_at, level)
    assert again[2:] == (-1, None, None, None)
    assert packet[:16] == head
    assert packet.endswith(b"the payload")
