"""The people of a case: who they are, who acts for them, what they agreed to, how they were reached."""

from collections.abc import Iterable

from aiohttp import web

from server.domain.authority import Paper, PaperFile, Power
from server.domain.case_consent import ConsentStep, WithdrawalAction
from server.domain.errors import NotFoundError
from server.domain.material import MaterialId
from server.services import calls, contacts, first_papers, parties, powers, steps
from server.web import bodies
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import desk as desk_schemas
from server.web.schemas import parties as schemas


@operation(answer=schemas.CasePeople)
async def people(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/people."""
    found = await parties.people(account(request), _serial(request), edge(request).ports)
    return bodies.write(schemas.CasePeople, found)


@operation(body=schemas.PersonAdded, answer=schemas.CasePeople)
async def add_person(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/people."""
    body = await bodies.read(request, schemas.PersonAdded)
    facts = parties.PersonFacts(
        name=body.name,
        side=body.side,
        role=body.role,
        title=body.title,
        phone=body.phone,
        id_number=body.id_number,
        kind=body.kind,
        standing=body.standing,
        origin=body.origin,
        linked_to=body.linked_to,
        is_guardian=body.is_guardian,
        identity_seen=body.identity_seen,
        award_received_on=body.award_received_on,
        in_first_papers=body.in_first_papers,
        email=body.email,
        prefers_email=body.prefers_email,
    )
    command = parties.AddPerson(_serial(request), body.key, facts)
    return _written(await parties.add_person(account(request), command, edge(request).ports))


@operation(body=schemas.PersonCorrected, answer=schemas.CasePeople)
async def correct_person(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/people/{identity}."""
    body = await bodies.read(request, schemas.PersonCorrected)
    command = parties.CorrectPerson(
        serial=_serial(request),
        identity=_identity(request),
        version=body.version,
        name=body.name,
        title=body.title,
        standing=body.standing,
        origin=body.origin,
        phone=body.phone,
        id_number=body.id_number,
        identity_seen=body.identity_seen,
        email=body.email,
        prefers_email=body.prefers_email,
    )
    return _written(await parties.correct_person(account(request), command, edge(request).ports))


@operation(body=schemas.FirstPapersCorrected, answer=schemas.CasePeople)
async def correct_first_papers(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/people/{identity}/first-papers."""
    body = await bodies.read(request, schemas.FirstPapersCorrected)
    command = first_papers.CorrectFirstPapers(
        _serial(request), _identity(request), body.version, body.named, body.reason
    )
    return _written(await first_papers.correct(account(request), command, edge(request).ports))


@operation(body=schemas.PersonalRequest, answer=schemas.PersonalNumbers)
async def reveal(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/people/{identity}/personal."""
    body = await bodies.read(request, schemas.PersonalRequest)
    command = parties.Reveal(_serial(request), _identity(request), body.purpose, body.reason)
    found = await parties.reveal(account(request), command, edge(request).ports)
    return bodies.write(schemas.PersonalNumbers, found)


@operation(answer=schemas.PersonalLook, many=True)
async def looks(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/personal-looks."""
    found = await parties.looks(account(request), _serial(request), edge(request).ports)
    return bodies.write_all(schemas.PersonalLook, tuple(found))


@operation(body=schemas.AuthorityRecorded, answer=schemas.CasePeople)
async def record_authority(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/authorities."""
    body = await bodies.read(request, schemas.AuthorityRecorded)
    command = powers.RecordAuthority(
        serial=_serial(request),
        key=body.key,
        agent=body.agent,
        principal=body.principal,
        kind=body.kind,
        matters=body.matters,
        powers=frozenset(map(Power, body.powers)),
        papers=frozenset(map(Paper, body.papers)),
        files=_files(body.files),
        signed_on=body.signed_on,
        until=body.until,
    )
    return _written(await powers.record(account(request), command, edge(request).ports))


@operation(body=schemas.PapersShown, answer=schemas.CasePeople)
async def show_papers(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/authorities/{authority}/papers."""
    body = await bodies.read(request, schemas.PapersShown)
    command = powers.ShowPapers(
        serial=_serial(request),
        authority=request.match_info["authority"],
        version=body.version,
        papers=frozenset(map(Paper, body.papers)),
        files=_files(body.files),
    )
    return _written(await powers.show_papers(account(request), command, edge(request).ports))


@operation(answer=schemas.CasePeople)
async def revoke_authority(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/authorities/{authority}/revoke."""
    authority = request.match_info["authority"]
    return _written(await powers.revoke(account(request), _serial(request), authority, edge(request).ports))


@operation(body=schemas.StepAnswered, answer=schemas.CasePeople)
async def answer_step(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/people/{identity}/steps/{step}."""
    body = await bodies.read(request, schemas.StepAnswered)
    command = steps.RecordStep(
        serial=_serial(request),
        identity=_identity(request),
        step=step_of(request.match_info["step"]),
        answer=body.answer,
        channel=body.channel,
        wording=body.wording,
        reason=body.reason,
    )
    return _written(await steps.record(account(request), command, edge(request).ports))


@operation(body=schemas.WithdrawalDecided, answer=schemas.CasePeople)
async def decide_withdrawal(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/withdrawals/{withdrawal}."""
    body = await bodies.read(request, schemas.WithdrawalDecided)
    command = steps.Decide(_serial(request), request.match_info["withdrawal"], WithdrawalAction(body.action), body.why)
    return _written(await steps.decide(account(request), command, edge(request).ports))


@operation(answer=desk_schemas.CallToMake, many=True)
async def calls_to_make(request: web.Request) -> web.Response:
    """GET /api/calls."""
    found = await calls.waiting(account(request), edge(request).ports)
    return bodies.write_all(desk_schemas.CallToMake, tuple(found))


@operation(body=schemas.ContactLogged, answer=desk_schemas.CallToMake, many=True)
async def record_call(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/calls."""
    found = await calls.record(account(request), await _contact(request), edge(request).ports)
    return bodies.write_all(desk_schemas.CallToMake, tuple(found))


@operation(body=schemas.ContactLogged, answer=schemas.CasePeople)
async def log_contact(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/contacts."""
    return _written(await contacts.log(account(request), await _contact(request), edge(request).ports))


async def _contact(request: web.Request) -> contacts.LogContact:
    body = await bodies.read(request, schemas.ContactLogged)
    return contacts.LogContact(
        serial=_serial(request),
        key=body.key,
        identity=body.identity,
        at=body.at,
        channel=body.channel,
        outcome=body.outcome,
        number=body.number,
        note=body.note,
    )


@operation(body=schemas.AskConcluded, answer=schemas.CasePeople)
async def conclude_asking(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/asking."""
    body = await bodies.read(request, schemas.AskConcluded)
    command = contacts.Conclude(_serial(request), body.identity, body.result, body.reason)
    return _written(await contacts.conclude(account(request), command, edge(request).ports))


def step_of(code: str) -> ConsentStep:
    """Return the step of a path. Raises `NotFoundError`."""
    try:
        return ConsentStep(code)
    except ValueError:
        raise NotFoundError("consent.unknown_step") from None


def _written(view: object) -> web.Response:
    return bodies.write(schemas.CasePeople, view)


def _files(files: Iterable[schemas.PaperFile]) -> tuple[PaperFile, ...]:
    return tuple(PaperFile(one.paper, MaterialId(one.material)) for one in files)


def _serial(request: web.Request) -> str:
    return request.match_info["serial"]


def _identity(request: web.Request) -> str:
    return request.match_info["identity"]
