"""Tables of `docs/protocol.md`: messages, their fields and sizes, who may send them, and every code."""

import inspect
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from pydantic import BaseModel

from media import errors as media_errors
from server.web.typescript import attribute_notes, classes, type_of
from signaling import errors
from signaling.meeting import RULES
from signaling.protocol import CLIENT_MESSAGES, PARTS, SERVER_MESSAGES
from signaling.protocol.ack import Ack
from signaling.protocol.entry import Connect, Refusal
from signaling.protocol.words import Message, Place

_MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_LIMITS = {
    "minLength": "characters: at least {}",
    "maxLength": "characters: at most {}",
    "minimum": "from {}",
    "maximum": "to {}",
    "pattern": "matches `{}`",
}


def filled(text: str) -> str:
    """Return the document with the content of every mark written anew; an unknown mark raises `KeyError`."""
    tables = {"messages": _messages(), "models": _models(), "codes": _codes(), "kinds": _kinds()}
    return _MARK.sub(lambda mark: f"{mark[1]}\n{tables[mark[2]]}\n{mark[3]}", text)


def _messages() -> str:
    rows = [(f"`{name}`", _grant(model), _places(model), _summary(model)) for name, model in CLIENT_MESSAGES.items()]
    return _table(("message", "grant", "from", "what it does"), rows)


def _grant(model: type[Message]) -> str:
    rule = RULES.get(model)
    return "" if rule is None or rule.grant is None else f"`{rule.grant}`"


def _places(model: type[Message]) -> str:
    rule = RULES.get(model)
    if rule is None or rule.places == frozenset(Place):
        return "anywhere"
    return ", ".join(sorted(rule.places))


def _models() -> str:
    """Return one table for every model, those a client sends first."""
    notes = _notes()
    first: list[type[Message]] = [Connect, *CLIENT_MESSAGES.values(), Ack, Refusal, *SERVER_MESSAGES.values()]
    others = [model for model in _defined() if model not in first]
    sections = [_model(model, notes.get(model.__name__, {})) for model in [*first, *others]]
    return "\n".join(section for section in sections if section)


def _defined() -> Iterable[type[Message]]:
    for part in PARTS:
        for found in classes(part):
            if issubclass(found, Message):
                yield found


def _notes() -> dict[str, dict[str, str]]:
    return {name: notes for part in PARTS for name, notes in attribute_notes(part).items()}


def _model(model: type[BaseModel], notes: Mapping[str, str]) -> str:
    schema = model.model_json_schema()
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    if not properties:
        return ""
    required = schema.get("required", ())
    rows = [
        (
            f"`{name}`{'' if name in required else ' (optional)'}",
            f"`{type_of(field)}`",
            _explained(field, notes.get(name)),
        )
        for name, field in properties.items()
    ]
    return f"#### {model.__name__}\n\n{_whole(model)}\n\n{_table(('field', 'type', 'meaning'), rows)}"


def _explained(field: Mapping[str, Any], note: str | None) -> str:
    found = [field, *field.get("anyOf", ())]
    limits = [_LIMITS[key].format(value) for part in found for key, value in part.items() if key in _LIMITS]
    return ". ".join(part for part in ((note or "").rstrip("."), "; ".join(limits)) if part)


def _kinds() -> str:
    notes = _notes()
    rows = [
        (f"`{enum.__name__}`", ", ".join(_word(member, notes.get(enum.__name__, {})) for member in enum))
        for part in PARTS
        for enum in classes(part)
        if issubclass(enum, Enum)
    ]
    return _table(("name", "values"), rows)


def _word(member: Enum, notes: Mapping[str, str]) -> str:
    note = notes.get(member.name)
    return f"`{member.value}`" + (f" ({note.rstrip('.')})" if note else "")


def _codes() -> str:
    notes = attribute_notes(errors)["Code"]
    rows = [(f"`{code.value}`", notes.get(code.name, "")) for code in errors.Code]
    rows += [(f"`{error.code}`", _summary(error)) for error in _media_errors()]
    return _table(("code", "meaning"), rows)


def _media_errors() -> Iterable[type[media_errors.MediaError]]:
    for found in vars(media_errors).values():
        if inspect.isclass(found) and issubclass(found, media_errors.MediaError):
            yield found


def _summary(described: type) -> str:
    """Return the first paragraph of a docstring without the message's own name."""
    paragraph = (inspect.getdoc(described) or "").split("\n\n")[0].replace("\n", " ")
    return re.sub(r"^`\w+`( \(host\))?[:.] ?", "", paragraph)


def _whole(model: type[BaseModel]) -> str:
    return inspect.getdoc(model) or ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"
