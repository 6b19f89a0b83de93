"""Who is speaking, from the audio levels the browsers put beside each packet (RFC 6464)."""

from collections.abc import Hashable
from typing import Final, Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)

SILENCE: Final = 127
START_LEVEL: Final = 50
"""-dBov: a voice must be louder than this to begin speaking."""
STOP_LEVEL: Final = 60
"""-dBov: and quieter than this to end, so that the name does not flicker at the threshold."""
START_AFTER: Final = 0.15
"""Seconds of voice before someone counts as speaking: coughs and key strokes are shorter."""
STOP_AFTER: Final = 0.8
"""Seconds of quiet before someone no longer does: pauses between words are shorter."""
MIN_INTERVAL: Final = 1 / 3
"""Seconds between two changes reported."""
_SMOOTHING: Final = 0.1
_LOUDER_BY: Final = 6.0
"""dB by which someone must be louder to be put before another speaker."""


class _Voice:
    __slots__ = ("level", "loud_since", "quiet_since", "speaking")

    def __init__(self) -> None:
        self.level = float(SILENCE)
        self.loud_since: float | None = None
        self.quiet_since = 0.0
        self.speaking = False


class SpeakerElection(Generic[Who]):
    """The speakers of one place, loudest first."""

    __slots__ = ("_reported", "_reported_at", "_voices")

    def __init__(self) -> None:
        self._voices: dict[Who, _Voice] = {}
        self._reported: tuple[Who, ...] = ()
        self._reported_at = float("-inf")

    @property
    def speakers(self) -> tuple[Who, ...]:
        """Who was speaking when `changed` told of it last, loudest first."""
        return self._reported

    def heard(self, who: Who, level: int, now: float) -> None:
        """Take note of the level of one audio packet of `who`, in -dBov: 0 loudest, 127 silence."""
        voice = self._voices.get(who)
        if voice is None:
            voice = self._voices[who] = _Voice()
        voice.level += (level - voice.level) * _SMOOTHING
        if level > (STOP_LEVEL if voice.speaking else START_LEVEL):
            if not voice.speaking:
                voice.loud_since = None
            return
        voice.quiet_since = now
        if voice.loud_since is None:
            voice.loud_since = now
        elif now - voice.loud_since >= START_AFTER:
            voice.speaking = True

    def forget(self, who: Who) -> None:
        """Strike out `who`, who has left or was muted."""
        self._voices.pop(who, None)

    def changed(self, now: float) -> tuple[Who, ...] | None:
        """Return the speakers, loudest first, when they are others than last reported; otherwise None.

        At most one change in `MIN_INTERVAL`; to be called at every tick.
        """
        self._fall_silent(now)
        if now - self._reported_at < MIN_INTERVAL:
            return None
        speakers = self._ordered()
        if speakers == self._reported:
            return None
        self._reported = speakers
        self._reported_at = now
        return speakers

    def _fall_silent(self, now: float) -> None:
        for voice in self._voices.values():
            if voice.speaking and now - voice.quiet_since >= STOP_AFTER:
                voice.speaking = False
                voice.loud_since = None
                voice.level = float(SILENCE)

    def _ordered(self) -> tuple[Who, ...]:
        """Order by loudness; whoever led in the last report is handicapped in favour by `_LOUDER_BY`."""
        leader = self._reported[0] if self._reported else None
        speaking = [(voice.level, who) for who, voice in self._voices.items() if voice.speaking]
        speaking.sort(key=lambda entry: entry[0] - (_LOUDER_BY if entry[1] == leader else 0.0))
        return tuple(who for _, who in speaking)
