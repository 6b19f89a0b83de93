"""Which sources may be recorded: over every combination of place, phase, consent and state."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from media.plane import MemberId, Source
from server.services.taps import WantedTap, desired_taps
from signaling.ports import Present, Snapshot
from signaling.protocol.words import Phase, Place

BOTH = frozenset({Source.MIC, Source.CAMERA})


def present(identity: str, place: Place, *, consent: bool | None) -> Present:
    return Present(identity, MemberId(f"s.{identity}"), place, BOTH, consent)


def test_everything_of_a_consenting_person_in_the_joint_room_is_recorded() -> None:
    snapshot = Snapshot(Phase.OPEN, (present("li", Place.JOINT, consent=True),))

    taps = desired_taps(snapshot, frozenset(), writing=True)

    assert taps == {WantedTap("li", source, MemberId("s.li")) for source in BOTH}


def test_only_one_combination_of_all_is_ever_recorded() -> None:
    recorded = [
        (phase, place, consent, denied, writing)
        for phase, place, consent, denied, writing in product(
            Phase, Place, (True, False, None), (True, False), (True, False)
        )
        if desired_taps(
            Snapshot(phase, (present("li", place, consent=consent),)),
            frozenset({"li"} if denied else ()),
            writing=writing,
        )
    ]

    assert recorded == [(Phase.OPEN, Place.JOINT, True, False, True)]


def test_a_room_that_is_not_open_here_records_nobody() -> None:
    assert desired_taps(None, frozenset(), writing=True) == frozenset()


@given(st.lists(st.tuples(st.sampled_from(list(Place)), st.sampled_from([True, False, None])), max_size=8))
def test_nobody_without_consent_is_recorded_whoever_else_is_there(people: list[tuple[Place, bool | None]]) -> None:
    there = tuple(present(str(number), place, consent=consent) for number, (place, consent) in enumerate(people))

    taps = desired_taps(Snapshot(Phase.OPEN, there), frozenset(), writing=True)

    allowed = {person.identity for person in there if person.consent is True and person.place is Place.JOINT}
    assert {tap.identity for tap in taps} == allowed
