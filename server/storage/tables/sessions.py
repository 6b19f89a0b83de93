"""Tables of a session: who is invited, what they answered and were found to be, and how it ended."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata

session = Table(
    "session",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("mediator", ForeignKey("account.id"), nullable=False, index=True),
    Column("starts_at", Instant, nullable=False, index=True),
    Column("minutes", Integer, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("opened_at", Instant),
    Column("ended_at", Instant),
    Column("mode", String(WORD), nullable=False),
    Column("form", String(WORD), nullable=False),
    Column("place", String(NAME), nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_session_case_id_number", "case_id", "number", unique=True),
)
invitation = Table(
    "invitation",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("identity", ForeignKey("participant.identity"), primary_key=True),
    Column("token_digest", String(DIGEST), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("device_digest", String(DIGEST)),
    Column("move_tries", Integer, nullable=False),
    Column("suspended_at", Instant),
    Column("suspended_reason", Text),
    Column("revoked_at", Instant),
    Column("manner", String(WORD)),
    Column("manner_confirmed_by", String(NAME)),
    Column("manner_at", Instant),
    Column("test_asked_at", Instant),
    Column("version", Integer, nullable=False),
)

retired_link = Table(
    "retired_link",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    Column("at", Instant, nullable=False),
)
"""Tokens in whose place a newer link was made: whoever opens one is told so."""


def _invited() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["session", "identity"], ["invitation.session", "invitation.identity"])


manner_wish = Table(
    "manner_wish",
    metadata,
    Column("session", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("manner", String(WORD), nullable=False),
    Column("reason", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("decided_by", String(NAME), nullable=False),
    Column("decided_at", Instant),
    Column("why", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _invited(),
)

consent_answer = Table(
    "consent_answer",
    metadata,
    Column("session", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("purpose", String(WORD), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("answer", Boolean, nullable=False),
    Column("version", String(WORD), nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("channel", String(WORD), nullable=False),
    _invited(),
)
acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("session", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("version", String(WORD), primary_key=True),
    Column("at", Instant, nullable=False),
    _invited(),
)
device_check = Table(
    "device_check",
    metadata,
    Column("session", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("camera", String(WORD), nullable=False),
    Column("microphone", String(WORD), nullable=False),
    Column("speaker", String(WORD), nullable=False),
    Column("connection", String(WORD), nullable=False),
    Column("note", Text),
    _invited(),
)
identity_record = Table(
    "identity_record",
    metadata,
    Column("session", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("result", String(WORD), nullable=False),
    Column("method", String(WORD), nullable=False),
    Column("operator", ForeignKey("account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Text),
    _invited(),
)
outcome = Table(
    "outcome",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("kind", String(WORD), nullable=False),
    Column("ending_code", String(WORD)),
    Column("terms", Text),
    Column("reason", Text),
    Column("next_session_at", Instant),
    Column("attendance", JSON, nullable=False),
    Column("concluded_by", ForeignKey("account.id"), nullable=False),
    Column("concluded_by_name", String(NAME), nullable=False),
    Column("concluded_at", Instant, nullable=False),
)
