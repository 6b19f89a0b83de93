"""Several people through real UDP, ICE, DTLS and SRTP on one plane."""

import asyncio

import pytest

from media.errors import SdpError, TapRefusedError, UnknownMemberError, UnknownRouterError
from media.local import LocalMediaPlane
from media.plane import (
    MediaEvent,
    MemberId,
    OfferMade,
    ProducerChanged,
    QualityMeasured,
    RouterId,
    Source,
    SpeakersChanged,
    TapId,
    TransportChanged,
    TransportState,
)
from media.rhythm import WATCH
from tests.support.party import Party
from tests.support.wait import stays, until
from tests.support.wire import Wire, every

JOINT, CAUCUS = "s.joint", "s.caucus.1"
MIC = frozenset({Source.MIC})
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")


def states(events: list[MediaEvent], member: str) -> list[TransportState]:
    return [event.state for event in events if isinstance(event, TransportChanged) and event.member == member]


async def test_two_people_hear_and_see_each_other(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)

        for source in (Source.MIC, Source.CAMERA):
            await ann.hear(BOB, source)
            await bob.hear(ANN, source)

        assert ann.hears(BOB).rms > 1_000
        assert (bob.hears(ANN, Source.CAMERA).width, bob.hears(ANN, Source.CAMERA).height) == (160, 120)


async def test_the_first_offer_has_everybody_who_is_there(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)

        assert bob.answered == 1
        assert {(track.member, track.source) for track in bob.offered} == {(ANN, Source.MIC), (ANN, Source.CAMERA)}


async def test_nobody_receives_his_own_tracks(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)
        await ann.until_offered(BOB)

        assert all(track.member != ANN for track in ann.offered)


async def test_two_who_join_at_once_hear_each_other(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob, Party(plane, "s.eve") as eve:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC), eve.join(JOINT, MIC))

        await asyncio.gather(ann.hear(BOB), ann.hear("s.eve"), bob.hear(ANN), eve.hear(BOB))


async def test_who_leaves_is_gone_and_the_line_is_used_again(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(JOINT, MIC)
        async with Party(plane, BOB) as bob:
            await bob.join(JOINT, MIC)
            await ann.hear(BOB)
            first = {track.mid for track in ann.offered}
        await ann.until_offered()
        async with Party(plane, "s.eve", frequency=800) as eve:
            await eve.join(JOINT, MIC)
            await ann.hear("s.eve")

            assert {track.mid for track in ann.offered} == first


async def test_someone_who_only_listens_hears(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, "s.observer") as observer:
        await ann.join(JOINT, MIC)
        await observer.join(JOINT, frozenset())

        await observer.hear(ANN)

        assert ann.offered == ()


async def test_a_mute_at_the_server_drops_everything_and_its_end_leaves_no_gap(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)
        await bob.hear(ANN)
        await bob.hear(ANN, Source.CAMERA)

        await plane.allow(ANN, frozenset())
        sent = (await plane.statistics())["packets_sent"]
        await asyncio.sleep(0.1)  # what the decoder still holds
        heard = bob.hears(ANN).frames
        await stays(lambda: bob.hears(ANN).frames <= heard + 5, "silence")
        await plane.allow(ANN, frozenset(Source))
        await bob.hear(ANN)
        await bob.hear(ANN, Source.CAMERA)

        statistics = await plane.statistics()
        assert statistics["packets_sent"] > sent
        assert statistics["retransmissions"] + statistics["retransmissions_refused"] == 0  # bob missed nothing


async def test_only_the_sources_allowed_pass(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT)
        await plane.allow(ANN, MIC)
        await bob.join(JOINT)

        await bob.hear(ANN, frames=25)

        assert bob.hears(ANN, Source.CAMERA).frames == 0


async def test_a_screen_is_offered_when_it_begins(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await bob.join(JOINT, MIC)
        await ann.join(JOINT, frozenset({Source.MIC, Source.SCREEN}))

        await bob.hear(ANN, Source.SCREEN)


async def test_events_tell_who_is_connected_sends_and_speaks(plane: LocalMediaPlane, events: list[MediaEvent]) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(JOINT, MIC)
        await until(lambda: SpeakersChanged(RouterId(JOINT), (ANN,)) in events)
        await until(lambda: any(isinstance(event, QualityMeasured) for event in events))
        ann.mute()
        await until(lambda: ProducerChanged(ANN, 1, Source.MIC, live=False) in events)

    assert states(events, ANN) == [TransportState.CONNECTED]
    assert ProducerChanged(ANN, 1, Source.MIC, live=True) in events


async def test_a_closing_browser_is_a_closed_transport(plane: LocalMediaPlane, events: list[MediaEvent]) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(JOINT, MIC)

        await ann.drop()
        await until(lambda: TransportState.CLOSED in states(events, ANN))

        with pytest.raises(UnknownMemberError):
            await plane.move(ANN, None)


async def test_a_transport_opened_again_replaces_the_old_one(plane: LocalMediaPlane) -> None:
    async with Party(plane, BOB) as bob, Party(plane, ANN) as first, Party(plane, ANN, frequency=800) as second:
        await bob.join(JOINT, MIC)
        await first.join(JOINT, MIC)
        await bob.hear(ANN)

        await second.join(JOINT, MIC)
        await bob.hear(ANN, frames=20)
        await second.hear(BOB)

        assert (await plane.statistics())["transports"] == 2
        await first.drop()


async def test_media_gets_through_a_lossy_line(plane: LocalMediaPlane) -> None:
    async with (
        Wire(up=every(30), down=every(30)) as wire,
        Party(plane, ANN) as ann,
        Party(plane, BOB, relay=wire) as bob,
    ):
        await ann.join(JOINT)
        await bob.join(JOINT)

        await bob.hear(ANN, Source.CAMERA, frames=30)
        await ann.hear(BOB, Source.CAMERA, frames=30)

        assert wire.lost


async def test_a_phone_that_changes_its_network_keeps_its_seat(
    plane: LocalMediaPlane, events: list[MediaEvent]
) -> None:
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)

        wire.move()

        await ann.hear(BOB, frames=50)
        await bob.hear(ANN, frames=50)
        assert TransportState.CLOSED not in states(events, BOB)
        assert (await plane.statistics())["handshakes"] == 2


async def test_an_offer_without_answer_is_made_again(
    plane: LocalMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.transport.ANSWER_TIMEOUT", 0.05)
    first = await plane.open_transport(ANN, RouterId(JOINT))

    await until(lambda: events)
    again = events[0]

    assert isinstance(again, OfferMade)
    assert again.offer.version > first.version


async def test_a_browser_that_never_comes_is_closed(
    plane: LocalMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.transport.GONE_AFTER", 0.05)
    await plane.open_transport(ANN, RouterId(JOINT))

    await until(lambda: states(events, ANN) == [TransportState.CLOSED])

    assert (await plane.statistics())["transports"] == 0


async def test_a_browser_that_ended_in_this_very_moment_gets_no_new_credentials(
    plane: LocalMediaPlane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.transport.GONE_AFTER", 0.0)
    await plane.open_transport(ANN, RouterId(JOINT))

    for _ in range(WATCH):
        plane.tick()

    with pytest.raises(UnknownMemberError):
        await plane.restart_ice(ANN)


async def test_what_does_not_exist_is_an_error_and_changes_nothing(plane: LocalMediaPlane) -> None:
    nowhere = RouterId("s.nowhere")
    with pytest.raises(UnknownRouterError):
        await plane.open_transport(ANN, nowhere)
    await plane.open_transport(ANN, RouterId(JOINT))

    with pytest.raises(UnknownRouterError):
        await plane.move(ANN, nowhere)
    with pytest.raises(UnknownRouterError):
        await plane.close_router(nowhere)
    with pytest.raises(UnknownMemberError):
        await plane.allow(BOB, MIC)
    with pytest.raises(UnknownMemberError):
        await plane.tap(BOB, Source.MIC, TapId(1), "sink")
    with pytest.raises(SdpError):
        await plane.answer(ANN, 1, "v=0\r\nnonsense")
    await plane.answer(ANN, 99, "an answer to no offer is ignored")
    await plane.close_transport(BOB)

    assert (await plane.statistics())["transports"] == 1
    await plane.tap(ANN, Source.MIC, TapId(1), "still in its place")


async def test_a_closed_place_leaves_its_people_connected_and_nowhere(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)

        await plane.close_router(RouterId(JOINT))
        await ann.until_offered()

        assert ann.connected
        with pytest.raises(TapRefusedError):
            await plane.tap(ANN, Source.MIC, TapId(1), "sink")
