"""Words that no page, paper or message may hold: of absence (C9), of periods and ways as the rules do not have them."""

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

STOPS_NO_TIME = ("时效依法中断", "interrupted during mediation")
"""Whether mediation interrupts a limitation is for the commission or the court to say (LB-10)."""
NOT_A_REGISTRATION = ("以首次收件日为立案日", "filing day")
"""The first receipt by the court is the day of handing in, registering is the court's (洛中法〔2023〕4号 art. 4)."""
ENDS_NOTHING = ("没有谈成，调解就结束", "by then it ends")
"""Time alone ends no mediation (在线调解规则 art. 25)."""
BOTH_WAYS_FOR_ALL = (
    "可以依法申请劳动仲裁或向法院起诉",
    "其余可以依法申请仲裁或起诉",
    "You may apply for arbitration or go to court",
)
"""Which ways are left depends on award, stage and standing (LY-08, LB-11): the own page says which."""


def test_there_is_something_to_read() -> None:
    assert {path.suffix for path in SOURCES} == {".py", ".typ", ".ts", ".vue"}


def _who_says(words: str) -> list[str]:
    return [path.name for path in SOURCES if words in path.read_text("utf-8")]


@pytest.mark.parametrize("word", OF_HEARINGS)
def test_no_word_of_this_service_calls_an_absence_a_default_or_a_withdrawal(word: str) -> None:
    assert _who_says(word) == []


@pytest.mark.parametrize("words", STOPS_NO_TIME + NOT_A_REGISTRATION + ENDS_NOTHING + BOTH_WAYS_FOR_ALL)
def test_no_word_states_the_law_otherwise_than_the_dates_are_worked_out(words: str) -> None:
    assert _who_says(words) == []
