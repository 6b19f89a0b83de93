"""Words that no page, paper or message may hold: absence from a mediation has no such consequence (C9)."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCES = tuple(
    sorted(
        path
        for folder, ending in (("server", "*.py"), ("server", "*.typ"), ("signaling", "*.py"), ("static/src", "*.ts"))
        for path in (ROOT / folder).rglob(ending)
    )
) + tuple(sorted((ROOT / "static" / "src").rglob("*.vue")))
OF_HEARINGS = ("缺席", "视为撤诉", "按撤诉处理", "视为放弃", "拒不到庭")
"""Of hearings: 在线诉讼规则 arts. 24-25; an absence can only end a mediation (在线调解规则 art. 25)."""


def test_there_is_something_to_read() -> None:
    assert {path.suffix for path in SOURCES} == {".py", ".typ", ".ts", ".vue"}


@pytest.mark.parametrize("word", OF_HEARINGS)
def test_no_word_of_this_service_calls_an_absence_a_default_or_a_withdrawal(word: str) -> None:
    assert [path.name for path in SOURCES if word in path.read_text("utf-8")] == []
