import io

import av
import pytest

from media.plane import Codec
from recordings import matroska
from recordings.matroska import Cue, Frame, TrackFormat
from tests.support.encoded import opus_frames, vp8_frames


def sound(count: int) -> list[Frame]:
    return [Frame(20 * n, data, keyframe=True) for n, data in enumerate(opus_frames(count))]


def decoded(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as container:
        return len(list(container.decode(container.streams[0])))


def test_a_head_and_clusters_are_a_file_that_decodes() -> None:
    frames = sound(50)
    data = (
        matroska.head(TrackFormat(Codec.OPUS)) + matroska.cluster(frames[:25], 0) + matroska.cluster(frames[25:], 500)
    )

    assert decoded(data) == 50


def test_a_head_tells_its_track_again() -> None:
    track = TrackFormat(Codec.H264, 640, 360, b"\x01parameters")

    assert matroska.read_format(matroska.head(track)) == track


def test_a_cluster_gives_its_frames_back() -> None:
    frames = [
        Frame(7_000, b"key", keyframe=True),
        Frame(7_033, b"", keyframe=False),
        Frame(7_066, bytes(20_000), keyframe=False),
    ]

    assert list(matroska.read_cluster(matroska.cluster(frames, 7_000))) == frames


def test_a_playable_head_tells_duration_and_leads_to_the_cluster_of_a_time() -> None:
    pictures = vp8_frames(60, keyframe_every=30)
    frames = [Frame(round(n * 1000 / 30), data, keyframe=n % 30 == 0) for n, data in enumerate(pictures)]
    first, second = matroska.cluster(frames[:30], 0), matroska.cluster(frames[30:], 1_000)
    cues = [Cue(0, 0), Cue(1_000, len(first))]
    head = matroska.playable_head(TrackFormat(Codec.VP8, 160, 120), 2_000, len(first + second), cues)

    with av.open(io.BytesIO(head + first + second), "r") as container:
        container.seek(1_500_000)
        frame = next(container.decode(video=0))

        assert container.duration == 2_000_000
        assert frame.time == pytest.approx(1.0)


def test_a_playable_head_is_as_long_whatever_it_points_at() -> None:
    lengths = {
        len(matroska.playable_head(TrackFormat(Codec.OPUS), 1, size, [Cue(5, at)]))
        for size, at in ((1, 1), (9**9, 9**9))
    }

    assert len(lengths) == 1


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x1a\x45", b"\x1a\x45\xdf\xa3\xff", bytes(40), b"\xff" * 40])
def test_what_is_no_head_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="Matroska"):
        matroska.read_format(data)


def test_a_frame_too_late_for_its_cluster_is_refused() -> None:
    with pytest.raises(ValueError, match="too late"):
        matroska.cluster([Frame(40_000, b"", keyframe=True)], 0)
