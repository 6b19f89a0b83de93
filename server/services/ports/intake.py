"""What intake needs from outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from server.domain.account import Account
from server.domain.award import Award, Explanation
from server.domain.case_link import CaseLink
from server.domain.draft import Draft, House
from server.domain.ids import CaseId, Identity
from server.domain.limitation import Limitation
from server.domain.material import MaterialId, ProtectedMaterial, TransferableMaterial
from server.domain.oral_record import RecordConfirmation
from server.domain.receipt import Document, FirstReceipt, Return
from server.services.intake_views import IntakeList


class Blobs(Protocol):
    """Bytes of materials and documents, encrypted outside the database, each under a key of its own."""

    async def put(self, name: str, content: bytes) -> None:
        """Keep the bytes; they are on the disk when this returns."""

    async def get(self, name: str) -> bytes:
        """Return the bytes. Raises `NotFoundError` (`blob.lost`) when they are gone or damaged."""

    async def remove(self, name: str) -> None:
        """Forget the bytes; what is not there is removed."""


class Drafts(Protocol):
    """Applications being written."""

    async def get(self, case: CaseId) -> Draft | None:
        """Return the draft."""

    async def hold(self, case: CaseId) -> Draft | None:
        """Return the draft; until this transaction ends nobody else changes it."""

    async def add(self, draft: Draft) -> None:
        """Keep a new draft."""

    async def save(self, draft: Draft) -> None:
        """Keep a changed draft. Raises `StaleVersionError`."""

    async def remove(self, case: CaseId) -> None:
        """Forget a draft that was never handed in."""

    async def older_than(self, at: datetime) -> tuple[CaseId, ...]:
        """Return drafts never handed in whose text was last written before `at`, or that a party began before it."""

    async def houses(self) -> tuple[House, ...]:
        """Return who receives applications, courts first."""


class Receipts(Protocol):
    """First receipts: kept once, never changed; there is no way to change one."""

    async def get(self, case: CaseId) -> FirstReceipt | None:
        """Return the receipt."""

    async def add(self, receipt: FirstReceipt) -> None:
        """Keep it. Raises `StaleVersionError` when the case has one."""


class KeptDocuments(Protocol):
    """Documents as they were given out."""

    async def get(self, document: str) -> Document | None:
        """Return the document."""

    async def of_case(self, case: CaseId) -> tuple[Document, ...]:
        """Return the documents of a case, oldest first."""

    async def add(self, document: Document) -> None:
        """Keep a new document."""


class Returns(Protocol):
    """Returns with their advice."""

    async def of_case(self, case: CaseId) -> tuple[Return, ...]:
        """Return the returns of a case, oldest first."""

    async def add(self, returned: Return) -> None:
        """Keep one."""


class Awards(Protocol):
    """What is known of arbitration, and who was told of the risk."""

    async def get(self, case: CaseId) -> Award | None:
        """Return the award; None when the question was not answered."""

    async def put(self, award: Award) -> None:
        """Keep it in place of what was known before."""

    async def add_received(self, award: Award) -> None:
        """Keep when the last party of a kept award received it; the days of the others are not written again."""

    async def forget(self, case: CaseId) -> None:
        """Forget it: the answer was taken back."""

    async def explanations(self, case: CaseId) -> tuple[Explanation, ...]:
        """Return the explanations given, oldest first."""

    async def explain(self, explanation: Explanation) -> None:
        """Keep it; the first one to a party of each bar stays."""


class Limitations(Protocol):
    """From when the time to ask for arbitration is counted."""

    async def of_case(self, case: CaseId) -> tuple[Limitation, ...]:
        """Return what is known of a case, each party's own."""

    async def of_cases(self, cases: Sequence[CaseId]) -> Mapping[CaseId, tuple[Limitation, ...]]:
        """Return what is known of these cases, each party's own; nothing of a case where nobody said anything."""

    async def put(self, limitation: Limitation) -> None:
        """Keep it in place of what was known of this party before; of others it says nothing."""

    async def forget(self, case: CaseId, identity: Identity | None) -> None:
        """Forget the year of one party: the answer was taken back, or arbitration was asked for."""


class RecordConfirmations(Protocol):
    """Which applicants confirmed which record of an oral application."""

    async def of_document(self, document: str) -> tuple[RecordConfirmation, ...]:
        """Return the confirmations of a record, oldest first."""

    async def add(self, confirmation: RecordConfirmation) -> bool:
        """Keep one; return False when this applicant had confirmed this record."""


class Materials(Protocol):
    """What may go to the court."""

    async def get(self, material: MaterialId) -> TransferableMaterial | None:
        """Return the material."""

    async def of_case(self, case: CaseId) -> tuple[TransferableMaterial, ...]:
        """Return those of a case or draft, in the order they came."""

    async def add(self, material: TransferableMaterial) -> None:
        """Keep a new material."""

    async def save(self, material: TransferableMaterial) -> None:
        """Keep a changed material; its file never changes. Raises `StaleVersionError`."""

    async def remove(self, material: MaterialId) -> None:
        """Take a material out of a draft that was not handed in."""


class ProtectedMaterials(Protocol):
    """What stays here."""

    async def get(self, material: MaterialId) -> ProtectedMaterial | None:
        """Return the material."""

    async def of_case(self, case: CaseId) -> tuple[ProtectedMaterial, ...]:
        """Return those of a case, in the order they came."""

    async def add(self, material: ProtectedMaterial) -> None:
        """Keep a new material."""


class CaseLinks(Protocol):
    """Parties' own links."""

    async def by_token(self, digest: str) -> CaseLink | None:
        """Return the link whose token has this digest."""

    async def get(self, case: CaseId, identity: Identity) -> CaseLink | None:
        """Return a party's link."""

    async def add(self, link: CaseLink) -> None:
        """Keep a new link."""

    async def save(self, link: CaseLink) -> None:
        """Keep a changed link. Raises `StaleVersionError`."""

    async def keep_until(self, case: CaseId, until: datetime, now: datetime) -> None:
        """Let every link of a case that opens it now do so until then; none for less time than before."""


class IntakeQueries(Protocol):
    """Read-only views of intake."""

    async def desk(self, account: Account, now: datetime) -> IntakeList:
        """Return drafts of the account's house and cases received or returned there, newest first."""

    async def sent_by_us(self, serial: str, phone_tail: str) -> Sequence[str] | None:
        """Return who handles the case when somebody of it has a telephone that ends so, else None."""
