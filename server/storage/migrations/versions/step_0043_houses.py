"""Papers shown to a court with what is reported to its roster."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "roster_paper",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("roster_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_roster_paper_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_paper")),
    )
    op.create_index(op.f("ix_roster_paper_entry"), "roster_paper", ["entry"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("roster_paper")
