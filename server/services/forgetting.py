"""Forget applications that were begun and never handed in."""

from datetime import datetime

from server.domain.audit import Act
from server.domain.draft import Draft
from server.domain.ids import CaseId
from server.domain.material import TransferableMaterial
from server.services.ports import Ports, UnitOfWork


async def forget_drafts(ports: Ports, now: datetime) -> int:
    """Delete drafts that were kept long enough, their files with them; return how many. Run from time to time."""
    async with ports.reading() as uow:
        old = await uow.drafts.older_than(now - ports.drafts_kept)
    return sum([await _forget(ports, case, now) for case in old])


async def _forget(ports: Ports, case: CaseId, now: datetime) -> bool:
    """Delete one unless somebody wrote, sent a file or handed it in meanwhile; tell whether it is gone."""
    async with ports.begin() as uow:
        draft = await uow.drafts.hold(case)
        materials = await uow.materials.of_case(case)
        if draft is None or not _is_over(draft, materials, ports, now):
            return False
        for material in materials:
            await uow.materials.remove(material.id)
        await uow.drafts.remove(case)
        await _end_link(uow, draft, now)
        facts = (("door", draft.door.value), ("files", str(len(materials))))
        await uow.audit.add(Act("system", "intake.forgotten", f"case:{case}", facts), now)
        await uow.commit()
    for material in materials:
        await ports.blobs.remove(material.file.blob)
    return True


def _is_over(draft: Draft, materials: tuple[TransferableMaterial, ...], ports: Ports, now: datetime) -> bool:
    until = draft.kept_until(ports.drafts_kept, (each.uploaded_at for each in materials))
    return until is not None and until <= now


async def _end_link(uow: UnitOfWork, draft: Draft, now: datetime) -> None:
    """Stop a party's link that outlives the draft, as after the setting was lowered."""
    link = await uow.case_links.get(draft.case, draft.applicant) if draft.applicant else None
    if link is not None and link.expires_at > now:
        await uow.case_links.save(link.revoke(now))
