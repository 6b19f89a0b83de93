"""Which version of a person was read, so that two who correct them notice each other."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the version."""
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
