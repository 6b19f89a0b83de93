"""Take over what an electronic filing already holds: all of a bundle or nothing, each file once, its origin shown."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.account import Account
from server.domain.bundle import Bundle, BundledFile, FileReport, FileResult, Held, faults, is_refused, judge
from server.domain.draft import Draft
from server.domain.errors import MediationError, StaleVersionError
from server.domain.material import MaterialKind, room_of
from server.domain.timeline import Tone
from server.services import bundle_reading, filing, minutes
from server.services.filing import Kept, Upload
from server.services.hand import Hand
from server.services.intake import mine, require_open
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import SealCheck


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What became of a bundle. `applied` False: at least one file was refused and nothing changed."""

    reference: str
    applied: bool
    files: tuple[FileReport, ...]
    is_verified: bool
    """Whether the signature of the filing was checked; False when its key is not known here."""


@dataclass(frozen=True, slots=True)
class _Examined:
    """A bundle, and what is wrong with each of its files by itself."""

    bundle: Bundle
    faults: tuple[str, ...]


async def take_in(account: Account, case: str, content: bytes, ports: Ports) -> BundleReport:
    """Keep the files of the archive that the application does not have yet. Needs `case.receive`.

    The same bundle again changes nothing. One refused file refuses all of them. Raises `ConflictError`
    (`intake.closed`) and `InvalidError` (`bundle.unreadable`).
    """
    async with ports.reading() as uow:
        await _open(uow, account, case)
    async with ports.archiving:
        examined = await asyncio.to_thread(_examine, content, ports.filing_key)
        async with ports.reading() as uow:
            files = await _judged(uow, await _open(uow, account, case), examined)
        if is_refused(files):
            return _report(examined.bundle, files, applied=False)
        return await _keep(account, case, examined, files, ports)


def _report(bundle: Bundle, files: tuple[FileReport, ...], *, applied: bool) -> BundleReport:
    return BundleReport(bundle.reference, applied, files, bundle.is_verified)


def _examine(content: bytes, key: SealCheck | None) -> _Examined:
    bundle = bundle_reading.read(content, key)
    return _Examined(bundle, faults(bundle))


async def _keep(
    account: Account, case: str, examined: _Examined, expected: Sequence[FileReport], ports: Ports
) -> BundleReport:
    """Keep the bytes before the database is held for writing; what is not entered then is forgotten again."""
    reference = examined.bundle.reference
    uploads = {one.number: _upload(examined.bundle.files[one.number - 1], reference) for one in _added(expected)}
    kept = {number: await filing.keep(ports, upload) for number, upload in uploads.items()}
    try:
        files = await _enter(account, case, examined, kept, ports)
    except MediationError:
        # Refused before anything was entered. After another failure the bytes stay: they may be entered.
        await _forget(ports, kept.values())
        raise
    applied = not is_refused(files)
    entered = {report.number for report in _added(files)} if applied else set()
    await _forget(ports, (one for number, one in kept.items() if number not in entered))
    return _report(examined.bundle, files, applied=applied)


async def _forget(ports: Ports, kept: Iterable[Kept]) -> None:
    for one in kept:
        await ports.blobs.remove(one.file.blob)


async def _enter(
    account: Account, case: str, examined: _Examined, kept: dict[int, Kept], ports: Ports
) -> tuple[FileReport, ...]:
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await _open(uow, account, case)
        # The same bundle at the same moment waits here, and finds the files of the first.
        await uow.drafts.hold(draft.case)
        files = await _judged(uow, draft, examined)
        if is_refused(files):
            return files
        added = _added(files)
        if any(report.number not in kept for report in added):
            # Somebody took out what was there a moment ago.
            raise StaleVersionError(table="material")
        for report in added:
            await filing.enter(uow, ports, draft.case, kept[report.number], Hand(account.name, account), now)
        if added:
            await _note(uow, account, draft, examined.bundle, len(added), now)
        await uow.commit()
    return files


async def _note(uow: UnitOfWork, account: Account, draft: Draft, bundle: Bundle, count: int, now: datetime) -> None:
    reference = bundle.reference
    facts = {"reference": reference, "files": str(count), "signature": "valid" if bundle.is_verified else "unchecked"}
    await minutes.act_of_staff(uow, account, "material.imported", f"case:{draft.case}", now, **facts)
    found = await uow.cases.get(draft.case)
    if found is not None:
        text = f"从电子立案 {reference} 引入 {count} 份材料"
        await minutes.line(uow, found, account.name, minutes.Note("material.imported", text, Tone.PLAIN), now)


async def _open(uow: UnitOfWork, account: Account, case: str) -> Draft:
    draft = await mine(uow, account, case)
    await require_open(uow, draft)
    return draft


async def _judged(uow: UnitOfWork, draft: Draft, examined: _Examined) -> tuple[FileReport, ...]:
    kept, protected = await uow.materials.of_case(draft.case), await uow.protected.of_case(draft.case)
    held = Held(
        transferable=frozenset(each.file.sha256 for each in kept),
        protected=frozenset(each.file.sha256 for each in protected),
        room=room_of(None) - sum(one.of is None for one in kept),
    )
    return judge(examined.bundle, examined.faults, held)


def _added(files: Iterable[FileReport]) -> list[FileReport]:
    return [report for report in files if report.result is FileResult.ADDED]


def _upload(file: BundledFile, reference: str) -> Upload:
    return Upload(file.name, file.content or b"", MaterialKind(file.kind), filing_reference=reference)
