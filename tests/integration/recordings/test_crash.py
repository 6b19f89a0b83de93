import asyncio
import io
import os
import resource
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import av
import pytest

from media.plane import Codec, Source
from recordings import manifest, recovery
from recordings.clock import steady_clock
from recordings.errors import RecorderLostError, RecordingOpenError
from recordings.manifest import Signer
from recordings.plane import RecorderRestarted, RecordingHealth
from recordings.playback import open_track
from recordings.recorder import Recorder
from recordings.recovery import recover
from recordings.remote import RemoteRecorder
from recordings.segment import file_name
from recordings.verify import Verdict, verify
from recordings.worker import RecorderSettings
from tests.support.encoded import opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, STARTED, Studio, after, contents
from tests.support.wait import until

SOUND = opus_frames(205)
PICTURES = vp8_frames(125)
LATER = STARTED + timedelta(days=1)


@pytest.fixture
async def remote(root: Path, sink: str, tmp_path: Path) -> AsyncIterator[RemoteRecorder]:
    settings = RecorderSettings(str(root), sink, str(tmp_path / "keys" / "signing.pem"), reserve=0)
    remote = await RemoteRecorder.start(settings)
    yield remote
    await remote.close()


@pytest.fixture
def studio(remote: RemoteRecorder) -> Iterator[Studio]:
    with Studio(remote) as studio:
        yield studio


@pytest.fixture
def signer(remote: RemoteRecorder, tmp_path: Path) -> Signer:
    assert remote.pid
    return Signer.load(tmp_path / "keys" / "signing.pem")


def kill(remote: RemoteRecorder) -> None:
    assert remote.pid
    os.kill(remote.pid, signal.SIGKILL)


async def record(studio: Studio) -> None:
    """Record sound and pictures of 4.1 s, all of which have reached the recorder when this returns."""
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.tap(3, "bob")
    await studio.send(1, opus_rtp(SOUND))
    await studio.send(2, vp8_rtp(PICTURES))
    await studio.untap(3)  # answered when everything before it was handled


def decoded_ms(path: Path) -> float:
    track = open_track(path, KEY)
    with av.open(io.BytesIO(track.read(0, track.size)), "r") as container:
        stream = container.streams[0]
        times = [packet.pts for packet in container.demux(stream) if packet.decode() and packet.pts is not None]
    return float(max(times))


async def restarted(studio: Studio) -> None:
    await until(lambda: RecorderRestarted() in studio.events, "a new recorder")


async def test_a_recording_through_the_process_is_like_one_without(
    studio: Studio, folder: Path, signer: Signer
) -> None:
    await record(studio)
    await studio.recorder.mark(RECORDING, after(100), "pause")
    sealed = await studio.recorder.seal(RECORDING, after(5_000))

    assert (sealed.tracks, sealed.interrupted) == (2, False)
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED


async def test_a_killed_recorder_loses_less_than_a_second_and_the_rest_verifies_and_plays(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer
) -> None:
    await record(studio)

    kill(remote)
    await restarted(studio)
    sealed = recover(folder, signer, LATER)

    report = verify(folder, signer.verifier, KEY)
    stated = manifest.read(folder)
    assert (sealed.interrupted, sealed.tracks, report.verdict) == (True, 2, Verdict.UNCHANGED)
    assert all(4_100 - segment.duration_ms < 1_000 and not segment.complete for segment in stated.segments)
    assert [gap.length_ms for gap in stated.interruptions] == [None]
    assert 3_100 < decoded_ms(folder / file_name(1)) < 4_100
    assert 3_100 < decoded_ms(folder / file_name(2)) < 4_200


@pytest.mark.parametrize("torn", [1, 10, 16, 17, 200])
async def test_a_record_torn_by_a_power_cut_is_cut_off(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer, torn: int
) -> None:
    await record(studio)
    kill(remote)
    path = folder / file_name(1)
    path.write_bytes(path.read_bytes()[:-torn])

    recover(folder, signer, LATER)

    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED
    assert decoded_ms(path) > 2_500


async def test_a_file_that_a_power_cut_took_whole_is_stated(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer
) -> None:
    await record(studio)
    kill(remote)
    (folder / file_name(1)).unlink()

    recover(folder, signer, LATER)

    lost = next(segment for segment in manifest.read(folder).segments if segment.track == 1)
    assert (lost.records, lost.complete) == (0, False)
    assert verify(folder, signer.verifier).verdict is Verdict.UNCHANGED


async def test_a_recording_goes_on_after_a_crash_and_states_the_interruption(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer
) -> None:
    await record(studio)
    kill(remote)
    await restarted(studio)

    studio.connect()
    await studio.open()
    await studio.tap(11)
    await studio.send(11, opus_rtp(SOUND, start_ms=10_000))
    sealed = await studio.recorder.seal(RECORDING, after(20_000))

    stated = manifest.read(folder)
    mic = next(track for track in stated.tracks if track.source is Source.MIC)
    assert sealed.interrupted
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED
    assert [segment.complete for segment in mic.segments] == [False, True]
    assert mic.segments[1].first_at_ms == 10_040
    (gap,) = stated.interruptions
    assert 3_000 < gap.at_ms < 4_200
    assert gap.length_ms


async def test_calls_to_a_dead_recorder_are_refused(studio: Studio, remote: RemoteRecorder) -> None:
    await studio.open()
    kill(remote)

    with pytest.raises(RecorderLostError):
        await asyncio.wait_for(_until_refused(studio), 15)
    await restarted(studio)


async def _until_refused(studio: Studio) -> None:
    while True:
        await studio.recorder.mark(RECORDING, after(1), "pause")


async def test_errors_of_the_recorder_come_back_as_themselves(studio: Studio) -> None:
    await studio.open()

    with pytest.raises(RecordingOpenError):
        await studio.open()


async def test_closing_the_remote_recorder_writes_what_it_holds(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer
) -> None:
    await record(studio)

    await remote.close()
    sealed = recover(folder, signer, LATER)

    assert sealed.interrupted
    assert decoded_ms(folder / file_name(1)) == pytest.approx(4_080)


async def test_a_disk_that_takes_no_more_is_told_and_what_was_written_stays(
    studio: Studio, remote: RemoteRecorder, folder: Path, signer: Signer
) -> None:
    def problems() -> set[str | None]:
        return {event.problem for event in studio.events if isinstance(event, RecordingHealth)}

    assert remote.pid
    await studio.open()
    await studio.tap(1)
    resource.prlimit(remote.pid, resource.RLIMIT_FSIZE, (20_000, 20_000))  # refuses bytes as a full disk does
    await studio.send(1, opus_rtp(SOUND))
    await until(lambda: "recording.disk_full" in problems(), "word of the full disk")
    await studio.send(1, opus_rtp(SOUND)[-1:])
    await studio.recorder.seal(RECORDING, after(5_000))

    (segment,) = manifest.read(folder).segments
    (gap,) = segment.gaps
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED
    assert (gap.reason, gap.at_ms + gap.length_ms) == ("disk_full", 4_100)
    assert segment.duration_ms <= gap.at_ms
    assert decoded_ms(folder / file_name(1)) > 1_500


def test_our_clock_is_right_and_does_not_stand_still() -> None:
    clock = steady_clock()

    assert 0 <= clock() - clock() + 1_000_000 <= 1_000_000


async def test_what_is_still_recorded_cannot_be_recovered(
    studio: Studio, folder: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "_PAUSE_S", 0.0)
    await record(studio)
    before = contents(folder)

    with pytest.raises(RecordingOpenError):
        recover(folder, signer, LATER)

    assert contents(folder).keys() == before.keys()
    assert not (await studio.recorder.seal(RECORDING, after(5_000))).interrupted


async def test_a_recorder_that_hangs_is_replaced(
    studio: Studio, remote: RemoteRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recordings.remote._ASK_EVERY_S", 0.05)
    monkeypatch.setattr("recordings.remote._PATIENCE_S", 0.2)
    first = remote.pid
    assert first
    os.kill(first, signal.SIGSTOP)

    await restarted(studio)

    assert remote.pid != first


async def test_a_recorder_that_leaves_a_call_unanswered_is_replaced_and_the_caller_told(
    studio: Studio, remote: RemoteRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await studio.open()
    monkeypatch.setattr("recordings.remote._ANSWER_S", 0.2)
    first = remote.pid
    assert first
    os.kill(first, signal.SIGSTOP)

    with pytest.raises(RecorderLostError):
        await studio.tap(1)
    await restarted(studio)

    assert remote.pid != first


async def test_the_successor_of_a_recorder_keeps_its_socket(root: Path, sink: str, signer: Signer) -> None:
    first = await Recorder.start(root, sink, signer, steady_clock(), reserve=0)
    second = await Recorder.start(root, sink, signer, steady_clock(), reserve=0)

    await first.close()

    with Studio(second) as studio:
        await studio.open()
        await studio.tap(1)
        await studio.send(1, opus_rtp(SOUND))
        await studio.untap(1)
    await second.close()
    assert decoded_ms(root / RECORDING / file_name(1)) == pytest.approx(4_080)
