"""Repositories of intake: drafts, receipts, documents, returns."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, and_, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.application import Application, Door
from server.domain.draft import Draft, House
from server.domain.errors import StaleVersionError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Role
from server.domain.receipt import Document, FirstReceipt, ReceivedMaterial, Return, ReturnCode
from server.storage import tables
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables import intake
from server.storage.writing import Values, save_version, upsert

APPLICATIONS = TypeAdapter(Application)


class SqlDrafts:
    """Implements `ports.Drafts`. The application is sealed whole: it is full of personal data."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, case: CaseId) -> Draft | None:
        """Return the draft."""
        return await self._one(select(intake.application_draft), case)

    async def hold(self, case: CaseId) -> Draft | None:
        """Return the draft, locked; SQLite has one writer and needs no lock."""
        return await self._one(select(intake.application_draft).with_for_update(), case)

    async def add(self, draft: Draft) -> None:
        """Keep a new draft."""
        values = _draft_values(draft, self._seal)
        await self._connection.execute(insert(intake.application_draft).values(**values, version=draft.version))

    async def save(self, draft: Draft) -> None:
        """Keep a changed draft."""
        table = intake.application_draft
        where = table.c.case_id == draft.case
        await save_version(self._connection, table, where, draft.version, _draft_values(draft, self._seal))

    async def remove(self, case: CaseId) -> None:
        """Forget a draft that was never handed in."""
        table = intake.application_draft
        gone = table.delete().where(table.c.case_id == case, table.c.handed_in_at.is_(None))
        await self._connection.execute(gone)

    async def older_than(self, at: datetime) -> tuple[CaseId, ...]:
        """Return drafts that may have lain long enough, by name."""
        draft = intake.application_draft.c
        old = or_(draft.saved_at <= at, and_(draft.created_by.is_(None), draft.created_at <= at))
        wanted = select(draft.case_id).where(draft.handed_in_at.is_(None), old).order_by(draft.case_id)
        return tuple(CaseId(case) for case in (await self._connection.execute(wanted)).scalars())

    async def houses(self) -> tuple[House, ...]:
        """Return who receives applications: every house in which somebody may."""
        table = tables.account
        found = await self._connection.execute(
            select(table.c.organisation, table.c.role)
            .where(table.c.role.in_([Role.CLERK.value, Role.ORGANISATION.value]))
            .distinct()
            .order_by(table.c.role, table.c.organisation)
        )
        return tuple(House(row.organisation, Role(row.role) is Role.CLERK) for row in found)

    async def _one(self, wanted: Select[Any], case: CaseId) -> Draft | None:
        row = (await self._connection.execute(wanted.where(intake.application_draft.c.case_id == case))).first()
        return draft_from(row, self._seal) if row else None


def draft_from(row: AnyRow, seal: ColumnSeal) -> Draft:
    """Return the draft of a row."""
    return Draft(
        case=CaseId(row.case_id),
        door=Door(row.door),
        application=APPLICATIONS.validate_json(seal.open(row.application_sealed, _place(row.case_id))),
        created_at=row.created_at,
        saved_at=row.saved_at,
        house=House(row.house, row.house_is_court) if row.house else None,
        created_by=AccountId(row.created_by) if row.created_by else None,
        created_by_name=row.created_by_name,
        applicant=Identity(row.applicant) if row.applicant else None,
        handed_in_at=row.handed_in_at,
        version=row.version,
    )


def _draft_values(draft: Draft, seal: ColumnSeal) -> Values:
    text = APPLICATIONS.dump_json(draft.application).decode()
    return {
        "case_id": draft.case,
        "door": draft.door.value,
        "application_sealed": seal.seal(text, _place(draft.case)),
        "house": draft.house.name if draft.house else None,
        "house_is_court": draft.house.is_court if draft.house else None,
        "created_by": draft.created_by,
        "created_by_name": draft.created_by_name,
        "applicant": draft.applicant,
        "created_at": draft.created_at,
        "saved_at": draft.saved_at,
        "handed_in_at": draft.handed_in_at,
    }


def _place(case: str) -> str:
    return f"application_draft.application:{case}"


class SqlReceipts:
    """Implements `ports.Receipts`: it can add and read, and nothing else."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, case: CaseId) -> FirstReceipt | None:
        """Return the receipt."""
        table = intake.first_receipt
        row = (await self._connection.execute(select(table).where(table.c.case_id == case))).first()
        return None if row is None else _receipt_from(row, self._seal)

    async def add(self, receipt: FirstReceipt) -> None:
        """Keep it."""
        values = {
            "case_id": receipt.case,
            "serial": receipt.serial,
            "at": receipt.at,
            "receiver": receipt.receiver,
            "submitter": receipt.submitter,
            "door": receipt.door.value,
            "content_sha256": receipt.content_sha256,
            "materials": [[item.name, item.sha256, item.size] for item in receipt.materials],
            "document": receipt.document,
            "text_sealed": self._seal.seal(receipt.text, _received_place(receipt.case)),
        }
        statement = upsert(self._connection, intake.first_receipt).values(**values).on_conflict_do_nothing()
        if (await self._connection.execute(statement)).rowcount != 1:
            raise StaleVersionError(table="first_receipt")


def _received_place(case: str) -> str:
    return f"first_receipt.text:{case}"


def _receipt_from(row: AnyRow, seal: ColumnSeal) -> FirstReceipt:
    return FirstReceipt(
        case=CaseId(row.case_id),
        serial=row.serial,
        at=row.at,
        receiver=row.receiver,
        submitter=row.submitter,
        door=Door(row.door),
        content_sha256=row.content_sha256,
        materials=tuple(ReceivedMaterial(name, sha256, size) for name, sha256, size in row.materials),
        document=row.document,
        text=seal.open(row.text_sealed, _received_place(row.case_id)) if row.text_sealed else "",
    )


class SqlDocuments:
    """Implements `ports.KeptDocuments`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, document: str) -> Document | None:
        """Return the document."""
        table = intake.document
        row = (await self._connection.execute(select(table).where(table.c.id == document))).first()
        return None if row is None else _document_from(row)

    async def of_case(self, case: CaseId) -> tuple[Document, ...]:
        """Return the documents of a case, oldest first; the receipt before the certificate of the same second."""
        table = intake.document
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.made_at, table.c.kind.desc(), table.c.id)
        return tuple(_document_from(row) for row in await self._connection.execute(wanted))

    async def add(self, document: Document) -> None:
        """Keep a new document."""
        values = {
            "id": document.id,
            "case_id": document.case,
            "kind": document.kind,
            "title": document.title,
            "sha256": document.sha256,
            "size": document.size,
            "blob": document.blob,
            "made_at": document.made_at,
        }
        await self._connection.execute(insert(intake.document).values(**values))


def _document_from(row: AnyRow) -> Document:
    return Document(row.id, CaseId(row.case_id), row.kind, row.title, row.sha256, row.size, row.blob, row.made_at)


class SqlReturns:
    """Implements `ports.Returns`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_case(self, case: CaseId) -> tuple[Return, ...]:
        """Return the returns of a case, oldest first."""
        table = intake.case_return
        found = await self._connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.id))
        return tuple(
            Return(CaseId(row.case_id), row.at, ReturnCode(row.code), row.advice, row.note, row.by_name)
            for row in found
        )

    async def add(self, returned: Return) -> None:
        """Keep one."""
        values = {
            "case_id": returned.case,
            "at": returned.at,
            "code": returned.code.value,
            "advice": returned.advice,
            "note": returned.note,
            "by_name": returned.by_name,
        }
        await self._connection.execute(insert(intake.case_return).values(**values))
