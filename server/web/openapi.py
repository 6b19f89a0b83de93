"""The HTTP interface as OpenAPI 3.1, made from the table of routes and the models the handlers check against."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from server.domain.account import Right
from server.web.auth import SESSION_COOKIE
from server.web.operations import JSON, Operation, operation_of
from server.web.problems import CONTENT_TYPE
from server.web.routes import ROUTES, Access, AnyOf, Route
from server.web.schemas import Problem

Document = dict[str, Any]

_REFERENCE: Final = "#/components/schemas/{model}"
_NAME: Final = re.compile(r"\{(\w+)(?::[^{}]*)?\}")
_PREFIX: Final = "/api/"
_SIGNED_IN: Final = "signedIn"


class UndescribedRouteError(Exception):
    """A route of the interface does not say what it takes and answers."""


def described() -> tuple[tuple[Route, Operation], ...]:
    """Return every route below /api with its contract. Raises `UndescribedRouteError`."""
    return tuple((route, _operation(route)) for route in ROUTES if route.path.startswith(_PREFIX))


def document() -> Document:
    """Return the whole interface. Raises `UndescribedRouteError`."""
    routes = described()
    references, schemas = models_json_schema(_models(routes), ref_template=_REFERENCE)
    paths: Document = {}
    for route, operation in routes:
        paths.setdefault(_NAME.sub(r"{\1}", route.path), {})[route.method.lower()] = _path_item(
            route, operation, references
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "The mediation room", "version": "1", "description": _inside(__doc__)},
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {_SIGNED_IN: {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE}},
        },
    }


def names_of(path: str) -> list[str]:
    """Return the names in a path, in order."""
    return _NAME.findall(path)


def _operation(route: Route) -> Operation:
    found = operation_of(route.handler)
    if found is None:
        raise UndescribedRouteError(f"{route.method} {route.path}")
    return found


def _models(routes: Iterable[tuple[Route, Operation]]) -> list[tuple[type[BaseModel], JsonSchemaMode]]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for _, operation in routes:
        if operation.body is not None:
            wanted[operation.body, "validation"] = None
        if operation.answer is not None:
            wanted[operation.answer, "serialization"] = None
    return list(wanted)


def _path_item(route: Route, operation: Operation, references: Any) -> Document:  # noqa: ANN401 - pydantic's own map
    item: Document = {
        "operationId": f"{route.handler.__module__.rsplit('.', 1)[-1]}.{route.handler.__name__}",
        "summary": _inside(route.handler.__doc__),
        "parameters": [*_path_parameters(route.path), *_query_parameters(operation)],
        "responses": _responses(operation, references),
        "x-right": str(route.right),
    }
    if isinstance(route.right, Right | AnyOf) or route.right is Access.STAFF:
        item["security"] = [{_SIGNED_IN: []}]
    if operation.body is not None:
        schema = references[operation.body, "validation"]
        item["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    elif operation.upload is not None:
        item["requestBody"] = {"required": True, "content": {operation.upload: {"schema": {"type": "string"}}}}
    return item


def _path_parameters(path: str) -> list[Document]:
    schema = {"type": "string", "minLength": 1, "maxLength": 256}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names_of(path)]


def _query_parameters(operation: Operation) -> list[Document]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema()
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _inlined(field, schema.get("$defs", {}))}
        for name, field in schema.get("properties", {}).items()
    ]


def _inlined(field: Document, definitions: Document) -> Document:
    """Return the schema of a parameter with its references resolved: parameters stand alone."""
    if "$ref" in field:
        return _inlined(definitions[field["$ref"].rsplit("/", 1)[-1]], definitions)
    resolved = dict(field)
    if "anyOf" in field:
        resolved["anyOf"] = [_inlined(choice, definitions) for choice in field["anyOf"]]
    if "items" in field:
        resolved["items"] = _inlined(field["items"], definitions)
    return resolved


def _responses(operation: Operation, references: Any) -> Document:  # noqa: ANN401 - pydantic's own map
    well: Document = {"description": HTTPStatus(operation.status).phrase}
    if operation.answer is not None:
        schema = references[operation.answer, "serialization"]
        well["content"] = {JSON: {"schema": {"type": "array", "items": schema} if operation.many else schema}}
    elif operation.media != (JSON,):
        well["content"] = {media: {} for media in operation.media}
    problem = {"schema": references[Problem, "serialization"]}
    refused = {"description": "Refused, with a stable code", "content": {CONTENT_TYPE: problem}}
    return {str(operation.status): well, "4XX": refused}


def _inside(text: str | None) -> str:
    return " ".join((text or "").split())
