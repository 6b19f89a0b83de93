"""The rights notice 权利义务告知书, and who acknowledged which wording of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.errors import ConflictError
from server.domain.ids import Identity, SessionId

NOTICE_VERSION: Final = "2026-11"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One person read the notice. Raises `ConflictError` for an outdated wording."""

    session: SessionId
    identity: Identity
    version: str
    at: datetime

    def __post_init__(self) -> None:
        if self.version != NOTICE_VERSION:
            raise ConflictError("notice.outdated_wording", current=NOTICE_VERSION)
