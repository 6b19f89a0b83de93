import itertools

from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.levels import MIN_INTERVAL, SILENCE, SpeakerElection

STEP = 0.02
VOICE = 30
MURMUR = 55


class _Place:
    """An election driven by a script, packet by packet."""

    def __init__(self) -> None:
        self.election: SpeakerElection[str] = SpeakerElection()
        self.now = 0.0
        self.changes: list[tuple[str, ...]] = []

    def run(self, seconds: float, **levels: int) -> tuple[str, ...]:
        """Let everyone named send at their level for a while; return who speaks at the end."""
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            for who, level in levels.items():
                self.election.heard(who, level, self.now)
            change = self.election.changed(self.now)
            if change is not None:
                self.changes.append(change)
        return self.changes[-1] if self.changes else ()


def test_in_silence_nobody_speaks() -> None:
    place = _Place()

    assert place.run(5, zhang=SILENCE, li=80) == ()
    assert place.changes == []


def test_whoever_talks_is_the_speaker() -> None:
    assert _Place().run(1, zhang=VOICE, li=SILENCE) == ("zhang",)


def test_a_cough_is_not_speaking() -> None:
    place = _Place()
    place.run(2, zhang=SILENCE)
    place.run(0.1, zhang=20)
    place.run(2, zhang=SILENCE)

    assert place.changes == []


def test_a_pause_between_words_does_not_end_speaking() -> None:
    place = _Place()
    for _ in range(5):
        place.run(1, zhang=VOICE)
        place.run(0.5, zhang=SILENCE)

    assert place.changes == [("zhang",)]


def test_a_silence_ends_speaking() -> None:
    place = _Place()
    place.run(1, zhang=VOICE)

    assert place.run(2, zhang=SILENCE) == ()


def test_packets_that_stop_coming_end_speaking() -> None:
    place = _Place()
    place.run(1, zhang=VOICE)

    assert place.run(2, li=SILENCE) == ()


def test_a_voice_at_the_threshold_does_not_flicker() -> None:
    place = _Place()
    place.run(1, zhang=VOICE)
    place.run(5, zhang=MURMUR)
    assert place.changes == [("zhang",)]

    quiet = _Place()
    quiet.run(5, zhang=MURMUR)
    assert quiet.changes == []


def test_the_loudest_comes_first() -> None:
    assert _Place().run(3, zhang=45, li=20) == ("li", "zhang")


def test_a_slightly_louder_voice_does_not_take_the_first_place() -> None:
    place = _Place()
    place.run(2, zhang=30)
    place.run(3, zhang=30, li=27)

    assert place.changes[-1] == ("zhang", "li")
    assert place.run(3, zhang=30, li=15) == ("li", "zhang")


def test_who_has_left_speaks_no_more() -> None:
    place = _Place()
    place.run(1, zhang=VOICE)

    place.election.forget("zhang")

    assert place.run(1) == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 127), st.floats(0.0, 0.3)), max_size=300))
def test_changes_are_real_and_never_too_frequent(events: list[tuple[str, int, float]]) -> None:
    election: SpeakerElection[str] = SpeakerElection()
    now = 0.0
    changes: list[tuple[float, tuple[str, ...]]] = []
    for who, level, pause in events:
        now += pause
        election.heard(who, level, now)
        speakers = election.changed(now)
        if speakers is not None:
            changes.append((now, speakers))

    for (earlier, before), (later, after) in itertools.pairwise(changes):
        assert later - earlier >= MIN_INTERVAL
        assert before != after
