"""Tables of support access: who may look into what until when, and every look."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

support_access = Table(
    "support_access",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("house", String(NAME), nullable=False, index=True),
    # None: every case of the house.
    Column("case_id", ForeignKey("case_file.id"), index=True),
    Column("purpose", Text, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("asked_by", ForeignKey("account.id"), nullable=False, index=True),
    Column("asked_by_name", String(NAME), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False, index=True),
    Column("answered_by_name", String(NAME), nullable=False),
    Column("answered_at", Instant),
    Column("until", Instant),
    Column("ended_by_name", String(NAME), nullable=False),
    Column("ended_at", Instant),
    Column("version", Integer, nullable=False),
)
support_reading = Table(
    "support_reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("access", ForeignKey("support_access.id"), nullable=False, index=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
