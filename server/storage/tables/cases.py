"""Tables of the case itself: its number, file, people, and what happened to it."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text, false

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

serial_counter = Table(
    "serial_counter",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)
case_file = Table(
    "case_file",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("serial", String(WORD), nullable=False, unique=True),
    Column("court_number", String(NAME)),
    Column("title", String(NAME), nullable=False),
    Column("cause", String(NAME), nullable=False),
    Column("claim", Text, nullable=False),
    Column("court", String(NAME), index=True),
    Column("organisation", String(NAME), index=True),
    Column("mediator", ForeignKey("account.id"), index=True),
    Column("received_at", Instant, nullable=False, index=True),
    Column("posted_on", Date),
    Column("source", String(WORD), nullable=False),
    Column("stage", String(WORD), nullable=False),
    Column("procedure", String(WORD)),
    Column("mode", String(WORD), nullable=False),
    Column("cause_code", String(WORD), nullable=False),
    Column("place", String(NAME), nullable=False),
    Column("amount", BigInteger),
    Column("workers", Integer, nullable=False),
    Column("co_mediators", Text, nullable=False),
    Column("state", String(WORD), nullable=False, index=True),
    Column("version", Integer, nullable=False),
)
case_handler = Table(
    "case_handler",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("house", String(NAME), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("since", Instant, nullable=False),
)
participant = Table(
    "participant",
    metadata,
    Column("identity", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("side", String(WORD), nullable=False),
    Column("role", String(WORD), nullable=False),
    Column("title", String(NAME), nullable=False),
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("id_number_sealed", LargeBinary, nullable=False),
    Column("linked_to", ForeignKey("participant.identity")),
    Column("kind", String(WORD), nullable=False),
    Column("standing", String(WORD), nullable=False),
    Column("origin", String(WORD), nullable=False),
    Column("identity_seen_sealed", LargeBinary),
    Column("email_sealed", LargeBinary),
    Column("prefers_email", Boolean, nullable=False, server_default=false()),
    Column("absence", String(WORD)),
    Column("absent_since", Instant),
    Column("added_at", Instant),
    # When staff put them into the case, whatever its first papers named.
    Column("entered_at", Instant),
    Column("version", Integer, nullable=False),
)
timeline_entry = Table(
    "timeline_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("actor", String(NAME), nullable=False),
    Column("text", Text, nullable=False),
    Column("tone", String(WORD), nullable=False),
)
