"""Support access: who may look into what until when, and every look."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "support_access",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("house", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("answered_by_name", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_name", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_support_access_asked_by")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_support_access_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_access")),
    )
    for name in ("house", "case_id", "asked_by", "state"):
        op.create_index(op.f(f"ix_support_access_{name}"), "support_access", [name])
    op.create_table(
        "support_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("access", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["access"], ["support_access.id"], name=op.f("fk_support_reading_access")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_support_reading_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_reading")),
    )
    for name in ("access", "case_id"):
        op.create_index(op.f(f"ix_support_reading_{name}"), "support_reading", [name])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("support_reading")
    op.drop_table("support_access")
