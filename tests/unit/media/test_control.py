import json
from typing import Any, get_args

import pytest

from media import errors
from media.channel import JsonValue, RefusedError
from media.control import CALLS, PlaneCalls, read_event, read_offer, read_refusal, read_tap, write_event, write_value
from media.errors import MediaError, PlaneLostError, TapRefusedError
from media.ice.addresses import interface_addresses
from media.local import LocalMediaPlane
from media.plane import (
    Codec,
    LayersWanted,
    MediaEvent,
    MediaPlane,
    MemberId,
    MemberQuality,
    Offer,
    OfferedTrack,
    OfferMade,
    Picture,
    PicturesChanged,
    PlacesLost,
    ProducerChanged,
    QualityMeasured,
    RouterId,
    Source,
    SpeakersChanged,
    Tap,
    TapId,
    TransportChanged,
    TransportState,
)
from media.remote import RemoteMediaPlane
from media.settings import MediaSettings

ANN = MemberId("s.安")
OFFER = Offer(1, 3, "v=0\r\n", (OfferedTrack("4", ANN, Source.SCREEN),))
EVENTS: list[MediaEvent] = [
    OfferMade(ANN, OFFER),
    TransportChanged(ANN, 1, TransportState.DISCONNECTED),
    ProducerChanged(ANN, 1, Source.MIC, live=True),
    SpeakersChanged(RouterId("s.joint"), (ANN,)),
    QualityMeasured((MemberQuality(ANN, 0.25, 0.0, None, 1.5, 10, 20),)),
    PicturesChanged(ANN, 1, (Picture(ANN, Source.CAMERA),), (Picture(ANN, Source.SCREEN),)),
    LayersWanted(ANN, 1, Source.CAMERA, 2),
    LayersWanted(ANN, 1, Source.SCREEN, None),
]


def through_json(value: Any) -> Any:  # noqa: ANN401 - whatever JSON makes of it
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_arrives_as_it_was_sent(event: MediaEvent) -> None:
    name, values = write_event(event)

    assert read_event(name, through_json(values)) == event


def test_every_event_of_a_worker_travels() -> None:
    assert {type(event) for event in EVENTS} | {PlacesLost} == set(get_args(MediaEvent))


def test_an_event_of_another_name_is_ignored() -> None:
    assert read_event("Surprise", {}) is None


def test_offers_and_taps_arrive_as_they_were() -> None:
    tap = Tap(TapId(7), Codec.VP8, 90_000)

    assert read_offer(through_json(write_value(OFFER))) == OFFER
    assert read_tap(through_json(write_value(tap))) == tap


def test_every_call_of_a_plane_travels() -> None:
    methods = {name for name in vars(MediaPlane) if not name.startswith("_")}

    assert methods - set(CALLS) == {"subscribe", "close"}


@pytest.mark.parametrize(
    "kind", [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, MediaError)]
)
def test_every_error_comes_back_as_what_it_is(kind: type[MediaError]) -> None:
    back = read_refusal(RefusedError(kind.code, "why"))

    assert type(back) is kind
    assert str(back) == "why"


def test_any_other_failure_of_the_worker_is_a_lost_plane() -> None:
    assert isinstance(read_refusal(RefusedError("channel.failed", "")), PlaneLostError)


async def test_calls_are_carried_out_with_the_types_they_need() -> None:
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",)))
    await plane.start()
    calls = PlaneCalls(plane)

    await calls.answer("open_router", {"router": "r", "recordable": False})
    offer = read_offer(await calls.answer("open_transport", {"member": "m", "router": "r"}))
    await calls.answer("allow", {"member": "m", "sources": ["mic"]})
    with pytest.raises(TapRefusedError):
        await calls.answer("tap", {"member": "m", "source": "mic", "tap": 1, "sink": "x"})
    counters = await calls.answer("statistics", {})
    await plane.close()

    assert offer.version == 1
    assert isinstance(counters, dict)
    assert counters["transports"] == 1


@pytest.mark.parametrize(
    ("call", "values"),
    [("subscribe", {}), ("close", {}), ("move", {}), ("move", {"member": 1, "router": None}), ("allow", {"x": 1})],
)
async def test_what_is_no_call_is_refused(call: str, values: dict[str, JsonValue]) -> None:
    with pytest.raises(RefusedError):
        await PlaneCalls(LocalMediaPlane()).answer(call, values)


async def test_a_plane_that_was_not_started_is_lost() -> None:
    with pytest.raises(PlaneLostError):
        await LocalMediaPlane().open_transport(ANN, None)
    with pytest.raises(PlaneLostError):
        await RemoteMediaPlane().statistics()


def test_both_planes_fit_the_seam() -> None:
    planes: list[MediaPlane] = [LocalMediaPlane(), RemoteMediaPlane()]

    assert len(planes) == 2


def test_settings_travel_as_json() -> None:
    settings = MediaSettings(hosts=("127.0.0.1",), port=40_000, advertised=("192.0.2.1", "2001:db8::1"), tcp=False)

    assert MediaSettings.from_json(settings.to_json()) == settings
    assert MediaSettings.from_json("{}") == MediaSettings()
    with pytest.raises(TypeError):
        MediaSettings.from_json('{"prot": 1}')


def test_this_machine_has_addresses_and_the_loopback_only_when_asked() -> None:
    plain, asked = interface_addresses(loopback=False), interface_addresses(loopback=True)

    assert plain
    assert asked[-1] == "127.0.0.1"
    assert asked[:-1] in (plain, ())
