import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.timeline import MAX_HASTE_MS, SenderClock, TrackTimeline, ntp_to_us

SECOND = 1_000_000
NTP_1970 = 2_208_988_800


def ntp(us: int) -> int:
    return (NTP_1970 + us // SECOND << 32) | ((us % SECOND << 32) + SECOND - 1) // SECOND


def sound(sender: SenderClock | None = None) -> TrackTimeline:
    return TrackTimeline(48_000, sender or SenderClock())


def test_ntp_time_is_read_to_the_microsecond() -> None:
    assert ntp_to_us(ntp(1_700_000_000 * SECOND + 123_456)) == 1_700_000_000 * SECOND + 123_456


def test_timestamps_place_packets_whatever_the_network_does() -> None:
    timeline = sound()
    jitter = (0, 90_000, 40_000, 200_000, 80_000)

    places = [timeline.place(960 * n, 20_000 * n + late).at_ms for n, late in enumerate(jitter)]

    assert places == [0, 20, 40, 60, 80]


def test_timestamps_wrap() -> None:
    timeline = sound()
    timeline.place((1 << 32) - 960, 0)

    assert timeline.place(960, 40_000).at_ms == 40


def test_an_hour_of_jump_in_the_timestamps_is_no_hour_in_the_recording() -> None:
    timeline = sound()
    timeline.place(0, 0)

    placed = timeline.place(3_600 * 48_000, 20_000)
    following = timeline.place(3_600 * 48_000 + 960, 40_000)

    assert placed.jumped
    assert placed.at_ms == pytest.approx(20)
    assert following.at_ms == pytest.approx(40)
    assert not following.jumped


def test_a_jump_backwards_does_not_run_the_clock_backwards() -> None:
    timeline = sound()
    for n in range(3_000):
        timeline.place(1_000_000_000 + 960 * n, 20_000 * n)

    placed = timeline.place(5, 3_000 * 20_000)

    assert placed.jumped
    assert placed.at_ms == pytest.approx(60_000)


def test_an_hour_of_silence_that_passed_is_an_hour() -> None:
    timeline = sound()
    timeline.place(0, 0)

    placed = timeline.place(3_600 * 48_000, 3_600 * SECOND)

    assert (placed.at_ms, placed.jumped) == (3_600_000, False)


def test_timestamps_that_stood_still_are_carried_on_by_arrival() -> None:
    timeline = sound()
    timeline.place(0, 0)

    placed = timeline.place(960, 60 * SECOND)

    assert placed.jumped
    assert placed.at_ms == pytest.approx(60_000)


def test_reports_bring_sound_and_picture_of_one_person_together() -> None:
    sender = SenderClock()
    mic, camera = TrackTimeline(48_000, sender), TrackTimeline(90_000, sender)
    wrong_clock = 7_200 * SECOND
    # Captured at the same moment; the picture is encoded, paced and arrives 180 ms after the sound.
    mic.place(1_000, 10 * SECOND + 30_000)
    camera.place(5_000, 10 * SECOND + 210_000)

    mic.report(ntp(10 * SECOND + wrong_clock), 1_000, 10 * SECOND + 25_000)
    camera.report(ntp(12 * SECOND + wrong_clock), 5_000 + 2 * 90_000, 12 * SECOND + 45_000)

    assert abs(mic.first_at_us - camera.first_at_us) < 1_000
    assert abs(mic.first_at_us - 10 * SECOND) < 40_000


def test_a_report_before_the_first_packet_counts() -> None:
    sender = SenderClock()
    camera = TrackTimeline(90_000, sender)
    camera.report(ntp(5 * SECOND), 450_000, 5 * SECOND)

    camera.place(540_000, 6 * SECOND + 300_000)

    assert camera.first_at_us == pytest.approx(6 * SECOND, abs=1_000)


def test_a_drifting_crystal_is_followed_without_steps() -> None:
    timeline = sound()
    per_packet = 960 * (1 + 100e-6)  # 100 ppm fast
    last = 0.0
    steps = []
    for n in range(2 * 3_600 * 50):
        at_us = 20_000 * n
        placed = timeline.place(round(per_packet * n) % (1 << 32), at_us)
        steps.append(placed.at_ms - last)
        last = placed.at_ms
        if n % 250 == 0:
            timeline.report(ntp(at_us), round(per_packet * n) % (1 << 32), at_us)

    assert abs(last - 20 * (2 * 3_600 * 50 - 1)) < 5
    assert max(steps) < 21
    assert min(steps[1:]) > 19


def test_a_report_that_makes_no_sense_is_ignored() -> None:
    timeline = sound()
    timeline.place(0, 100 * SECOND)
    timeline.report(ntp(100 * SECOND), 0, 100 * SECOND)

    timeline.report(ntp(101 * SECOND), 2_000_000_000, 101 * SECOND)

    assert timeline.first_at_us == 100 * SECOND
    assert timeline.place(48_000, 101 * SECOND).at_ms == pytest.approx(1_000)


def test_a_person_setting_the_wall_clock_does_not_tear_the_recording() -> None:
    timeline = sound()
    for second in range(10):
        timeline.place(48_000 * second, second * SECOND)
        timeline.report(ntp(second * SECOND), 48_000 * second, second * SECOND)

    timeline.place(480_000, 10 * SECOND)
    timeline.report(ntp(10 * SECOND - 3_600 * SECOND), 480_000, 10 * SECOND)

    assert timeline.place(528_000, 11 * SECOND).at_ms == pytest.approx(11_000, abs=5)


def test_nobody_can_shift_what_they_said_by_a_lying_report() -> None:
    timeline = sound()
    timeline.place(480_000, 100 * SECOND)

    timeline.report(ntp(100 * SECOND), 0, 100 * SECOND)  # says the packet was captured ten seconds later

    assert timeline.first_at_us == 100 * SECOND


def test_words_that_waited_on_their_way_lie_where_they_were_said() -> None:
    """The line, or a machine, stood still for a second and a half when the first packet was on its way."""
    timeline = sound()
    timeline.begin(9 * SECOND)
    spoken = [(10 * SECOND + 20_000 * n, 960 * n) for n in range(150)]

    places = [timeline.place(timestamp, max(said, 11_500_000)).at_ms for said, timestamp in spoken]

    assert timeline.first_at_us == pytest.approx(10 * SECOND, abs=1_000)
    assert places == pytest.approx([20 * n for n in range(150)])


def test_words_that_waited_for_longer_than_any_report_may_move_lie_where_they_were_said() -> None:
    timeline = sound()
    timeline.begin(9 * SECOND)
    spoken = [(10 * SECOND + 20_000 * n, 960 * n) for n in range(500)]

    for said, timestamp in spoken:
        assert not timeline.place(timestamp, max(said, 15 * SECOND)).jumped
    timeline.report(ntp(20 * SECOND), 480_000, 20 * SECOND + 5_000)

    assert timeline.first_at_us == pytest.approx(10 * SECOND, abs=1_000)


def test_nothing_moves_to_before_the_track_was_written() -> None:
    timeline = sound()
    timeline.begin(11 * SECOND)

    places = [timeline.place(960 * n, max(10 * SECOND + 20_000 * n, 11_500_000)).at_ms for n in range(150)]

    assert timeline.first_at_us == 11 * SECOND
    assert places[-1] == pytest.approx(1_980)


def test_a_crystal_that_runs_fast_and_never_reports_does_not_move_what_was_said_long_ago() -> None:
    timeline = sound()
    timeline.begin(0)
    settled = round(MAX_HASTE_MS) // 20

    places = [timeline.place(round(960 * 1.0002 * n), 60 * SECOND + 20_000 * n) for n in range(10 * settled + 1)]

    assert timeline.first_at_us == pytest.approx(60 * SECOND, abs=5_000)
    assert places[-1].at_ms == pytest.approx(200 * settled, abs=5)


_STEPS = st.tuples(
    st.integers(0, 3_000_000),  # microseconds since the one before came
    st.one_of(st.just(960), st.integers(-100_000, 1_000_000), st.integers(0, (1 << 32) - 1)),
    st.one_of(st.none(), st.tuples(st.integers(-3_000_000, 3_000_000), st.integers(-200_000, 200_000))),
)


@given(st.lists(_STEPS, min_size=1, max_size=60))
def test_whatever_is_sent_nothing_lies_after_it_came_nor_before_the_track_was_written(
    steps: list[tuple[int, int, tuple[int, int] | None]],
) -> None:
    timeline = sound()
    arrival = 100 * SECOND
    timeline.begin(arrival)
    timestamp = 0
    placed: list[tuple[float, int]] = []
    for wait, further, report in steps:
        arrival += wait
        timestamp = (timestamp + further) % (1 << 32)
        placed.append((timeline.place(timestamp, arrival).at_ms, arrival))
        if report is not None:
            timeline.report(ntp(arrival + report[0]), (timestamp + report[1]) % (1 << 32), arrival)

    assert timeline.first_at_us >= 100 * SECOND
    assert all(timeline.first_at_us + at_ms * 1_000 <= came + 1_000 for at_ms, came in placed)
