"""Tables of recordings, of who played them, and of who wants them deleted."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

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
recording_deletion = Table(
    "recording_deletion",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("session", ForeignKey("session.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("asked_by", ForeignKey("account.id"), nullable=False),
    Column("asked_by_name", String(NAME), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("opinion", Text, nullable=False),
    Column("answered_by_name", String(NAME), nullable=False),
    Column("answered_at", Instant),
    Column("certificate", String(ID)),
    Column("version", Integer, nullable=False),
    # One waits at a time for each session, also when two ask at the same moment.
    Index(
        "ix_recording_deletion_asked",
        "session",
        unique=True,
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    ),
)
