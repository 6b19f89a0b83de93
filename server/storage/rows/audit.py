"""Rows of the audit log."""

from server.domain.audit import Act, AuditEntry
from server.storage.rows.base import AnyRow


def audit_entry_from(row: AnyRow) -> AuditEntry:
    """Return one entry of the audit log."""
    facts = tuple((name, value) for name, value in row.facts)
    act = Act(actor=row.actor, action=row.action, subject=row.subject, facts=facts)
    return AuditEntry(number=row.number, at=row.at, act=act, previous=row.previous, digest=row.digest)
