from pathlib import Path

from server.domain.diagrams import BEGIN, END, everything

DOCUMENT = Path(__file__).parents[4] / "docs" / "domain.md"


def test_the_document_shows_the_tables_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    drawn = text[text.index(BEGIN) : text.index(END) + len(END)]

    assert drawn == everything(), "put the output of `python -m server.domain.diagrams` into docs/domain.md"
