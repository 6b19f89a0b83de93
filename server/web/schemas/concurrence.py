"""What a party said to a question put to every party, and in what form."""

from datetime import datetime
from enum import StrEnum

from server.web.schemas import Answer, Id, Request
from server.web.schemas.dates import Moment
from server.web.schemas.persons import SideCode


class ConcurrenceForm(StrEnum):
    """In what form somebody agreed or declined."""

    ORAL = "oral"
    WRITTEN = "written"
    ONLINE = "online"


class PartyAnswer(Answer):
    """What one party said; `agrees` is None while not asked."""

    identity: str
    name: str
    side: SideCode
    agrees: bool | None
    form: ConcurrenceForm | None
    at: datetime | None
    recorded_by: str | None


class PartySays(Request):
    """What a party said, recorded by staff."""

    identity: Id
    agrees: bool
    form: ConcurrenceForm
    at: Moment
