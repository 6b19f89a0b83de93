"""Delete what is due by the retention policy, a bounded number at a time, and certify each deletion.

First the rows go with the certificate that lists their bytes, in one transaction; then the bytes; then the certificate
is finished. Stopped anywhere, the next turn goes on from there.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.ids import CaseId, RecordingId
from server.domain.material import ProtectedMaterial, TransferableMaterial
from server.domain.receipt import Document
from server.domain.recording import Recording, RecordingState
from server.domain.retention import DeletionCertificate, Gone, Kept, filed_before, require_due
from server.domain.timeline import Tone
from server.services import minutes, sweeping
from server.services.ports import Ports, UnitOfWork
from server.services.ports.keeping import RecordingFiles
from server.services.retention import policy_of

MOST: Final = 20
"""Cases of each kind and court in one turn, and certificates whose bytes are removed in one."""
_RECORDING: Final = "recording"
_WORDS: Final = {Kept.RECORDING: "录音录像", Kept.PROTECTED: "受保护材料"}
_ERASABLE: Final = frozenset({RecordingState.SEALED, RecordingState.FAILED, RecordingState.ERASED})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keeper:
    """What deleting needs: the store, and the files of recordings."""

    ports: Ports
    recordings: RecordingFiles


async def run(keeper: Keeper) -> int:
    """Finish what was begun, then delete what is due; return how many certificates were written. From time to time."""
    await finish(keeper)
    async with keeper.ports.reading() as uow:
        courts = await uow.retention.courts()
    kinds = (Kept.RECORDING, Kept.PROTECTED, Kept.CASE_FILE)
    done = sum([await _of_kind(keeper, kept, court) for court in courts for kept in kinds])
    await finish(keeper)
    return done


async def _of_kind(keeper: Keeper, kept: Kept, court: str) -> int:
    ports = keeper.ports
    async with ports.reading() as uow:
        before = filed_before(kept, await policy_of(uow, court, ports), beijing_day(ports.clock.now()))
        found = await uow.retention.due(kept, court, before, MOST)

    async def one(case: CaseId) -> bool:
        return await delete(case, kept, ports)

    return await sweeping.each(f"retention of {kept}", found, one)


async def delete(case: CaseId, kept: Kept, ports: Ports) -> bool:
    """Delete this of one case if it is due now; tell whether anything was. Whatever must stay, stays untouched."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        found = await uow.cases.get(case)
        if found is None:
            return False
        try:
            certificate = await _delete(uow, ports, found, kept, now)
        except ConflictError:
            # A hold, another node, or somebody at work on the case came first.
            return False
        if certificate is None:
            return False
        await uow.retention.add_certificate(certificate)
        facts = (
            ("certificate", certificate.id),
            ("kept", kept.value),
            ("objects", str(len(certificate.gone))),
            ("serial", certificate.serial),
        )
        await uow.audit.add(Act("system", "retention.deleted", f"case:{case}", facts), now)
        await uow.commit()
    return True


async def _delete(uow: UnitOfWork, ports: Ports, case: Case, kept: Kept, now: datetime) -> DeletionCertificate | None:
    """Delete the rows. The case is saved first: of a hold placed at the same time and this, one is told to read again.

    None when nothing of the kind is left.
    """
    await uow.cases.save(case)
    policy, filed_at = await policy_of(uow, case.court, ports), await uow.retention.filed_at(case.id)
    due = require_due(kept, case, filed_at, await uow.retention.holds(case.id), policy, beijing_day(now))
    gone = await _DELETES[kept](uow, case)
    if kept is not Kept.CASE_FILE:
        if not gone:
            return None
        note = minutes.Note("retention.deleted", f"{_WORDS[kept]}保存期限届满，已销毁 {len(gone)} 份", Tone.PLAIN)
        await minutes.line(uow, case, "系统", note, now)
    return due.certificate(ports.chance.id(), gone, now)


async def _recordings(uow: UnitOfWork, case: Case) -> tuple[Gone, ...]:
    """Take the key of every recording away. Raises `ConflictError` while one is still written or sealed."""
    return await take_keys(uow, await _recordings_of(uow, case))


async def take_keys(uow: UnitOfWork, recordings: Iterable[Recording]) -> tuple[Gone, ...]:
    """Take the keys of recordings away: what is left of their bytes can never be read. Raises `StaleVersionError`."""
    gone = tuple(recordings)
    for one in gone:
        await uow.recordings.save(one.erase())
    return tuple(_gone_recording(one) for one in gone)


async def _protected(uow: UnitOfWork, case: Case) -> tuple[Gone, ...]:
    found = await uow.protected.of_case(case.id)
    await uow.retention.forget_protected(case.id)
    return _gone_files("protected", found)


async def _case(uow: UnitOfWork, case: Case) -> tuple[Gone, ...]:
    recordings = tuple(_gone_recording(one) for one in await _recordings_of(uow, case))
    materials = _gone_files("material", await uow.materials.of_case(case.id))
    protected = _gone_files("protected", await uow.protected.of_case(case.id))
    documents = _gone_documents(await uow.documents.of_case(case.id))
    await uow.retention.forget_case(case.id)
    return (*recordings, *materials, *protected, *documents)


async def _recordings_of(uow: UnitOfWork, case: Case) -> list[Recording]:
    found = [
        one for session in await uow.sessions.of_case(case.id) for one in await uow.recordings.of_session(session.id)
    ]
    if any(one.state not in _ERASABLE for one in found):
        raise ConflictError("retention.recording_open")
    return [one for one in found if one.state is not RecordingState.ERASED]


def _gone_recording(one: Recording) -> Gone:
    return Gone(_RECORDING, one.id, one.manifest_sha256 or "", one.id)


def _gone_files(kind: str, found: Iterable[TransferableMaterial | ProtectedMaterial]) -> tuple[Gone, ...]:
    return tuple(Gone(kind, one.id, one.file.sha256, one.file.blob) for one in found)


def _gone_documents(found: Iterable[Document]) -> tuple[Gone, ...]:
    return tuple(Gone("document", one.id, one.sha256, one.blob) for one in found)


_DELETES: Final = {Kept.RECORDING: _recordings, Kept.PROTECTED: _protected, Kept.CASE_FILE: _case}


async def finish(keeper: Keeper) -> int:
    """Remove the bytes of every certificate that is not finished; return how many are now.

    What cannot be removed now is tried again at the next turn; the others have theirs.
    """
    async with keeper.ports.reading() as uow:
        waiting = await uow.retention.unfinished(MOST)
    return sum([await _finish(keeper, one) for one in waiting])


async def _finish(keeper: Keeper, certificate: DeletionCertificate) -> bool:
    ports = keeper.ports
    try:
        for one in certificate.gone:
            await _remove(keeper, one)
    except Exception as error:  # noqa: BLE001 - a disk or a bucket; its text may be personal
        _log.error("bytes of certificate %s are not removed: %s", certificate.id, type(error).__name__)
        return False
    now = ports.clock.now()
    async with ports.begin() as uow:
        await uow.retention.finish(certificate.id, now)
        act = Act("system", "retention.finished", f"certificate:{certificate.id}", (("serial", certificate.serial),))
        await uow.audit.add(act, now)
        await uow.commit()
    return True


async def _remove(keeper: Keeper, one: Gone) -> None:
    if one.kind == _RECORDING:
        await keeper.recordings.erase(RecordingId(one.id))
    else:
        await keeper.ports.blobs.remove(one.place)
