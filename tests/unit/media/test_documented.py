"""The table of behaviours in docs/media-tests.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "media-tests.md").read_text()


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", DOCUMENT))
    there = {
        name
        for path in (ROOT / "tests").glob("*/**/test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)\(", path.read_text(), re.MULTILINE)
    }

    assert len(named) > 90
    assert named - there == set()


def test_every_file_that_the_table_names_exists() -> None:
    assert all((ROOT / path).exists() for path in re.findall(r"tests/[\w/]+\.\w+(?:\.\w+)?", DOCUMENT))
