"""Lines in half-minutes: the worst of each is kept, and nothing grows without bound."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from media.plane import MemberId, MemberQuality, Picture, PicturesChanged, QualityMeasured, Source
from signaling.errors import MessageError
from signaling.linelog import MOST_BUCKETS, LineLog
from signaling.namespace import decode
from signaling.protocol.media import LineReport, MediaState, VoiceHeard
from signaling.protocol.passing import QualityLevel, Signal, SignalKind
from tests.support.rooms import SESSION, House

NOON = datetime(2026, 4, 7, 12, 0, 7, tzinfo=UTC)


def quality(loss: float = 0.0, round_trip: float | None = None) -> MemberQuality:
    return MemberQuality(MemberId(f"{SESSION}.worker"), loss, 0.0, round_trip, 5.0, 64_000, 900_000)


def test_the_worst_two_seconds_of_a_half_minute_are_what_is_kept() -> None:
    log = LineLog()
    for second, loss in enumerate((0.0, 0.2, 0.01)):
        level = QualityLevel.POOR if loss > 0.1 else QualityLevel.GOOD
        log.measured("worker", quality(loss, 40.0), level, NOON + timedelta(seconds=2 * second))

    assert log.complete(NOON + timedelta(seconds=10)) == ()
    (sample,) = log.complete(NOON + timedelta(seconds=23))

    assert (sample.at, sample.level, sample.uplink_loss) == (NOON.replace(second=0), QualityLevel.POOR, 0.2)
    assert log.rest() == ()


def test_freezes_of_several_reports_add_up() -> None:
    log = LineLog()
    for freezes in (1, 2):
        log.reported("worker", LineReport(freezes=freezes, freeze_ms=400, concealed=0.1 * freezes), NOON)

    (sample,) = log.rest()

    assert sample.report is not None
    assert (sample.report.freezes, sample.report.freeze_ms, sample.report.concealed) == (3, 800, 0.2)
    assert sample.uplink_loss is None


def test_of_a_voice_the_share_that_whoever_heard_it_best_had_to_make_up_at_worst_is_kept() -> None:
    log = LineLog()
    for listener, concealed in (("host", 0.1), ("company", 0.4), ("host", 0.2), ("host", 0.0)):
        log.heard("worker", listener, concealed, NOON)
    log.reported("company", LineReport(concealed=0.4, jitter_ms=30.0), NOON)
    log.reported("company", LineReport(jitter_ms=12.5), NOON)

    samples = {sample.identity: sample for sample in log.rest()}
    log.reported("worker", LineReport(), NOON + timedelta(seconds=30))
    (later,) = log.rest()

    assert samples["worker"].heard_concealed == 0.2
    assert samples["company"].heard_concealed is None
    assert samples["company"].report is not None
    assert samples["company"].report.jitter_ms == 30.0
    assert later.heard_concealed is None


async def test_nobody_says_how_a_voice_came_that_they_cannot_hear() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    voices = tuple(VoiceHeard(identity=identity, concealed=0.3) for identity in ("worker", "host", "company", "nobody"))

    await house.do("company", LineReport(voices=voices))
    await house.do("worker", LineReport(voices=voices))
    async with house.rooms:
        pass  # closing passes everything on

    told = {sample.identity: sample.heard_concealed for sample in house.store.lines[SESSION]}
    assert told == {"host": 0.3, "worker": None, "company": None}
    assert all(sample.report is None or sample.report.voices == () for sample in house.store.lines[SESSION])


def test_a_session_that_never_ends_stops_being_kept_at_its_bound() -> None:
    log = LineLog()
    kept = 0
    for half_minute in range(MOST_BUCKETS + 50):
        log.reported("worker", LineReport(), NOON + timedelta(seconds=30 * half_minute))
        kept += len(log.rest())

    assert kept == MOST_BUCKETS


@pytest.mark.parametrize(
    "wrong",
    [{"concealed": 1.5}, {"freezes": -1}, {"browser": "netscape"}, {"device": "李的手机"}, {"round_trip_ms": "10"}],
)
def test_a_report_with_anything_else_in_it_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(MessageError):
        decode(LineReport, wrong)


async def test_a_room_keeps_what_was_measured_and_what_the_browser_said() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("worker", LineReport(freezes=2, browser="wechat", system="android"))
    await house.hear(QualityMeasured((quality(0.2),)))

    house.clock.turn(31)
    await house.hear(QualityMeasured((quality(0.0),)))
    async with house.rooms:
        pass  # closing passes everything on

    first = next(sample for sample in house.store.lines[SESSION] if sample.identity == "worker")
    assert (first.level, first.uplink_loss) == (QualityLevel.POOR, 0.2)
    assert first.report is not None
    assert (first.report.freezes, first.report.browser) == (2, "wechat")


async def test_the_host_is_told_whose_microphone_gives_nothing_and_the_other_side_is_not() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("worker", LineReport(mic_silent=True))
    everyone = tuple(replace(quality(), member=MemberId(f"{SESSION}.{who}")) for who in ("host", "worker", "company"))

    await house.hear(QualityMeasured(everyone))

    assert told_silent(house, "host") == ("worker",)
    assert told_silent(house, "worker") == ("worker",)
    assert told_silent(house, "company") == ()

    await house.do("worker", MediaState(mic=False, camera=True, screen=False))
    await house.hear(QualityMeasured(everyone))
    assert told_silent(house, "host") == ()


async def test_a_microphone_that_gave_nothing_on_one_page_is_not_held_against_the_next() -> None:
    house = House()
    await house.gather("worker")
    await house.do("worker", LineReport(mic_silent=True))
    everyone = tuple(replace(quality(), member=MemberId(f"{SESSION}.{who}")) for who in ("host", "worker"))
    await house.hear(QualityMeasured(everyone))
    assert told_silent(house, "host") == ("worker",)

    await house.come("worker", device="device-of-another-page")
    await house.do("worker", MediaState(mic=True, camera=True, screen=False))
    await house.hear(QualityMeasured(everyone))

    assert told_silent(house, "host") == ()


async def test_the_host_is_told_who_does_not_get_everybody_until_they_do() -> None:
    house = House()
    await house.gather("worker", "company")
    everyone = QualityMeasured(
        tuple(replace(quality(), member=MemberId(f"{SESSION}.{who}")) for who in ("host", "worker", "company"))
    )
    left_out = (Picture(MemberId(f"{SESSION}.company"), Source.MIC),)

    await house.hear(PicturesChanged(MemberId(f"{SESSION}.worker"), 1, (), (), left_out))
    await house.hear(everyone)
    during = [told_crowded(house, person) for person in ("host", "worker", "company")]
    await house.hear(PicturesChanged(MemberId(f"{SESSION}.worker"), 1, ()))
    await house.hear(everyone)

    assert during == [("worker",), ("worker",), ()]
    assert told_crowded(house, "host") == ()


def told_crowded(house: House, person: str) -> tuple[str, ...]:
    signals = [message for message in house.inbox(person) if isinstance(message, Signal)]
    return [signal for signal in signals if signal.kind is SignalKind.QUALITY][-1].crowded


def told_silent(house: House, person: str) -> tuple[str, ...]:
    signals = [message for message in house.inbox(person) if isinstance(message, Signal)]
    return [signal for signal in signals if signal.kind is SignalKind.QUALITY][-1].silent
