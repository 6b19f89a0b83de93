"""Materials of a case for staff: list, add, compare with the original, read; what is protected is read for a reason."""

from dataclasses import dataclass, field, replace

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.errors import NotFoundError
from server.domain.material import ComparisonAction, MaterialId, MaterialKind, ProtectedMaterial, ReadingPurpose
from server.domain.timeline import Tone
from server.services import filing, minutes, serving
from server.services.access import case_in_reach, document_of, material_of
from server.services.filing import Upload, material_view, protected_view
from server.services.hand import Hand
from server.services.intake_views import Content, DocumentView, MaterialsView, MaterialView, ProtectedView
from server.services.intake_words import COMPARED
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class Compare:
    """What was said about a file and its original."""

    action: ComparisonAction
    objection: str = field(default="", repr=False)
    version: int = 0


async def listed(account: Account, serial: str, ports: Ports) -> MaterialsView:
    """Return both classes; what is protected only to whoever mediates. Needs `material.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_READ)
        protected = await uow.protected.of_case(case.id) if account.may(Right.PROTECTED_READ, case) else ()
        return MaterialsView(
            transferable=tuple(material_view(each) for each in await uow.materials.of_case(case.id)),
            protected=tuple(protected_view(each) for each in protected),
        )


async def add(account: Account, serial: str, upload: Upload, ports: Ports) -> MaterialView:
    """Keep a file that may go to the court; sent twice it is one. Needs `material.write`.

    Raises `ConflictError` (`file.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_WRITE)
        hand = Hand(account.name, account)
        if again := await filing.known(uow, case.id, upload, hand, now):
            return material_view(again)
        require_open(case, Leaf.MATERIAL)
        material = await filing.take(uow, ports, case.id, upload, hand, now)
        line = minutes.Note("material.added", f"收到材料：{material.file.name}")
        await minutes.line(uow, case, account.name, line, now)
        await minutes.act_of_staff(uow, account, line.kind, f"case:{case.id}", now, material=material.id)
        await uow.commit()
    return material_view(material)


async def add_protected(account: Account, serial: str, upload: Upload, ports: Ports) -> ProtectedView:
    """Keep a file that stays here; sent twice it is one. Needs `protected.read`.

    Raises `ConflictError` (`file.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PROTECTED_READ)
        hand = Hand(account.name, account)
        if again := await filing.known_protected(uow, case.id, upload, hand, now):
            return protected_view(again)
        require_open(case, Leaf.MATERIAL)
        material = await filing.take_protected(uow, ports, case.id, upload, hand, now)
        await minutes.act_of_staff(
            uow, account, "material.protected_added", f"case:{case.id}", now, material=material.id
        )
        await uow.commit()
    return protected_view(material)


async def compare(account: Account, serial: str, material: str, command: Compare, ports: Ports) -> MaterialView:
    """Note whether a file agrees with its original. Needs `material.write`. Raises `StaleVersionError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_WRITE)
        found = await material_of(uow, case.id, material)
        compared = found.compare(command.action, command.objection)
        await uow.materials.save(replace(compared, version=command.version))
        line = minutes.Note("material.compared", f"{found.file.name}：{COMPARED[compared.comparison]}", Tone.PLAIN)
        await minutes.line(uow, case, account.name, line, now)
        facts = {"material": found.id, "state": compared.comparison.value}
        await minutes.act_of_staff(uow, account, line.kind, f"case:{case.id}", now, **facts)
        await uow.commit()
        kept = await material_of(uow, case.id, material)
    return material_view(kept)


async def call(account: Account, serial: str, material: str, kind: MaterialKind, ports: Ports) -> MaterialView:
    """Say what a file is instead of what was said when it came; again changes nothing. Needs `material.write`.

    Raises `ConflictError` (`file.closed`, `material.compared`) and `InvalidError` (`material.protected`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_WRITE)
        found = await material_of(uow, case.id, material)
        require_open(case, Leaf.MATERIAL)
        if await filing.call(uow, found, kind, Hand(account.name, account), now):
            await uow.commit()
        return material_view(await material_of(uow, case.id, material))


async def read(account: Account, serial: str, material: str, ports: Ports) -> Content:
    """Return the bytes of a transferable material. Needs `material.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.MATERIAL_READ)
        found = await material_of(uow, case.id, material)
    return await filing.content_of(ports, found.file)


async def read_protected(
    account: Account, serial: str, material: str, purpose: ReadingPurpose, ports: Ports
) -> Content:
    """Return the bytes of a protected material; who read it and for what is in the audit log before they are out.

    Needs `protected.read`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PROTECTED_READ)
        found = await _protected(uow, case, material)
        facts = {"material": found.id, "purpose": purpose.value}
        await minutes.act_of_staff(uow, account, "material.protected_read", f"case:{case.id}", now, **facts)
        await uow.commit()
    return await filing.content_of(ports, found.file)


async def documents(account: Account, serial: str, ports: Ports) -> tuple[DocumentView, ...]:
    """Return the documents of a case, each with who was served it. Needs `case.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        return await serving.document_views(uow, case.id)


async def document(account: Account, serial: str, name: str, ports: Ports) -> Content:
    """Return the bytes of a document as they were given out. Needs `case.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        found = await document_of(uow, case.id, name)
    return await filing.content_of_document(ports, found)


async def _protected(uow: UnitOfWork, case: Case, material: str) -> ProtectedMaterial:
    found = await uow.protected.get(MaterialId(material))
    if found is None or found.case != case.id:
        raise NotFoundError("material.unknown")
    return found
