"""Repositories of materials, each class from its own table, and of parties' own links."""

from datetime import datetime

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.case_link import CaseLink
from server.domain.ids import CaseId, Identity
from server.domain.material import (
    ComparisonState,
    Digitised,
    File,
    MaterialId,
    MaterialKind,
    MaterialMedia,
    MaterialOrigin,
    ProtectedMaterial,
    TransferableMaterial,
)
from server.storage.rows import AnyRow
from server.storage.tables import intake
from server.storage.writing import Values, save_version


class SqlMaterials:
    """Implements `ports.Materials`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, material: MaterialId) -> TransferableMaterial | None:
        """Return the material."""
        table = intake.transferable_material
        row = (await self._connection.execute(select(table).where(table.c.id == material))).first()
        return None if row is None else _transferable_from(row)

    async def of_case(self, case: CaseId) -> tuple[TransferableMaterial, ...]:
        """Return those of a case or draft, in the order they came."""
        table = intake.transferable_material
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.position)
        return tuple(_transferable_from(row) for row in await self._connection.execute(wanted))

    async def add(self, material: TransferableMaterial) -> None:
        """Keep a new material."""
        table = intake.transferable_material
        digitised = material.digitised
        values = {
            "id": material.id,
            "case_id": material.case,
            "position": await _next(self._connection, table, material.case),
            "kind": material.kind.value,
            **_file_values(material.file),
            "origin": material.origin.value,
            "uploaded_at": material.uploaded_at,
            "uploaded_by": material.uploaded_by,
            "party": material.of,
            "digitised_operator": digitised.operator if digitised else None,
            "digitised_at": digitised.at if digitised else None,
            "digitised_holder": digitised.holder if digitised else None,
            "filing_reference": material.filing_reference,
            "comparison": material.comparison.value,
            "objection": material.objection,
        }
        await self._connection.execute(insert(table).values(**values, version=material.version))

    async def save(self, material: TransferableMaterial) -> None:
        """Keep what it is called, and what was said about the original."""
        table = intake.transferable_material
        values = {"kind": material.kind.value, "comparison": material.comparison.value, "objection": material.objection}
        await save_version(self._connection, table, table.c.id == material.id, material.version, values)

    async def remove(self, material: MaterialId) -> None:
        """Take a material out."""
        table = intake.transferable_material
        await self._connection.execute(table.delete().where(table.c.id == material))


class SqlProtectedMaterials:
    """Implements `ports.ProtectedMaterials`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, material: MaterialId) -> ProtectedMaterial | None:
        """Return the material."""
        table = intake.protected_material
        row = (await self._connection.execute(select(table).where(table.c.id == material))).first()
        return None if row is None else _protected_from(row)

    async def of_case(self, case: CaseId) -> tuple[ProtectedMaterial, ...]:
        """Return those of a case, in the order they came."""
        table = intake.protected_material
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.position)
        return tuple(_protected_from(row) for row in await self._connection.execute(wanted))

    async def add(self, material: ProtectedMaterial) -> None:
        """Keep a new material."""
        table = intake.protected_material
        values = {
            "id": material.id,
            "case_id": material.case,
            "position": await _next(self._connection, table, material.case),
            **_file_values(material.file),
            "uploaded_at": material.uploaded_at,
            "uploaded_by": material.uploaded_by,
            "party": material.of,
        }
        await self._connection.execute(insert(table).values(**values))


class SqlCaseLinks:
    """Implements `ports.CaseLinks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_token(self, digest: str) -> CaseLink | None:
        """Return the link whose token has this digest."""
        table = intake.case_link
        row = (await self._connection.execute(select(table).where(table.c.token_digest == digest))).first()
        return None if row is None else _link_from(row)

    async def get(self, case: CaseId, identity: Identity) -> CaseLink | None:
        """Return a party's link."""
        table = intake.case_link
        wanted = select(table).where(table.c.case_id == case, table.c.identity == identity)
        row = (await self._connection.execute(wanted)).first()
        return None if row is None else _link_from(row)

    async def add(self, link: CaseLink) -> None:
        """Keep a new link."""
        await self._connection.execute(insert(intake.case_link).values(**_link_values(link), version=link.version))

    async def save(self, link: CaseLink) -> None:
        """Keep a changed link."""
        table = intake.case_link
        where = (table.c.case_id == link.case) & (table.c.identity == link.identity)
        await save_version(self._connection, table, where, link.version, _link_values(link))

    async def keep_until(self, case: CaseId, until: datetime, now: datetime) -> None:
        """Let every link of a case that opens it now do so until then; none for less time than before."""
        table = intake.case_link.c
        opens = (table.case_id == case, table.revoked_at.is_(None), table.expires_at > now, table.expires_at < until)
        longer = update(intake.case_link).where(*opens)
        await self._connection.execute(longer.values(expires_at=until, version=table.version + 1))


async def _next(connection: AsyncConnection, table: Table, case: CaseId) -> int:
    last = select(func.max(table.c.position)).where(table.c.case_id == case)
    return ((await connection.execute(last)).scalar() or 0) + 1


def _file_values(file: File) -> Values:
    return {
        "name": file.name,
        "media": file.media.value,
        "size": file.size,
        "sha256": file.sha256,
        "blob": file.blob,
    }


def _file_from(row: AnyRow) -> File:
    return File(row.name, MaterialMedia(row.media), row.size, row.sha256, row.blob)


def _transferable_from(row: AnyRow) -> TransferableMaterial:
    digitised = None
    if row.digitised_at is not None:
        digitised = Digitised(row.digitised_operator, row.digitised_at, row.digitised_holder)
    return TransferableMaterial(
        id=MaterialId(row.id),
        case=CaseId(row.case_id),
        kind=MaterialKind(row.kind),
        file=_file_from(row),
        origin=MaterialOrigin(row.origin),
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
        of=Identity(row.party) if row.party else None,
        digitised=digitised,
        filing_reference=row.filing_reference,
        comparison=ComparisonState(row.comparison),
        objection=row.objection,
        version=row.version,
    )


def _protected_from(row: AnyRow) -> ProtectedMaterial:
    return ProtectedMaterial(
        id=MaterialId(row.id),
        case=CaseId(row.case_id),
        file=_file_from(row),
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
        of=Identity(row.party) if row.party else None,
    )


def _link_from(row: AnyRow) -> CaseLink:
    return CaseLink(
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        token_digest=row.token_digest,
        created_at=row.created_at,
        expires_at=row.expires_at,
        device_digest=row.device_digest,
        move_tries=row.move_tries,
        revoked_at=row.revoked_at,
        began=row.began,
        version=row.version,
    )


def _link_values(link: CaseLink) -> Values:
    return {
        "case_id": link.case,
        "identity": link.identity,
        "token_digest": link.token_digest,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "device_digest": link.device_digest,
        "move_tries": link.move_tries,
        "revoked_at": link.revoked_at,
        "began": link.began,
    }
