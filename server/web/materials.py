"""Materials and documents of a case, and the parties' own links, for staff."""

from aiohttp import web

from server.services import case_links, materials, support_packs
from server.web import bodies, uploads
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.own_case import link_answer
from server.web.schemas import materials as schemas
from server.web.schemas.own_case import OwnCaseLink
from server.web.terms import party_says


@operation(answer=schemas.MaterialsView)
async def listed(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/materials; what is protected only to whoever mediates."""
    found = await materials.listed(account(request), _serial(request), edge(request).ports)
    return bodies.write(schemas.MaterialsView, found)


@operation(upload=uploads.MEDIA, answer=schemas.MaterialView, status=201)
async def add(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/materials: one file that may go to the court."""
    upload = await uploads.read(request)
    found = await materials.add(account(request), _serial(request), upload, edge(request).ports)
    return bodies.write(schemas.MaterialView, found, status=201)


@operation(upload=uploads.MEDIA, answer=schemas.ProtectedView, status=201)
async def add_protected(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/protected: one file made or shown to reach a settlement."""
    upload = await uploads.read(request)
    found = await materials.add_protected(account(request), _serial(request), upload, edge(request).ports)
    return bodies.write(schemas.ProtectedView, found, status=201)


@operation(media=uploads.KEPT)
async def read(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/materials/{material}."""
    material = request.match_info["material"]
    return uploads.send(await materials.read(account(request), _serial(request), material, edge(request).ports))


@operation(body=schemas.MaterialComparison, answer=schemas.MaterialView)
async def compare(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/materials/{material}/comparison."""
    body = await bodies.read(request, schemas.MaterialComparison)
    command = materials.Compare(body.action, body.objection, body.version)
    material = request.match_info["material"]
    found = await materials.compare(account(request), _serial(request), material, command, edge(request).ports)
    return bodies.write(schemas.MaterialView, found)


@operation(body=schemas.MaterialCalled, answer=schemas.MaterialView)
async def call(request: web.Request) -> web.Response:
    """PUT /api/cases/{serial}/materials/{material}: what a file is, while it was not compared."""
    body, material = await bodies.read(request, schemas.MaterialCalled), request.match_info["material"]
    found = await materials.call(account(request), _serial(request), material, body.kind, edge(request).ports)
    return bodies.write(schemas.MaterialView, found)


@operation(body=schemas.ProtectedReading, media=uploads.KEPT)
async def read_protected(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/protected/{material}/readings: the bytes, for a purpose that is written down first."""
    body = await bodies.read(request, schemas.ProtectedReading)
    purpose, material = body.purpose, request.match_info["material"]
    return uploads.send(
        await materials.read_protected(account(request), _serial(request), material, purpose, edge(request).ports)
    )


@operation(answer=schemas.DocumentView, many=True)
async def documents(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/documents."""
    found = await materials.documents(account(request), _serial(request), edge(request).ports)
    return bodies.write_all(schemas.DocumentView, found)


@operation(media="application/pdf")
async def document(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/documents/{document}: the bytes that were given out."""
    name = request.match_info["document"]
    return uploads.send(await materials.document(account(request), _serial(request), name, edge(request).ports))


@operation(answer=OwnCaseLink)
async def issue_link(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/parties/{identity}/link: a new personal link; the one before is dead at once."""
    names = request.match_info
    made = await case_links.issue(account(request), names["serial"], names["identity"], edge(request).ports)
    return bodies.write_model(link_answer(request, made.token, made.expires_at))


@operation()
async def revoke_link(request: web.Request) -> web.Response:
    """DELETE /api/cases/{serial}/parties/{identity}/link."""
    names = request.match_info
    await case_links.revoke(account(request), names["serial"], names["identity"], edge(request).ports)
    return bodies.nothing()


@operation(media="application/zip")
async def pack(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/support-pack: what may leave of the case, as an archive with digests."""
    return uploads.send(await support_packs.pack(account(request), _serial(request), edge(request).ports))


@operation(body=schemas.AskAnnex, media="application/zip")
async def annex(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/support-pack/protected: what is protected, apart, with every party's consent."""
    body = await bodies.read(request, schemas.AskAnnex)
    answers = tuple(party_says(one) for one in body.answers)
    command = support_packs.AskAnnex(_serial(request), body.purpose, answers)
    return uploads.send(await support_packs.annex(account(request), command, edge(request).ports))


def _serial(request: web.Request) -> str:
    return request.match_info["serial"]
