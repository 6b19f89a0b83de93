"""Bodies of the consents to recording, transcript and viewing by the court."""

from datetime import datetime

from pydantic import Field

from server.domain.consent import Purpose
from server.web.schemas import Answer, Request


class Consent(Answer):
    """Standing answer to one purpose."""

    purpose: Purpose
    answer: bool | None
    version: str
    answered_at: datetime | None


class ConsentAnswer(Request):
    """PUT /api/invitations/{token}/consents/{purpose}; may be changed at any time, also in the room."""

    answer: bool
    version: str = Field(min_length=1, max_length=32)
