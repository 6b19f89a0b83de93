"""Take files in and give them out: what they are is read from their bytes, and they are kept as they came."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from server.domain.audit import Act
from server.domain.errors import NotFoundError
from server.domain.ids import CaseId
from server.domain.material import (
    Digitised,
    File,
    MaterialId,
    MaterialKind,
    MaterialOrigin,
    ProtectedMaterial,
    TransferableMaterial,
    clean_name,
    require_room,
    room_of,
    sniff,
)
from server.domain.receipt import Document
from server.services.hand import Hand
from server.services.intake_views import Content, MaterialView, ProtectedView
from server.services.ports import Ports, UnitOfWork

Material = TypeVar("Material", TransferableMaterial, ProtectedMaterial)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. `holder` says that it was made of a paper, and who keeps the paper."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    kind: MaterialKind = MaterialKind.OTHER
    holder: str = field(default="", repr=False)
    filing_reference: str = ""
    """Number of the electronic filing it was taken over from."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are kept already. Made by `keep`."""

    upload: Upload
    file: File


async def known(
    uow: UnitOfWork, case: CaseId, upload: Upload, hand: Hand, now: datetime
) -> TransferableMaterial | None:
    """Return the file that the same hand sent before, name and bytes; None for a new one, which may be taken now."""
    if await _is_new(uow, f"material:{case}", upload, hand, now):
        return None
    return await _same(await uow.materials.of_case(case), upload, hand)


async def known_protected(
    uow: UnitOfWork, case: CaseId, upload: Upload, hand: Hand, now: datetime
) -> ProtectedMaterial | None:
    """Return the protected file that the same hand sent before; None for a new one."""
    if await _is_new(uow, f"protected:{case}", upload, hand, now):
        return None
    return await _same(await uow.protected.of_case(case), upload, hand)


async def _is_new(uow: UnitOfWork, scope: str, upload: Upload, hand: Hand, now: datetime) -> bool:
    """Return whether this came never before; the second of two at the same moment waits here for the first."""
    sha256 = await asyncio.to_thread(_digest, upload.content)
    said = f"{upload.name}\n{upload.kind}\n{upload.holder}\n{hand.actor}\n{sha256}"
    key = _digest(said.encode())
    return await uow.keys.claim(scope, key, key, now)


async def _same(kept: Iterable[Material], upload: Upload, hand: Hand) -> Material | None:
    sha256 = await asyncio.to_thread(_digest, upload.content)
    found = (one for one in kept if (one.file.sha256, one.of, one.uploaded_by) == (sha256, hand.identity, hand.name))
    return next(found, None)


async def take(
    uow: UnitOfWork, ports: Ports, case: CaseId, upload: Upload, hand: Hand, now: datetime
) -> TransferableMaterial:
    """Keep a file that may go to the court. Raises `InvalidError` (`material.…`)."""
    _require_room(await uow.materials.of_case(case), upload, hand)
    return await enter(uow, ports, case, await keep(ports, upload), hand, now)


async def enter(
    uow: UnitOfWork, ports: Ports, case: CaseId, kept: Kept, hand: Hand, now: datetime
) -> TransferableMaterial:
    """Enter a file whose bytes are kept; whether there is room for it was asked before."""
    upload = kept.upload
    digitised = Digitised(hand.name, now, upload.holder.strip()) if upload.holder.strip() else None
    material = TransferableMaterial(
        id=MaterialId(ports.chance.id()),
        case=case,
        kind=upload.kind,
        file=kept.file,
        origin=_origin(upload),
        uploaded_at=now,
        uploaded_by=hand.name,
        of=hand.identity,
        digitised=digitised,
        filing_reference=upload.filing_reference,
    )
    await uow.materials.add(material)
    return material


def _origin(upload: Upload) -> MaterialOrigin:
    if upload.filing_reference:
        return MaterialOrigin.IMPORTED
    return MaterialOrigin.DIGITISED if upload.holder.strip() else MaterialOrigin.PARTY


async def take_protected(
    uow: UnitOfWork, ports: Ports, case: CaseId, upload: Upload, hand: Hand, now: datetime
) -> ProtectedMaterial:
    """Keep a file made or shown to reach a settlement. Raises `InvalidError` (`material.…`)."""
    _require_room(await uow.protected.of_case(case), upload, hand)
    file = (await keep(ports, upload)).file
    material = ProtectedMaterial(MaterialId(ports.chance.id()), case, file, now, hand.name, hand.identity)
    await uow.protected.add(material)
    return material


async def call(uow: UnitOfWork, found: TransferableMaterial, kind: MaterialKind, hand: Hand, now: datetime) -> bool:
    """Say what a file is instead of what was said when it came; tells whether anything changed.

    Raises `ConflictError` (`material.compared`) and `InvalidError` (`material.protected`).
    """
    if found.kind is kind:
        return False
    await uow.materials.save(found.called(kind))
    said = (("before", found.kind.value), ("kind", kind.value), ("material", found.id))
    await uow.audit.add(Act(hand.actor, "material.called", f"case:{found.case}", said), now)
    return True


async def content_of(ports: Ports, file: File) -> Content:
    """Return the bytes of a file. Raises `NotFoundError` when they are not what was kept."""
    return await _whole(ports, file.blob, file.sha256, file.name, file.media.value)


async def content_of_document(ports: Ports, document: Document) -> Content:
    """Return the bytes that were given out, never made anew."""
    return await _whole(ports, document.blob, document.sha256, f"{document.title}.pdf", "application/pdf")


async def _whole(ports: Ports, blob: str, sha256: str, name: str, media: str) -> Content:
    content = await ports.blobs.get(blob)
    if await asyncio.to_thread(_digest, content) != sha256:
        raise NotFoundError("blob.lost")
    return Content(name, media, content)


def _require_room(kept: Iterable[Material], upload: Upload, hand: Hand) -> None:
    there = sum(one.of == hand.identity for one in kept)
    require_room(there, len(upload.content), room_of(hand.identity))


async def keep(ports: Ports, upload: Upload) -> Kept:
    """Keep the bytes, named by nothing until they are entered. Raises `InvalidError` (`material.type`)."""
    media = sniff(upload.content[:16])
    blob = ports.chance.id()
    await ports.blobs.put(blob, upload.content)
    sha256 = await asyncio.to_thread(_digest, upload.content)
    return Kept(upload, File(clean_name(upload.name, media), media, len(upload.content), sha256, blob))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def material_view(material: TransferableMaterial) -> MaterialView:
    """Return the material as lists show it."""
    digitised = material.digitised
    return MaterialView(
        id=material.id,
        kind=material.kind,
        name=material.file.name,
        media=material.file.media,
        size=material.file.size,
        sha256=material.file.sha256,
        origin=material.origin,
        uploaded_at=material.uploaded_at,
        uploaded_by=material.uploaded_by,
        digitised_by=digitised.operator if digitised else "",
        digitised_at=digitised.at if digitised else None,
        holder=digitised.holder if digitised else "",
        filing_reference=material.filing_reference,
        comparison=material.comparison,
        objection=material.objection,
        version=material.version,
    )


def protected_view(material: ProtectedMaterial) -> ProtectedView:
    """Return the name of a protected material and no more."""
    return ProtectedView(material.id, material.file.name, material.uploaded_at, material.uploaded_by)
