"""Tables of how long things are kept: the policy, holds, certificates of deletion, and what people ask about it."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

# Each change of a court a new version; under them stand what the installation had decided for everybody, by no name,
# and the one shipped with the program.
retention_policy = Table(
    "retention_policy",
    metadata,
    Column("court", String(NAME), primary_key=True, server_default=""),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("case_file", Integer, nullable=False),
    Column("recording", Integer, nullable=False),
    Column("protected", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed_by", String(NAME), nullable=False),
    Column("changed_at", Instant, nullable=False),
)
shortening = Table(
    "shortening",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("court", String(NAME), nullable=False, server_default=""),
    # The version of the policy it would be.
    Column("policy", Integer, nullable=False),
    Column("case_file", Integer, nullable=False),
    Column("recording", Integer, nullable=False),
    Column("protected", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", ForeignKey("account.id"), nullable=False),
    Column("asked_by_name", String(NAME), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("answered_by_name", String(NAME), nullable=False),
    Column("answered_at", Instant),
    Column("version", Integer, nullable=False),
    # One waits at a time for each court, also when two ask at the same moment.
    Index(
        "ix_shortening_asked",
        "court",
        unique=True,
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    ),
)
legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("placed_by", ForeignKey("account.id"), nullable=False),
    Column("placed_by_name", String(NAME), nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("lifted_by_name", String(NAME), nullable=False),
    Column("lifted_at", Instant),
    Column("version", Integer, nullable=False),
)
# Outlives the case it speaks of, so it names neither the case's row nor a person.
deletion_certificate = Table(
    "deletion_certificate",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("serial", String(WORD), nullable=False, index=True),
    Column("kept", String(WORD), nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("months", Integer, nullable=False),
    Column("policy", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("gone", JSON, nullable=False),
    Column("finished_at", Instant, index=True),
    Column("court", String(NAME), nullable=False, server_default="", index=True),
    Column("cause", String(WORD), nullable=False, server_default="time"),
)
data_request = Table(
    "data_request",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", ForeignKey("account.id")),
    Column("answered_by_name", String(NAME), nullable=False),
    Column("answered_at", Instant),
    Column("version", Integer, nullable=False),
)
