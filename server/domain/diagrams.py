"""Draw the life cycles from their tables, for `docs/domain.md`: a picture that cannot lie.

`python -m server.domain.diagrams` prints what the document has to hold between its two marks.
"""

import sys
from enum import StrEnum
from typing import Any, Final

from server.domain.account import ASKS_IN, RIGHTS, Right
from server.domain.adoption import ADOPTION_TRANSITIONS
from server.domain.agreement import AGREEMENT_TRANSITIONS
from server.domain.case import CASE_TRANSITIONS, CaseState
from server.domain.case_consent import WITHDRAWAL_TRANSITIONS
from server.domain.choice import CHOICE_TRANSITIONS
from server.domain.complaint import COMPLAINT_TRANSITIONS
from server.domain.data_request import DATA_REQUESTS
from server.domain.disclosure import CHALLENGE_TRANSITIONS, DISCLOSURE_TRANSITIONS
from server.domain.doors import DOOR_TRANSITIONS
from server.domain.life import Table
from server.domain.manner_wish import WISH_TRANSITIONS
from server.domain.material import COMPARISONS
from server.domain.outcome import ENDINGS, FORBIDDEN, REQUIRED, Field, OutcomeKind
from server.domain.panel import CHANGE_TRANSITIONS
from server.domain.recording import RECORDING_TRANSITIONS
from server.domain.recording_deletion import DELETION_TRANSITIONS
from server.domain.referral import REFERRAL_TRANSITIONS
from server.domain.roster import ENTRY_TRANSITIONS
from server.domain.session import TRANSITIONS
from server.domain.shortening import SHORTENING_TRANSITIONS
from server.domain.support_access import SUPPORT_TRANSITIONS
from server.domain.term import EXTENSION_TRANSITIONS

BEGIN: Final = "<!-- drawn from the tables: begin -->"
END: Final = "<!-- drawn from the tables: end -->"


def life_cycle(title: str, table: Table[Any, Any]) -> str:
    """Return a section with the state diagram of one table; it begins in its first state or one nothing leads to."""
    states = list(table)
    reached = {after for line in table.values() for after in line.values()}
    lines = [f"    [*] --> {state}" for state in states if state is states[0] or state not in reached]
    lines += [f"    {state} --> {after}: {action}" for state in states for action, after in table[state].items()]
    lines += [f"    {state} --> [*]" for state in states if not table[state]]
    return "\n".join([f"### {title}", "", "```mermaid", "stateDiagram-v2", *lines, "```"])


def rights() -> str:
    """Return the table of rights by role."""
    roles = [role for role, held in RIGHTS.items() if held]
    rows = [[f"`{right}`", *("yes" if right in RIGHTS[role] else "" for role in roles)] for right in Right]
    return _table("### Rights by role", ["right", *roles], rows)


def asking() -> str:
    """Return in which states of a case each role asks the other side."""
    rows = [[f"`{state}`", *("yes" if state in states else "" for states in ASKS_IN.values())] for state in CaseState]
    return _table("### Who asks the other side (`case.ask`)", ["state of the case", *ASKS_IN], rows)


def outcomes() -> str:
    """Return what each kind of outcome must and may say."""
    rows = [[f"`{kind}`", *(_need(kind, field) for field in Field), _endings(kind)] for kind in OutcomeKind]
    return _table("### What an outcome must say", ["kind", *Field, "endings that fit"], rows)


def everything() -> str:
    """Return all that stands between the marks of the document."""
    parts = [
        life_cycle("A case", CASE_TRANSITIONS),
        life_cycle("A session", TRANSITIONS),
        life_cycle("A recording", RECORDING_TRANSITIONS),
        life_cycle("A request to delete the recordings of a session", DELETION_TRANSITIONS),
        life_cycle("A wish to attend otherwise", WISH_TRANSITIONS),
        life_cycle("A withdrawal of consent shortly before a session", WITHDRAWAL_TRANSITIONS),
        life_cycle("A roster entry", ENTRY_TRANSITIONS),
        life_cycle("An adoption by another court", ADOPTION_TRANSITIONS),
        life_cycle("A complaint", COMPLAINT_TRANSITIONS),
        life_cycle("A choice of a mediator", CHOICE_TRANSITIONS),
        life_cycle("A referral", REFERRAL_TRANSITIONS),
        life_cycle("A disclosure of a mediator", DISCLOSURE_TRANSITIONS),
        life_cycle("A challenge of a mediator", CHALLENGE_TRANSITIONS),
        life_cycle("A request for another mediator", CHANGE_TRANSITIONS),
        life_cycle("A request to extend the term", EXTENSION_TRANSITIONS),
        life_cycle("An agreement", AGREEMENT_TRANSITIONS),
        life_cycle("An application to make an agreement enforceable", DOOR_TRANSITIONS),
        life_cycle("A material and its original", COMPARISONS),
        life_cycle("A request about one's own data", DATA_REQUESTS),
        life_cycle("Shorter times of retention", SHORTENING_TRANSITIONS),
        life_cycle("Support access", SUPPORT_TRANSITIONS),
        outcomes(),
        rights(),
        asking(),
    ]
    return "\n\n".join([BEGIN, *parts, END])


def _need(kind: OutcomeKind, field: Field) -> str:
    if field in REQUIRED[kind]:
        return "required"
    return "not allowed" if field in FORBIDDEN[kind] else "optional"


def _endings(kind: OutcomeKind) -> str:
    return ", ".join(f"`{ending}`" for ending in sorted(ENDINGS[kind])) or "none"


def _table(title: str, head: list[str | StrEnum], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([title, "", *lines])


if __name__ == "__main__":
    sys.stdout.write(everything() + "\n")
