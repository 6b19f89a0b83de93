"""Causes of action as an administrator entered them: every version stays."""

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import NAME, WORD, metadata

cause_entry = Table(
    "cause_entry",
    metadata,
    Column("code", String(WORD), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", String(NAME), nullable=False),
    Column("heading", String(NAME), nullable=False),
    Column("until", Date),
    Column("plain", JSON, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_by", String(NAME), nullable=False),
    Column("changed_at", Instant, nullable=False),
)
