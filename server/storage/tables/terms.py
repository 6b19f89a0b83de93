"""Tables of terms, pauses, extensions, endings and what follows an agreement."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text, false

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

KEY = 128
"""Length of the key of a clock: a word and an identity."""

case_term = Table(
    "case_term",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("event", String(WORD), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("signed_for_at", Instant),
    Column("former_at", Instant),
    Column("version", Integer, nullable=False),
)

term_extension = Table(
    "term_extension",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("requested_at", Instant, nullable=False),
    Column("requested_by", String(NAME), nullable=False),
    Column("reason", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("base", String(WORD), nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("granted_at", Instant),
    Column("version", Integer, nullable=False),
)

# `subject` names what was asked, such as `extension:…`; answers are added, never changed. `said_by` is whoever answered
# for the party, with kind and day of the authority as it stood then.
concurrence_answer = Table(
    "concurrence_answer",
    metadata,
    Column("subject", String(KEY), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("form", String(WORD), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recorded_by", String(NAME), nullable=False),
    Column("wording", String(WORD), nullable=False, server_default=""),
    Column("said_by", String(ID)),
    Column("authority_kind", String(WORD)),
    Column("authorised_on", Date),
    Column("words", Text, nullable=False, server_default=""),
)

# The facts of a case that are put to its parties, in the words of one moment: editions are added, never changed. What
# parties answered to a fact is a `concurrence_answer` to `facts:{case}:{edition}:{number}`.
facts_edition = Table(
    "facts_edition",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("facts", JSON, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("written_by", String(NAME), nullable=False),
)

term_pause = Table(
    "term_pause",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("kind", String(WORD), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", String(NAME), nullable=False),
    Column("reason", Text, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(NAME), nullable=False),
    Column("state_before", String(WORD)),
    Column("is_counted", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

case_ending = Table(
    "case_ending",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("code", String(WORD), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("ended_by", ForeignKey("account.id"), nullable=False),
    Column("ended_by_name", String(NAME), nullable=False),
    Column("report", JSON(none_as_null=True)),
    Column("reported_at", Instant),
    Column("hand_over", JSON(none_as_null=True)),
    Column("receipt", JSON(none_as_null=True)),
    Column("closed_at", Instant),
    # Given back, and not handed in again.
    Column("was_returned", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
)

agreement_effect = Table(
    "agreement_effect",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("signatures", JSON, nullable=False),
    Column("mediator_signed_at", Instant, nullable=False),
    Column("sealed_at", Instant),
    Column("clauses", JSON, nullable=False),
    Column("performances", JSON, nullable=False),
    Column("sessions", JSON, nullable=False, server_default="[]"),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", String(NAME), nullable=False),
    Column("follow_up_on", Date, index=True),
    Column("follow_ups", JSON, nullable=False, server_default="[]"),
    Column("followed_up_on", Date),
    Column("version", Integer, nullable=False),
)

door_application = Table(
    "door_application",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("door", String(WORD), nullable=False),
    Column("applicant", ForeignKey("participant.identity"), nullable=False),
    Column("applied_at", Instant, nullable=False),
    Column("state", String(WORD), nullable=False),
    Column("sent_at", Instant),
    Column("ruled_on", Date),
    Column("received", JSON, nullable=False, server_default="[]"),
    Column("note", Text, nullable=False),
    Column("handed_in_on", Date),
    Column("proof", Text),
    Column("version", Integer, nullable=False),
)

# Worked out from the facts in their transaction, so that lists need no law; `server.services.clocks` fills it.
case_clock = Table(
    "case_clock",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("key", String(KEY), primary_key=True),
    Column("rule", String(WORD), nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("nominal_on", Date, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("state", String(WORD), nullable=False),
    Column("is_provisional", Boolean, nullable=False),
    Column("done_on", Date),
)

# By which version of the rules the clocks of a case were worked out (`server.domain.clocks.RULES_VERSION`); a case
# without clocks has a row too, for a newer version may know some.
clock_rules = Table(
    "clock_rules",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("version", Integer, nullable=False, index=True),
)

# Notices entered by an administrator, each change a new version; the years shipped with the program stand under them.
calendar_notice = Table(
    "calendar_notice",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("source", String(NAME), nullable=False),
    Column("off", JSON, nullable=False),
    Column("makeup", JSON, nullable=False),
    Column("entered_by", String(NAME), nullable=False),
    Column("entered_at", Instant, nullable=False),
)

term_policy = Table(
    "term_policy",
    metadata,
    Column("court", String(NAME), primary_key=True),
    Column("extension_days", Integer, nullable=False),
    Column("extensions", Integer, nullable=False),
    Column("base", String(WORD), nullable=False),
    Column("counts_suspension", Boolean, nullable=False),
)
