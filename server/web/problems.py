"""Errors as problem details (RFC 9457): one table from what went wrong to status, and a reference to quote.

What a person reads is chosen by `code` in the browser; titles here are for developers.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from math import ceil
from types import MappingProxyType
from typing import Final

from aiohttp import web
from pydantic import ValidationError

from media.errors import MediaError, SdpError
from recordings.errors import DepotUnreachableError, DiskFullError, RecorderLostError, RecordingError
from server.domain.errors import Category, MediationError
from server.web.schemas import Problem
from signaling.errors import (
    MessageError,
    RefusedError,
    RoomUnavailableError,
    SignalingError,
    TicketError,
)

_log = logging.getLogger(__name__)

CONTENT_TYPE: Final = "application/problem+json"

STATUS_OF_CATEGORY: Final[Mapping[Category, HTTPStatus]] = MappingProxyType(
    {
        Category.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
        Category.FORBIDDEN: HTTPStatus.FORBIDDEN,
        Category.NOT_FOUND: HTTPStatus.NOT_FOUND,
        Category.GONE: HTTPStatus.GONE,
        Category.CONFLICT: HTTPStatus.CONFLICT,
        Category.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
        Category.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    }
)
_STATUS_OF_KIND: Final[tuple[tuple[type[Exception], HTTPStatus], ...]] = (
    (DiskFullError, HTTPStatus.INSUFFICIENT_STORAGE),
    (RecorderLostError, HTTPStatus.SERVICE_UNAVAILABLE),
    (DepotUnreachableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (RecordingError, HTTPStatus.CONFLICT),
    (SdpError, HTTPStatus.BAD_REQUEST),
    (MediaError, HTTPStatus.SERVICE_UNAVAILABLE),
    (TicketError, HTTPStatus.UNAUTHORIZED),
    (RefusedError, HTTPStatus.CONFLICT),
    (MessageError, HTTPStatus.BAD_REQUEST),
    (RoomUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_CODE_OF_STATUS: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "http.malformed",
        403: "http.forbidden",
        404: "http.not_found",
        405: "http.method_not_allowed",
        413: "http.too_large",
        415: "http.media_type",
        416: "http.range",
    }
)


class OriginRefusedError(MediationError):
    """The request comes from a page that is not ours."""

    category = Category.FORBIDDEN
    code = "origin.foreign"


def answer_to(error: Exception, reference: str, now: datetime) -> web.Response:
    """Return the answer to a request that failed with `error`."""
    match error:
        case MediationError():
            response = _response(STATUS_OF_CATEGORY[error.category], error.code, reference, fields=dict(error.facts))
            _add_wait(response, error.facts, now)
            return response
        case ValidationError():
            return _response(HTTPStatus.UNPROCESSABLE_ENTITY, "request.invalid", reference, fields=_fields(error))
        case web.HTTPException():
            response = _response(HTTPStatus(error.status), _http_code(error.status), reference)
            if "Allow" in error.headers:
                response.headers["Allow"] = error.headers["Allow"]
            return response
        case SignalingError() | MediaError() | RecordingError():
            return _response(_status_of(error), str(error.code), reference)
        case _:
            _log.error("request failed", exc_info=error)
            return _response(HTTPStatus.INTERNAL_SERVER_ERROR, "server.failed", reference)


def _response(status: HTTPStatus, code: str, reference: str, fields: dict[str, str] | None = None) -> web.Response:
    problem = Problem(
        type=f"urn:mediation-room:{code}",
        title=status.phrase,
        status=status.value,
        code=code,
        reference=reference,
        detail=None if not fields else fields.get("reason"),
        fields=fields or {},
    )
    return web.Response(status=status, body=problem.model_dump_json().encode(), headers={"Content-Type": CONTENT_TYPE})


def _status_of(error: Exception) -> HTTPStatus:
    return next((status for kind, status in _STATUS_OF_KIND if isinstance(error, kind)), HTTPStatus.CONFLICT)


def _http_code(status: int) -> str:
    return _CODE_OF_STATUS.get(status, f"http.{status}")


def _fields(error: ValidationError) -> dict[str, str]:
    """Return field and kind of fault; never the value, which may be personal."""
    return {
        ".".join(str(part) for part in fault["loc"]) or "body": fault["type"]
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    }


def _add_wait(response: web.Response, facts: Mapping[str, str], now: datetime) -> None:
    if "retry_after" in facts:
        response.headers["Retry-After"] = facts["retry_after"]
    elif "until" in facts:
        wait = (datetime.fromisoformat(facts["until"]) - now).total_seconds()
        response.headers["Retry-After"] = str(max(1, ceil(wait)))
