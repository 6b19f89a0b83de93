"""When a party received the ruling that set an award aside, and what shows it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; no award of before is known to have been set aside."""
    op.add_column("award_received", sa.Column("annulled_on", sa.Date(), nullable=True))
    op.add_column("award_received", sa.Column("annulled_proof", sa.String(200), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("award_received") as table:
        table.drop_column("annulled_proof")
        table.drop_column("annulled_on")
