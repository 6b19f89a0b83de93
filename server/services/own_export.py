"""Give a person a copy of their own data by their own link: read as a paper, read by a machine, with their files."""

import asyncio
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from server.domain import own_data
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.ids import Identity
from server.domain.material import TransferableMaterial
from server.domain.own_data import ExportPurpose, OwnFile
from server.domain.party import Participant, Side
from server.domain.receipt import Document, to_the_second
from server.services import archives, filing, own_record
from server.services.access import LinkKey, person_of
from server.services.case_links import bound
from server.services.intake_views import Content
from server.services.own_record import Section
from server.services.ports import Ports
from server.services.ports.documents import Value
from server.services.receipting import kinds_for

ZIP = "application/zip"
RECORD = "own_data"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one person may take away: their record, their materials, the documents addressed to them."""

    case: Case
    person: Participant
    record: tuple[Section, ...]
    materials: tuple[TransferableMaterial, ...]
    documents: tuple[Document, ...]
    kinds: Collection[str]


async def export(key: LinkKey, purpose: ExportPurpose, ports: Ports) -> Content:
    """Return the copy as a signed archive, for whoever asks from the bound device (个人信息保护法 art. 45).

    Nothing protected is in it and nothing of anybody else. Purpose and digest are in the audit log before a byte is
    out. Raises as `case_links.bound`.
    """
    now = ports.clock.now()
    kept = await _kept(key, now, ports)
    # One archive at a time, and no transaction open meanwhile: files may be many megabytes.
    async with ports.archiving:
        files = await _files(kept, ports, now)
        about = {"serial": kept.case.serial, "identity": kept.person.identity, "purpose": purpose.value}
        whole = await asyncio.to_thread(archives.write, own_data.FORMAT, about, files, now, ports.seal)
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        facts = {"files": str(len(files)), "purpose": purpose.value, "sha256": hashlib.sha256(whole).hexdigest()}
        act = Act(f"party:{link.identity}", "own_data.exported", f"case:{case.id}", tuple(sorted(facts.items())))
        await uow.audit.add(act, now)
        await uow.commit()
    return Content(f"{kept.case.serial}-我的信息.zip", ZIP, whole)


async def _kept(key: LinkKey, now: datetime, ports: Ports) -> _Kept:
    async with ports.reading() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        side = kinds_for(applicant=person.side is Side.APPLICANT)
        materials, documents = await uow.materials.of_case(case.id), await uow.documents.of_case(case.id)
        served = {one.document for one in await uow.served.of_case(case.id) if one.identity == person.identity}
        own = tuple(one for one in documents if one.kind in side or one.id in served)
        return _Kept(
            case,
            person,
            await own_record.sections(uow, case, person),
            tuple(one for one in materials if one.of == person.identity),
            own,
            side | {one.kind for one in own},
        )


async def _files(kept: _Kept, ports: Ports, now: datetime) -> list[OwnFile]:
    record = json.dumps(own_record.as_json(kept.record), ensure_ascii=False, indent=2)
    paper = await ports.documents.render(RECORD, _said(kept, now), now)
    return [
        own_data.of_record("我的信息.pdf", paper),
        own_data.of_record("我的信息.json", record.encode()),
        *await _materials(kept.person.identity, kept.materials, ports),
        *await _documents(kept.kinds, kept.documents, ports),
    ]


async def _materials(owner: Identity, found: Iterable[TransferableMaterial], ports: Ports) -> list[OwnFile]:
    return [
        own_data.of_material(owner, number, one, (await filing.content_of(ports, one.file)).content)
        for number, one in enumerate(found, 1)
    ]


async def _documents(kinds: Collection[str], found: Iterable[Document], ports: Ports) -> list[OwnFile]:
    return [
        own_data.of_document(kinds, number, one, (await filing.content_of_document(ports, one)).content)
        for number, one in enumerate(found, 1)
    ]


def _said(kept: _Kept, now: datetime) -> dict[str, Value]:
    return {
        "serial": kept.case.serial,
        "to": kept.person.name,
        "at": to_the_second(now),
        "sections": [
            {"title": section.title, "facts": [{"label": one.label, "value": one.value} for one in section.facts]}
            for section in kept.record
        ],
        "files": [*(one.file.name for one in kept.materials), *(one.title for one in kept.documents)],
    }
