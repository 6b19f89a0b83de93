"""The review: recordings on one clock, fixed seats, and of a caucus nothing but time and length."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from media.plane import Codec, Source
from recordings.frames import GapReason
from recordings.manifest import (
    Manifest,
    ManifestGap,
    ManifestInterruption,
    ManifestJournal,
    ManifestSegment,
    ManifestTrack,
)
from recordings.verify import Flaw, Problem, Verdict, VerifyReport
from server.domain.attendance import RoomFact
from server.domain.party import Side
from server.services.review import ReviewClock, Seat, compared, integrity, seats
from server.services.review_marks import marks
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place

START = datetime(2026, 4, 7, 1, 0, tzinfo=UTC)
LI = Seat("li", "李秀兰", Side.APPLICANT, "申请人")
DIGESTS = Problem(Flaw.FILE_CHANGED, "1.mrt")
ZHOU = Seat("zhou", "周经理", Side.RESPONDENT, "人事经理")


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def a_segment(track: int, first_at_ms: int, duration_ms: int, *gaps: ManifestGap) -> ManifestSegment:
    return ManifestSegment(
        file=f"{track}.mrt",
        track=track,
        codec=Codec.OPUS,
        width=0,
        height=0,
        first_at_ms=first_at_ms,
        duration_ms=duration_ms,
        complete=True,
        records=3,
        bytes=900,
        chain="00",
        sha256="00",
        sm3="00",
        gaps=gaps,
    )


def a_manifest(
    begins: float, seconds: int, *segments: ManifestSegment, interrupted: tuple[ManifestInterruption, ...] = ()
) -> Manifest:
    return Manifest(
        recording=f"r{begins:g}",
        session="session1",
        started_at=at(begins),
        ended_at=at(begins + seconds),
        sealed_at=at(begins + seconds),
        duration_ms=seconds * 1000,
        interrupted=bool(interrupted),
        interruptions=interrupted,
        tracks=(ManifestTrack(identity="li", source=Source.MIC, segments=segments),) if segments else (),
        marks=(),
        journal=ManifestJournal(lines=1, chain="00"),
    )


def fact(
    seconds: float, kind: EventKind, identity: str | None = None, place: Place | None = None, name: str | None = None
) -> RoomFact:
    return RoomFact(at(seconds), kind.value, identity, place.value if place else None, name)


def a_report(verdict: Verdict, problem: Problem | None = None) -> VerifyReport:
    return VerifyReport(verdict, "r", 2, 6, at(9), "ab", interrupted=False, problems=(problem,) if problem else ())


def test_segments_of_several_recordings_lie_on_one_clock() -> None:
    first = a_manifest(0, 60, a_segment(1, -40, 10_000, ManifestGap(at_ms=500, length_ms=100, reason=GapReason.SILENT)))
    second = a_manifest(120, 30, a_segment(2, 200, 5_000))

    (li,) = seats((LI,), (first, second), lambda recording, track: f"/{recording}/{track}")

    (track,) = li.tracks
    assert [(each.url, each.at_ms) for each in track.segments] == [("/r0/1", 0), ("/r120/2", 120_240)]
    assert track.segments[0].gaps[0].at_ms == 500
    assert ReviewClock((first, second)).length_ms == 150_040


def test_a_person_without_consent_keeps_a_seat_without_tracks() -> None:
    found = seats((LI, ZHOU), (a_manifest(0, 60, a_segment(1, 0, 10_000)),), lambda *_: "")

    assert [(seat.name, seat.recorded, len(seat.tracks)) for seat in found] == [
        ("李秀兰", True, 1),
        ("周经理", False, 0),
    ]


def test_withheld_tracks_are_not_in_the_answer_at_all() -> None:
    hidden = Seat(LI.identity, LI.name, LI.side, LI.title, withheld=True)

    (seat,) = seats((hidden,), (a_manifest(0, 60, a_segment(1, 0, 10_000)),), lambda *_: "/somewhere")

    assert "/somewhere" not in repr(seat)


def test_of_a_caucus_there_is_time_and_length_and_nothing_else() -> None:
    facts = (
        fact(0, EventKind.OPENED),
        fact(9, EventKind.CAUCUS_CALLED, "zhou", name="周经理"),
        fact(10, EventKind.CAUCUS_STARTED, "zhou", name="周经理"),
        fact(10, EventKind.JOINED, "zhou", Place.CAUCUS, "周经理"),
        fact(10, EventKind.JOINED, "li", Place.WAITING, "李秀兰"),
        fact(12, EventKind.DROPPED, "zhou", name="周经理"),
        fact(14, EventKind.RETURNED, "zhou", Place.CAUCUS, "周经理"),
        fact(15, EventKind.MUTED, "zhou", name="周经理"),
        fact(20, EventKind.CAUCUS_ENDED),
        fact(20, EventKind.JOINED, "zhou", Place.JOINT, "周经理"),
    )

    found = marks(facts, (a_manifest(0, 60),))

    (caucus,) = [mark for mark in found if mark.kind == "caucus"]
    assert (caucus.at_ms, caucus.length_ms, caucus.identity, caucus.text) == (10_000, 10_000, None, "")
    inside = [mark for mark in found if mark.kind != "caucus" and 9_000 <= mark.at_ms < 20_000]
    assert inside == []
    joint = [(mark.at_ms, mark.length_ms) for mark in found if mark.kind == "joint"]
    assert joint == [(0, 10_000), (20_000, 40_000)]


def test_absence_goes_from_losing_the_line_to_coming_back() -> None:
    facts = (
        fact(0, EventKind.OPENED),
        fact(5, EventKind.DROPPED, "li", name="李秀兰"),
        fact(25, EventKind.RETURNED, "li", Place.JOINT, "李秀兰"),
    )

    found = marks(facts, (a_manifest(0, 60),))

    (absent,) = [mark for mark in found if mark.kind == "absent"]
    assert (absent.at_ms, absent.length_ms, absent.identity) == (5_000, 20_000, "li")
    assert "李秀兰掉线" in {mark.text for mark in found}


def test_an_interruption_lasts_until_the_next_recording() -> None:
    crashed = a_manifest(0, 30, interrupted=(ManifestInterruption(at_ms=30_000, length_ms=None),))

    found = marks((), (crashed, a_manifest(50, 10)))

    (interrupted,) = [mark for mark in found if mark.kind == "interrupted"]
    assert (interrupted.at_ms, interrupted.length_ms) == (30_000, 20_000)


def test_what_happened_outside_the_recordings_is_cut_to_their_length() -> None:
    facts = (fact(-30, EventKind.OPENED), fact(-20, EventKind.JOINED, "li", Place.JOINT, "李秀兰"))

    found = marks(facts, (a_manifest(0, 60),))

    assert [(mark.kind, mark.at_ms, mark.length_ms) for mark in found] == [("joint", 0, 60_000)]


def test_the_worst_verdict_counts() -> None:
    unchanged, changed = a_report(Verdict.UNCHANGED), a_report(Verdict.CHANGED, DIGESTS)

    assert integrity((unchanged,), ()).verdict == "unchanged"
    assert integrity((unchanged, a_report(Verdict.INCOMPLETE)), ()).verdict == "incomplete"
    assert integrity((changed, a_report(Verdict.INCOMPLETE)), ()).verdict == "changed"
    assert integrity((unchanged,), (Problem(Flaw.NOT_SEALED_YET, "r2"),)).verdict == "incomplete"
    assert integrity((changed,), ()).problems == (DIGESTS,)


def test_a_recording_with_a_good_signature_that_is_not_the_one_in_the_case_is_a_changed_one() -> None:
    report = replace(a_report(Verdict.UNCHANGED), manifest_sha256="another")

    assert integrity((compared(report, "kept"),), ()).verdict == "changed"
    assert compared(report, "another") is report


def test_a_missing_manifest_stays_missing() -> None:
    report = replace(a_report(Verdict.INCOMPLETE), manifest_sha256=None)

    assert compared(report, "kept") is report
