"""The audit log found by case, person and day."""

from alembic import op

revision = "0042"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject", "number"])
    op.create_index("ix_audit_entry_actor", "audit_entry", ["actor", "number"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_audit_entry_at", "audit_entry")
    op.drop_index("ix_audit_entry_actor", "audit_entry")
    op.drop_index("ix_audit_entry_subject", "audit_entry")
