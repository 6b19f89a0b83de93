"""Tables of intake: drafts, receipts, documents, awards, returns, materials and the party's own link."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text, false

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata

# The case may not exist yet: a draft has the name of the case it becomes.
application_draft = Table(
    "application_draft",
    metadata,
    Column("case_id", String(ID), primary_key=True),
    Column("door", String(WORD), nullable=False),
    Column("application_sealed", LargeBinary, nullable=False),
    Column("house", String(NAME), index=True),
    Column("house_is_court", Boolean),
    Column("created_by", ForeignKey("account.id")),
    Column("created_by_name", String(NAME), nullable=False),
    Column("applicant", String(ID)),
    Column("created_at", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("handed_in_at", Instant),
    Column("version", Integer, nullable=False),
)

# A trigger refuses every change of a row (migration 0004).
first_receipt = Table(
    "first_receipt",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("serial", String(WORD), nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("receiver", String(NAME), nullable=False),
    Column("submitter", String(NAME), nullable=False),
    Column("door", String(WORD), nullable=False),
    Column("content_sha256", String(DIGEST), nullable=False),
    Column("materials", JSON, nullable=False),
    Column("document", ForeignKey("document.id"), nullable=False),
    Column("text_sealed", LargeBinary),
)

document = Table(
    "document",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("kind", String(WORD), nullable=False),
    Column("title", String(NAME), nullable=False),
    Column("sha256", String(DIGEST), nullable=False),
    Column("size", Integer, nullable=False),
    Column("blob", String(ID), nullable=False),
    Column("made_at", Instant, nullable=False),
)

served_copy = Table(
    "served_copy",
    metadata,
    Column("document", ForeignKey("document.id"), primary_key=True),
    Column("channel", String(WORD), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("identity", ForeignKey("participant.identity"), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("sha256", String(DIGEST), nullable=False),
    Column("facts_sha256", String(DIGEST), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_name", String(NAME), nullable=False),
)

award = Table(
    "award",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("arbitration", String(WORD), nullable=False),
    Column("number", String(NAME), nullable=False),
    Column("finality", String(WORD)),
)

award_received = Table(
    "award_received",
    metadata,
    Column("case_id", ForeignKey("award.case_id"), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("standing", String(WORD), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("proof", String(NAME), nullable=False),
    Column("annulled_on", Date),
    Column("annulled_proof", String(NAME)),
)

limitation = Table(
    "limitation",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("known_on", Date),
    Column("employment", String(WORD)),
    Column("ended_on", Date),
    Column("pay", Boolean, nullable=False),
    Column("other", Boolean, nullable=False),
    # Whose year it is; empty where no party was named when it was said.
    Column("identity", String(ID), primary_key=True, server_default=""),
)

record_confirmation = Table(
    "record_confirmation",
    metadata,
    Column("document", ForeignKey("document.id"), primary_key=True),
    Column("identity", ForeignKey("participant.identity"), primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("sha256", String(DIGEST), nullable=False),
    Column("at", Instant, nullable=False),
    Column("signing", String(WORD), nullable=False),
    Column("recorded_by", ForeignKey("account.id")),
    Column("recorded_by_name", String(NAME), nullable=False),
)

explanation = Table(
    "explanation",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("identity", ForeignKey("participant.identity"), primary_key=True),
    Column("version", String(WORD), nullable=False),
    Column("at", Instant, nullable=False),
    Column("channel", String(WORD), nullable=False),
    Column("recorded_by", ForeignKey("account.id")),
    Column("recorded_by_name", String(NAME), nullable=False),
    # Which bar they were told of; empty where that was not kept yet.
    Column("bar", String(WORD), primary_key=True, server_default=""),
)

case_return = Table(
    "case_return",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("code", String(WORD), nullable=False),
    Column("advice", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by_name", String(NAME), nullable=False),
)

transferable_material = Table(
    "transferable_material",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", String(ID), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("media", String(WORD), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(DIGEST), nullable=False),
    Column("blob", String(ID), nullable=False),
    Column("origin", String(WORD), nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", String(NAME), nullable=False),
    Column("party", String(ID)),
    Column("digitised_operator", String(NAME)),
    Column("digitised_at", Instant),
    Column("digitised_holder", String(NAME)),
    Column("filing_reference", String(NAME), nullable=False, server_default=""),
    Column("comparison", String(WORD), nullable=False),
    Column("objection", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

protected_material = Table(
    "protected_material",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", String(ID), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("media", String(WORD), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(DIGEST), nullable=False),
    Column("blob", String(ID), nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", String(NAME), nullable=False),
    Column("party", String(ID)),
)

case_link = Table(
    "case_link",
    metadata,
    Column("case_id", String(ID), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("token_digest", String(DIGEST), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("device_digest", String(DIGEST)),
    Column("move_tries", Integer, nullable=False),
    Column("revoked_at", Instant),
    # Whether the application was begun by it.
    Column("began", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
)
