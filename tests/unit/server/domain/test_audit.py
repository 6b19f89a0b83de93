from dataclasses import replace

import pytest

from server.domain.audit import GENESIS, Act, AuditEntry, entry, first_broken
from tests.factories import NOW


def chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(1, length + 1):
        previous = entries[-1].digest if entries else GENESIS
        act = Act(f"account:{number}", "case.read", "case:1", (("page", str(number)),))
        entries.append(entry(act, number, NOW, previous))
    return entries


def test_a_chain_nobody_touched_is_whole() -> None:
    assert first_broken(chain(5)) is None
    assert first_broken([]) is None


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
