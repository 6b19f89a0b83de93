"""The record of an oral application: set down, read back, and confirmed by the applicants (特邀调解规定 art. 11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.case_consent import StepConsent
from server.domain.errors import ConflictError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Participant, Side


class Signing(StrEnum):
    """How an applicant confirmed the record."""

    ON_PAPER = "on_paper"
    """Signed or thumbprinted the printed record before whoever took it."""
    ONLINE = "online"
    """Read it and confirmed it by their own link."""


@dataclass(frozen=True, slots=True)
class RecordConfirmation:
    """One applicant said that these bytes are what they told. A corrected record is another document."""

    case: CaseId
    document: str
    sha256: str
    identity: Identity
    at: datetime
    signing: Signing
    recorded_by: AccountId | None
    """None when the applicant did it by their own link."""
    recorded_by_name: str = field(repr=False)


def require_applicant(person: Participant) -> None:
    """Raise `ConflictError` (`oral.applicant_only`): nobody confirms what another told."""
    if person.side is not Side.APPLICANT:
        raise ConflictError("oral.applicant_only")


def require_agreed(signing_online: StepConsent) -> None:
    """Raise `ConflictError` (`signature.no_consent`): nobody signs online who did not agree to it (OL-01)."""
    if signing_online.stands() is not True:
        raise ConflictError("signature.no_consent")


def require_newest(document: str, records: Sequence[str]) -> None:
    """Raise `ConflictError`: `oral.none` without a record, `oral.outdated` for one that was corrected since."""
    if not records:
        raise ConflictError("oral.none")
    if document != records[-1]:
        raise ConflictError("oral.outdated")
