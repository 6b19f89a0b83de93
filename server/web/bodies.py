"""Bodies in and out: JSON read into a schema, views written by a schema."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, get_origin

from aiohttp import web
from pydantic import BaseModel

from server.domain.errors import InvalidError
from server.web.schemas import Answer, Request

R = TypeVar("R", bound=Request)
LARGEST_BODY: Final = 128 * 1024
"""Bytes of a request. The largest is an outcome: 15 000 characters, six bytes each when escaped."""
_WORTH_PACKING: Final = 1_024
_NUL: Final = "\0"
"""The one character PostgreSQL cannot keep in a text."""
_ESCAPED_NUL: Final = b"\\u0000"


async def read(request: web.Request, schema: type[R]) -> R:
    """Return the body. Raises `ValidationError`, `InvalidError`, 413 over `LARGEST_BODY` and 415 for all but JSON."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = await request.read()
    if _ESCAPED_NUL in body:
        raise InvalidError("request.invalid", body="nul")
    return schema.model_validate_json(body)


def query(request: web.Request, schema: type[R]) -> R:
    """Return the parameters of the address. A field of several values takes repeats and commas alike.

    Raises `ValidationError`, also for parameters that `schema` does not know, and `InvalidError`.
    """
    return parameters({name: request.query.getall(name) for name in request.query}, schema)


def parameters(given: Mapping[str, Sequence[str]], schema: type[R]) -> R:
    """Return the parameters of any address, as `query` does of the one asked."""
    if any(_NUL in value for values in given.values() for value in values):
        raise InvalidError("request.invalid", query="nul")
    read: dict[str, Any] = {name: values[0] for name, values in given.items()}
    for name, field in schema.model_fields.items():
        if name in read and get_origin(field.annotation) is tuple:
            read[name] = _parts(given[name])
    return schema.model_validate(read)


def write(schema: type[Answer], view: object, status: int = 200) -> web.Response:
    """Return `view`, whose attributes have the names of `schema`."""
    return _json(schema.model_validate(view, from_attributes=True).model_dump_json(), status)


def write_all(schema: type[Answer], views: tuple[object, ...]) -> web.Response:
    """Return a list of views."""
    found = [schema.model_validate(view, from_attributes=True).model_dump_json() for view in views]
    return _json(f"[{','.join(found)}]", 200)


def write_model(model: BaseModel, status: int = 200) -> web.Response:
    """Return a body that is ready."""
    return _json(model.model_dump_json(), status)


def nothing() -> web.Response:
    """Return 204."""
    return web.Response(status=204)


def _json(text: str, status: int) -> web.Response:
    body = text.encode()
    response = web.Response(status=status, body=body, content_type="application/json", charset="utf-8")
    response.headers["Cache-Control"] = "no-store"
    if len(body) > _WORTH_PACKING:
        response.enable_compression()
    return response


def words(request: web.Request, name: str) -> tuple[str, ...]:
    """Return the values of a query parameter, given several times or with commas."""
    return _parts(request.query.getall(name, []))


def _parts(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.split(",") if part)
