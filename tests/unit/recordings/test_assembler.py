from hypothesis import given
from hypothesis import strategies as st

from recordings.assembler import WAIT_US, Assembler, Missing


def fed(*sequences: int, assembler: Assembler[int] | None = None, at_us: int = 0) -> list[int | Missing]:
    assembler = assembler or Assembler()
    return [item for number in sequences for item in assembler.push(number, at_us, number)]


def test_packets_in_order_pass_at_once() -> None:
    assert fed(5, 6, 7) == [5, 6, 7]


def test_numbers_wrap() -> None:
    assert fed(65_534, 65_535, 0, 1) == [65_534, 65_535, 0, 1]


def test_reordered_packets_come_out_in_order() -> None:
    assert fed(1, 4, 3, 2, 5) == [1, 2, 3, 4, 5]


def test_duplicates_are_dropped() -> None:
    assert fed(1, 2, 2, 1, 4, 4, 3, 3) == [1, 2, 3, 4]


def test_a_gap_is_given_up_when_the_packet_behind_it_has_waited() -> None:
    assembler: Assembler[int] = Assembler()
    assembler.push(1, 0, 1)
    assembler.push(4, 1_000, 4)

    assert assembler.drain(WAIT_US + 999) == []
    assert assembler.drain(WAIT_US + 1_000) == [Missing(2), 4]


def test_many_gaps_wait_side_by_side_and_not_one_after_the_other() -> None:
    assembler: Assembler[int] = Assembler()
    for number in range(0, 2_000, 2):
        fed(number, assembler=assembler, at_us=number * 10_000)

    late = assembler.drain(1_998 * 10_000)

    assert assembler.push(2_000, 2_000 * 10_000, 2_000) == [Missing(1), 1_960]
    assert late == []


def test_a_repair_after_giving_up_is_dropped() -> None:
    assembler: Assembler[int] = Assembler()
    fed(1, 3, assembler=assembler)
    assembler.drain(WAIT_US)

    assert assembler.push(2, WAIT_US, 2) == []
    assert assembler.push(4, WAIT_US, 4) == [4]


def test_a_sender_that_begins_anew_is_followed_and_the_break_is_told() -> None:
    assert fed(1, 2, 30_000, 30_001) == [1, 2, Missing(0), 30_000, 30_001]


def test_flushing_gives_everything_up() -> None:
    assembler: Assembler[int] = Assembler()
    fed(1, 3, 6, assembler=assembler)

    assert assembler.flush() == [Missing(1), 3, Missing(2), 6]
    assert assembler.flush() == []


@given(st.lists(st.integers(0, 65_535), max_size=80))
def test_what_comes_out_is_always_in_order_between_breaks(sequences: list[int]) -> None:
    assembler: Assembler[int] = Assembler()
    out: list[int | Missing] = []
    for at, number in enumerate(sequences):
        out += assembler.push(number, at * 100_000, number)
    out += assembler.flush()

    expected: int | None = None
    for item in out:
        if isinstance(item, Missing):
            expected = None if item.count == 0 or expected is None else (expected + item.count) % 65_536
            continue
        assert expected is None or item == expected
        expected = (item + 1) % 65_536
