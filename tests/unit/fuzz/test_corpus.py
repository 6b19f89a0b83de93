"""Every file of the fuzz corpus, seeds and former findings alike, is read without a defect."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

SEEDS = Path(__file__).parents[2] / "vectors" / "fuzz"
FILES = sorted(path for path in SEEDS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_known_input_brings_out_nothing_undeclared(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


def test_every_target_has_seeds_and_every_seed_a_target() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_nothing_at_all_brings_out_nothing_undeclared(name: str) -> None:
    TARGETS[name].run(b"")
