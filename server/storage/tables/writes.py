"""Tables of what goes with a write: the key that makes it one, and what is sent after it."""

from sqlalchemy import JSON, Column, Integer, String, Table

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, NAME, WORD, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(WORD), nullable=False),
    Column("key", String(NAME), nullable=False, unique=True),
    Column("serial", String(WORD), nullable=False, index=True),
    Column("payload", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    # When it is tried; empty once it is delivered, or given to a person.
    Column("due_at", Instant, index=True),
    Column("delivered_at", Instant, index=True),
    Column("attempts", Integer, nullable=False),
    Column("last_error", String(NAME)),
    Column("last_status", Integer),
)
idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("scope", String(NAME), primary_key=True),
    Column("key", String(WORD), primary_key=True),
    Column("content_digest", String(DIGEST), nullable=False),
    Column("at", Instant, nullable=False),
)
