"""Causes of action: the list of a day for anyone, and its keeping by an administrator of a court."""

from datetime import date, datetime, time

from aiohttp import web

from server.domain import causes
from server.domain.beijing import BEIJING
from server.domain.cause_list import CauseEntry, CauseList
from server.domain.causes import Plain
from server.domain.errors import NotFoundError
from server.services import cause_lists
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import causes as schemas


@operation(query=schemas.CauseQuery, answer=schemas.CauseList)
async def listed(request: web.Request) -> web.Response:
    """GET /api/causes: the causes of a day, the plain words for them, and where other disputes go."""
    asked = bodies.query(request, schemas.CauseQuery).on
    on = datetime.combine(asked, time(), BEIJING) if asked else edge(request).ports.clock.now()
    standing = await cause_lists.current(edge(request).ports)
    return bodies.write_model(
        schemas.CauseList(
            causes=tuple(
                schemas.CauseChoice(
                    code=each.cause.code, name=each.cause.name, group=each.cause.group, confirmed=each.confirmed
                )
                for each in standing.on(on)
            ),
            plain=tuple(
                schemas.PlainChoice(plain=plain, cause_code=standing.proposed(plain, on).code) for plain in Plain
            ),
            redirects=tuple(
                schemas.Redirect(excluded=kind, advice=advice) for kind, advice in causes.REDIRECTS.items()
            ),
        )
    )


@operation(answer=schemas.CauseEntries)
async def entries(request: web.Request) -> web.Response:
    """GET /api/cause-entries."""
    return _answer(*await cause_lists.kept(account(request), edge(request).ports))


@operation(body=schemas.CauseAdded, answer=schemas.CauseEntries)
async def add(request: web.Request) -> web.Response:
    """POST /api/cause-entries."""
    body = await bodies.read(request, schemas.CauseAdded)
    command = cause_lists.AddCause(body.key, body.code, body.since, _words(body))
    return _answer(*await cause_lists.add(account(request), command, edge(request).ports))


@operation(body=schemas.CauseChanged, answer=schemas.CauseEntries)
async def change(request: web.Request) -> web.Response:
    """PUT /api/cause-entries/{code}/{since}."""
    body = await bodies.read(request, schemas.CauseChanged)
    try:
        since = date.fromisoformat(request.match_info["since"])
    except ValueError as error:
        raise NotFoundError("cause.unknown") from error
    command = cause_lists.ChangeCause(request.match_info["code"], since, body.version, _words(body))
    return _answer(*await cause_lists.change(account(request), command, edge(request).ports))


def _words(body: schemas.CauseWords) -> cause_lists.CauseWords:
    return cause_lists.CauseWords(body.name, body.group, body.until, body.plain, body.confirmed, body.note)


def _answer(today: date, standing: CauseList) -> web.Response:
    return bodies.write_model(schemas.CauseEntries(today=today, entries=tuple(map(_view, standing.entries))))


def _view(entry: CauseEntry) -> schemas.CauseEntryView:
    return schemas.CauseEntryView(
        code=entry.cause.code,
        name=entry.cause.name,
        group=entry.cause.group,
        since=entry.since,
        until=entry.until,
        plain=entry.plain,
        confirmed=entry.confirmed,
        note=entry.note,
        version=entry.version,
        changed_by=entry.changed_by,
        changed_at=entry.changed_at,
    )
