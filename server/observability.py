"""What operators see: log lines with the ids of what they belong to, metrics, and `Private` that never shows.

Names, telephone numbers and what was said never reach a log. Paths of requests are never logged: they hold tokens.
"""

import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, Generic, TextIO, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from typing_extensions import override

from media.pool import WorkerReport
from server.worker_metrics import WorkerMetrics

T = TypeVar("T")
PRIVATE: Final = "[private]"
BOUND: Final[tuple[str, ...]] = ("request", "session", "room", "code")
"""Ids that lines carry: bound by `bound`, or given as `extra`."""

_bound: ContextVar[Mapping[str, str] | None] = ContextVar("_bound", default=None)
_QUIET: Final = ("aiosqlite", "alembic", "aioice", "asyncio", "engineio", "socketio", "limits")


@dataclass(frozen=True, slots=True, repr=False)
class Private(Generic[T]):
    """A value that may be used and never shown: it prints, formats and logs as `[private]`."""

    value: T

    @override
    def __repr__(self) -> str:
        return PRIVATE

    @override
    def __str__(self) -> str:
        return PRIVATE

    @override
    def __format__(self, specification: str) -> str:
        return PRIVATE


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """Put `ids` (`request`, `session`, `room`) on every line logged inside."""
    token = _bound.set({**(_bound.get() or {}), **ids})
    try:
        yield
    finally:
        _bound.reset(token)


class _Ids(logging.Filter):
    @override
    def filter(self, record: logging.LogRecord) -> bool:
        given = {name: str(record.__dict__[name]) for name in BOUND if name in record.__dict__}
        values: dict[str, str] = {**(_bound.get() or {}), **given}
        record.ids = {name: values[name] for name in BOUND if name in values}
        return True


class TextFormat(logging.Formatter):
    """`12:03:04 INFO server.web served request=… status=200`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%H:%M:%S")

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        ids = "".join(f" {name}={value}" for name, value in getattr(record, "ids", {}).items())
        return super().formatMessage(record) + ids


class JsonFormat(logging.Formatter):
    """One JSON object per line."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "ids", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(form: str, level: str, stream: TextIO | None = None) -> None:
    """Send every log line of the process to `stream` (standard error) in this form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormat() if form == "json" else TextFormat())
    handler.addFilter(_Ids())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class Metrics:
    """Counters of this process; `text` is the page Prometheus reads."""

    content_type: Final = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "mediation_http_requests", "Requests by route and status.", ("route", "status"), registry=self._registry
        )
        self._hung_up = Counter(
            "mediation_http_hung_up",
            "Requests whose browser went away before they were read or answered, by route.",
            ("route",),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "mediation_http_seconds", "Seconds to answer, by route.", ("route",), registry=self._registry
        )
        self._now = Gauge(
            "mediation_now", "What the parts of the room count.", ("part", "name"), registry=self._registry
        )
        self._workers = WorkerMetrics()
        self._registry.register(self._workers)

    def served(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request; `route` is the template of its path."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def hung_up(self, route: str) -> None:
        """Count one request that ended without an answer because its browser went away."""
        self._hung_up.labels(route).inc()

    def show(self, part: str, counts: Mapping[str, float]) -> None:
        """Put the counts of a part on the page."""
        for name, value in counts.items():
            self._now.labels(part, name).set(value)

    def show_workers(self, reports: Sequence[WorkerReport]) -> None:
        """Put the media workers on the page."""
        self._workers.reports = reports

    def text(self) -> bytes:
        """Return the page."""
        return generate_latest(self._registry)
