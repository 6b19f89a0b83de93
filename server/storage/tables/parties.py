"""Who acts for whom, what people agreed to, who was tried to be reached, who saw personal numbers."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

authority = Table(
    "authority",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("agent", ForeignKey("participant.identity"), nullable=False),
    Column("principal", ForeignKey("participant.identity"), nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("matters", Text, nullable=False),
    Column("powers", JSON, nullable=False),
    Column("papers", JSON, nullable=False),
    Column("files", JSON, nullable=False, server_default="[]"),
    Column("seen_by", String(NAME)),
    Column("seen_on", Date),
    Column("signed_on", Date, nullable=False),
    Column("until", Date),
    Column("recorded_by", String(NAME), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("version", Integer, nullable=False),
)

step_answer = Table(
    "step_answer",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("identity", ForeignKey("participant.identity"), primary_key=True),
    Column("step", String(WORD), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("answer", Boolean, nullable=False),
    Column("wording", String(WORD), nullable=False),
    Column("at", Instant, nullable=False),
    Column("channel", String(WORD), nullable=False),
    Column("recorded_by", String(NAME), nullable=False),
    Column("origin", String(NAME), nullable=False),
    Column("reason", Text, nullable=False),
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("step", String(WORD), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("decided_by", String(NAME)),
    Column("decided_at", Instant),
    Column("decision", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

contact = Table(
    "contact",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("channel", String(WORD), nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("outcome", String(WORD), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(NAME), nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

personal_look = Table(
    "personal_look",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("role", String(WORD), nullable=False),
    Column("purpose", String(WORD), nullable=False),
    Column("reason", Text, nullable=False),
)
