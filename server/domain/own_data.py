"""Own data: what one person may take away of themselves (个人信息保护法 arts. 44-45; DP-07).

A file of the copy is made of the person's own record, of a material they handed over, or of a document addressed to
them. Nothing else can be made a file of it: neither another person's material nor one that is protected.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.material import TransferableMaterial
from server.domain.receipt import Document

FORMAT: Final = "own-data/1"


class ExportPurpose(StrEnum):
    """For what somebody takes their data away; kept in the audit log."""

    KEEP = "keep"
    CHECK = "check"
    """To see whether it is right."""
    PROCEEDINGS = "proceedings"
    """For arbitration, a suit, or a complaint."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the copy. Made by `of_record`, `of_material`, `of_document`."""

    path: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest the manifest names."""
        return hashlib.sha256(self.content).hexdigest()


def of_record(name: str, content: bytes) -> OwnFile:
    """Return the person's own record as a file."""
    return OwnFile(name, content)


def of_material(owner: Identity, number: int, material: TransferableMaterial, content: bytes) -> OwnFile:
    """Return a material as a file of its owner's copy. Raises `NotFoundError` for another's."""
    if material.of != owner:
        raise NotFoundError("material.unknown")
    return OwnFile(f"我的材料/{number:02d}-{material.file.name}", content)


def of_document(kinds: Collection[str], number: int, document: Document, content: bytes) -> OwnFile:
    """Return a document as a file. Raises `NotFoundError` for a kind that is not addressed to the person."""
    if document.kind not in kinds:
        raise NotFoundError("document.unknown")
    return OwnFile(f"文书/{number:02d}-{document.title}.pdf", content)
