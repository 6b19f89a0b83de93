"""Figures over HTTP."""

from aiohttp import web

from server.services import figures
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import figures as schemas


@operation(query=schemas.FiguresQuery, answer=schemas.Figures)
async def read(request: web.Request) -> web.Response:
    """GET /api/figures: how many mediations of the own house ended in a year, and how."""
    asked = bodies.query(request, schemas.FiguresQuery)
    return bodies.write(schemas.Figures, await figures.read(account(request), asked.year, edge(request).ports))
