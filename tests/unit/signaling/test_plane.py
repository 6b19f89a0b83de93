"""The room and the media plane: what each makes of the other's news."""

import logging

import pytest

from media import plane as media
from media.errors import PlaneLostError
from media.plane import (
    LayersWanted,
    MemberId,
    Picture,
    PicturesChanged,
    PlacesLost,
    ProducerChanged,
    RouterId,
    Source,
    SpeakersChanged,
    TransportChanged,
    TransportState,
)
from signaling.protocol.media import MediaAnswer, MediaConnect, MediaRestart, MediaShown, ShownPicture
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import MediaWanted, PausedPicture, Signal, SignalKind
from tests.support.rooms import SESSION, House, member_id

WORKER_LOST = PlacesLost(frozenset(), frozenset({member_id("worker")}), 0.5)


async def test_speakers_are_told_only_in_their_own_router() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    caucus = next(router for router in house.plane.routers if "caucus" in router)

    await house.hear(SpeakersChanged(caucus, (house.rooms.snapshot(SESSION).present[1].member,)))  # type: ignore[union-attr]  # it is open

    assert isinstance(house.inbox("host")[-1], Signal)
    assert not any(isinstance(message, Signal) for message in house.inbox("company"))


async def test_pictures_that_are_not_sent_are_told_to_whom_they_are_not_sent_alone() -> None:
    house = House()
    await house.gather("worker", "company")
    before = len(house.inbox("company"))
    camera, screen = (Picture(member_id("company"), source) for source in (Source.CAMERA, Source.SCREEN))

    mic = Picture(member_id("company"), Source.MIC)

    await house.hear(PicturesChanged(member_id("worker"), 1, (camera,), (screen,), (mic,)))
    await house.hear(PicturesChanged(member_id("worker"), 1, ()))

    told = [message for message in house.inbox("worker") if getattr(message, "kind", None) is SignalKind.PICTURES]
    assert [message.paused for message in told if isinstance(message, Signal)] == [
        (
            PausedPicture(identity="company", source="camera", reason="line"),
            PausedPicture(identity="company", source="screen", reason="codec"),
            PausedPicture(identity="company", source="mic", reason="full"),
        ),
        (),
    ]
    assert len(house.inbox("company")) == before


async def test_what_is_needed_of_a_picture_is_told_to_its_owner_alone() -> None:
    house = House()
    await house.gather("worker", "company")
    before = len(house.inbox("company"))

    await house.hear(LayersWanted(member_id("worker"), 1, Source.CAMERA, 1))

    assert house.inbox("worker")[-1] == MediaWanted(source="camera", layers=1)
    assert len(house.inbox("company")) == before


async def test_a_page_that_comes_back_is_told_again_what_is_needed_of_its_picture() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")
    await house.hear(LayersWanted(member_id("worker"), 1, Source.CAMERA, 2))

    await house.come("worker", media=False)

    assert MediaWanted(source="camera", layers=2) in house.inbox("worker")


def lacks(house: House, identity: str) -> list[tuple[PausedPicture, ...]]:
    """Return what a person's present page was told of pictures that it does not get."""
    return [
        message.paused
        for message in house.inbox(identity)
        if isinstance(message, Signal) and message.kind is SignalKind.PICTURES
    ]


async def test_a_page_that_comes_back_is_told_again_of_whom_it_gets_nothing() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hear(PicturesChanged(member_id("worker"), 1, (Picture(member_id("company"), Source.CAMERA),)))
    await house.lose("worker")

    await house.come("worker", media=False)

    assert lacks(house, "worker")[-1] == (PausedPicture(identity="company", source="camera", reason="line"),)


async def test_a_page_that_was_away_when_everybody_was_sent_again_is_told_so() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hear(PicturesChanged(member_id("worker"), 1, (Picture(member_id("company"), Source.CAMERA),)))
    await house.lose("worker")
    await house.hear(PicturesChanged(member_id("worker"), 1, ()))

    await house.come("worker", media=False)

    assert lacks(house, "worker")[-1] == ()


async def test_a_page_that_comes_back_is_not_told_of_somebody_who_is_out_of_its_sight_by_now() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hear(PicturesChanged(member_id("company"), 1, (Picture(member_id("worker"), Source.CAMERA),)))
    await house.hold_caucus("worker")
    await house.lose("company")

    await house.come("company", media=False)

    assert lacks(house, "company")[-1] == ()


@pytest.mark.parametrize("again", ["connected", "restarted"])
async def test_what_the_connection_of_before_still_said_is_not_about_the_new_one(again: str) -> None:
    house = House()
    await house.gather("worker", "company")
    before = house.plane.offer_made("worker")
    if again == "restarted":
        opened = (await house.do("worker", MediaConnect())).offer
        assert opened is not None
        await house.do("worker", MediaAnswer(version=opened.version, sdp="v=0"))
        before = house.plane.offer_made("worker")
    made = await house.do("worker", MediaConnect() if again == "connected" else MediaRestart())
    assert made.offer is not None
    told = len(house.inbox("worker"))

    await house.hear(before)
    for event in (
        PicturesChanged(member_id("worker"), 1, (Picture(member_id("company"), Source.CAMERA),)),
        LayersWanted(member_id("worker"), 1, Source.CAMERA, 0),
        TransportChanged(member_id("worker"), 1, TransportState.CLOSED),
        ProducerChanged(member_id("worker"), 1, Source.CAMERA, live=True),
    ):
        await house.hear(event)

    assert house.inbox("worker")[told:] == []
    assert (await house.do("worker", MediaAnswer(version=made.offer.version, sdp="v=0"))).ok
    assert house.plane.calls[-1][0] == "answer"
    assert not any(present.sources for present in house.rooms.snapshot(SESSION).present)  # type: ignore[union-attr]  # it is open


async def test_a_new_connection_knows_nothing_of_what_was_needed_before() -> None:
    house = House()
    await house.gather("worker")
    await house.hear(LayersWanted(member_id("worker"), 1, Source.CAMERA, 0))

    await house.do("worker", MediaConnect())
    await house.lose("worker")
    await house.come("worker", media=False)

    assert not any(isinstance(message, MediaWanted) for message in house.inbox("worker"))


async def test_what_is_in_sight_is_passed_on_for_the_person_who_says_so() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.do("worker", MediaShown(pictures=(ShownPicture(identity="company", source="camera", height=0),)))

    shown = (media.ShownPicture(member_id("company"), Source.CAMERA, 0),)
    assert house.plane.calls[-1] == ("show", member_id("worker"), shown)


async def test_what_is_in_sight_of_a_person_without_media_changes_nothing() -> None:
    house = House()
    await house.come("worker")

    ack = await house.do("worker", MediaShown(pictures=(ShownPicture(identity="company", source="camera", height=9),)))

    assert ack.ok
    assert house.plane.calls == []


async def test_offers_are_numbered_over_all_transports_and_only_the_newest_takes_an_answer() -> None:
    house = House()
    await house.gather("worker")
    first = (await house.do("worker", MediaConnect())).offer
    assert first is not None
    await house.hear(house.plane.offer_made("worker"))
    second = house.inbox("worker")[-1]
    assert isinstance(second, OfferMessage)
    house.plane.calls.clear()

    await house.do("worker", MediaAnswer(version=first.version, sdp="v=0"))
    await house.do("worker", MediaAnswer(version=second.version, sdp="v=0"))
    await house.hear(house.plane.offer_made("worker"))
    third = house.inbox("worker")[-1]

    assert [call for call in house.plane.calls if call[0] == "answer"] == [("answer", f"{SESSION}.worker", 2, "v=0")]
    assert isinstance(third, OfferMessage)
    assert [first.fresh, second.fresh, third.fresh] == [True, True, False]
    assert first.version < second.version < third.version


async def test_a_restart_of_the_line_keeps_an_answered_connection() -> None:
    house = House()
    await house.gather("worker")
    opened = (await house.do("worker", MediaConnect())).offer
    assert opened is not None
    await house.do("worker", MediaAnswer(version=opened.version, sdp="v=0"))

    restarted = (await house.do("worker", MediaRestart())).offer

    assert restarted is not None
    assert restarted.fresh is False
    assert ("restart_ice", f"{SESSION}.worker") in house.plane.calls


async def test_a_new_worker_gets_everyone_and_fresh_offers_go_out() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    house.plane.placed.clear()
    house.plane.routers.clear()

    await house.hear(WORKER_LOST)

    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.together(caucus) == {"host", "worker"}
    assert house.plane.sends("company") == frozenset()
    offers = [house.inbox(person)[-1] for person in ("host", "worker", "company")]
    assert all(isinstance(offer, OfferMessage) and offer.fresh for offer in offers)


async def test_a_browser_that_says_goodbye_before_its_page_is_missed_warns_nobody_and_may_come_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    house = House()
    await house.gather("worker", "company")
    await house.plane.close_transport(member_id("worker"))
    await house.hear(TransportChanged(member_id("worker"), 1, TransportState.CLOSED))

    await house.lose("worker")
    await house.come("worker")

    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert house.plane.together(RouterId(f"{SESSION}.joint")) == {"host", "worker", "company"}


async def test_a_call_that_fails_of_a_browser_that_is_there_warns_who_runs_the_house(
    caplog: pytest.LogCaptureFixture,
) -> None:
    house = House()
    await house.gather("worker")
    house.plane.refuse = PlaneLostError()

    await house.lose("worker")

    assert "media call failed, transport closed" in caplog.text


async def test_a_worker_of_other_rooms_that_dies_costs_this_room_nothing() -> None:
    house = House()
    await house.gather("worker", "company")
    calls, told = list(house.plane.calls), len(house.inbox("worker"))

    await house.hear(PlacesLost(frozenset(), frozenset({MemberId("another.worker")}), 0.5))

    assert (house.plane.calls, len(house.inbox("worker"))) == (calls, told)


async def test_a_worker_that_dies_during_a_move_leaves_nobody_in_the_wrong_place() -> None:
    house = House()
    await house.gather("worker", "company")
    house.plane.refuse = PlaneLostError()

    await house.hold_caucus("worker")
    house.plane.refuse = None
    house.plane.placed.clear()
    house.plane.routers.clear()
    await house.hear(WORKER_LOST)

    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.together(caucus) == {"host", "worker"}
