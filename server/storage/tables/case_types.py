"""Kinds of case courts take besides labour disputes: every version stays."""

from sqlalchemy import Column, Date, Integer, String, Table

from server.storage.columns import Instant
from server.storage.tables.base import NAME, WORD, metadata

case_type_entry = Table(
    "case_type_entry",
    metadata,
    Column("court", String(NAME), primary_key=True),
    Column("kind", String(WORD), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("until", Date),
    Column("changed_by", String(NAME), nullable=False),
    Column("changed_at", Instant, nullable=False),
)
