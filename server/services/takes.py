"""`Take`: one recording of a session while it runs: its taps, its time without pauses, and how well it is."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from media.forwarding.capture import MOST
from media.plane import Source, TapId
from recordings.errors import DiskFullError
from recordings.plane import RecordingHealth
from server.domain.recording import Recording
from server.services.errands import Errands
from server.services.taps import WantedTap
from signaling.ports import RecordingStatus, Snapshot
from signaling.protocol.words import RecordingState

SILENCE: Final = timedelta(seconds=8)
"""A recorder that says nothing for so long does not write either."""
_HELD_FOR: Final = timedelta(seconds=MOST)
LOST: Final = "recording.lost"
NO_ANSWER: Final = "recording.no_answer"
NO_MEDIA: Final = "recording.no_media"
INTERRUPTED: Final = "recording.interrupted"
_NOT_WRITING: Final = frozenset({DiskFullError.code, LOST, NO_ANSWER, INTERRUPTED})
_EMPTY_REPORTS: Final = 3
"""Reports without a byte of a microphone that is live, before it counts as a fault."""


@dataclass(slots=True, eq=False)
class Take:
    """Changed by `LiveRecording` only, under its lock."""

    recording: Recording
    data_key: bytes = field(repr=False)
    wrote_until: datetime
    """Until when `seconds` is counted; also the last time that the recorder was known to be well."""
    heard_at: datetime
    """When the recorder last told of this recording, or took it on."""
    asked_at: datetime | None = None
    """Since when a call to the recorder waits for its answer; None while none does."""
    paused: bool = False
    caucus: bool = False
    fault: str | None = None
    """Stable code of what the recorder refused last; None once it takes tracks again."""
    stale: set[WantedTap] = field(default_factory=set)
    """Running taps that must be made anew."""
    lost: set[tuple[str, Source]] = field(default_factory=set)
    """What was being written when its media worker died and is not written again yet."""
    taps: dict[WantedTap, TapId] = field(default_factory=dict)
    permitted_since: dict[str, datetime] = field(default_factory=dict)
    """Who may be recorded, and since when without a break: what they said before must not be."""
    written_for: timedelta = timedelta()
    health: RecordingHealth | None = None
    empty: Counter[TapId] = field(default_factory=Counter)

    @property
    def writing(self) -> bool:
        """Whether media may be written."""
        return not (self.paused or self.caucus)

    @contextmanager
    def asking(self, now: datetime) -> Iterator[None]:
        """Hold while the recorder is asked: the truth line says when no answer comes."""
        self.asked_at = now
        try:
            yield
        finally:
            self.asked_at = None

    def count(self, now: datetime) -> None:
        """Add the time since the last count, unless it was a pause. Call before every change of `writing`."""
        if self.writing:
            self.written_for += max(timedelta(), now - self.wrote_until)
        self.wrote_until = now

    def permit(self, people: AbstractSet[str], now: datetime) -> None:
        """Take note of who may be recorded from now on."""
        self.permitted_since = {person: self.permitted_since.get(person, now) for person in people}

    def permitted_for(self, person: str, now: datetime) -> float:
        """Return for how many seconds a person may have been recorded without a break."""
        return max(0.0, (now - self.permitted_since.get(person, now)).total_seconds())

    def lost_since(self, gone: AbstractSet[WantedTap], silent_since: datetime) -> datetime:
        """Return since when something of `gone` may be missing when their worker did nothing since `silent_since`.

        Of those who might be recorded shortly before for the first time it may have held back everything.
        """
        since = [self.permitted_since.get(wanted.identity, silent_since) for wanted in gone]
        held = [each for each in since if silent_since - each < _HELD_FOR]
        return max(min([silent_since, *held]), self.recording.started_at)

    def hear(self, health: RecordingHealth, now: datetime) -> None:
        """Take in a report of the recorder."""
        self.health, self.heard_at = health, now
        for track in health.tracks:
            self.empty[track.tap] = 0 if track.bytes_written else self.empty[track.tap] + 1
        # A source that arrives at the room and not in its file: the tap was lost on the way.
        self.stale.update(wanted for wanted, tap in self.taps.items() if self.empty[tap] >= _EMPTY_REPORTS)

    def forget(self, wanted: WantedTap) -> None:
        """Note that a tap has ended."""
        self.empty.pop(self.taps.pop(wanted), None)

    def still_lost(self, snapshot: Snapshot | None) -> set[tuple[str, Source]]:
        """Return what of `lost` should be written and is not: its people are here and would be let through."""
        if snapshot is None or not self.writing:
            return set()
        due = {(person.identity, source) for person in snapshot.joint if person.consent for source in person.allowed}
        return (self.lost & due) - {(wanted.identity, wanted.source) for wanted in self.taps}

    def status(self, now: datetime) -> RecordingStatus:
        """Return what every truth line says."""
        self.count(now)
        health = self.health
        return RecordingStatus(
            state=self._state(now),
            seconds=int(self.written_for.total_seconds()),
            counted_at=now,
            written=frozenset(wanted.identity for wanted in self.taps),
            heard_voices=self._voices(),
            checked_at=health.at if health else None,
            problem=self.problem(now),
        )

    def problem(self, now: datetime) -> str | None:
        """Return the stable code of what is wrong."""
        if now - self.heard_at > SILENCE:
            return LOST
        if self.asked_at is not None and now - self.asked_at > SILENCE:
            return NO_ANSWER
        if self.fault is not None:
            return self.fault
        if self.health is not None and self.health.problem is not None:
            return self.health.problem
        return NO_MEDIA if self.stale and self.writing else None

    def is_broken(self, now: datetime) -> bool:
        """Tell whether nothing is written although it should be."""
        problem = self.problem(now)
        return problem is not None and (problem in _NOT_WRITING or problem == self.fault)

    def _state(self, now: datetime) -> RecordingState:
        if self.is_broken(now):
            return RecordingState.BROKEN
        return RecordingState.ON if self.writing else RecordingState.PAUSED

    def _voices(self) -> int:
        if self.health is None or not self.writing:
            return 0
        voices = (track for track in self.health.tracks if track.source is Source.MIC)
        return len({track.identity for track in voices if track.level and track.bytes_written})


@dataclass(slots=True, eq=False)
class Stage:
    """What is known of the recording of one session."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    take: Take | None = None
    denied: set[str] = field(default_factory=set)
    """People who withdrew consent a moment ago; a snapshot may not know it yet."""
    known: bool = False
    """Whether the case was asked for `goes_on`."""
    goes_on: bool = False
    """It was being recorded when the server ended: a new recording begins when people are back."""
    told: RecordingStatus | None = None
    errands: Errands = field(default_factory=Errands)

    def has_told(self, status: RecordingStatus) -> bool:
        """Tell whether the truth lines say this already; seconds go on by themselves."""
        told = self.told
        return told is not None and replace(told, seconds=0, counted_at=status.counted_at) == replace(status, seconds=0)
