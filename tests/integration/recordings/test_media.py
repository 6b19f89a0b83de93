"""From a person's peer connection through the media plane into an encrypted file."""

import array
import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest

from media.errors import TapRefusedError
from media.local import LocalMediaPlane
from media.plane import Codec, MemberId, RouterId, Source, Tap, TapId
from media.settings import MediaSettings
from recordings import manifest
from recordings.clock import steady_clock
from recordings.manifest import Signer
from recordings.plane import KeyframeWanted, RecorderEvent, RecordingHealth, TrackPlan
from recordings.playback import open_track
from recordings.recorder import Recorder
from recordings.segment import file_name
from recordings.verify import Verdict, verify
from tests.support.party import Party
from tests.support.studio import KEY, RECORDING
from tests.support.wait import until

ANN = MemberId("session.ann")
JOINT, CAUCUS = RouterId("session.joint"), RouterId("session.caucus.1")


@pytest.fixture
async def plane() -> AsyncIterator[LocalMediaPlane]:
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), port=0))
    await plane.start()
    await plane.open_router(JOINT, recordable=True)
    await plane.open_router(CAUCUS, recordable=False)
    yield plane
    await plane.close()


@pytest.fixture
async def recorder(root: Path, sink: str, signer: Signer) -> AsyncIterator[Recorder]:
    recorder = await Recorder.start(root, sink, signer, steady_clock(), reserve=0)
    yield recorder
    await recorder.close()


async def record(plane: LocalMediaPlane, recorder: Recorder, source: Source, tap: int) -> None:
    codec, clock_rate = (Codec.OPUS, 48_000) if source is Source.MIC else (Codec.VP8, 90_000)
    await recorder.add_track(RECORDING, TrackPlan(TapId(tap), "ann", source, codec, clock_rate))
    assert await plane.tap(ANN, source, TapId(tap), recorder.sink) == Tap(TapId(tap), codec, clock_rate)


def written(folder: Path, tap: int, size: int) -> bool:
    path = folder / file_name(tap)
    return path.exists() and path.stat().st_size > size


async def test_what_a_person_says_and_shows_is_recorded_and_played(
    plane: LocalMediaPlane, recorder: Recorder, folder: Path, signer: Signer
) -> None:
    health: list[RecordingHealth] = []
    asked: set[asyncio.Task[None]] = set()

    def hear(event: RecorderEvent) -> None:
        if isinstance(event, RecordingHealth):
            health.append(event)
        elif isinstance(event, KeyframeWanted):
            asked.add(asyncio.create_task(plane.request_keyframe(ANN, Source.CAMERA)))

    recorder.subscribe(hear)
    async with Party(plane, ANN) as ann, Party(plane, "session.bob") as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)
        await bob.hear(ANN)
        await recorder.open(RECORDING, "session", datetime.now(UTC), KEY)  # noqa: TID251 - packets come at real times
        await record(plane, recorder, Source.MIC, 1)
        await record(plane, recorder, Source.CAMERA, 2)
        await until(lambda: written(folder, 1, 8_000) and written(folder, 2, 1_000), "two files")
        await until(lambda: health, "word of the recording")
        for tap in (1, 2):
            await plane.untap(TapId(tap))
            await recorder.end_track(RECORDING, TapId(tap))
    await recorder.seal(RECORDING, datetime.now(UTC))  # noqa: TID251 - packets come at real times

    mic, camera = (track.segments[0] for track in manifest.read(folder).tracks)
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED
    assert abs(mic.first_at_ms + mic.duration_ms - camera.first_at_ms - camera.duration_ms) < 500
    assert loudest(folder / file_name(1)) > 1_000
    assert (camera.width, camera.height) == (160, 120)
    assert pictures(folder / file_name(2)) > 3


async def test_a_caucus_cannot_be_tapped_and_moving_there_ends_the_tap(
    plane: LocalMediaPlane, recorder: Recorder, folder: Path
) -> None:
    async with Party(plane, ANN) as ann, Party(plane, "session.bob") as bob:
        await ann.join(JOINT)
        await bob.join(CAUCUS)
        await recorder.open(RECORDING, "session", datetime.now(UTC), KEY)  # noqa: TID251 - packets come at real times
        await record(plane, recorder, Source.MIC, 1)
        await until(lambda: written(folder, 1, 2_000), "a file")

        await plane.move(ANN, CAUCUS)
        await recorder.end_track(RECORDING, TapId(1))
        size = (folder / file_name(1)).stat().st_size
        await bob.hear(ANN, frames=50)
        with pytest.raises(TapRefusedError):
            await plane.tap(ANN, Source.MIC, TapId(2), recorder.sink)

    assert (folder / file_name(1)).stat().st_size == size
    assert recorder.counters["unknown_tap"] == 0


def loudest(path: Path) -> int:
    track = open_track(path, KEY)
    with av.open(io.BytesIO(track.read(0, track.size)), "r") as container:
        resampler = av.AudioResampler("s16", "mono", 48_000)
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return max(max(array.array("h", bytes(frame.planes[0])[: 2 * frame.samples])) for frame in frames)


def pictures(path: Path) -> int:
    track = open_track(path, KEY)
    with av.open(io.BytesIO(track.read(0, track.size)), "r") as container:
        return len(list(container.decode(video=0)))
