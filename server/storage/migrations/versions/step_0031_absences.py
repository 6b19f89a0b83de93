"""Respondents who take no part in a mediation that goes on with others."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add why and since when; a no ended every case before."""
    op.add_column("participant", sa.Column("absence", sa.String(64), nullable=True))
    op.add_column("participant", sa.Column("absent_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("participant") as table:
        table.drop_column("absent_since")
        table.drop_column("absence")
