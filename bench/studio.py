"""The recorder of a benchmark: a process as in production, writing into a folder that is thrown away."""

import tempfile
from datetime import UTC, datetime
from typing import Final

from media.plane import MediaPlane, MemberId, Source, TapId
from recordings.plane import RecordingId, TrackPlan
from recordings.remote import RemoteRecorder
from recordings.worker import RecorderSettings

_RECORDING: Final = RecordingId("bench")


class Studio:
    """One recording of everybody. `open` before use, `close` at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._recorder: RemoteRecorder | None = None
        self._taps = 0

    @property
    def pid(self) -> int | None:
        """The process of the recorder."""
        return None if self._recorder is None else self._recorder.pid

    async def open(self) -> None:
        """Start the recorder."""
        folder = self._folder.name
        settings = RecorderSettings(f"{folder}/all", f"{folder}/sink", f"{folder}/key", 0)
        self._recorder = await RemoteRecorder.start(settings)
        await self._recorder.open(_RECORDING, "bench", datetime.now(UTC), bytes(32))  # noqa: TID251 - an edge

    async def record(self, plane: MediaPlane, member: MemberId) -> None:
        """Record microphone and camera of `member`."""
        if self._recorder is None:
            raise RuntimeError("the recorder was not opened")
        for source in (Source.MIC, Source.CAMERA):
            self._taps += 1
            tap = await plane.tap(member, source, TapId(self._taps), self._recorder.sink)
            plan = TrackPlan(tap.tap, str(member), source, tap.codec, tap.clock_rate)
            await self._recorder.add_track(_RECORDING, plan)

    async def close(self) -> None:
        """End the recorder and delete what it wrote."""
        if self._recorder is not None:
            await self._recorder.close()
        self._folder.cleanup()
