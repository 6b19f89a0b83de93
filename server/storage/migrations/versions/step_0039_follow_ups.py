"""What was found when somebody asked after the performance of an agreement, and when that was done."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of agreements of before nothing was written down."""
    op.add_column("agreement_effect", sa.Column("follow_ups", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("agreement_effect", sa.Column("followed_up_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("agreement_effect") as table:
        table.drop_column("followed_up_on")
        table.drop_column("follow_ups")
