"""Tables of choosing, referring and accepting."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

mediator_choice = Table(
    "mediator_choice",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("state", String(WORD), nullable=False, index=True),
    Column("picks", JSON, nullable=False),
    Column("handed_at", Instant),
    Column("handed_over", String(WORD)),
    Column("version", Integer, nullable=False),
    Index("uq_mediator_choice_case_id_number", "case_id", "number", unique=True),
)

referral = Table(
    "referral",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", String(WORD), nullable=False),
    Column("entry", ForeignKey("roster_entry.id"), nullable=False, index=True),
    Column("organisation", String(NAME), nullable=False),
    Column("mediator_entry", ForeignKey("roster_entry.id")),
    Column("mediator_name", String(NAME), nullable=False),
    Column("chosen_by", String(WORD), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("sent_by", ForeignKey("account.id"), nullable=False),
    Column("state", String(WORD), nullable=False, index=True),
    Column("answered_at", Instant),
    Column("signed_for_at", Instant),
    Column("answered_by", ForeignKey("account.id")),
    Column("ground", String(WORD)),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_referral_case_id_number", "case_id", "number", unique=True),
)

disclosure = Table(
    "disclosure",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("mediator", ForeignKey("account.id"), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("grounds", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("replies", JSON, nullable=False),
    Column("version", Integer, nullable=False),
)

challenge = Table(
    "challenge",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("mediator", ForeignKey("account.id"), nullable=False),
    Column("asked_by", ForeignKey("participant.identity"), nullable=False),
    Column("ground", String(WORD), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("decision", Text, nullable=False),
    Column("decided_by", ForeignKey("account.id")),
    Column("decided_by_name", String(NAME), nullable=False),
    Column("decided_at", Instant),
    Column("version", Integer, nullable=False),
)

panel_seat = Table(
    "panel_seat",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("entry", ForeignKey("roster_entry.id")),
    Column("name", String(NAME), nullable=False),
    Column("until", Instant),
    Column("presides", Boolean, nullable=False),
)

change_request = Table(
    "change_request",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("refuses_to_choose", Boolean, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", Instant),
    Column("version", Integer, nullable=False),
)
