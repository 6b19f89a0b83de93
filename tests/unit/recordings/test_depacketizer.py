import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings import depacketizer
from tests.support.encoded import h264_frames, h264_rtp, opus_frames, vp8_frames, vp8_rtp


@pytest.mark.parametrize(
    ("packet", "samples"),
    [
        (b"\xf8\xff\xfe", 960),  # CELT 20 ms, one frame
        (b"\xf0\x00", 480),  # CELT 10 ms
        (b"\x08\x00", 960),  # SILK narrow 20 ms
        (b"\x18\x00", 2880),  # SILK narrow 60 ms
        (b"\x68\x00", 960),  # hybrid 20 ms
        (b"\xf9\x00", 1920),  # two frames
        (b"\xfb\x06\x00", 5760),  # six frames: 120 ms
        (b"\xfb\x07\x00", 0),  # 140 ms is more than there can be
        (b"\xfb", 0),
        (b"", 0),
    ],
)
def test_the_length_of_an_opus_packet_is_read_from_its_first_bytes(packet: bytes, samples: int) -> None:
    assert depacketizer.opus_duration(packet) == samples


def test_encoded_sound_has_the_length_it_was_encoded_with() -> None:
    assert {depacketizer.opus_duration(frame) for frame in opus_frames(10)} == {960}


def test_a_vp8_picture_is_joined_from_its_packets() -> None:
    frames = vp8_frames(3, width=320, height=240)
    packets = [packet.data[12:] for packet in vp8_rtp(frames[:1])]

    picture = depacketizer.vp8_picture(packets)

    assert picture is not None
    assert (picture.data, picture.keyframe, picture.width, picture.height) == (frames[0], True, 320, 240)


def test_a_vp8_picture_without_its_first_packet_is_none() -> None:
    packets = [packet.data[12:] for packet in vp8_rtp(vp8_frames(1, width=640, height=480))]

    assert len(packets) > 1
    assert depacketizer.vp8_picture(packets[1:]) is None


@pytest.mark.parametrize(
    ("descriptor", "length"),
    [
        (b"\x10", 1),
        (b"\x90\x80\x11", 3),  # 7-bit picture id
        (b"\x90\x80\x91\x11", 4),  # 15-bit picture id
        (b"\x90\xc0\x11\x22", 4),  # with TL0PICIDX
        (b"\x90\xf0\x91\x11\x22\x33", 6),  # all of it
        (b"\x90\x20\x33", 3),  # TID alone
    ],
)
def test_the_vp8_descriptor_is_as_long_as_it_says(descriptor: bytes, length: int) -> None:
    assert depacketizer.vp8_payload_at(descriptor + b"data") == length


def test_an_h264_keyframe_carries_parameters_and_size() -> None:
    frames = h264_frames(2, width=320, height=192)
    packets = [packet.data[12:] for packet in h264_rtp(frames[:1])]

    picture = depacketizer.h264_picture(packets)

    assert picture is not None
    assert picture.keyframe
    assert (picture.width, picture.height) == (320, 192)
    assert picture.codec_private[0] == 1
    assert picture.codec_private[4:6] == b"\xff\xe1"


def test_an_h264_fragment_without_its_end_is_none() -> None:
    packets = [packet.data[12:] for packet in h264_rtp(h264_frames(1, width=640, height=480))]

    assert packets[-1][0] & 0x1F == 28
    assert depacketizer.h264_picture(packets[:-1]) is None
    assert depacketizer.h264_picture(packets[2:]) is None


def test_h264_parameters_too_long_to_be_written_down_make_no_picture() -> None:
    sps = bytes.fromhex("6742c01fda014016ec0440000003004000000c83c60ca8")
    first, last = b"\x7c\x88" + bytes(33_000), b"\x7c\x48" + bytes(33_000)  # a picture parameter set of 66 kB
    slice_ = b"\x65\x88\x84"

    assert depacketizer.h264_picture([sps, b"\x68\xce\x3c\x80", slice_])
    assert depacketizer.h264_picture([sps, first, last, slice_]) is None


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_hostile_payloads_never_raise(payloads: list[bytes]) -> None:
    depacketizer.vp8_picture(payloads)
    depacketizer.h264_picture(payloads)
    for payload in payloads:
        depacketizer.opus_duration(payload)
        depacketizer.vp8_starts_frame(payload)


@given(st.binary(max_size=80))
def test_hostile_parameter_sets_raise_nothing_but_value_error(data: bytes) -> None:
    depacketizer.h264_picture([b"\x67" + data, b"\x68\x01", b"\x65\x88"])
