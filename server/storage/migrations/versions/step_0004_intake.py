"""Intake: receipts, drafts, awards, materials, the party's own link."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = (
    "case_link",
    "protected_material",
    "transferable_material",
    "explanation",
    "award_received",
    "award",
    "case_return",
    "first_receipt",
    "document",
    "application_draft",
)
"""In the order in which they may be dropped: what refers before what it refers to."""

_REFUSE = "a first receipt never changes"


def upgrade() -> None:
    """Create the tables, and let the database itself refuse to change a receipt."""
    _applications()
    _arbitration()
    _materials()
    _make_receipts_immutable()


def downgrade() -> None:
    """Drop the tables, and what refused to change a receipt."""
    for name in _TABLES:
        op.drop_table(name)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_receipt_change()")


def _applications() -> None:
    """Drafts and what was given out for them."""
    op.create_table(
        "application_draft",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("application_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("house", sa.String(length=200), nullable=True),
        sa.Column("house_is_court", sa.Boolean(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("applicant", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_application_draft_created_by")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_application_draft")),
    )
    op.create_index(op.f("ix_application_draft_house"), "application_draft", ["house"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_document_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_case_id"), "document", ["case_id"], unique=False)
    op.create_table(
        "first_receipt",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receiver", sa.String(length=200), nullable=False),
        sa.Column("submitter", sa.String(length=200), nullable=False),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_first_receipt_case_id")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_first_receipt_document")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_first_receipt")),
        sa.UniqueConstraint("serial", name=op.f("uq_first_receipt_serial")),
    )
    op.create_table(
        "case_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_return_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_return")),
    )
    op.create_index(op.f("ix_case_return_case_id"), "case_return", ["case_id"], unique=False)


def _arbitration() -> None:
    """Awards, explanations of risk and consents to mediate."""
    op.create_table(
        "award",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("arbitration", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("finality", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_award_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_award")),
    )
    op.create_table(
        "award_received",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("proof", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["award.case_id"], name=op.f("fk_award_received_case_id")),
        sa.PrimaryKeyConstraint("case_id", "identity", name=op.f("pk_award_received")),
    )
    op.create_table(
        "explanation",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=True),
        sa.Column("recorded_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_explanation_case_id")),
        sa.ForeignKeyConstraint(["identity"], ["participant.identity"], name=op.f("fk_explanation_identity")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_explanation_recorded_by")),
        sa.PrimaryKeyConstraint("case_id", "identity", name=op.f("pk_explanation")),
    )


def _materials() -> None:
    """Materials in two classes, and personal links."""
    op.create_table(
        "transferable_material",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.Column("digitised_operator", sa.String(length=200), nullable=True),
        sa.Column("digitised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digitised_holder", sa.String(length=200), nullable=True),
        sa.Column("comparison", sa.String(length=64), nullable=False),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transferable_material")),
    )
    op.create_index(op.f("ix_transferable_material_case_id"), "transferable_material", ["case_id"], unique=False)
    op.create_table(
        "protected_material",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_material")),
    )
    op.create_index(op.f("ix_protected_material_case_id"), "protected_material", ["case_id"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=True),
        sa.Column("move_tries", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "identity", name=op.f("pk_case_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_case_link_token_digest")),
    )


def _make_receipts_immutable() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER first_receipt_no_{act.lower()} BEFORE {act} ON first_receipt "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_receipt_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER first_receipt_no_change BEFORE UPDATE OR DELETE ON first_receipt "
        "FOR EACH ROW EXECUTE FUNCTION refuse_receipt_change()"
    )
