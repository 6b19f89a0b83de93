"""Bodies of the record of an oral application and of its confirmation."""

from datetime import datetime
from typing import Literal

from server.web.schemas import Answer, Id, Request


class RecordSigned(Request):
    """POST /api/intake/{case}/oral-record/confirmations: an applicant signed the printed record."""

    identity: Id
    document: Id


class OwnRecordConfirmed(Request):
    """POST /api/own/{token}/oral-record: this is what I told."""

    document: Id


class RecordConfirmationView(Answer):
    """Whether one applicant confirmed the record of their oral application."""

    identity: str
    name: str
    at: datetime | None
    signing: Literal["on_paper", "online"] | None
    recorded_by: str


class OralRecordView(Answer):
    """The newest record of an oral application."""

    document: str
    sha256: str
    made_at: datetime
    confirmations: tuple[RecordConfirmationView, ...]
