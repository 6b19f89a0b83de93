"""Take over what an electronic filing already holds: all of a bundle or nothing, each file once, its origin shown."""

from dataclasses import dataclass

from server.domain.account import Account
from server.domain.bundle import Bundle, BundledFile, FileReport, FileResult, is_refused, judge
from server.domain.material import MOST, Kind
from server.domain.timeline import Tone
from server.services import filing, minutes
from server.services.filing import Upload
from server.services.handing_in import Hand
from server.services.intake import mine, require_open
from server.services.ports import Ports


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What became of a bundle. `applied` False: at least one file was refused and nothing changed."""

    reference: str
    applied: bool
    files: tuple[FileReport, ...]


async def take_in(account: Account, case: str, bundle: Bundle, ports: Ports) -> BundleReport:
    """Keep the files the application does not have yet. The same bundle again changes nothing. Needs `case.receive`.

    One refused file refuses all of them. Raises `ConflictError` (`intake.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        await require_open(uow, draft)
        kept = await uow.materials.of_case(draft.case)
        there = len(kept) + len(await uow.protected.of_case(draft.case))
        files = judge(bundle, [each.file.sha256 for each in kept], MOST - there)
        if is_refused(files):
            return BundleReport(bundle.reference, applied=False, files=files)
        hand = Hand(account.name, account)
        added = [file for file, report in zip(bundle.files, files, strict=True) if report.result is FileResult.ADDED]
        for file in added:
            await filing.take(uow, ports, draft.case, _upload(file, bundle.reference), hand, now)
        if added:
            facts = {"reference": bundle.reference, "files": str(len(added))}
            await minutes.act_of_staff(uow, account, "material.imported", f"case:{draft.case}", now, **facts)
            found = await uow.cases.get(draft.case)
            if found is not None:
                text = f"从电子立案 {bundle.reference} 引入 {len(added)} 份材料"
                await minutes.line(uow, found, account.name, minutes.Note("material.imported", text, Tone.PLAIN), now)
        await uow.commit()
    return BundleReport(bundle.reference, applied=True, files=files)


def _upload(file: BundledFile, reference: str) -> Upload:
    return Upload(file.name, file.content or b"", Kind(file.kind), filing_reference=reference)
