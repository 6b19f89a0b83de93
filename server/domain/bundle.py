"""A bundle: what an electronic filing already holds, taken over by reference so that nothing is filed twice (OM-08).

A bundle is a ZIP with `manifest.json` at its top: `{"format": "efiling-bundle/1", "reference": "…", "files": [{"path":
"a.pdf", "name": "劳动合同.pdf", "kind": "contract", "sha256": "…"}, …]}`. `reference` is the number of the filing where
it lies; every file of the list is in the archive under its path, with this digest. `signature` is over the whole list:
`{"algorithm": "Ed25519", "key_id": "…", "value": "…"}`, as in manifests of recordings.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.material import LARGEST, MOST, MaterialKind, sniff

FORMAT: Final = "efiling-bundle/1"
LONGEST_REFERENCE: Final = 100
_HEAD: Final = 16


class FileResult(StrEnum):
    """What becomes of a file of a bundle."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    """The case has these bytes already."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file as the list names it. `content` None when the archive has no such file, or one over the limit."""

    path: str = field(repr=False)
    name: str = field(repr=False)
    kind: str
    sha256: str
    content: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as read. Raises `InvalidError` (`bundle.unreadable`) without reference or files."""

    reference: str
    files: tuple[BundledFile, ...]
    is_verified: bool = False
    """Whether its list was signed with the key of the filing; False when no key is known."""

    def __post_init__(self) -> None:
        if not self.reference.strip() or len(self.reference) > LONGEST_REFERENCE:
            raise InvalidError("bundle.unreadable", reference="required")
        if not self.files:
            raise InvalidError("bundle.unreadable", files="required")
        if len(self.files) > MOST:
            raise InvalidError("bundle.unreadable", files="too_many")


@dataclass(frozen=True, slots=True)
class FileReport:
    """One line of the list: what becomes of it; `fault` is a stable word when it is refused."""

    number: int
    name: str = field(repr=False)
    result: FileResult
    fault: str = ""


def faults(bundle: Bundle) -> tuple[str, ...]:
    """Return what is wrong with every file by itself, "" when nothing. Digests them all: a matter of a second."""
    return tuple(_fault(file) for file in bundle.files)


@dataclass(frozen=True, slots=True)
class Held:
    """What the case has: digests of what may go to the court and of what is protected."""

    transferable: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    room: int = MOST
    """How many files more it takes."""


def judge(bundle: Bundle, found: Sequence[str], held: Held) -> tuple[FileReport, ...]:
    """Return what becomes of every file; `found` is what `faults` says.

    What the case keeps as protected is refused (`protected`): it does not become transferable by being sent again.
    """
    return tuple(_judged(bundle, found, held))


def is_refused(reports: Sequence[FileReport]) -> bool:
    """Tell whether any file is refused: then none is taken."""
    return any(report.result is FileResult.REFUSED for report in reports)


def _judged(bundle: Bundle, found: Sequence[str], held: Held) -> Iterator[FileReport]:
    named: set[str] = set()
    added: set[str] = set()
    for number, (file, own_fault) in enumerate(zip(bundle.files, found, strict=True), 1):
        fault = "path_twice" if file.path in named else own_fault
        named.add(file.path)
        is_there = file.sha256 in held.transferable or file.sha256 in added
        if not fault and not is_there:
            fault = _unwelcome(file, held, len(added))
        if fault:
            yield FileReport(number, file.name, FileResult.REFUSED, fault)
        elif is_there:
            yield FileReport(number, file.name, FileResult.UNCHANGED)
        else:
            added.add(file.sha256)
            yield FileReport(number, file.name, FileResult.ADDED)


def _unwelcome(file: BundledFile, held: Held, added: int) -> str:
    if file.sha256 in held.protected:
        return "protected"
    return "too_many" if added >= held.room else ""


def _fault(file: BundledFile) -> str:
    if file.content is None:
        return "missing"
    return next((fault for fault, is_wrong in _FAULTS if is_wrong(file, file.content)), "")


def _is_no_kind_of_file(content: bytes) -> bool:
    try:
        sniff(content[:_HEAD])
    except InvalidError:
        return True
    return False


_FAULTS: Final[tuple[tuple[str, Callable[[BundledFile, bytes], bool]], ...]] = (
    ("empty", lambda _, content: not content),
    ("too_large", lambda _, content: len(content) > LARGEST),
    ("digest", lambda file, content: hashlib.sha256(content).hexdigest() != file.sha256),
    ("kind", lambda file, _: file.kind not in set(MaterialKind)),
    # What was shown to reach a settlement is never part of a filing.
    ("protected", lambda file, _: file.kind == MaterialKind.SETTLEMENT),
    ("type", lambda _, content: _is_no_kind_of_file(content)),
)
"""What is wrong with the bytes of a file, the first that holds."""
