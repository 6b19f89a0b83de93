"""Every table. Instants are UTC, personal numbers are sealed, secrets are digests."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from server.storage.columns import Instant
from server.storage.tables import desk as desk
from server.storage.tables import intake
from server.storage.tables import parties as parties
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata
from server.storage.tables.roster import complaint as complaint
from server.storage.tables.roster import roster_adoption as roster_adoption
from server.storage.tables.roster import roster_entry as roster_entry
from server.storage.tables.roster import roster_version as roster_version

__all__ = ["intake", "metadata"]

account = Table(
    "account",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("login", String(WORD), nullable=False, unique=True),
    Column("name", String(NAME), nullable=False),
    Column("role", String(WORD), nullable=False),
    Column("organisation", String(NAME), nullable=False),
    Column("password_hash", String(NAME), nullable=False),
    Column("wrong_passwords", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("version", Integer, nullable=False),
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
)

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
    Column("version", Integer, nullable=False),
)

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
    Column("version", Integer, nullable=False),
)


def _invited() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["session", "identity"], ["invitation.session", "invitation.identity"])


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

# One row; updating it first makes writers of the chain queue up, on both databases.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(DIGEST), nullable=False),
)

# One row: when the whole chain was verified last, and how far it held.
audit_check = Table(
    "audit_check",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(DIGEST), nullable=False),
    Column("first_broken", Integer),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(NAME), nullable=False),
    Column("action", String(WORD), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("previous", String(DIGEST), nullable=False),
    Column("digest", String(DIGEST), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(WORD), nullable=False),
    Column("key", String(NAME), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("delivered_at", Instant, index=True),
    Column("attempts", Integer, nullable=False),
    Column("last_error", String(NAME)),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("scope", String(NAME), primary_key=True),
    Column("key", String(WORD), primary_key=True),
    Column("content_digest", String(DIGEST), nullable=False),
    Column("at", Instant, nullable=False),
)

meeting_state = Table(
    "meeting_state",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("state", JSON, nullable=False),
)

session_quality = Table(
    "session_quality",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("level", String(WORD)),
    Column("uplink_loss", Float),
    Column("downlink_loss", Float),
    Column("round_trip_ms", Float),
    Column("jitter_ms", Float),
    Column("uplink_bps", BigInteger),
    Column("downlink_bps", BigInteger),
    Column("report", JSON),
)

room_event = Table(
    "room_event",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("identity", String(ID)),
    Column("name", String(NAME)),
    Column("place", String(WORD)),
    Column("note", Text),
    Column("audience", JSON),
)

# The other modules of tables hang theirs on the same metadata.
from server.storage.tables import referral as referral  # noqa: E402 - as below
from server.storage.tables import terms as terms  # noqa: E402 - after the tables they point at; re-exported
