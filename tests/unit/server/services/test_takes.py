"""What the truth line says of a recording that runs."""

from datetime import UTC, datetime, timedelta

from media.plane import MemberId, Source, TapId
from recordings.plane import RecordingHealth, RecordingId, TrackHealth
from server.domain.ids import RecordingId as Id
from server.domain.ids import SessionId
from server.domain.recording import Recording
from server.services.takes import LOST, NO_ANSWER, NO_MEDIA, SILENCE, Stage, Take
from server.services.taps import WantedTap
from signaling.protocol.words import RecordingState

START = datetime(2026, 4, 7, 9, 0, tzinfo=UTC)
LI = WantedTap("li", Source.MIC, MemberId("s.li"))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def take() -> Take:
    recording = Recording(Id("r"), SessionId("s"), START, b"")
    return Take(recording, b"k" * 32, wrote_until=START, heard_at=START, taps={LI: TapId(1)})


def health(seconds: float, *, written: int = 900, level: int = 60, problem: str | None = None) -> RecordingHealth:
    track = TrackHealth(TapId(1), "li", Source.MIC, written, level)
    return RecordingHealth(RecordingId("r"), at(seconds), (track,), problem)


def test_seconds_leave_pauses_out() -> None:
    running = take()
    running.count(at(10))
    running.paused = True
    running.count(at(70))
    running.paused = False

    assert running.status(at(75)).seconds == 15


def test_a_caucus_is_a_pause() -> None:
    running = take()
    running.count(at(10))
    running.caucus = True
    running.hear(health(70), at(70))

    status = running.status(at(70))

    assert (status.state, status.seconds) == (RecordingState.PAUSED, 10)


def test_a_voice_counts_when_it_reached_the_file() -> None:
    running = take()

    running.hear(health(2, written=0), at(2))
    silent = running.status(at(2)).heard_voices
    running.hear(health(4), at(4))

    assert (silent, running.status(at(4)).heard_voices) == (0, 1)


def test_a_full_disk_breaks_the_recording_and_a_filling_one_warns() -> None:
    running = take()

    running.hear(health(2, problem="recording.disk_low"), at(2))
    low = running.status(at(2))
    running.hear(health(4, problem="recording.disk_full"), at(4))
    full = running.status(at(4))

    assert (low.state, low.problem) == (RecordingState.ON, "recording.disk_low")
    assert (full.state, full.problem) == (RecordingState.BROKEN, "recording.disk_full")


def test_what_a_dead_worker_may_have_held_back_of_somebody_new_is_stated_as_missing_too() -> None:
    early, late = take(), take()
    for running in (early, late):
        running.permit({"li"}, at(10))

    assert early.lost_since({LI}, at(12)) == at(10)
    assert late.lost_since({LI}, at(60)) == at(60)
    assert late.lost_since({LI}, at(-1)) == START


def test_somebody_is_permitted_since_they_are_without_a_break() -> None:
    running = take()
    running.permit({"li", "zhou"}, at(10))
    running.permit({"li"}, at(20))
    running.permit({"li", "zhou"}, at(30))

    assert [running.permitted_for(person, at(40)) for person in ("li", "zhou", "nobody")] == [30, 10, 0]


def test_a_recorder_that_falls_silent_is_not_writing() -> None:
    running = take()
    running.hear(health(2), at(2))

    status = running.status(at(2) + SILENCE + timedelta(seconds=1))

    assert (status.state, status.problem) == (RecordingState.BROKEN, LOST)


def test_a_recorder_that_never_said_anything_is_not_writing() -> None:
    running = take()

    fresh = running.status(at(0) + SILENCE)
    silent = running.status(at(0) + SILENCE + timedelta(seconds=1))

    assert fresh.state is RecordingState.ON
    assert (silent.state, silent.problem) == (RecordingState.BROKEN, LOST)


def test_a_recorder_that_leaves_a_call_unanswered_is_not_believed_whatever_else_it_says() -> None:
    running = take()
    late = at(0) + SILENCE + timedelta(seconds=1)

    with running.asking(at(0)):
        running.hear(health(9), late)
        waiting = running.status(late)
    answered = running.status(late)

    assert (waiting.state, waiting.problem) == (RecordingState.BROKEN, NO_ANSWER)
    assert (answered.state, answered.problem) == (RecordingState.ON, None)


def test_a_live_microphone_without_bytes_is_tapped_anew() -> None:
    running = take()

    for number in range(3):
        running.hear(health(2 * number, written=0), at(2 * number))

    assert running.stale == {LI}
    assert running.status(at(4)).problem == NO_MEDIA


def test_what_was_told_is_not_told_again_for_the_seconds_alone() -> None:
    stage, running = Stage(), take()
    stage.told = running.status(at(1))

    assert stage.has_told(running.status(at(3)))
    running.paused = True
    assert not stage.has_told(running.status(at(3)))
