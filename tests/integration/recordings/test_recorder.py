import io
import struct
import threading
from pathlib import Path

import av
import pytest

from media.plane import Codec, Source, TapId
from media.tap import EntryKind, pack_entry
from recordings import journal, manifest
from recordings.disk import A_JOB, Disk
from recordings.errors import (
    DiskFullError,
    RecordingError,
    RecordingOpenError,
    TrackExistsError,
    UnknownRecordingError,
)
from recordings.manifest import InterruptionReason, Signer
from recordings.plane import KeyframeWanted, RecordingHealth, RecordingId
from recordings.playback import open_track
from recordings.recorder import Recorder
from recordings.segment import SegmentWriter, file_name
from recordings.tracks import Piece
from recordings.verify import Verdict, verify
from tests.support.encoded import Packetizer, h264_frames, h264_rtp, opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, STARTED, STARTED_US, Clock, Studio, after, contents
from tests.support.wait import until

SOUND = opus_frames(150)
PICTURES = vp8_frames(90)


def decoded(path: Path) -> int:
    track = open_track(path, KEY)
    with av.open(io.BytesIO(b"".join(track.chunks(0, track.size))), "r") as container:
        return len(list(container.decode(container.streams[0])))


async def test_two_people_are_recorded_sealed_verified_and_played(studio: Studio, folder: Path, signer: Signer) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.tap(3, "bob", Source.CAMERA, Codec.H264)
    await studio.send(1, opus_rtp(SOUND))
    await studio.send(2, vp8_rtp(PICTURES))
    await studio.send(3, h264_rtp(h264_frames(30)))
    await studio.recorder.mark(RECORDING, after(1_500), "pause")

    sealed = await studio.recorder.seal(RECORDING, after(4_000))

    report = verify(folder, signer.verifier, KEY)
    stated = manifest.read(folder)
    assert (sealed.tracks, sealed.duration_ms, sealed.interrupted) == (3, 4_000, False)
    assert (report.verdict, report.problems) == (Verdict.UNCHANGED, ())
    assert report.manifest_sha256 == sealed.manifest_sha256
    assert [(track.identity, track.source) for track in stated.tracks] == [
        ("ann", Source.MIC),
        ("ann", Source.CAMERA),
        ("bob", Source.CAMERA),
    ]
    assert [mark.at_ms for mark in stated.marks] == [1_500]
    assert [decoded(folder / file_name(tap)) for tap in (1, 2, 3)] == [150, 90, 30]


async def test_what_lies_between_loss_and_return_of_the_media_worker_is_stated_as_an_interruption(
    studio: Studio, folder: Path, signer: Signer
) -> None:
    await studio.open()
    marks = ((1_000, "media_lost"), (1_500, "media_lost"), (3_000, "media_back"), (3_500, "media_back"))
    for at_ms, kind in (*marks, (4_000, "media_lost")):
        await studio.recorder.mark(RECORDING, after(at_ms), kind)

    sealed = await studio.recorder.seal(RECORDING, after(5_000))

    stated = [(gap.at_ms, gap.length_ms, gap.reason) for gap in manifest.read(folder).interruptions]
    assert stated == [(1_000, 2_000, InterruptionReason.MEDIA), (4_000, None, InterruptionReason.MEDIA)]
    assert sealed.interrupted
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED


async def test_a_person_who_comes_back_gets_a_second_segment(studio: Studio, folder: Path) -> None:
    await studio.open()
    for tap, start_ms in ((1, 0), (2, 10_000)):
        await studio.tap(tap)
        await studio.send(tap, opus_rtp(SOUND, start_ms=start_ms))
        await studio.untap(tap)

    await studio.recorder.seal(RECORDING, after(20_000))

    (track,) = manifest.read(folder).tracks
    assert [(part.first_at_ms, part.duration_ms) for part in track.segments] == [(40, 3_000), (10_040, 3_000)]


async def test_sound_and_picture_are_placed_together_by_sender_reports(studio: Studio, folder: Path) -> None:
    sound, pictures = Packetizer(48_000, 111), Packetizer(90_000, 96)
    theirs_us = STARTED_US - 3_600_000_000  # their clock is an hour behind ours
    ntp = (theirs_us // 1_000_000 + 2_208_988_800) << 32
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(1, opus_rtp(SOUND), late_ms=30)
    await studio.send(2, vp8_rtp(PICTURES), late_ms=400)

    for tap, stream in ((1, sound), (2, pictures)):
        report = struct.pack("!QI", ntp, stream.timestamp(0))
        await studio.entry(pack_entry(EntryKind.SENDER_REPORT, TapId(tap), STARTED_US + 25_000, report))
    await studio.recorder.seal(RECORDING, after(4_000))

    mic, camera = (track.segments[0] for track in manifest.read(folder).tracks)
    assert abs(mic.first_at_ms - camera.first_at_ms) < 5
    assert abs(mic.first_at_ms) < 40


async def test_words_that_a_line_held_back_until_a_caucus_do_not_lie_in_the_caucus(
    studio: Studio, folder: Path
) -> None:
    """Two seconds of talk that begin one second into the recording all come just before the caucus at second 3."""
    await studio.open()
    await studio.tap(1)
    await studio.entry(pack_entry(EntryKind.BEGUN, TapId(1), STARTED_US + 500_000, b""))
    for packet in opus_rtp(SOUND[:100], start_ms=1_000):
        await studio.entry(pack_entry(EntryKind.RTP, TapId(1), STARTED_US + 2_990_000, packet.data))
    await studio.untap(1)

    await studio.recorder.seal(RECORDING, after(9_000))

    (segment,) = manifest.read(folder).segments
    assert segment.duration_ms == 2_000
    assert segment.first_at_ms == pytest.approx(1_010, abs=1)


async def test_who_is_not_tapped_leaves_no_byte(studio: Studio, folder: Path, recorder: Recorder) -> None:
    hers, his = opus_frames(50, hertz=300), opus_frames(50, hertz=900)
    await studio.open()
    await studio.tap(1, "ann")
    for number in range(50):
        await studio.send(1, opus_rtp(hers)[number : number + 1])
        await studio.send(2, opus_rtp(his)[number : number + 1])
    await studio.recorder.seal(RECORDING, after(1_000))

    disk = contents(folder)
    track = open_track(folder / file_name(1), KEY)
    played = track.read(0, track.size)
    assert recorder.counters["unknown_tap"] == 50
    assert not any(frame in data for data in disk.values() for frame in (*hers, *his))
    assert all(frame in played for frame in hers)
    assert not any(frame in played for frame in his)
    assert set(disk) == {file_name(1), journal.NAME, manifest.NAME}


async def test_nothing_that_comes_after_the_end_of_a_tap_is_kept(
    studio: Studio, folder: Path, recorder: Recorder
) -> None:
    packets = opus_rtp(SOUND)
    await studio.open()
    await studio.tap(1, "ann")
    await studio.tap(2, "bob")
    await studio.send(1, packets[:75])
    await studio.untap(1)
    size = (folder / file_name(1)).stat().st_size

    await studio.send(1, packets[75:])
    await studio.send(2, packets)
    await studio.untap(1)
    await studio.recorder.seal(RECORDING, after(3_000))

    assert recorder.counters["unknown_tap"] == 75
    assert (folder / file_name(1)).stat().st_size == size
    assert (decoded(folder / file_name(1)), decoded(folder / file_name(2))) == (75, 150)


async def test_a_tap_that_never_sends_is_not_in_the_manifest(studio: Studio, folder: Path, signer: Signer) -> None:
    await studio.open()
    await studio.tap(1)
    sealed = await studio.recorder.seal(RECORDING, after(1_000))

    assert sealed.tracks == 0
    assert verify(folder, signer.verifier).verdict is Verdict.UNCHANGED


async def test_health_tells_what_reached_the_file_and_how_loud_it_was(studio: Studio) -> None:
    def heard() -> list[RecordingHealth]:
        return [
            event for event in studio.events if isinstance(event, RecordingHealth) and event.tracks[0].bytes_written
        ]

    await studio.open()
    await studio.tap(1)
    await studio.send(1, opus_rtp(SOUND, level=27))
    await until(heard, "health with bytes")

    health = heard()[0]
    assert (health.recording, health.problem) == (RECORDING, None)
    assert (health.tracks[0].identity, health.tracks[0].level) == ("ann", 100)


async def test_video_that_cannot_be_decoded_yet_asks_for_a_keyframe(studio: Studio) -> None:
    packets = vp8_rtp(PICTURES)
    await studio.open()
    await studio.tap(5, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(5, packets[10:20])

    await until(lambda: KeyframeWanted(TapId(5)) in studio.events, "a wish for a keyframe")


async def test_malformed_datagrams_are_counted_and_harm_nobody(
    studio: Studio, folder: Path, recorder: Recorder
) -> None:
    packets = opus_rtp(SOUND)
    await studio.open()
    await studio.tap(1)
    await studio.send(1, packets[:75])
    for junk in (b"\0", bytes(14), b"\xff" * 40, pack_entry(EntryKind.SENDER_REPORT, TapId(1), 0, b"short")):
        await studio.entry(junk)
    await studio.entry(pack_entry(EntryKind.RTP, TapId(1), STARTED_US, b"\x00junk"))
    await studio.send(1, packets[75:])
    await studio.recorder.seal(RECORDING, after(3_000))

    assert recorder.counters["malformed"] == 4
    assert decoded(folder / file_name(1)) == 150


async def test_what_the_worker_could_not_deliver_is_stated(studio: Studio, folder: Path) -> None:
    packets = opus_rtp(SOUND)
    await studio.open()
    await studio.tap(1)
    await studio.send(1, packets[:50])
    await studio.entry(pack_entry(EntryKind.DROPPED, TapId(1), STARTED_US + 1_000_000, struct.pack("!I", 50)))
    await studio.send(1, packets[100:])
    await studio.recorder.seal(RECORDING, after(3_000))

    (gap,) = manifest.read(folder).segments[0].gaps
    assert (gap.at_ms, gap.length_ms, gap.reason) == (1_000, 1_000, "slow_recorder")


async def test_what_a_disk_that_stands_still_does_not_take_is_bounded_and_told_and_stated(
    root: Path, sink: str, signer: Signer, clock: Clock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves, write, disk = threading.Event(), SegmentWriter.write, Disk(8 * A_JOB)

    def wait_and_write(writer: SegmentWriter, pieces: list[Piece], first_at_ms: int) -> None:
        moves.wait()
        write(writer, pieces, first_at_ms)

    monkeypatch.setattr(SegmentWriter, "write", wait_and_write)
    monkeypatch.setattr("recordings.recorder.Disk", lambda: disk)
    recorder = await Recorder.start(root, sink, signer, clock, reserve=0)
    with Studio(recorder) as studio:
        await studio.open()
        await studio.tap(1)
        await studio.send(1, opus_rtp(opus_frames(1_500)))
        await until(lambda: "recording.slow" in problems(studio), "the loss being told")
        most = disk.backlog
        moves.set()
        await recorder.seal(RECORDING, after(30_000))
    await recorder.close()

    gaps = manifest.read(folder).segments[0].gaps
    assert most <= 8 * A_JOB
    assert {gap.reason for gap in gaps} == {"slow_recorder"}
    assert 20 * decoded(folder / file_name(1)) + sum(gap.length_ms for gap in gaps) == 30_000


def problems(studio: Studio) -> list[str | None]:
    return [event.problem for event in studio.events if isinstance(event, RecordingHealth)]


async def test_refused_calls_change_nothing(studio: Studio, folder: Path) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.send(1, opus_rtp(SOUND[:20]))
    await studio.untap(1)
    before = contents(folder)

    with pytest.raises(RecordingOpenError):
        await studio.open()
    with pytest.raises(TrackExistsError):
        await studio.tap(1)
    with pytest.raises(UnknownRecordingError):
        await studio.recorder.end_track(RecordingId("other"), TapId(1))
    with pytest.raises(UnknownRecordingError):
        await studio.recorder.seal(RecordingId("other"), after(1))
    with pytest.raises(RecordingError):
        await studio.recorder.open(RecordingId("short-key"), "session", STARTED, b"short")

    assert contents(folder) == before


@pytest.mark.parametrize("name", ["../outside", "", ".hidden", "a/b", "x" * 200, "a\0b"])
async def test_a_recording_cannot_be_kept_elsewhere(studio: Studio, root: Path, name: str) -> None:
    with pytest.raises(RecordingError):
        await studio.open(RecordingId(name))

    assert contents(root) == {}


async def test_a_sealed_recording_is_never_opened_again(studio: Studio) -> None:
    await studio.open()
    await studio.recorder.seal(RECORDING, after(1_000))

    with pytest.raises(RecordingOpenError):
        await studio.open()


async def test_no_recording_begins_on_a_disk_that_is_nearly_full(
    root: Path, sink: str, signer: Signer, clock: Clock
) -> None:
    recorder = await Recorder.start(root, sink, signer, clock, reserve=1 << 60)

    with pytest.raises(DiskFullError):
        await recorder.open(RECORDING, "session", STARTED, KEY)

    assert contents(root) == {}
    await recorder.close()


async def test_closing_writes_what_has_arrived_and_seals_nothing(
    studio: Studio, recorder: Recorder, folder: Path
) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.send(1, opus_rtp(SOUND))
    await recorder.close()

    assert not (folder / manifest.NAME).exists()
    assert decoded(folder / file_name(1)) == 150
