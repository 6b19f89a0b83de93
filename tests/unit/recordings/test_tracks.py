import io
import struct
from collections.abc import Callable, Iterable, Sequence

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.plane import Codec, Source, TapId
from recordings import matroska
from recordings.depacketizer import OPUS_SILENCE
from recordings.frames import Gap, GapReason
from recordings.matroska import Frame, TrackFormat
from recordings.plane import TrackPlan
from recordings.timeline import SenderClock
from recordings.tracks import Cluster, Piece, Track
from tests.support.encoded import (
    OPUS_TYPE,
    Packetizer,
    Rtp,
    h264_frames,
    h264_rtp,
    opus_frames,
    opus_rtp,
    vp8_frames,
    vp8_rtp,
)

PICTURES = vp8_frames(60, keyframe_every=15)
SOUND = opus_frames(100)
START_US = 1_700_000_000_000_000


def sound_track() -> Track:
    return Track(TrackPlan(TapId(1), "ann", Source.MIC, Codec.OPUS, 48_000), SenderClock())


def picture_track(codec: Codec = Codec.VP8) -> Track:
    return Track(TrackPlan(TapId(2), "ann", Source.CAMERA, codec, 90_000), SenderClock())


def arrival(at_ms: float) -> int:
    return START_US + round(at_ms * 1_000)


def written(track: Track, packets: Iterable[Rtp]) -> list[Piece]:
    """Feed packets that arrive when they were captured, and end the track."""
    pieces: list[Piece] = []
    last_us = START_US
    for packet in packets:
        last_us = arrival(packet.at_ms)
        pieces += track.receive(packet.data, last_us)
    return pieces + track.end(last_us)


def frames(pieces: Sequence[Piece]) -> list[Frame]:
    return [frame for piece in pieces if isinstance(piece, Cluster) for frame in matroska.read_cluster(piece.content)]


def gaps(pieces: Sequence[Piece]) -> list[Gap]:
    return [piece for piece in pieces if isinstance(piece, Gap)]


def as_file(pieces: Sequence[Piece]) -> bytes:
    (track,) = (piece for piece in pieces if isinstance(piece, TrackFormat))
    return matroska.head(track) + b"".join(piece.content for piece in pieces if isinstance(piece, Cluster))


def decoded(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as container:
        return len(list(container.decode(container.streams[0])))


def decoded_heights(data: bytes) -> list[int]:
    with av.open(io.BytesIO(data), "r") as container:
        return [frame.height for frame in container.decode(video=0)]


def test_sound_is_written_as_it_was_sent() -> None:
    pieces = written(sound_track(), opus_rtp(SOUND))

    assert [frame.data for frame in frames(pieces)] == SOUND
    assert [frame.at_ms for frame in frames(pieces)] == list(range(0, 2_000, 20))
    assert gaps(pieces) == []
    assert decoded(as_file(pieces)) == 100


def test_pictures_are_written_as_they_were_sent() -> None:
    pieces = written(picture_track(), vp8_rtp(PICTURES))

    assert [frame.data for frame in frames(pieces)] == PICTURES
    assert gaps(pieces) == []
    assert decoded(as_file(pieces)) == 60


def test_h264_is_written_so_that_it_decodes() -> None:
    pieces = written(picture_track(Codec.H264), h264_rtp(h264_frames(30, width=640, height=480)))

    assert decoded(as_file(pieces)) == 30


@pytest.mark.parametrize(
    ("codec", "encode", "cut"), [(Codec.VP8, vp8_frames, vp8_rtp), (Codec.H264, h264_frames, h264_rtp)]
)
def test_a_telephone_that_is_turned_round_is_recorded_in_both_sizes(
    codec: Codec, encode: Callable[..., list[bytes]], cut: Callable[[list[bytes]], list[Rtp]]
) -> None:
    lying, upright = encode(15, width=320, height=192), encode(15, width=192, height=320)

    pieces = written(picture_track(codec), cut(lying + upright))

    assert gaps(pieces) == []
    assert decoded_heights(as_file(pieces)) == [192] * 15 + [320] * 15


def test_the_format_comes_once_and_first() -> None:
    pieces = written(picture_track(), vp8_rtp(PICTURES))

    assert pieces[0] == TrackFormat(Codec.VP8, 160, 120)
    assert not any(isinstance(piece, TrackFormat) for piece in pieces[1:])


def test_clusters_are_short_and_begin_with_every_keyframe() -> None:
    clusters = [piece for piece in written(picture_track(), vp8_rtp(PICTURES)) if isinstance(piece, Cluster)]

    assert max(cluster.duration_ms for cluster in clusters) <= 500
    assert sum(cluster.keyframe for cluster in clusters) == 4


def test_an_open_cluster_is_closed_when_nothing_more_comes() -> None:
    track = sound_track()
    for packet in opus_rtp(SOUND[:5]):
        track.receive(packet.data, arrival(packet.at_ms))

    before = track.tick(arrival(499))
    after = track.tick(arrival(500))

    assert before == []
    assert [type(piece) for piece in after] == [TrackFormat, Cluster]


def test_lost_sound_becomes_silence_of_the_same_length_and_is_stated() -> None:
    packets = opus_rtp(SOUND)
    del packets[40:45]

    pieces = written(sound_track(), packets)

    assert gaps(pieces) == [Gap(800, 100, GapReason.LOST)]
    assert [frame.data for frame in frames(pieces)][40:45] == [OPUS_SILENCE] * 5
    assert [frame.at_ms for frame in frames(pieces)] == list(range(0, 2_000, 20))
    assert decoded(as_file(pieces)) == 100


def test_packets_the_recorder_was_too_slow_for_are_stated_as_its_fault() -> None:
    track = sound_track()
    packets = opus_rtp(SOUND)
    pieces: list[Piece] = []
    for packet in packets[:10]:
        pieces += track.receive(packet.data, arrival(packet.at_ms))
    track.dropped()
    pieces += written(track, packets[15:])

    assert gaps(pieces) == [Gap(200, 100, GapReason.SLOW_RECORDER)]


def test_silence_suppression_is_one_gap_and_a_continuous_line() -> None:
    stream = Packetizer(48_000, OPUS_TYPE)
    packets = [stream.packet(400 * n, b"\xf8\xff\xfe") for n in range(10)]

    pieces = written(sound_track(), packets)

    assert gaps(pieces) == [Gap(20, 3_580, GapReason.SILENT)]
    assert [frame.at_ms for frame in frames(pieces)] == list(range(0, 3_620, 20))


def test_a_jump_of_an_hour_in_the_timestamps_does_not_write_an_hour_of_silence() -> None:
    stream, jumped = Packetizer(48_000, OPUS_TYPE, timestamp=0), Packetizer(48_000, OPUS_TYPE, timestamp=3_600 * 48_000)
    packets = [stream.packet(20 * n, SOUND[n]) for n in range(50)]
    for _ in range(50):
        jumped.packet(0, b"")
    packets += [jumped.packet(20 * n, SOUND[n]) for n in range(50, 100)]

    pieces = written(sound_track(), packets)

    assert [gap.reason for gap in gaps(pieces)] == [GapReason.CLOCK]
    assert len(frames(pieces)) == 100
    assert frames(pieces)[-1].at_ms == pytest.approx(1_980, abs=20)


def test_timestamps_that_go_to_and_fro_do_not_stretch_the_recording() -> None:
    stream = Packetizer(48_000, OPUS_TYPE)
    packets = [
        Rtp(20 * n, stream.packet(20 * n + (9_000 if n % 2 else 0), SOUND[n % 100]).data) for n in range(1_000, 1_500)
    ]

    pieces = written(sound_track(), packets)

    assert frames(pieces)[-1].at_ms < 10_000 + 2_500
    assert len(frames(pieces)) < 1_200


def test_timestamps_that_run_at_double_speed_do_not_stretch_the_recording() -> None:
    stream = Packetizer(48_000, OPUS_TYPE)
    packets = [Rtp(20 * n, stream.packet(40 * n, SOUND[n % 100]).data) for n in range(1_000)]

    pieces = written(sound_track(), packets)

    assert frames(pieces)[-1].at_ms < 20_000 + 2_500
    assert len(gaps(pieces)) < 20


def test_reordered_repeated_and_empty_packets_change_nothing() -> None:
    stream = Packetizer(48_000, OPUS_TYPE)
    packets = [stream.packet(20 * n, frame) for n, frame in enumerate(SOUND[:50])]
    probes = [stream.padding(1_000) for _ in range(3)]
    rest = [stream.packet(20 * n, frame) for n, frame in enumerate(SOUND[50:], start=50)]
    shuffled = [packet for pair in zip(packets[1::2], packets[::2], strict=True) for packet in pair]
    shuffled = [packets[0], *shuffled, *packets[10:20], *probes, *rest]

    pieces = written(sound_track(), shuffled)

    assert [frame.data for frame in frames(pieces)] == SOUND
    assert gaps(pieces) == []


def test_video_starts_at_a_keyframe() -> None:
    packets = [packet for packet in vp8_rtp(PICTURES) if packet.at_ms > 100]

    pieces = written(picture_track(), packets)

    assert frames(pieces)[0] == Frame(0, PICTURES[15], keyframe=True)
    assert len(frames(pieces)) == 45


def test_video_without_a_keyframe_is_not_written() -> None:
    packets = [packet for packet in vp8_rtp(PICTURES[:15]) if packet.at_ms > 1]

    assert written(picture_track(), packets) == []


def test_after_a_loss_video_goes_on_with_the_next_keyframe_and_the_gap_is_stated() -> None:
    packets = vp8_rtp(PICTURES)
    lost = next(n for n, packet in enumerate(packets) if packet.at_ms > 660)
    del packets[lost]

    pieces = written(picture_track(), packets)

    kept = [frame.data for frame in frames(pieces)]
    assert kept == PICTURES[:20] + PICTURES[30:]
    assert gaps(pieces) == [Gap(633 + 33, 1_000 - 666, GapReason.LOST)]
    assert decoded(as_file(pieces)) == 50


def test_a_repaired_loss_is_no_loss() -> None:
    packets = vp8_rtp(PICTURES)
    late = packets.pop(30)
    packets.insert(36, late)

    assert [frame.data for frame in frames(written(picture_track(), packets))] == PICTURES


def test_pictures_that_stop_for_long_are_stated() -> None:
    first, second = vp8_rtp(PICTURES[:15]), vp8_rtp(PICTURES)
    packets = [packet for packet in second if packet.at_ms < 495]
    stream_offset = 60_000
    late = [
        Rtp(packet.at_ms + stream_offset, _shifted(packet.data, stream_offset))
        for packet in second
        if packet.at_ms > 495
    ]

    pieces = written(picture_track(), [*packets, *late])

    assert len(packets) == len(first)
    assert [gap.reason for gap in gaps(pieces)] == [GapReason.SILENT]
    assert gaps(pieces)[0].length_ms == pytest.approx(60_000, abs=2)


def _shifted(packet: bytes, by_ms: int) -> bytes:
    (timestamp,) = struct.unpack_from("!I", packet, 4)
    return packet[:4] + struct.pack("!I", (timestamp + by_ms * 90) % (1 << 32)) + packet[8:]


def test_a_keyframe_is_wanted_at_the_start_after_a_loss_and_now_and_then() -> None:
    track = picture_track()
    packets = vp8_rtp(PICTURES)
    quiet = track.wants_keyframe(arrival(0))
    delta = next(packet for packet in packets if packet.at_ms > 1)
    track.receive(delta.data, arrival(0))

    at_start, again_at_once = track.wants_keyframe(arrival(0)), track.wants_keyframe(arrival(900))
    track = picture_track()
    for packet in packets:
        track.receive(packet.data, arrival(packet.at_ms))

    assert (quiet, at_start, again_at_once) == (False, True, False)
    assert not track.wants_keyframe(arrival(2_000))
    track.receive(packets[-1].data, arrival(12_000))
    assert track.wants_keyframe(arrival(12_000))


def test_sound_never_wants_a_keyframe() -> None:
    track = sound_track()
    track.receive(opus_rtp(SOUND[:1])[0].data, arrival(0))

    assert not track.wants_keyframe(arrival(60_000))


def test_the_level_is_the_loudest_since_it_was_asked_for() -> None:
    track = sound_track()
    stream = Packetizer(48_000, OPUS_TYPE)
    for n, level in enumerate((90, 20, 127)):
        track.receive(stream.packet(20 * n, SOUND[n], level=level).data, arrival(20 * n))

    assert (track.take_level(), track.take_level()) == (107, 0)


@given(st.lists(st.binary(max_size=40), max_size=30))
def test_hostile_packets_never_raise(packets: list[bytes]) -> None:
    for track in (sound_track(), picture_track(), picture_track(Codec.H264)):
        for n, packet in enumerate(packets):
            track.receive(packet, arrival(20 * n))
            track.receive(b"\x80\x60" + packet, arrival(20 * n))
        track.tick(arrival(1_000))
        track.end(arrival(2_000))


def test_a_huge_picture_is_not_kept_in_memory() -> None:
    stream = Packetizer(90_000, 96)
    track = picture_track()
    for n in range(5_000):
        track.receive(stream.packet(0, b"\x10" + bytes(1_000)).data, arrival(n / 10))

    assert track.receive(stream.packet(0, b"\x00" + bytes(1_000), marker=True).data, arrival(600)) == []
