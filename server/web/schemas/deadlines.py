"""When a period ends, with the rule and the working."""

from datetime import date

from server.domain.deadlines import DeadlineRule
from server.web.schemas import Answer


class DeadlineShown(Answer):
    """When a period ends: nominal and rolled day, article, working, and whether it is provisional (暂定)."""

    rule: DeadlineRule
    article: str
    starts_on: date
    nominal_on: date
    due_on: date
    provisional: bool
    trace: tuple[str, ...]
