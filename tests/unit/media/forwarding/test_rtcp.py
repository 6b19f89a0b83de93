import struct

import pytest
from aiortc import rtp as reference
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding import rtcp
from media.forwarding.rtcp import (
    BandwidthEstimate,
    Goodbye,
    KeyframeRequest,
    Malformed,
    Nack,
    ReceiverReport,
    ReportBlock,
    SenderReport,
    parse,
)

_U8, _U16, _U32 = (st.integers(0, (1 << bits) - 1) for bits in (8, 16, 32))
_BLOCKS = st.lists(
    st.builds(ReportBlock, _U32, _U8, st.integers(-0x800000, 0x7FFFFF), _U32, _U32, _U32, _U32), max_size=31
).map(tuple)


@given(st.builds(SenderReport, _U32, st.integers(0, (1 << 64) - 1), _U32, _U32, _U32, _BLOCKS))
def test_a_sender_report_reads_as_it_was_built(report: SenderReport) -> None:
    assert parse(rtcp.build_sender_report(report)) == [report]


@given(st.builds(ReceiverReport, _U32, _BLOCKS))
def test_a_receiver_report_reads_as_it_was_built(report: ReceiverReport) -> None:
    assert parse(rtcp.build_receiver_report(report)) == [report]


@given(lost=st.lists(_U16, min_size=1, max_size=60, unique=True), start=_U16)
def test_a_nack_reads_as_it_was_built(lost: list[int], start: int) -> None:
    ascending = sorted(lost, key=lambda sequence: (sequence - start) & 0xFFFF)

    assert parse(rtcp.build_nack(1, 2, ascending)) == [Nack(2, tuple(ascending))]


def test_a_nack_spans_the_wrap_in_one_pair() -> None:
    nack = rtcp.build_nack(1, 2, [65_534, 65_535, 0, 14])

    assert len(nack) == 16
    assert parse(nack) == [Nack(2, (65_534, 65_535, 0, 14))]


@given(bitrate=st.integers(0, 1 << 40), ssrcs=st.lists(_U32, max_size=5))
def test_an_estimate_is_read_with_its_eighteen_bits_of_precision(bitrate: int, ssrcs: list[int]) -> None:
    fci = reference.pack_remb_fci(bitrate, ssrcs)
    remb = bytes(reference.RtcpPsfbPacket(fmt=reference.RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=fci))

    (estimate,) = parse(remb)

    assert isinstance(estimate, BandwidthEstimate)
    assert estimate.media_ssrcs == tuple(ssrcs)
    assert 0 <= bitrate - estimate.bitrate <= bitrate >> 17


def test_what_we_build_is_what_others_read() -> None:
    block = ReportBlock(5, 128, -3, 70_000, 9, 10, 11)
    compound = (
        rtcp.build_sender_report(SenderReport(1, 1 << 40, 3, 4, 5, (block,)))
        + rtcp.build_description(1, "a name")
        + rtcp.build_nack(1, 2, [10, 11, 40])
        + rtcp.build_pli(1, 2)
    )

    sender, description, nack, pli = reference.RtcpPacket.parse(compound)

    assert isinstance(sender, reference.RtcpSrPacket)
    assert sender.reports[0].packets_lost == -3
    assert isinstance(description, reference.RtcpSdesPacket)
    assert description.chunks[0].items == [(1, b"a name")]
    assert isinstance(nack, reference.RtcpRtpfbPacket)
    assert nack.lost == [10, 11, 40]
    assert isinstance(pli, reference.RtcpPsfbPacket)
    assert pli.media_ssrc == 2


def test_a_keyframe_is_asked_for_by_pli_and_by_fir() -> None:
    fir = struct.pack("!BBHIIIIII", 0x84, 206, 6, 1, 0, 7, 1 << 24, 8, 2 << 24)

    assert parse(rtcp.build_pli(1, 6)) == [KeyframeRequest(6)]
    assert parse(fir) == [KeyframeRequest(7), KeyframeRequest(8)]


def test_a_full_intra_request_names_its_source_and_its_number() -> None:
    """RFC 5104 section 4.3.1.2: the media SSRC of the head is 0."""
    assert rtcp.build_fir(1, 7, 255) == struct.pack("!BBHIIIB3x", 0x84, 206, 4, 1, 0, 7, 255)


def test_a_goodbye_names_its_streams_whatever_the_reason() -> None:
    assert parse(struct.pack("!BBHII", 0x82, 203, 2, 1, 2)) == [Goodbye((1, 2))]
    assert parse(struct.pack("!BBHI4s", 0x81, 203, 2, 1, b"\3bye")) == [Goodbye((1,))]


def test_one_bad_part_does_not_cost_the_others() -> None:
    bad_report = struct.pack("!BBHI", 0x85, 201, 1, 1)  # five blocks announced, none there
    compound = rtcp.build_pli(1, 2) + bad_report + rtcp.build_pli(1, 3)

    assert parse(compound) == [KeyframeRequest(2), Malformed(201), KeyframeRequest(3)]


@pytest.mark.parametrize("padding", [b"", b"\0\0\0\4"])
def test_transport_feedback_is_left_out_padded_or_not(padding: bytes) -> None:
    control = b"\0\1\0\1\0\0\0\1\x20\1\4\0"
    first = 0x8F | (0x20 if padding else 0)
    body = struct.pack("!II", 1, 2) + control + padding
    feedback = struct.pack("!BBH", first, 205, len(body) // 4) + body

    assert parse(feedback + rtcp.build_pli(1, 2)) == [KeyframeRequest(2)]


def test_parts_of_no_use_are_left_out() -> None:
    extended = struct.pack("!BBHI", 0x80, 207, 1, 1)
    application = struct.pack("!BBHI4s", 0x80, 204, 2, 1, b"name")

    assert parse(extended + application + rtcp.build_description(1, "someone")) == []


def test_padding_at_the_end_is_not_read_as_content() -> None:
    nack = bytearray(rtcp.build_nack(1, 2, [3]) + b"\0\0\0\4")
    nack[0] |= 0x20
    nack[3] += 1

    assert parse(bytes(nack)) == [Nack(2, (3,))]


@pytest.mark.parametrize(
    "data", [b"\x81", b"\x40\xc9\0\1\0\0\0\0", b"\x81\xc9\0\7\0\0\0\0", rtcp.build_pli(1, 2)[:-1], b"\xff" * 40]
)
def test_a_broken_head_is_told_once(data: bytes) -> None:
    assert parse(data) == [Malformed(-1)]


def test_a_flood_of_parts_is_cut() -> None:
    parts = parse(rtcp.build_pli(1, 2) * 1_000)

    assert len(parts) == 65
    assert parts[-1] == Malformed(-1)


def test_a_flood_of_lost_numbers_is_cut() -> None:
    (nack,) = parse(rtcp.build_nack(1, 2, range(0, 60_000, 17)))

    assert isinstance(nack, Nack)
    assert len(nack.lost) == 1_024


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(parse(data), list)


@given(
    start=st.sampled_from([0x80, 0x81, 0x82, 0x84, 0x8F, 0xA1, 0xBF]),
    packet_type=st.sampled_from([200, 201, 202, 203, 204, 205, 206, 207]),
    body=st.binary(max_size=80),
)
def test_no_body_behind_a_valid_head_raises(start: int, packet_type: int, body: bytes) -> None:
    body += bytes(-len(body) % 4)
    part = struct.pack("!BBH", start, packet_type, len(body) // 4) + body

    assert parse(part + rtcp.build_pli(1, 2))[-1] == KeyframeRequest(2)
