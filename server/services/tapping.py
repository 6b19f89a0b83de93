"""`Tapper`: begins and ends the copies of single sources, so that neither side ever knows less than it must.

Beginning: the recorder learns of a track before its first packet. Ending: the copy stops before the track is closed.
"""

import logging
from contextlib import suppress
from typing import Final

from media.errors import MediaError
from media.plane import Codec, MediaPlane, Source, TapId
from recordings.errors import RecordingError
from recordings.plane import RecorderPlane, TrackPlan
from recordings.plane import RecordingId as PlaneId
from server.services.ports.outside import Clock
from server.services.takes import Stage, Take
from server.services.taps import WantedTap

_log = logging.getLogger(__name__)

_Form = tuple[Codec, int]
_USUAL: Final[dict[Source, _Form]] = {
    Source.MIC: (Codec.OPUS, 48_000),
    Source.CAMERA: (Codec.VP8, 90_000),
    Source.SCREEN: (Codec.VP8, 90_000),
}
_MOST_TAPS: Final = 2**32


class Tapper:
    """The way to plane and recorder for one source at a time."""

    def __init__(self, media: MediaPlane, recorder: RecorderPlane, clock: Clock) -> None:
        self._media = media
        self._recorder = recorder
        self._clock = clock
        # Seconds of the clock: no number comes twice, also over restarts, while there is less than a tap a second.
        self._last_tap = int(clock.now().timestamp()) % _MOST_TAPS

    async def begin(self, stage: Stage, take: Take, wanted: WantedTap) -> None:
        """Begin to copy a source; what cannot begin is not copied, and the take knows why."""
        usual = _USUAL[wanted.source]
        found = await self._tap(stage, take, wanted, usual)
        if found is not None and found != usual:
            # The browser sends another codec than almost all do; the track must know it from its first byte.
            await self.end(take, wanted)
            await self._tap(stage, take, wanted, found)

    async def _tap(self, stage: Stage, take: Take, wanted: WantedTap, form: _Form) -> _Form | None:
        """Begin one tap; return how the browser sends the source, None when there is no tap now."""
        tap, found = self._next_tap(), None
        try:
            plan = TrackPlan(tap, wanted.identity, wanted.source, *form)
            with take.asking(self._clock.now()):
                await self._recorder.add_track(PlaneId(take.recording.id), plan)
            take.taps[wanted], take.fault = tap, None
            if wanted.identity not in stage.denied:
                permitted_for = take.permitted_for(wanted.identity, self._clock.now())
                found = await self._media.tap(wanted.member, wanted.source, tap, self._recorder.sink, permitted_for)
        except RecordingError as error:
            take.fault = error.code
        except MediaError as error:
            # The person has just moved: the next look knows where to.
            _log.info("tap refused", extra={"session": take.recording.session, "code": error.code})
        if found is None or wanted.identity in stage.denied:
            await self.end(take, wanted)
            return None
        return found.codec, found.clock_rate

    async def end(self, take: Take, wanted: WantedTap) -> None:
        """Stop copying first; when this returns no packet of the tap can reach a file."""
        take.stale.discard(wanted)
        tap = take.taps.get(wanted)
        if tap is None:
            return
        with suppress(MediaError):  # a plane that is gone copies nothing
            await self._media.untap(tap)
        with take.asking(self._clock.now()), suppress(RecordingError):  # one that is gone drops what it does not know
            await self._recorder.end_track(PlaneId(take.recording.id), tap)
        take.forget(wanted)

    async def cut(self, stage: Stage, identity: str) -> None:
        """Stop copying everything of a person; their tracks are closed in the next turn."""
        for wanted, tap in list(stage.take.taps.items()) if stage.take else ():
            if wanted.identity == identity and stage.take is not None:
                stage.take.stale.add(wanted)
                with suppress(MediaError):
                    await self._media.untap(tap)

    async def request_keyframe(self, take: Take, tap: TapId) -> None:
        """Ask the browser behind a tap for a picture to begin with."""
        for wanted, running in list(take.taps.items()):
            if running == tap:
                with suppress(MediaError):
                    await self._media.request_keyframe(wanted.member, wanted.source)

    def _next_tap(self) -> TapId:
        self._last_tap = (self._last_tap + 1) % _MOST_TAPS
        return TapId(self._last_tap)
