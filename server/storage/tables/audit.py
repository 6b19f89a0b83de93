"""Tables of the audit log and of its verification."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, NAME, WORD, metadata

# One row; updating it first makes writers of the chain queue up, on both databases.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(DIGEST), nullable=False),
)
# One row: when the whole chain was verified last, and how far it held.
audit_check = Table(
    "audit_check",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(DIGEST), nullable=False),
    Column("first_broken", Integer),
)
audit_entry = Table(
    "audit_entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(NAME), nullable=False),
    Column("action", String(WORD), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("previous", String(DIGEST), nullable=False),
    Column("digest", String(DIGEST), nullable=False),
    # What an auditor asks for: everything on one case, of one person, of some days.
    Index("ix_audit_entry_subject", "subject", "number"),
    Index("ix_audit_entry_actor", "actor", "number"),
    Index("ix_audit_entry_action", "action", "number"),
    Index("ix_audit_entry_at", "at"),
)
