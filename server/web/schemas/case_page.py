"""The page of a case on the wire."""

from server.web.schemas import Answer
from server.web.schemas.cases import CaseView
from server.web.schemas.endings import CaseEnding
from server.web.schemas.parties import CasePeople
from server.web.schemas.terms import CaseClocks


class CasePage(Answer):
    """GET /api/cases/{serial}/page."""

    case: CaseView
    clocks: CaseClocks
    ending: CaseEnding
    people: CasePeople
