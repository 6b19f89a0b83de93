"""The limitation to ask for arbitration, who confirmed an oral record, from which filing a file was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "limitation",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("employment", sa.String(length=64), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("pay", sa.Boolean(), nullable=False),
        sa.Column("other", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_limitation_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_limitation")),
    )
    op.create_table(
        "record_confirmation",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signing", sa.String(length=64), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=True),
        sa.Column("recorded_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_record_confirmation_case_id")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_record_confirmation_document")),
        sa.ForeignKeyConstraint(["identity"], ["participant.identity"], name=op.f("fk_record_confirmation_identity")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_record_confirmation_recorded_by")),
        sa.PrimaryKeyConstraint("document", "identity", name=op.f("pk_record_confirmation")),
    )
    op.create_index(op.f("ix_record_confirmation_case_id"), "record_confirmation", ["case_id"])
    op.add_column(
        "transferable_material",
        sa.Column("filing_reference", sa.String(length=200), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Drop tables and column."""
    op.drop_column("transferable_material", "filing_reference")
    op.drop_table("record_confirmation")
    op.drop_table("limitation")
