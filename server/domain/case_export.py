"""Export of a case: its whole file in one folder or archive, for whom, and what of it may be in there.

Only what is transferable leaves. What is protected (人民法院在线调解规则 art. 18, 特邀规定 art. 22; OM-22) goes along
for a purpose and in the name of whoever may read it, and stays with the organisation: the court is given it with
everybody's consent alone, which is the annex of `server.domain.support_pack`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.domain.account import Right
from server.domain.errors import ConflictError
from server.domain.material import ReadingPurpose

FORMAT: Final = "case-export/1"


class Recipient(StrEnum):
    """Who is given the export."""

    COURT = "court"
    ORGANISATION = "organisation"
    """The organisation that mediates, or its next system."""


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """What is asked for; `purpose` is None unless what is protected goes along.

    Raises `ConflictError` (`export.protected_to_court`).
    """

    serial: str
    recipient: Recipient = Recipient.COURT
    purpose: ReadingPurpose | None = None

    def __post_init__(self) -> None:
        if self.purpose is not None and self.recipient is Recipient.COURT:
            raise ConflictError("export.protected_to_court")

    @property
    def right(self) -> Right:
        """What whoever asks must be allowed in this case."""
        return Right.MATERIAL_READ if self.purpose is None else Right.PROTECTED_READ
