"""The roster for staff: lists, one entry, and each step of its life."""

from typing import Final, TypeVar

from aiohttp import web

from server.domain.errors import InvalidError
from server.domain.profile import (
    PRIVATE,
    DisputeKind,
    EntryKind,
    Fee,
    Profile,
    RosterLevel,
    Skill,
)
from server.domain.roster import EntryState
from server.services import adoptions, roster, roster_papers, unlocking
from server.services.roster_views import RosterFilter
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import roster as schemas
from server.web.schemas.parties import PersonalRequest
from server.web.schemas.profiles import RosterProfile

_LONGEST_QUERY: Final = 100
_LAST_PAGE: Final = 10_000


@operation(answer=schemas.RosterList)
async def listing(request: web.Request) -> web.Response:
    """GET /api/roster?query=&state=&kind=&dispute=&skill=&fee=&level=&waiting=&page=."""
    found = await roster.listing(account(request), wanted(request), edge(request).ports)
    return bodies.write(schemas.RosterList, found)


@operation(answer=schemas.RosterEntry)
async def view(request: web.Request) -> web.Response:
    """GET /api/roster/{entry}."""
    found = await roster.view(account(request), _entry(request), edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterEnter, answer=schemas.RosterEntry, status=201)
async def enter(request: web.Request) -> web.Response:
    """POST /api/roster."""
    body = await bodies.read(request, schemas.RosterEnter)
    command = roster.Enter(body.key, body.kind, body.court, body.organisation, profile_of(body.profile))
    made = await roster.enter(account(request), command, edge(request).ports)
    return bodies.write(schemas.RosterEntry, made, status=201)


@operation(body=schemas.RosterValues, answer=schemas.RosterEntry)
async def edit(request: web.Request) -> web.Response:
    """PUT /api/roster/{entry}."""
    body = await bodies.read(request, schemas.RosterValues)
    values = roster.Values(profile_of(body.profile), kept_of(body.profile))
    found = await roster.edit(account(request), _entry(request), body.version, values, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterValues, answer=schemas.RosterEntry)
async def change(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/change."""
    body = await bodies.read(request, schemas.RosterValues)
    values = roster.Values(profile_of(body.profile), kept_of(body.profile))
    found = await roster.propose(account(request), _entry(request), body.version, values, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterStep, answer=schemas.RosterEntry)
async def report(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/report."""
    body = await bodies.read(request, schemas.RosterStep)
    found = await roster.report(account(request), _entry(request), body.version, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterReason, answer=schemas.RosterEntry)
async def removal(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/removal."""
    body = await bodies.read(request, schemas.RosterReason)
    found = await roster.propose_removal(
        account(request), _entry(request), body.version, body.reason, edge(request).ports
    )
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterStep, answer=schemas.RosterEntry)
async def take_up(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/take-up."""
    body = await bodies.read(request, schemas.RosterStep)
    found = await roster.take_up(account(request), _entry(request), body.version, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterConfirm, answer=schemas.RosterEntry)
async def confirm(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/confirm."""
    body = await bodies.read(request, schemas.RosterConfirm)
    command = roster.Confirm(_entry(request), body.version, body.certificate, body.issued_on)
    return bodies.write(schemas.RosterEntry, await roster.confirm(account(request), command, edge(request).ports))


@operation(body=schemas.RosterReason, answer=schemas.RosterEntry)
async def give_back(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/return."""
    body = await bodies.read(request, schemas.RosterReason)
    found = await roster.give_back(account(request), _entry(request), body.version, body.reason, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterReason, answer=schemas.RosterEntry)
async def suspend(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/suspend."""
    body = await bodies.read(request, schemas.RosterReason)
    found = await roster.suspend(account(request), _entry(request), body.version, body.reason, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.RosterStep, answer=schemas.RosterEntry)
async def restore(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/restore."""
    body = await bodies.read(request, schemas.RosterStep)
    found = await roster.restore(account(request), _entry(request), body.version, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=PersonalRequest, answer=schemas.EntryNumbers)
async def unlock(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/personal."""
    body = await bodies.read(request, PersonalRequest)
    command = unlocking.Unlock(_entry(request), body.purpose, body.reason)
    return bodies.write(schemas.EntryNumbers, await unlocking.of_entry(account(request), command, edge(request).ports))


@operation(body=schemas.RosterAccount, answer=schemas.RosterEntry)
async def link(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/account."""
    body = await bodies.read(request, schemas.RosterAccount)
    found = await roster.link(account(request), _entry(request), body.version, body.login, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(upload=uploads.MEDIA, answer=schemas.RosterEntry, status=201)
async def attach(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/papers: a PDF, JPEG or PNG that goes to the court with the next report; 10 at most."""
    upload = await uploads.read(request)
    found = await roster_papers.attach(account(request), _entry(request), upload, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found, status=201)


@operation(media=uploads.KEPT)
async def read_paper(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/papers/{paper}/readings: the bytes; who read them is written down first."""
    paper = request.match_info["paper"]
    return uploads.send(await roster_papers.read(account(request), _entry(request), paper, edge(request).ports))


@operation(answer=schemas.RosterEntry)
async def take_out(request: web.Request) -> web.Response:
    """DELETE /api/roster/{entry}/papers/{paper}: one that was not confirmed yet."""
    paper = request.match_info["paper"]
    found = await roster_papers.take_out(account(request), _entry(request), paper, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.AdoptionRequest, answer=schemas.RosterEntry)
async def ask_adoption(request: web.Request) -> web.Response:
    """POST /api/roster-adoptions."""
    body = await bodies.read(request, schemas.AdoptionRequest)
    found = await adoptions.ask(account(request), body.court, body.certificate, edge(request).ports)
    return bodies.write(schemas.RosterEntry, found)


@operation(body=schemas.AdoptionAnswer, answer=schemas.RosterEntry)
async def answer_adoption(request: web.Request) -> web.Response:
    """POST /api/roster/{entry}/adoption."""
    body = await bodies.read(request, schemas.AdoptionAnswer)
    found = await adoptions.answer(
        account(request), _entry(request), body.court, consents=body.consents, ports=edge(request).ports
    )
    return bodies.write(schemas.RosterEntry, found)


@operation()
async def end_adoption(request: web.Request) -> web.Response:
    """DELETE /api/roster/{entry}/adoption."""
    await adoptions.end(account(request), _entry(request), edge(request).ports)
    return bodies.nothing()


def wanted(request: web.Request) -> RosterFilter:
    """Return what is looked for. Raises `InvalidError` for words that mean nothing."""
    query = request.query
    text = query.get("query", "")
    if len(text) > _LONGEST_QUERY or len(query.get("court", "")) > _LONGEST_QUERY:
        raise InvalidError("request.invalid", query="too_long")
    return RosterFilter(
        text=text,
        states=tuple(_word(EntryState, word, "state") for word in bodies.words(request, "state")),
        kind=_word(EntryKind, query["kind"], "kind") if query.get("kind") else None,
        dispute=_word(DisputeKind, query["dispute"], "dispute") if query.get("dispute") else None,
        skill=_word(Skill, query["skill"], "skill") if query.get("skill") else None,
        fee=_word(Fee, query["fee"], "fee") if query.get("fee") else None,
        level=_word(RosterLevel, query["level"], "level") if query.get("level") else None,
        court=query.get("court", ""),
        waiting=query.get("waiting") == "true",
        page=_page(query.get("page", "1")),
    )


def profile_of(body: RosterProfile) -> Profile:
    """Return the values of a request; private ones that were left out are empty."""
    return Profile(
        name=body.name.strip(),
        kinds=tuple(dict.fromkeys(body.kinds)),
        skills=tuple(dict.fromkeys(body.skills)),
        speciality=body.speciality.strip(),
        fee=body.fee,
        regions=tuple(dict.fromkeys(region.strip() for region in body.regions)),
        level=body.level,
        pool=tuple(dict.fromkeys(body.pool)),
        max_open=body.max_open,
        phone=(body.phone or "").strip(),
        type=body.type,
        code=body.code.strip(),
        address=body.address.strip(),
        head=body.head.strip(),
        contact=body.contact.strip(),
        e_seal=body.e_seal,
        mediator_kind=body.mediator_kind,
        gender=body.gender,
        born_on=body.born_on,
        id_number=(body.id_number or "").strip(),
        education=body.education.strip(),
        qualification=body.qualification.strip(),
        languages=body.languages.strip(),
        origin=body.origin,
        training=body.training.strip(),
        may_preside=body.may_preside,
        declared=body.declared,
    )


def kept_of(body: RosterProfile) -> frozenset[str]:
    """Return the private fields that stay as they are."""
    return frozenset(name for name in PRIVATE if getattr(body, name) is None)


W = TypeVar("W", EntryState, EntryKind, DisputeKind, Skill, Fee, RosterLevel)


def _word(words: type[W], word: str, name: str) -> W:
    try:
        return words(word)
    except ValueError:
        raise InvalidError("request.invalid", **{name: "unknown"}) from None


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= _LAST_PAGE:
        raise InvalidError("request.invalid", page="out_of_range")
    return int(text)


def _entry(request: web.Request) -> str:
    return request.match_info["entry"]
