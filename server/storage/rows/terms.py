"""Rows of the term of a case: its begin, its extensions and pauses, and what a court decided about them."""

from collections.abc import Sequence

from server.domain.case import CaseState
from server.domain.concurrence import Answer
from server.domain.ids import CaseId
from server.domain.term import Extension, ExtensionBase, ExtensionState, Pause, PauseKind, StartEvent, Term, TermPolicy
from server.storage.rows.base import AnyRow, Values


def term_from(row: AnyRow) -> Term:
    """Return the term of a row."""
    event = StartEvent(row.event)
    return Term(CaseId(row.case_id), event, row.started_at, row.signed_for_at, row.former_at, row.version)


def extension_from(row: AnyRow, answers: Sequence[Answer]) -> Extension:
    """Return the extension of a row, with what the parties answered."""
    return Extension(
        id=row.id,
        case=CaseId(row.case_id),
        requested_at=row.requested_at,
        requested_by=row.requested_by,
        reason=row.reason,
        days=row.days,
        base=ExtensionBase(row.base),
        answers=tuple(answers),
        state=ExtensionState(row.state),
        granted_at=row.granted_at,
        version=row.version,
    )


def extension_values(extension: Extension) -> Values:
    """Return the columns of an extension, its id and version left out."""
    return {
        "case_id": extension.case,
        "requested_at": extension.requested_at,
        "requested_by": extension.requested_by,
        "reason": extension.reason,
        "days": extension.days,
        "base": extension.base.value,
        "state": extension.state.value,
        "granted_at": extension.granted_at,
    }


def pause_from(row: AnyRow) -> Pause:
    """Return the pause of a row."""
    return Pause(
        id=row.id,
        case=CaseId(row.case_id),
        kind=PauseKind(row.kind),
        started_at=row.started_at,
        started_by=row.started_by,
        reason=row.reason,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        before=CaseState(row.state_before) if row.state_before else None,
        is_counted=row.is_counted,
        version=row.version,
    )


def pause_values(pause: Pause) -> Values:
    """Return the columns of a pause, its id and version left out."""
    return {
        "case_id": pause.case,
        "kind": pause.kind.value,
        "started_at": pause.started_at,
        "started_by": pause.started_by,
        "reason": pause.reason,
        "ended_at": pause.ended_at,
        "ended_by": pause.ended_by,
        "state_before": pause.before.value if pause.before else None,
        "is_counted": pause.is_counted,
    }


def policy_values(policy: TermPolicy) -> Values:
    """Return the columns of what a court decided about its terms."""
    return {
        "extension_days": policy.extension_days,
        "extensions": policy.extensions,
        "base": policy.base.value,
        "counts_suspension": policy.counts_suspension,
    }


def policy_from(row: AnyRow) -> TermPolicy:
    """Return what the court of a row decided."""
    return TermPolicy(row.extension_days, row.extensions, ExtensionBase(row.base), row.counts_suspension)
