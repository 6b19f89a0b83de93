from dataclasses import replace

import pytest

from server.domain.audit import GENESIS, Act, AuditEntry, Place, end_missed, entry, first_altered, follow
from tests.factories import NOW


def chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(1, length + 1):
        previous = entries[-1].digest if entries else GENESIS
        act = Act(f"account:{number}", "case.read", "case:1", (("page", str(number)),))
        entries.append(entry(act, number, NOW, previous))
    return entries


def first_broken(entries: list[AuditEntry]) -> int | None:
    return follow(entries, Place())[1]


def test_a_chain_nobody_touched_is_whole() -> None:
    entries = chain(5)

    assert follow(entries, Place()) == (Place(5, entries[4].digest), None)
    assert follow([], Place()) == (Place(), None)


def test_a_chain_is_followed_from_any_place_in_it() -> None:
    entries = chain(5)
    place, broken = follow(entries[:2], Place())

    assert broken is None
    assert follow(entries[2:], place) == (Place(5, entries[4].digest), None)
    assert follow(entries[3:], place) == (place, 3)
    assert follow(entries[2:], Place(2, GENESIS)) == (Place(2, GENESIS), 3)


def test_an_entry_whose_content_changed_is_found_without_its_neighbours() -> None:
    entries = chain(5)
    changed = replace(entries[3], act=Act("account:9", "case.read", "case:1"))

    assert first_altered([entries[0], entries[4]]) is None
    assert first_altered([entries[4], changed, entries[0]]) == 4


@pytest.mark.parametrize(
    ("reached", "head", "missed"),
    [
        (Place(5, "a"), Place(5, "a"), None),
        (Place(3, "a"), Place(5, "b"), 4),
        (Place(5, "a"), Place(3, "b"), 4),
        (Place(5, "a"), Place(5, "b"), 5),
        (Place(), Place(), None),
        (Place(), Place(2, "b"), 1),
    ],
)
def test_an_end_that_is_not_what_the_head_says_is_found(reached: Place, head: Place, missed: int | None) -> None:
    assert end_missed(reached, head) == missed


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOW.replace(hour=2)},
        {"act": Act("account:9", "case.read", "case:1")},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
        {"number": 7},
    ],
)
def test_an_entry_that_was_changed_is_found(change: dict[str, object]) -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], **change)  # type: ignore[arg-type] # any field may be the forged one

    assert first_broken(entries) == 3


def test_an_entry_that_was_taken_out_or_put_in_is_found() -> None:
    assert first_broken(chain(5)[:2] + chain(5)[3:]) == 3
    assert first_broken([*chain(2), chain(1)[0], *chain(5)[2:]]) == 3


def test_an_entry_that_was_changed_with_its_digest_breaks_the_next() -> None:
    entries = chain(5)
    forged = Act("account:9", "case.read", "case:1")
    entries[2] = entry(forged, 3, NOW, entries[1].digest)

    assert first_broken(entries) == 4
