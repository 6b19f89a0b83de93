"""The desk of intake: lists, the application, its files, handing in, taking on, returning, explaining the risk."""

from typing import Final

from aiohttp import web
from pydantic import TypeAdapter

from server.domain.application import Application
from server.services import bundle_reading, bundles, intake, intake_papers
from server.services.intake_views import IntakeView
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import intake as schemas
from server.web.schemas.applications import ApplicationForm
from server.web.schemas.explanations import ExplanationGiven, ExplanationPaper
from server.web.schemas.materials import BundleReport, MaterialCalled
from server.web.schemas.oral_records import RecordSigned

_APPLICATIONS: Final = TypeAdapter(Application)


def application_of(form: ApplicationForm) -> Application:
    """Return the form as the domain knows it. Raises `InvalidError` for what contradicts itself."""
    return _APPLICATIONS.validate_python(form.model_dump(mode="json"), strict=False)


@operation(answer=schemas.IntakeList)
async def desk(request: web.Request) -> web.Response:
    """GET /api/intake."""
    return bodies.write(schemas.IntakeList, await intake.desk(account(request), edge(request).ports))


@operation(body=schemas.IntakeBegin, answer=schemas.IntakeView)
async def begin(request: web.Request) -> web.Response:
    """POST /api/intake. The same key is one draft, however often it comes."""
    body = await bodies.read(request, schemas.IntakeBegin)
    command = intake.Begin(body.door, body.key)
    return _answer(await intake.begin(account(request), command, edge(request).ports))


@operation(answer=schemas.IntakeView)
async def view(request: web.Request) -> web.Response:
    """GET /api/intake/{case}."""
    return _answer(await intake.read(account(request), _case(request), edge(request).ports))


@operation(body=schemas.IntakeSave, answer=schemas.IntakeView)
async def write(request: web.Request) -> web.Response:
    """PUT /api/intake/{case}: keep another text; the first receipt stays as it is."""
    body = await bodies.read(request, schemas.IntakeSave)
    application = application_of(body.application)
    found = await intake.write(account(request), _case(request), body.version, application, edge(request).ports)
    return _answer(found)


@operation()
async def discard(request: web.Request) -> web.Response:
    """DELETE /api/intake/{case}: forget a draft that was never handed in."""
    await intake.discard(account(request), _case(request), edge(request).ports)
    return bodies.nothing()


@operation(upload=uploads.MEDIA, answer=schemas.IntakeView)
async def add_material(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/materials: one file; `holder` says that it was made of a paper and who keeps that."""
    upload = await uploads.read(request)
    return _answer(await intake.add_material(account(request), _case(request), upload, edge(request).ports))


@operation(upload="application/zip", answer=BundleReport)
async def take_bundle(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/bundles: take over the files of an electronic filing, all or none, each once."""
    if request.content_type != "application/zip":
        raise web.HTTPUnsupportedMediaType
    content = await uploads.whole(request, bundle_reading.LARGEST_BUNDLE, "bundle.too_large")
    found = await bundles.take_in(account(request), _case(request), content, edge(request).ports)
    return bodies.write(BundleReport, found)


@operation(body=MaterialCalled, answer=schemas.IntakeView)
async def call_material(request: web.Request) -> web.Response:
    """PUT /api/intake/{case}/materials/{material}: what a file is, while it was not compared."""
    body, material = await bodies.read(request, MaterialCalled), request.match_info["material"]
    found = await intake.call_material(account(request), _case(request), material, body.kind, edge(request).ports)
    return _answer(found)


@operation(answer=schemas.IntakeView)
async def remove_material(request: web.Request) -> web.Response:
    """DELETE /api/intake/{case}/materials/{material}, before the first submission."""
    material = request.match_info["material"]
    return _answer(await intake.remove_material(account(request), _case(request), material, edge(request).ports))


@operation(media=uploads.KEPT)
async def read_material(request: web.Request) -> web.Response:
    """GET /api/intake/{case}/materials/{material}."""
    material = request.match_info["material"]
    return uploads.send(await intake.read_material(account(request), _case(request), material, edge(request).ports))


@operation(media="application/pdf")
async def read_document(request: web.Request) -> web.Response:
    """GET /api/intake/{case}/documents/{document}: the bytes that were given out."""
    document = request.match_info["document"]
    return uploads.send(await intake.read_document(account(request), _case(request), document, edge(request).ports))


@operation(answer=schemas.IntakeView)
async def hand_in(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/submit: serial and first receipt at once. Again changes nothing."""
    return _answer(await intake.hand_in(account(request), _case(request), edge(request).ports))


@operation(answer=schemas.IntakeView)
async def take_on(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/take-on, when nothing is missing."""
    return _answer(await intake.take_on(account(request), _case(request), edge(request).ports))


@operation(body=schemas.IntakeReturn, answer=schemas.IntakeView)
async def give_back(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/return: one of three codes, each with its advice."""
    body = await bodies.read(request, schemas.IntakeReturn)
    command = intake.GiveBack(body.code, body.note)
    return _answer(await intake.give_back(account(request), _case(request), command, edge(request).ports))


@operation(answer=schemas.IntakeView)
async def resubmit(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/resubmit: in again after a return; the first receipt stays."""
    return _answer(await intake.resubmit(account(request), _case(request), edge(request).ports))


@operation(body=ExplanationGiven, answer=schemas.IntakeView)
async def explain(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/explanations: a party was told of the risk in person or by telephone."""
    body = await bodies.read(request, ExplanationGiven)
    found = await intake.explain(account(request), _case(request), body.identity, body.channel, edge(request).ports)
    return _answer(found)


@operation(body=ExplanationPaper, answer=schemas.IntakeView)
async def explanation_paper(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/explanations/paper: give out 释明书, and write to who has not acknowledged it."""
    body = await bodies.read(request, ExplanationPaper)
    found = await intake_papers.explanation(account(request), _case(request), edge(request).ports, send=body.send)
    return _answer(found)


@operation(answer=schemas.IntakeView)
async def receipt_supplement(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/receipt-supplements: give out 补充记载 of the posting; unchanged, the last one stays."""
    return _answer(await intake_papers.receipt_supplement(account(request), _case(request), edge(request).ports))


@operation(answer=schemas.IntakeView)
async def oral_record(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/oral-record: give out 口头申请记录; unchanged, the one there is stays."""
    return _answer(await intake_papers.oral_record(account(request), _case(request), edge(request).ports))


@operation(body=RecordSigned, answer=schemas.IntakeView)
async def record_signed(request: web.Request) -> web.Response:
    """POST /api/intake/{case}/oral-record/confirmations: an applicant signed the printed record."""
    body = await bodies.read(request, RecordSigned)
    found = await intake_papers.record_signed(
        account(request), _case(request), body.identity, body.document, edge(request).ports
    )
    return _answer(found)


def _case(request: web.Request) -> str:
    return request.match_info["case"]


def _answer(view: IntakeView) -> web.Response:
    return bodies.write(schemas.IntakeView, view)
