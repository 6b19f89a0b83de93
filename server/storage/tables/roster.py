"""Tables of the roster: entries, their history and papers, adoptions by other courts, complaints."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata

roster_entry = Table(
    "roster_entry",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("kind", String(WORD), nullable=False),
    Column("court", String(NAME), nullable=False, index=True),
    Column("office", String(NAME), nullable=False, index=True),
    Column("organisation", ForeignKey("roster_entry.id"), index=True),
    Column("account", ForeignKey("account.id"), unique=True),
    Column("state", String(WORD), nullable=False, index=True),
    # What lists show and search by: the live values, or the proposed ones of what is not listed yet.
    Column("name", String(NAME), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("live", JSON),
    Column("live_sealed", LargeBinary),
    Column("proposed", JSON),
    Column("proposed_sealed", LargeBinary),
    Column("removal", Boolean, nullable=False),
    Column("certificate_number", String(WORD)),
    Column("certificate_issued_on", Date),
    Column("reported_by", ForeignKey("account.id")),
    Column("reported_office", String(NAME)),
    Column("reported_at", Instant),
    Column("reason", Text, nullable=False),
    Column("stopped", String(WORD)),
    Column("reviewed_at", Instant),
    Column("version", Integer, nullable=False),
    Index("uq_roster_entry_certificate_number", "court", "certificate_number", unique=True),
)

roster_version = Table(
    "roster_version",
    metadata,
    Column("entry", ForeignKey("roster_entry.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("what", String(WORD), nullable=False),
    Column("profile", JSON, nullable=False),
    Column("profile_sealed", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(NAME), nullable=False),
)

roster_paper = Table(
    "roster_paper",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("entry", ForeignKey("roster_entry.id"), nullable=False, index=True),
    Column("name", String(NAME), nullable=False),
    Column("media", String(WORD), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(DIGEST), nullable=False),
    Column("blob", String(ID), nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", String(NAME), nullable=False),
    # The confirmed version it stands with; empty while it waits.
    Column("roster_version", Integer),
)

roster_adoption = Table(
    "roster_adoption",
    metadata,
    Column("entry", ForeignKey("roster_entry.id"), primary_key=True),
    Column("court", String(NAME), primary_key=True),
    Column("asked_by", ForeignKey("account.id"), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("answered_by", ForeignKey("account.id")),
    Column("answered_at", Instant),
    Column("version", Integer, nullable=False),
)

complaint = Table(
    "complaint",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("entry", ForeignKey("roster_entry.id"), nullable=False, index=True),
    Column("court", String(NAME), nullable=False, index=True),
    Column("ground", String(WORD), nullable=False),
    Column("text", Text, nullable=False),
    Column("serial", String(WORD), nullable=False),
    Column("complainant", String(NAME), nullable=False),
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("decision", Text, nullable=False),
    Column("informed", String(NAME), nullable=False),
    Column("decided_by", ForeignKey("account.id")),
    Column("decided_at", Instant),
    Column("version", Integer, nullable=False),
)
