"""When a period ends, with the rule and the working."""

from datetime import date
from enum import StrEnum

from server.web.schemas import Answer


class DeadlineRule(StrEnum):
    """The periods of the procedure."""

    PICK_2WD = "PICK_2WD"
    APPOINT_3WD = "APPOINT_3WD"
    ACCEPT_3WD = "ACCEPT_3WD"
    ACCEPT_5WD_LUOYANG = "ACCEPT_5WD_LUOYANG"
    CONTACT_3WD = "CONTACT_3WD"
    MEDIATE_30D = "MEDIATE_30D"
    MEDIATE_EXT_30D = "MEDIATE_EXT_30D"
    MEDIATE_15D_ORDINARY = "MEDIATE_15D_ORDINARY"
    MEDIATE_7D_SUMMARY = "MEDIATE_7D_SUMMARY"
    LABOUR_ORG_15D = "LABOUR_ORG_15D"
    SUE_15D = "SUE_15D"
    JUDICIAL_CONFIRM_30D = "JUDICIAL_CONFIRM_30D"
    ARB_REVIEW_15D = "ARB_REVIEW_15D"
    SET_ASIDE_30D = "SET_ASIDE_30D"
    CONFIRM_OBJECT_15D = "CONFIRM_OBJECT_15D"
    ARB_LIMIT_1Y = "ARB_LIMIT_1Y"
    ENFORCE_2Y = "ENFORCE_2Y"


class DeadlineShown(Answer):
    """When a period ends: nominal and rolled day, article, working, and whether it is provisional (暂定)."""

    rule: DeadlineRule
    article: str
    starts_on: date
    nominal_on: date
    due_on: date
    provisional: bool
    trace: tuple[str, ...]
