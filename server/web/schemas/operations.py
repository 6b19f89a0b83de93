"""Bodies for operators: parts, media workers, rooms by seats and lines. No name and nothing of a case."""

from datetime import datetime
from typing import Literal

from server.domain.party import Side
from server.services.ports.operations import WorkerState
from server.web.schemas import Answer


class WorkerView(Answer):
    """One media worker, from its last heartbeat."""

    number: int
    state: WorkerState
    rooms: int
    browsers: int
    packets_per_second: float
    late_ms: float
    """Longest lateness of its loop in the last 10 to 20 seconds; from 100 on people hear it."""
    memory_bytes: int
    answer_ms: float
    """How long it took to answer the last heartbeat."""
    restarts: int


class SeatLine(Answer):
    """One seat of a room, named by side and number; null where nobody measured, or nobody is there."""

    side: Side
    number: int
    connection: Literal["here", "reconnecting", "away"]
    level: Literal["good", "fair", "poor", "lost"] | None
    level_since: datetime | None
    uplink_loss: float | None
    """Share of packets lost in the last two seconds, 0 to 1, from and to the browser."""
    downlink_loss: float | None
    round_trip_ms: float | None
    uplink_bps: int | None
    downlink_bps: int | None
    mic_silent: bool


class RoomLines(Answer):
    """One open room. `session` is the number that log lines carry; it names no case."""

    session: str
    phase: Literal["before", "open", "caucus", "ended"]
    recording: Literal["off", "on", "paused", "broken", "not_allowed"]
    worker: int | None
    seats: tuple[SeatLine, ...]


class OperationsView(Answer):
    """GET /api/operations and, for the networks of the operators, GET /operations.json."""

    at: datetime
    parts: dict[str, bool]
    """Whether database, media and recorder answer."""
    workers: tuple[WorkerView, ...]
    rooms: tuple[RoomLines, ...]


class SettingView(Answer):
    """GET /api/operations/settings: one setting in force."""

    name: str
    value: str | None
    """None when it may hold a secret."""
    is_set: bool
    is_given: bool
    """Given from outside; else it is the default."""
