"""Bodies of the kinds of case a court takes besides labour disputes."""

from datetime import date, datetime

from server.domain.causes import CaseType
from server.web.schemas import Answer, IdempotencyKey, Request, Version


class CaseTypeEnabled(Request):
    """POST /api/case-types: take such cases from `since` on. The same `key` twice is one."""

    key: IdempotencyKey
    kind: CaseType
    since: date
    until: date | None = None
    """The last day of receipt."""


class CaseTypeEnded(Request):
    """PUT /api/case-types/{kind}/{since}: another last day; `version` is the one that was seen."""

    version: Version
    until: date | None


class CaseTypeEntryView(Answer):
    """One kind of case with the days on which it is taken; over before it began, it was called off."""

    kind: CaseType
    since: date
    until: date | None
    version: int
    changed_by: str
    changed_at: datetime | None


class CaseTypeEntries(Answer):
    """GET /api/case-types: every entry of the own court, and what may be enabled."""

    today: date
    entries: tuple[CaseTypeEntryView, ...]
    may_be_enabled: tuple[CaseType, ...]
