"""In which state a case was when its pause began: it is resumed to what was agreed before."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; pauses of before lead back into the mediation."""
    op.add_column("term_pause", sa.Column("state_before", sa.String(64), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("term_pause") as table:
        table.drop_column("state_before")
