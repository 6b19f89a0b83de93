"""Which version of a question a party answered."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; answers given before name no version."""
    op.add_column("concurrence_answer", sa.Column("wording", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("concurrence_answer", "wording")
