"""`operation`: what a handler takes and answers, written on it; `server.web.openapi` publishes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from server.web.schemas import Answer, Request

H = TypeVar("H", bound=Callable[..., object])
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """The contract of one handler. `answer` None is 204, or bytes when `media` says of which type."""

    body: type[Request] | None = None
    query: type[Request] | None = None
    answer: type[Answer] | None = None
    many: bool = False
    """The answer is a list."""
    status: int = 200
    media: tuple[str, ...] = (JSON,)
    """Types an answer without a schema may have."""
    upload: str | None = None
    """Media type of a body that is no JSON."""


_MARK: Final = "operation"


def operation(  # noqa: PLR0913 - the parts of a contract, each by name
    *,
    body: type[Request] | None = None,
    query: type[Request] | None = None,
    answer: type[Answer] | None = None,
    many: bool = False,
    status: int | None = None,
    media: str | tuple[str, ...] = JSON,
    upload: str | None = None,
) -> Callable[[H], H]:
    """Write the contract on a handler; without an answer it is 204 unless `media` names another type."""
    kinds = (media,) if isinstance(media, str) else media
    usual = 200 if answer is not None or kinds != (JSON,) else 204
    made = Operation(body, query, answer, many, status or usual, kinds, upload)

    def mark(handler: H) -> H:
        setattr(handler, _MARK, made)
        return handler

    return mark


def operation_of(handler: Callable[..., object]) -> Operation | None:
    """Return the contract of a handler, None when none is written on it."""
    return getattr(handler, _MARK, None)
