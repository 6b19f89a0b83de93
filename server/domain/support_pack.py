"""What the court is given in support: a pack of what may leave, and apart from it an annex of what is protected.

A file of the pack is made of a transferable material, a document that was given out, or a table of the procedure; a
file of the annex only of a protected material. They are different types in different archives, so that no call can
put the second into the first (人民法院在线调解规则 art. 18; OM-22, LY-09).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from server.domain.concurrence import Answer, require_all
from server.domain.material import ProtectedMaterial, ReadingPurpose, TransferableMaterial
from server.domain.party import Participant
from server.domain.receipt import Document

FORMAT: Final = "support-pack/1"
ANNEX_FORMAT: Final = "protected-annex/1"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file that may leave. Made by `of_material`, `of_document`, `of_table`."""

    path: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest the manifest names."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """A protected file. Made by `of_protected` alone; no pack takes it."""

    path: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest the manifest names."""
        return hashlib.sha256(self.content).hexdigest()


def of_material(number: int, material: TransferableMaterial, content: bytes) -> PackFile:
    """Return a material as a file of the pack."""
    return PackFile(f"材料/{number:02d}-{material.file.name}", content)


def of_document(number: int, document: Document, content: bytes) -> PackFile:
    """Return a document, as it was given out, as a file of the pack."""
    return PackFile(f"文书/{number:02d}-{document.title}.pdf", content)


def of_table(name: str, content: bytes) -> PackFile:
    """Return a table of the procedure as a file of the pack."""
    return PackFile(f"{name}.csv", content)


def of_protected(number: int, material: ProtectedMaterial, content: bytes) -> AnnexFile:
    """Return a protected material as a file of the annex."""
    return AnnexFile(f"受保护材料/{number:02d}-{material.file.name}", content)


@dataclass(frozen=True, slots=True)
class Annex:
    """Protected files, for what they are asked, and every party's consent to that. Made by `annex`."""

    purpose: ReadingPurpose
    answers: tuple[Answer, ...]
    files: tuple[AnnexFile, ...]


def annex(
    purpose: ReadingPurpose, asked: Sequence[Participant], answers: Iterable[Answer], files: Iterable[AnnexFile]
) -> Annex:
    """Return the annex. Raises `ConflictError` (`pack.consent_missing`, names who) unless every party agreed."""
    given = tuple(answers)
    require_all("pack.consent_missing", asked, given)
    return Annex(purpose, given, tuple(files))
