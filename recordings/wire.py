"""The calls and events of a recorder as JSON for `media.channel`: both ends of the control socket use it."""

import base64
from datetime import datetime
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, TypeAdapter

from media.channel import JsonObject, JsonValue
from media.plane import TapId
from recordings.plane import (
    KeyframeWanted,
    RecorderEvent,
    RecorderPlane,
    RecorderRestarted,
    RecordingHealth,
    RecordingId,
    Sealed,
    TrackPlan,
)

_EVENTS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in (RecordingHealth, KeyframeWanted, RecorderRestarted)
}
_SEALED = TypeAdapter(Sealed)


class _Call(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    recording: RecordingId


class Open(_Call):
    """`RecorderPlane.open`; the data key in base64."""

    session: str
    started_at: datetime
    data_key: str


class AddTrack(_Call):
    """`RecorderPlane.add_track`."""

    plan: TrackPlan


class EndTrack(_Call):
    """`RecorderPlane.end_track`."""

    tap: TapId


class Mark(_Call):
    """`RecorderPlane.mark`."""

    at: datetime
    kind: str


class Seal(_Call):
    """`RecorderPlane.seal`."""

    ended_at: datetime


Call: TypeAlias = Open | AddTrack | EndTrack | Mark | Seal
_CALLS: dict[str, type[Call]] = {kind.__name__: kind for kind in (Open, AddTrack, EndTrack, Mark, Seal)}


def pack_call(call: Call) -> tuple[str, JsonObject]:
    """Return name and values of a call."""
    return type(call).__name__, call.model_dump(mode="json")


async def perform(recorder: RecorderPlane, name: str, values: JsonObject) -> JsonValue:
    """Carry out a call that came in. Raises `ValueError` for one that is malformed."""
    if name not in _CALLS:
        raise ValueError("no such call")
    call = _CALLS[name].model_validate(values)
    match call:
        case Open():
            key = base64.b64decode(call.data_key, validate=True)
            await recorder.open(call.recording, call.session, call.started_at, key)
        case AddTrack():
            await recorder.add_track(call.recording, call.plan)
        case EndTrack():
            await recorder.end_track(call.recording, call.tap)
        case Mark():
            await recorder.mark(call.recording, call.at, call.kind)
        case Seal():
            return _as_json(_SEALED.dump_python(await recorder.seal(call.recording, call.ended_at), mode="json"))
    return None


def read_sealed(value: JsonValue) -> Sealed:
    """Return the answer to `Seal`; raise `ValueError` when it is none."""
    return _SEALED.validate_python(value)


def pack_event(event: RecorderEvent) -> tuple[str, JsonObject]:
    """Return name and values of an event."""
    name = type(event).__name__
    values: JsonObject = _EVENTS[name].dump_python(event, mode="json")
    return name, values


def read_event(name: str, values: JsonObject) -> RecorderEvent:
    """Return an event; raise `ValueError` when it is none."""
    if name not in _EVENTS:
        raise ValueError("no such event")
    event: RecorderEvent = _EVENTS[name].validate_python(values)
    return event


def _as_json(value: JsonValue) -> JsonValue:
    return value
