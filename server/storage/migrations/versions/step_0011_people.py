"""Where a person comes from; which version of them was read, so that two who correct them notice each other."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add origin and version."""
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("origin", sa.String(length=64), nullable=False, server_default="mainland"))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop the columns."""
    for column in ("version", "origin"):
        op.drop_column("participant", column)
