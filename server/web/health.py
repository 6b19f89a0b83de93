"""For whoever keeps the server alive: does it answer, and what does it count."""

import json
import re
from dataclasses import asdict
from typing import Final

from aiohttp import web

from media.pool import WorkerReport
from server.domain.errors import NotFoundError
from server.observability import Metrics
from server.services import operations as service
from server.services.ports.operations import WorkerState
from server.web import bodies
from server.web.edge import Edge, account, edge
from server.web.operations import operation
from server.web.schemas import operations as schemas
from server.workers import Workers
from signaling.overview import RoomOverview

_NUMBER: Final = re.compile(r"[0-9]{1,3}")


async def health(request: web.Request) -> web.Response:
    """GET /healthz: 200 while every part answers, else 503; names parts, nothing more."""
    parts = await edge(request).health()
    well = all(parts.values())
    states = {name: "ok" if answers else "down" for name, answers in parts.items()}
    body = json.dumps({"status": "ok" if well else "degraded", "parts": states})
    return web.Response(
        status=200 if well else 503, text=body, content_type="application/json", headers={"Cache-Control": "no-store"}
    )


async def operations(request: web.Request) -> web.Response:
    """GET /operations.json: the same as GET /api/operations, for programs in a network of the operators."""
    return bodies.write_model(await _operations(edge(request)))


@operation(answer=schemas.OperationsView)
async def overview(request: web.Request) -> web.Response:
    """GET /api/operations: rooms by seats and lines, and the media workers; no names, nothing of a case."""
    return bodies.write_model(await _operations(edge(request)))


@operation()
async def drain(request: web.Request) -> web.Response:
    """POST /api/operations/workers/{number}/drain."""
    number = request.match_info["number"]
    if not _NUMBER.fullmatch(number):
        raise NotFoundError("worker.unknown")
    await service.drain(account(request), int(number), edge(request).workers, edge(request).ports)
    return bodies.nothing()


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics, for Prometheus."""
    page = edge(request).metrics
    for part, counts in (await edge(request).counts()).items():
        page.show(part, counts)
    page.show_workers(await edge(request).workers.reports())
    return web.Response(body=page.text(), headers={"Content-Type": Metrics.content_type})


@operation(answer=schemas.SettingView, many=True)
async def settings(request: web.Request) -> web.Response:
    """GET /api/operations/settings."""
    return bodies.write_all(schemas.SettingView, edge(request).settings)


async def _operations(edge: Edge) -> schemas.OperationsView:
    return schemas.OperationsView(
        at=edge.ports.clock.now(),
        parts=dict(await edge.health()),
        workers=tuple(_worker(report, edge.workers) for report in await edge.workers.reports()),
        rooms=tuple(_room(room, edge.workers) for room in edge.overview()),
    )


def _worker(report: WorkerReport, workers: Workers) -> schemas.WorkerView:
    counters = report.counters
    return schemas.WorkerView(
        number=report.number,
        state=workers.state_of(report.number) or WorkerState.DOWN,
        rooms=report.rooms,
        browsers=int(counters.get("transports", 0)),
        packets_per_second=report.packets_per_second,
        late_ms=counters.get("loop_late_ms", 0.0),
        memory_bytes=int(counters.get("memory_bytes", 0)),
        answer_ms=report.answer_seconds * 1000,
        restarts=report.restarts,
    )


def _room(room: RoomOverview, workers: Workers) -> schemas.RoomLines:
    return schemas.RoomLines.model_validate(
        asdict(room) | {"worker": workers.place_of(room.session)},
    )
