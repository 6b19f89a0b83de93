"""Tables of recordings and of who played them."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata

recording = Table(
    "recording",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("session", ForeignKey("session.id"), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("state", String(WORD), nullable=False, index=True),
    Column("ended_at", Instant),
    Column("duration_ms", BigInteger, nullable=False),
    Column("tracks", Integer, nullable=False),
    Column("interrupted", Boolean, nullable=False),
    Column("manifest_sha256", String(DIGEST)),
    Column("problem", String(WORD)),
    Column("version", Integer, nullable=False),
)
viewing = Table(
    "viewing",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("session", ForeignKey("session.id"), nullable=False, index=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("role", String(WORD), nullable=False),
    Column("purpose", String(WORD), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
play = Table(
    "play",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("viewing", ForeignKey("viewing.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("action", String(WORD), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
