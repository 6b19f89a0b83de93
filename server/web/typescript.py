"""TypeScript types of a module of pydantic models: enums become unions of literals, models interfaces.

Deterministic: classes come in the order in which the module defines them, their comments are the
docstrings of the module. What a reader of the browser app sees is what the server checks.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from types import ModuleType
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]
Declared = type[BaseModel] | type[Enum]

_REFERENCE = "#/$defs/"
_SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def classes(module: ModuleType) -> Iterator[Declared]:
    """Yield the models and enums a module defines itself, in order; bases without fields of their own are left out."""
    for found in vars(module).values():
        if not inspect.isclass(found) or found.__module__ != module.__name__:
            continue
        if issubclass(found, Enum) or (issubclass(found, BaseModel) and found.__base__ is not BaseModel):
            yield found


def declarations(module: ModuleType, received: frozenset[str]) -> str:
    """Write every class of `module`. Models in `received` come from the browser: what has a default may be left out."""
    notes = attribute_notes(module)
    return "\n".join(_declaration(found, notes.get(found.__name__, {}), received) for found in classes(module))


def borrowed(modules: Sequence[ModuleType]) -> Iterator[type[Enum]]:
    """Yield the enums that modules take from elsewhere, each once, in the order in which they are met."""
    own = {module.__name__ for module in modules}
    met = (found for module in modules for found in vars(module).values() if inspect.isclass(found))
    enums = (found for found in met if issubclass(found, Enum) and found.__members__)
    return iter(dict.fromkeys(found for found in enums if found.__module__ not in own))


def union(enum: type[Enum]) -> str:
    """Write an enum as its own module explains it."""
    return _union(enum, attribute_notes(sys.modules[enum.__module__]).get(enum.__name__, {}))


def attribute_notes(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the strings written below attributes: class name, then attribute name."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: _notes_of(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _notes_of(definition: ast.ClassDef) -> dict[str, str]:
    notes: dict[str, str] = {}
    for line, below in zip(definition.body, definition.body[1:], strict=False):
        match line, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(note))),
            ):
                notes[name] = " ".join(note.split())
            case _:
                pass
    return notes


def _declaration(found: Declared, notes: dict[str, str], received: frozenset[str]) -> str:
    if issubclass(found, Enum):
        return _union(found, notes)
    schema = found.model_json_schema(ref_template=f"{_REFERENCE}{{model}}")
    required = schema.get("required", ()) if found.__name__ in received else schema.get("properties", ())
    return _interface(found, schema, frozenset(required), notes)


def _union(enum: type[Enum], notes: dict[str, str]) -> str:
    lines = [_comment(inspect.getdoc(enum) or "", ""), f"export type {enum.__name__} =\n"]
    for member in enum:
        lines.append(_comment(notes.get(member.name, ""), "  "))
        lines.append(f"  | {_literal(member.value)}\n")
    return "".join(lines).rstrip("\n") + "\n"


def _interface(model: type[BaseModel], schema: Schema, required: frozenset[str], notes: dict[str, str]) -> str:
    head = _comment(inspect.getdoc(model) or "", "")
    properties: dict[str, Schema] = schema.get("properties", {})
    if not properties:
        return f"{head}export type {model.__name__} = Readonly<Record<string, never>>\n"
    lines = [head, f"export interface {model.__name__} {{\n"]
    for name, field in properties.items():
        lines.append(_comment(notes.get(name, ""), "  "))
        lines.append(f"  readonly {name}{'' if name in required else '?'}: {type_of(field)}\n")
    return "".join([*lines, "}\n"])


def type_of(field: Schema) -> str:
    """Return the type of one JSON schema; a keyword not known here is an error, never `any`."""
    if "$ref" in field:
        return str(field["$ref"]).removeprefix(_REFERENCE)
    if "const" in field:
        return _literal(field["const"])
    if "enum" in field:
        return " | ".join(_literal(value) for value in field["enum"])
    if "anyOf" in field:
        return " | ".join(type_of(choice) for choice in field["anyOf"])
    return _of_kind(field)


def _of_kind(field: Schema) -> str:
    kind = field["type"]
    if kind == "array":
        inner = type_of(field["items"])
        return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"
    if kind == "object":
        return f"Readonly<Record<string, {type_of(field['additionalProperties'])}>>"
    return _SIMPLE[kind]


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _comment(text: str, indent: str) -> str:
    """Return a JSDoc comment, on one line when it has one."""
    lines = re.sub(r"\*/", "*\u200b/", text.strip()).splitlines()
    if not lines:
        return ""
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"
