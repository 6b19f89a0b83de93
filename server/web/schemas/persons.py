"""Bodies about a person of a case: side, role, identity, and what is shown of a party."""

from enum import StrEnum

from server.web.schemas import Answer


class SideCode(StrEnum):
    """Where a person stands."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    NEUTRAL = "neutral"


class RoleCode(StrEnum):
    """What a person is."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    CLERK = "clerk"
    JUDGE = "judge"
    ORGANISATION = "organisation"
    LABOUR_OFFICE = "labour_office"
    COURT_ADMIN = "court_admin"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class IdentityCheck(StrEnum):
    """Result of comparing the person with their document (OM-21)."""

    NOT_CHECKED = "not_checked"
    PASSED = "passed"
    FAILED = "failed"


class PartyView(Answer):
    """A party or agent on the case page."""

    identity: str
    name: str
    side: SideCode
    role: RoleCode
    title: str
    phone: str
    id_number: str
    """Masked."""
