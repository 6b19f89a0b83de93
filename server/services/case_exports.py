"""Export the whole file of a case into a parcel: what may leave, each file by itself, and a signed list at the end."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain import support_pack
from server.domain.account import Account, Right
from server.domain.agreement_effect import AgreementEffect
from server.domain.case import Case
from server.domain.case_consent import StepConsent
from server.domain.case_export import FORMAT, ExportWanted
from server.domain.clocks import Clock, clocks
from server.domain.ending import UndisputedFact
from server.domain.errors import NotFoundError
from server.domain.ids import RecordingId
from server.domain.material import ProtectedMaterial, TransferableMaterial
from server.domain.receipt import Document
from server.domain.recording import RecordingState
from server.domain.timeline import Tone
from server.services import export_parts, minutes
from server.services import exported_case as parts
from server.services.access import case_in_reach
from server.services.archive import Archive
from server.services.archives import MANIFEST
from server.services.case_views import CaseView
from server.services.exported_case import ExportedCase
from server.services.parcels import PROTECTED, PackedFile, Parcel, recording_folder
from server.services.ports import UnitOfWork
from server.services.ports.documents import Seal
from server.services.ports.intake import Blobs
from server.services.ports.outside import Clock as WallClock
from server.services.ports.queries import Queries
from server.services.session_views import SessionView

CASE: Final = "case.json"

_THROUGH: Final = {"through": "command-line"}
"""Whoever sits at the server took it out, for the member of staff who is named: nobody signed in."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What an export is made from."""

    begin: Callable[[], UnitOfWork]
    queries: Queries
    blobs: Blobs
    archive: Archive
    """Where sealed recordings are."""
    clock: WallClock
    seal: Seal


@dataclass(frozen=True, slots=True)
class Exported:
    """What was made; `sha256` is that of the signed list, and stands in the audit log."""

    files: int
    protected: int
    left_out: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The case as the database has it, in what may leave; `protected` is empty unless it goes along."""

    case: Case
    page: CaseView
    effect: AgreementEffect | None
    clocks: tuple[Clock, ...]
    consents: tuple[StepConsent, ...]
    facts: tuple[UndisputedFact, ...]
    documents: tuple[Document, ...]
    materials: tuple[TransferableMaterial, ...]
    stays: tuple[Document, ...]
    """Documents somebody's reasons are in."""
    protected: tuple[ProtectedMaterial, ...] = ()
    recordings: tuple[RecordingId, ...] = ()
    """Sealed ones."""


@dataclass(slots=True)
class _Packed:
    """What lies in the parcel by now, by kind."""

    documents: list[parts.ExportedDocument] = field(default_factory=list)
    materials: list[parts.ExportedMaterial] = field(default_factory=list)
    protected: list[parts.ExportedProtected] = field(default_factory=list)
    recordings: list[PackedFile] = field(default_factory=list)


async def export(account: Account, wanted: ExportWanted, parcel: Parcel, sources: Sources) -> Exported:
    """Fill the parcel and finish it. Needs `material.read`, with what is protected `protected.read`.

    Every protected file is an entry of the audit log before it is read, and the export one before anybody can open it.
    Recordings go along as they were sealed: they are checked anywhere and played only here, where their keys are.

    Raises `NotFoundError` (`case.unknown`; `blob.lost`, `recording.missing`: something of the case is gone or damaged),
    `ForbiddenError`, `ConflictError` (`referral.unanswered`), `DepotUnreachableError` and `OSError`.
    """
    now = sources.clock.now()
    read = await _read(account, wanted, sources, now)
    packed = await _packed(read, parcel, sources)
    told = _exported(account, wanted, read, packed, now)
    files = [
        await asyncio.to_thread(parcel.add, CASE, told.model_dump_json(indent=2).encode()),
        *(_bare(one) for one in (*packed.documents, *packed.materials, *packed.protected)),
        *packed.recordings,
    ]
    manifest = await asyncio.to_thread(parcel.add, MANIFEST, _manifest(told, files, sources.seal))
    made = Exported(len(files), len(read.protected) + len(read.recordings), len(told.left_out), manifest.sha256)
    await _note(account, wanted, made, sources, now)
    await asyncio.to_thread(parcel.finish)
    return made


async def _read(account: Account, wanted: ExportWanted, sources: Sources, now: datetime) -> _Read:
    """Return the case; what is protected is noted as read here, before a byte of it is."""
    page = await sources.queries.case(account, wanted.serial, now)
    course = await sources.queries.course(account, wanted.serial)
    async with sources.begin() as uow:
        case = await case_in_reach(uow, account, wanted.serial, wanted.right)
        account.require_in(case, Right.CASE_READ)
        if page is None or course is None:
            raise NotFoundError("case.unknown")
        documents = await uow.documents.of_case(case.id)
        edition = await uow.undisputed.latest(case.id)
        leaving = tuple(one for one in documents if support_pack.why_stays(one.kind) is None)
        read = _Read(
            case=case,
            page=page,
            effect=course.effect,
            clocks=tuple(clocks(course.facts, course.calendar, now)),
            consents=await _consents(uow, case),
            facts=edition.joint(course.people) if edition else (),
            documents=leaving if wanted.purpose is None else documents,
            materials=await uow.materials.of_case(case.id),
            stays=tuple(one for one in documents if one not in leaving) if wanted.purpose is None else (),
            protected=await uow.protected.of_case(case.id) if wanted.purpose is not None else (),
            recordings=_sealed(page.sessions) if wanted.purpose is not None else (),
        )
        await _note_reading(uow, account, wanted, read, now)
        await uow.commit()
    return read


async def _consents(uow: UnitOfWork, case: Case) -> tuple[StepConsent, ...]:
    people = await uow.cases.participants(case.id)
    found = [(await uow.steps.of_person(case.id, one.identity)).values() for one in people]
    return tuple(consent for one in found for consent in one)


def _sealed(sessions: Iterable[SessionView]) -> tuple[RecordingId, ...]:
    return tuple(
        RecordingId(one.id)
        for session in sessions
        for one in session.recordings
        if one.state == RecordingState.SEALED.value
    )


async def _note_reading(uow: UnitOfWork, account: Account, wanted: ExportWanted, read: _Read, now: datetime) -> None:
    if wanted.purpose is None:
        return
    purpose = wanted.purpose.value
    for material in read.protected:
        facts = {"material": material.id, "purpose": purpose, **_THROUGH}
        await minutes.act_of_staff(uow, account, "material.protected_read", f"case:{read.case.id}", now, **facts)
    for recording in read.recordings:
        await minutes.act_of_staff(
            uow, account, "recording.copied", f"recording:{recording}", now, purpose=purpose, **_THROUGH
        )


async def _note(account: Account, wanted: ExportWanted, made: Exported, sources: Sources, now: datetime) -> None:
    held = "不含受保护材料" if wanted.purpose is None else f"含受保护材料 {made.protected} 份"
    note = minutes.Note("case.exported", f"导出案卷，共 {made.files} 个文件，{held}", Tone.PLAIN)
    facts = {
        "files": str(made.files),
        "protected": str(made.protected),
        "purpose": wanted.purpose.value if wanted.purpose else "",
        "recipient": wanted.recipient.value,
        "sha256": made.sha256,
        **_THROUGH,
    }
    async with sources.begin() as uow:
        case = await case_in_reach(uow, account, wanted.serial, wanted.right)
        await minutes.line(uow, case, account.name, note, now)
        given = {name: value for name, value in facts.items() if value}
        await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **given)
        await uow.commit()


async def _packed(read: _Read, parcel: Parcel, sources: Sources) -> _Packed:
    """Put every file into the parcel, one after the other: one of them is in memory at a time."""
    packed = _Packed()
    for number, document in enumerate(read.documents, 1):
        path = f"文书/{number:02d}-{document.title}.pdf"
        file = await _kept(parcel, path, document.blob, document.sha256, sources.blobs)
        packed.documents.append(export_parts.document(file, document))
    for number, material in enumerate(read.materials, 1):
        path = support_pack.path_of(number, material)
        file = await _kept(parcel, path, material.file.blob, material.file.sha256, sources.blobs)
        packed.materials.append(export_parts.material(file, material))
    for number, protected in enumerate(read.protected, 1):
        path = f"{PROTECTED}/{number:02d}-{protected.file.name}"
        file = await _kept(parcel, path, protected.file.blob, protected.file.sha256, sources.blobs)
        packed.protected.append(export_parts.protected(file, protected))
    for recording in read.recordings:
        packed.recordings += await asyncio.to_thread(_copied, parcel, sources.archive, recording)
    return packed


async def _kept(parcel: Parcel, path: str, blob: str, sha256: str, blobs: Blobs) -> PackedFile:
    content = await blobs.get(blob)
    file = await asyncio.to_thread(parcel.add, path, content)
    if file.sha256 != sha256:
        raise NotFoundError("blob.lost")
    return file


def _copied(parcel: Parcel, archive: Archive, recording: RecordingId) -> list[PackedFile]:
    """Copy a recording as it was sealed; raise `NotFoundError` (`recording.missing`) when it is nowhere."""
    with archive.folder(recording) as folder:
        if not folder.is_dir():
            raise NotFoundError("recording.missing")
        files = sorted(path for path in folder.iterdir() if path.is_file())
        return [parcel.copy(f"{recording_folder(recording)}/{path.name}", path) for path in files]


def _manifest(told: ExportedCase, files: Sequence[PackedFile], seal: Seal) -> bytes:
    listed = {
        "format": FORMAT,
        "serial": told.serial,
        "recipient": told.recipient.value,
        "purpose": told.purpose.value if told.purpose else None,
        "made_by": told.made_by,
        "made_at": told.made_at.isoformat(),
        "files": [one.listed() for one in files],
    }
    return json.dumps(seal.signed(listed), ensure_ascii=False, indent=2, sort_keys=True).encode()


def _bare(file: parts.ExportedFile) -> PackedFile:
    return PackedFile(file.path, file.size, file.sha256)


def _exported(account: Account, wanted: ExportWanted, read: _Read, packed: _Packed, now: datetime) -> ExportedCase:
    page, with_protected = read.page, wanted.purpose is not None
    left_out = [(one.title, support_pack.why_stays(one.kind) or "") for one in read.stays]
    return ExportedCase(
        made_at=now,
        made_by=account.name,
        recipient=wanted.recipient,
        purpose=wanted.purpose,
        serial=page.serial,
        court_number=page.court_number,
        title=page.title,
        cause=page.cause,
        claim=page.claim,
        state=page.state,
        court=page.court,
        organisation=page.organisation,
        mediator=page.mediator,
        source=page.source,
        stage=page.stage,
        procedure=page.procedure,
        mode=page.mode,
        amount=page.amount,
        workers=page.workers,
        received_at=page.received_at,
        people=tuple(parts.ExportedPerson.model_validate(one, from_attributes=True) for one in page.parties),
        sessions=tuple(
            export_parts.session(one, read.effect, read.recordings, with_protected=with_protected)
            for one in page.sessions
        ),
        timeline=tuple(export_parts.lines(page, with_protected=with_protected)),
        clocks=tuple(export_parts.clock(one) for one in read.clocks),
        consents=tuple(one for consent in read.consents for one in export_parts.answers(consent)),
        session_consents=tuple(one for session in page.sessions for one in export_parts.session_answers(session)),
        undisputed=tuple(parts.ExportedFact(text=one.text, source=one.source) for one in read.facts),
        agreement=export_parts.agreement(read.effect) if read.effect else None,
        documents=tuple(packed.documents),
        materials=tuple(packed.materials),
        protected=tuple(packed.protected),
        left_out=tuple(parts.LeftOut(title=title, why=why) for title, why in left_out),
    )
