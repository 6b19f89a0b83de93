"""The calls and events of a media plane as they travel between the web process and its worker."""

from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError, validate_call
from pydantic_core import to_jsonable_python

from media import errors
from media.channel import JsonObject, JsonValue, RefusedError
from media.errors import MediaError, PlaneLostError
from media.plane import (
    LayersWanted,
    MediaEvent,
    MediaPlane,
    Offer,
    OfferMade,
    PicturesChanged,
    ProducerChanged,
    QualityMeasured,
    SpeakersChanged,
    Tap,
    TransportChanged,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CALLS: Final = (
    "open_router",
    "close_router",
    "open_transport",
    "answer",
    "restart_ice",
    "move",
    "allow",
    "close_transport",
    "show",
    "tap",
    "untap",
    "request_keyframe",
    "statistics",
)
"""The calls of `MediaPlane` that travel, with its parameter names."""

_EVENTS: Final[dict[str, type[MediaEvent]]] = {
    kind.__name__: kind
    for kind in (
        OfferMade,
        TransportChanged,
        ProducerChanged,
        SpeakersChanged,
        QualityMeasured,
        PicturesChanged,
        LayersWanted,
    )
}
_ADAPTERS: Final = {name: TypeAdapter(kind) for name, kind in _EVENTS.items()}
_ERRORS: Final = {
    kind.code: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, MediaError)
}
_OFFER: Final = TypeAdapter(Offer)
_TAP: Final = TypeAdapter(Tap)
_STATISTICS: Final = TypeAdapter(dict[str, float])


class PlaneCalls:
    """Carries out the calls that come in for a plane. Use its `answer` as a channel's call handler."""

    def __init__(self, plane: MediaPlane) -> None:
        self._methods: dict[str, Callable[..., Awaitable[Any]]] = {
            name: validate_call(getattr(plane, name)) for name in CALLS
        }

    async def answer(self, call: str, values: JsonObject) -> JsonValue:
        """Carry out one call and return its result; raise `MediaError` or `RefusedError`."""
        method = self._methods.get(call)
        if method is None:
            raise RefusedError("channel.no_such_call", call)
        try:
            result: JsonValue = to_jsonable_python(await method(**values))
        except ValidationError as error:
            raise RefusedError("channel.malformed_call", call) from error
        return result


def write_value(value: object) -> JsonValue:
    """Write an argument of a call."""
    written: JsonValue = to_jsonable_python(value)
    return written


def read_offer(value: JsonValue) -> Offer:
    """Read a result that is an offer."""
    return _OFFER.validate_python(value)


def read_tap(value: JsonValue) -> Tap:
    """Read a result that is a tap."""
    return _TAP.validate_python(value)


def read_statistics(value: JsonValue) -> dict[str, float]:
    """Read a result that is counters."""
    return _STATISTICS.validate_python(value)


def write_event(event: MediaEvent) -> tuple[str, JsonObject]:
    """Write an event as name and values."""
    return type(event).__name__, to_jsonable_python(event)


def read_event(name: str, values: JsonObject) -> MediaEvent | None:
    """Read an event; None for one of another name."""
    adapter = _ADAPTERS.get(name)
    if adapter is None:
        return None
    event: MediaEvent = adapter.validate_python(values)
    return event


def read_refusal(refusal: RefusedError) -> MediaError:
    """Return the error that the worker raised; what it should not have raised becomes `PlaneLostError`."""
    return _ERRORS.get(refusal.code, PlaneLostError)(str(refusal))
