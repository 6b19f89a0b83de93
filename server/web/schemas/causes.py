"""Bodies of the list of causes, a worker's words for them, and where somebody goes with what is none."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from server.domain.causes import Excluded, Plain
from server.web.schemas import Answer, IdempotencyKey, Request, Version


class CauseQuery(Request):
    """GET /api/causes: the list of that day, today's without one."""

    on: date | None = None


class CauseChoice(Answer):
    """One cause that may be chosen."""

    code: str
    name: str
    group: str
    confirmed: bool
    """Checked against a second source; the others are shown as 待确认."""


class PlainChoice(Answer):
    """A worker's words and the cause they point to."""

    plain: Plain
    cause_code: str


class Redirect(Answer):
    """Where somebody goes with what is no labour dispute."""

    excluded: Excluded
    advice: str


class CauseList(Answer):
    """The list of causes of a day."""

    causes: tuple[CauseChoice, ...]
    plain: tuple[PlainChoice, ...]
    redirects: tuple[Redirect, ...]


class CauseWords(Request):
    """What is written about a cause."""

    name: Annotated[str, Field(max_length=100)]
    group: Annotated[str, Field(max_length=100)]
    until: date | None
    """The last day on which it may be chosen."""
    plain: Annotated[tuple[Plain, ...], Field(max_length=20)]
    confirmed: bool
    note: Annotated[str, Field(max_length=500)] = ""


class CauseAdded(CauseWords):
    """POST /api/cause-entries: a new cause, or with `code` a new wording of one. The same `key` twice is one."""

    key: IdempotencyKey
    code: Annotated[str, Field(max_length=64)] | None = None
    since: date


class CauseChanged(CauseWords):
    """PUT /api/cause-entries/{code}/{since}: another text; `version` is the one that was seen."""

    version: Version


class CauseEntryView(Answer):
    """One cause under one wording, with the days on which it holds."""

    code: str
    name: str
    group: str
    since: date
    until: date | None
    plain: tuple[Plain, ...]
    confirmed: bool
    note: str
    version: int
    """0 came with the program."""
    changed_by: str
    changed_at: datetime | None


class CauseEntries(Answer):
    """GET /api/cause-entries: every entry, past and future ones too."""

    today: date
    entries: tuple[CauseEntryView, ...]
