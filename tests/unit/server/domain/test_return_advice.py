"""The pages say what the letter of a return says, in both languages."""

from pathlib import Path

import pytest

from server.domain.receipt import ADVICE, ReturnCode

LOCALES = Path(__file__).parents[4] / "static/src/locales"


def of_page(language: str) -> str:
    """Return what the pages say about returns."""
    text = (LOCALES / language / "filing.ts").read_text(encoding="utf-8")
    return text.split("returnAdvice: {", 1)[1].split("  },", 1)[0]


@pytest.mark.parametrize("code", ReturnCode)
def test_the_page_advises_as_the_letter_does(code: ReturnCode) -> None:
    assert f"{code}: '{ADVICE[code]}'" in of_page("zh-CN")
    assert f"{code}: '" in of_page("en")
