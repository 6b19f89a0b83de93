"""What the truth line says of recording, and which change of it is an event of the meeting."""

from collections.abc import Mapping
from types import MappingProxyType

from signaling.protocol.event import EventKind
from signaling.protocol.words import RecordingState

_RUNNING = frozenset({RecordingState.ON, RecordingState.PAUSED, RecordingState.BROKEN})

_EVENTS: Mapping[tuple[RecordingState, RecordingState], EventKind] = MappingProxyType(
    {
        (RecordingState.OFF, RecordingState.ON): EventKind.RECORDING_STARTED,
        (RecordingState.OFF, RecordingState.BROKEN): EventKind.RECORDING_BROKEN,
        (RecordingState.NOT_ALLOWED, RecordingState.ON): EventKind.RECORDING_STARTED,
        (RecordingState.ON, RecordingState.PAUSED): EventKind.RECORDING_PAUSED,
        (RecordingState.PAUSED, RecordingState.ON): EventKind.RECORDING_RESUMED,
        (RecordingState.BROKEN, RecordingState.ON): EventKind.RECORDING_RESUMED,
        (RecordingState.BROKEN, RecordingState.PAUSED): EventKind.RECORDING_PAUSED,
        (RecordingState.ON, RecordingState.BROKEN): EventKind.RECORDING_BROKEN,
        (RecordingState.PAUSED, RecordingState.BROKEN): EventKind.RECORDING_BROKEN,
    }
)


def event_of_change(before: RecordingState, after: RecordingState) -> EventKind | None:
    """Return the event of going from one state to another; None where nothing happened."""
    if before in _RUNNING and after not in _RUNNING:
        return EventKind.RECORDING_STOPPED
    return _EVENTS.get((before, after))
