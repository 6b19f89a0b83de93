"""Messages to people, and the views staff keep of the list of cases."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

prompt = Table(
    "prompt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(NAME), nullable=False, unique=True),
    Column("case_id", ForeignKey("case_file.id"), index=True),
    Column("kind", String(WORD), nullable=False),
    Column("identity", ForeignKey("participant.identity")),
    Column("account", ForeignKey("account.id"), index=True),
    Column("complaint", ForeignKey("complaint.id"), index=True),
    Column("text", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Instant),
    Column("error", Text),
    Index("ix_prompt_state_due_at", "state", "due_at"),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("name", String(ID), primary_key=True),
    Column("query", Text, nullable=False),
)
