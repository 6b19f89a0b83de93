"""For whoever keeps the server alive: does it answer, and what does it count."""

import json
from dataclasses import asdict

from aiohttp import web

from server.observability import Metrics
from server.web.edge import edge


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
    """GET /operations: rooms by seats and lines, and the media workers; no names of parties, nothing of a case."""
    reports = [asdict(report) for report in await edge(request).workers()]
    workers = [{name: value for name, value in report.items() if name != "counters"} for report in reports]
    body = {"rooms": [asdict(room) for room in edge(request).overview()], "workers": workers}
    return web.json_response(body, headers={"Cache-Control": "no-store"})


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics, for Prometheus."""
    page = edge(request).metrics
    for part, counts in (await edge(request).counts()).items():
        page.show(part, counts)
    page.show_workers(await edge(request).workers())
    return web.Response(body=page.text(), headers={"Content-Type": Metrics.content_type})
