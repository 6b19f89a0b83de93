"""What the browser compiles against is what the server checks."""

import re
from enum import Enum

import pytest

from server.domain.authority import PAPERS
from server.domain.manner import FITTING
from server.web import contract, reference, typescript
from signaling.errors import Code
from signaling.protocol import CLIENT_MESSAGES, SERVER_MESSAGES
from signaling.protocol.event import EventKind
from signaling.protocol.view import WaitingReason


def test_the_generated_files_are_current() -> None:
    assert [path.name for path in contract.stale()] == [], "run python -m server.web.contract"


def test_every_message_has_a_name_on_both_sides() -> None:
    text = contract.messages_ts()

    for name, model in (CLIENT_MESSAGES | SERVER_MESSAGES).items():
        assert f"  readonly {name}: {model.__name__}\n" in text


def rule(name: str) -> dict[str, frozenset[str]]:
    """Return a table of rules as the browser has it."""
    found = re.search(rf"export const {name}: [^{{]*{{\n(.*?)\n}}", contract.rules_ts(), re.DOTALL)
    assert found is not None
    lines = re.findall(r"^  (\w+): \[(.*)\],$", found.group(1), re.MULTILINE)
    return {key: frozenset(re.findall(r"'(\w+)'", values)) for key, values in lines}


def test_the_browser_asks_for_exactly_the_papers_each_authority_needs() -> None:
    assert rule("PAPERS") == {kind.value: frozenset(papers) for kind, papers in PAPERS.items()}


def test_the_browser_offers_exactly_the_ways_of_attending_each_session_has() -> None:
    assert rule("MANNERS") == {mode.value: frozenset(ways) for mode, ways in FITTING.items()}


def test_words_that_bodies_take_from_the_rules_are_written_once_with_what_the_rules_say_of_them() -> None:
    text = contract.types_ts()

    assert text.count("export type CaseState =") == 1
    assert "/** 工会. */\n  | 'union'\n" in text


def test_bodies_have_no_words_of_their_own() -> None:
    assert [each for part in contract.SCHEMAS for each in typescript.classes(part) if issubclass(each, Enum)] == []


def test_no_two_types_of_the_browser_have_one_name() -> None:
    names = re.findall(r"^export (?:type|interface) (\w+)", contract.types_ts(), re.MULTILINE)

    assert sorted(set(names)) == sorted(names)


def test_what_the_browser_sends_may_leave_out_defaults_and_what_it_gets_never_does() -> None:
    text = contract.messages_ts()

    assert "  readonly note?: string | null\n  readonly minutes?: number | null\n" in text
    assert "  readonly code: string | null\n" in text


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": "string", "format": "date-time"}, "string"),
        ({"$ref": "#/$defs/Side"}, "Side"),
        ({"const": "start"}, "'start'"),
        ({"enum": ["mic", "camera"]}, "'mic' | 'camera'"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"type": "string"}}, "readonly string[]"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "readonly ('a' | 'b')[]"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Readonly<Record<string, number>>"),
    ],
)
def test_a_schema_becomes_a_readonly_type(schema: dict[str, object], written: str) -> None:
    assert typescript.type_of(schema) == written


def test_an_unknown_schema_is_an_error_and_never_any() -> None:
    with pytest.raises(KeyError):
        typescript.type_of({"anything": "goes"})


def test_the_protocol_names_every_message_code_and_word() -> None:
    text = (contract.ROOT / "docs/protocol.md").read_text("utf-8")

    for name in (*CLIENT_MESSAGES, *SERVER_MESSAGES, *Code, *EventKind, *WaitingReason):
        assert f"`{name}`" in text


def test_an_unknown_mark_in_the_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        reference.filled("<!-- generated: nothing -->\n<!-- end -->")


def test_no_two_schemas_have_the_same_name() -> None:
    names = [found.__name__ for part in contract.SCHEMAS for found in typescript.classes(part)]

    assert sorted(names) == sorted(set(names))
