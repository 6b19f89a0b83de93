"""Who received the ruling that confirms an agreement, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Days to object that were counted from the day a ruling was written down are dropped."""
    op.add_column("door_application", sa.Column("received", sa.JSON(), nullable=False, server_default="[]"))
    op.execute("DELETE FROM case_clock WHERE key = 'objection'")


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("door_application") as table:
        table.drop_column("received")
