"""The suites of `./test` keep apart what must not run beside anything."""

from pathlib import Path

from tools.suites import ALONE

ROOT = Path(__file__).parents[3]
OF_ITS_OWN = ("tests.support.program", "tests.support.party")
"""A test with one of these starts whole servers, or times media."""


def test_what_kills_servers_or_times_media_is_not_spread_over_the_cores() -> None:
    alone = [ROOT / path for path in ALONE]
    spread = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests" / "integration").rglob("test_*.py")
        if any(name in path.read_text("utf-8") for name in OF_ITS_OWN)
        and not any(path == one or one in path.parents for one in alone)
    ]

    assert spread == []


def test_what_runs_alone_is_there() -> None:
    assert [path for path in ALONE if not (ROOT / path).exists()] == []
