"""The kinds of case a court takes, kept by its administrator."""

from datetime import date

from aiohttp import web

from server.domain.case_types import MAY_BE_ENABLED, CaseTypes
from server.domain.causes import CaseType
from server.domain.errors import NotFoundError
from server.services import case_types
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import case_types as schemas


@operation(answer=schemas.CaseTypeEntries)
async def entries(request: web.Request) -> web.Response:
    """GET /api/case-types."""
    return _answer(*await case_types.kept(account(request), edge(request).ports))


@operation(body=schemas.CaseTypeEnabled, answer=schemas.CaseTypeEntries)
async def enable(request: web.Request) -> web.Response:
    """POST /api/case-types."""
    body = await bodies.read(request, schemas.CaseTypeEnabled)
    command = case_types.Enable(body.key, body.kind, body.since, body.until)
    return _answer(*await case_types.enable(account(request), command, edge(request).ports))


@operation(body=schemas.CaseTypeEnded, answer=schemas.CaseTypeEntries)
async def end(request: web.Request) -> web.Response:
    """PUT /api/case-types/{kind}/{since}."""
    body = await bodies.read(request, schemas.CaseTypeEnded)
    try:
        kind, since = CaseType(request.match_info["kind"]), date.fromisoformat(request.match_info["since"])
    except ValueError as error:
        raise NotFoundError("case_type.unknown") from error
    command = case_types.End(kind, since, body.version, body.until)
    return _answer(*await case_types.end(account(request), command, edge(request).ports))


def _answer(today: date, standing: CaseTypes) -> web.Response:
    entries = tuple(
        schemas.CaseTypeEntryView(
            kind=each.kind,
            since=each.since,
            until=each.until,
            version=each.version,
            changed_by=each.changed_by,
            changed_at=each.changed_at,
        )
        for each in standing.entries
    )
    return bodies.write_model(schemas.CaseTypeEntries(today=today, entries=entries, may_be_enabled=MAY_BE_ENABLED))
