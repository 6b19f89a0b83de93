"""Materials: what parties hand over. Two classes that no function can mix (人民法院在线调解规则 art. 18).

`TransferableMaterial` may go to the court with the case. `ProtectedMaterial` was made or shown to reach a settlement
and stays here. They are different types kept in different tables: an export takes the first and cannot be given
the second.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.life import Table, step

MaterialId = NewType("MaterialId", str)

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of one file."""
MOST: Final = 60
"""Files of one party in a case, and of each class: nobody takes the room of another."""
MOST_OF_HOUSE: Final = 300
"""Files that staff enters in a case, of each class: of 200 workers each brings a paper."""
LONGEST_NAME: Final = 80
_BAD_IN_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


class MaterialMedia(StrEnum):
    """Kinds of file that are taken, by what they begin with; the ending of a name proves nothing."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"


ENDINGS: Final = {
    MaterialMedia.PDF: ".pdf",
    MaterialMedia.JPEG: ".jpg",
    MaterialMedia.PNG: ".png",
    MaterialMedia.WEBP: ".webp",
    MaterialMedia.HEIC: ".heic",
}
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


class MaterialKind(StrEnum):
    """What a material is."""

    APPLICATION = "application"
    AWARD = "award"
    DELIVERY_SLIP = "delivery_slip"
    IDENTITY = "identity"
    CONTRACT = "contract"
    PAY = "pay"
    ATTENDANCE = "attendance"
    SCAN = "scan"
    """Record of a mediation held offline."""
    SETTLEMENT = "settlement"
    """Made or shown to reach a settlement: always protected."""
    OTHER = "other"


class MaterialOrigin(StrEnum):
    """How the file came."""

    PARTY = "party"
    DIGITISED = "digitised"
    """代为电子化: staff made it of a paper (人民法院在线调解规则 art. 8)."""
    IMPORTED = "imported"
    """Taken over from an existing electronic filing."""


class ComparisonState(StrEnum):
    """Whether the file was compared with its original (人民法院在线诉讼规则 arts. 11-13)."""

    UNCHECKED = "unchecked"
    MATCHES_ONLINE = "matches_online"
    MATCHES_OFFLINE = "matches_offline"
    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"


class ReadingPurpose(StrEnum):
    """For what a protected material is read."""

    MEDIATION = "mediation"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"


class ComparisonAction(StrEnum):
    """What can be said about a file and its original."""

    COMPARE_ONLINE = "compare_online"
    COMPARE_OFFLINE = "compare_offline"
    NO_OBJECTION = "no_objection"
    OBJECT = "object"


_SAID: Final = {
    ComparisonAction.COMPARE_ONLINE: ComparisonState.MATCHES_ONLINE,
    ComparisonAction.COMPARE_OFFLINE: ComparisonState.MATCHES_OFFLINE,
    ComparisonAction.OBJECT: ComparisonState.DISPUTED,
}
COMPARISONS: Final[Table[ComparisonState, ComparisonAction]] = {
    ComparisonState.UNCHECKED: {**_SAID, ComparisonAction.NO_OBJECTION: ComparisonState.UNDISPUTED},
    ComparisonState.MATCHES_ONLINE: {
        ComparisonAction.COMPARE_OFFLINE: ComparisonState.MATCHES_OFFLINE,
        ComparisonAction.OBJECT: ComparisonState.DISPUTED,
    },
    ComparisonState.MATCHES_OFFLINE: {ComparisonAction.OBJECT: ComparisonState.DISPUTED},
    ComparisonState.UNDISPUTED: _SAID,
    # An objection is met with the original, or taken back.
    ComparisonState.DISPUTED: {**_SAID, ComparisonAction.NO_OBJECTION: ComparisonState.UNDISPUTED},
}


@dataclass(frozen=True, slots=True)
class Digitised:
    """Who made a file of whose paper."""

    operator: str = field(repr=False)
    at: datetime
    holder: str = field(repr=False)
    """Who keeps the original."""


@dataclass(frozen=True, slots=True)
class File:
    """The bytes as they came: where they are kept and what they are."""

    name: str = field(repr=False)
    media: MaterialMedia
    size: int
    sha256: str
    blob: str


@dataclass(frozen=True, slots=True)
class TransferableMaterial:
    """Evidence and forms; goes to the court with the case."""

    id: MaterialId
    case: CaseId
    kind: MaterialKind
    file: File
    origin: MaterialOrigin
    uploaded_at: datetime
    uploaded_by: str = field(repr=False)
    of: Identity | None = None
    """The party it comes from."""
    digitised: Digitised | None = None
    filing_reference: str = ""
    """Number of the electronic filing it was taken over from."""
    comparison: ComparisonState = ComparisonState.UNCHECKED
    objection: str = field(default="", repr=False)
    version: int = 0

    def __post_init__(self) -> None:
        if self.kind is MaterialKind.SETTLEMENT:
            raise InvalidError("material.protected", kind="settlement")
        if (self.origin is MaterialOrigin.DIGITISED) != (self.digitised is not None):
            raise InvalidError("material.origin", digitised="required" if self.digitised is None else "not_allowed")
        if (self.origin is MaterialOrigin.IMPORTED) != bool(self.filing_reference):
            raise InvalidError("material.origin", filing_reference="required_exactly_when_imported")
        if (self.comparison is ComparisonState.DISPUTED) != bool(self.objection):
            raise InvalidError("material.objection", objection="reason_required")

    def called(self, kind: MaterialKind) -> "TransferableMaterial":
        """Return the material under another kind. Raises `ConflictError` (`material.compared`) once it was compared.

        What it was found to match, or objected to, is what it was called then.
        """
        if self.comparison is not ComparisonState.UNCHECKED:
            raise ConflictError("material.compared")
        return replace(self, kind=kind)

    def compare(self, action: ComparisonAction, objection: str = "") -> "TransferableMaterial":
        """Return the material after `action`; an objection needs its reason.

        Raises `IllegalTransitionError` and `InvalidError`.
        """
        after = step("material", COMPARISONS, self.comparison, action)
        return replace(self, comparison=after, objection=objection.strip())


@dataclass(frozen=True, slots=True)
class ProtectedMaterial:
    """Made or shown to reach a settlement; never leaves with the case."""

    id: MaterialId
    case: CaseId
    file: File
    uploaded_at: datetime
    uploaded_by: str = field(repr=False)
    of: Identity | None = None


def sniff(head: bytes) -> MaterialMedia:
    """Return what the bytes are. Raises `InvalidError` (`material.type`) for everything that is not taken."""
    if head.startswith(b"%PDF-"):
        return MaterialMedia.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return MaterialMedia.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MaterialMedia.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MaterialMedia.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return MaterialMedia.HEIC
    raise InvalidError("material.type", file="not_taken")


def clean_name(name: str, media: MaterialMedia) -> str:
    """Return a name that is only a name: no folders, no signs that hide or turn, the ending of what it is."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in _BAD_IN_NAME.sub("", last) if unicodedata.category(sign) not in {"Cf", "Cc", "Co"})
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", shown).strip(" .")[:LONGEST_NAME]
    return (stem or "材料") + ENDINGS[media]


def room_of(of: Identity | None) -> int:
    """Return how many files of a class come from one party, or (None) from staff."""
    return MOST_OF_HOUSE if of is None else MOST


def require_room(count: int, size: int, most: int) -> None:
    """Raise `InvalidError`: the file is empty or too large, or whoever sends it has as many as they may."""
    if size == 0:
        raise InvalidError("material.empty", file="empty")
    if size > LARGEST:
        raise InvalidError("material.too_large", file="too_large")
    if count >= most:
        raise InvalidError("material.too_many", file="too_many", most=str(most))
