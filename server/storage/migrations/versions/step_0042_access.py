"""Deletions of recordings that two people decide, and the audit log found by case, person and day."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add indexes, the table, and why something was deleted: all so far because its time was over."""
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject", "number"])
    op.create_index("ix_audit_entry_actor", "audit_entry", ["actor", "number"])
    op.create_index("ix_audit_entry_action", "audit_entry", ["action", "number"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_table(
        "recording_deletion",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("answered_by_name", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("certificate", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_recording_deletion_asked_by")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_recording_deletion_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_deletion")),
    )
    op.create_index(op.f("ix_recording_deletion_session"), "recording_deletion", ["session"])
    asked = sa.text("state = 'asked'")
    op.create_index(
        "ix_recording_deletion_asked",
        "recording_deletion",
        ["session"],
        unique=True,
        sqlite_where=asked,
        postgresql_where=asked,
    )
    cause = sa.Column("cause", sa.String(length=64), nullable=False, server_default="time")
    op.add_column("deletion_certificate", cause)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("deletion_certificate") as table:
        table.drop_column("cause")
    op.drop_table("recording_deletion")
    op.drop_index("ix_audit_entry_at", "audit_entry")
    op.drop_index("ix_audit_entry_action", "audit_entry")
    op.drop_index("ix_audit_entry_actor", "audit_entry")
    op.drop_index("ix_audit_entry_subject", "audit_entry")
