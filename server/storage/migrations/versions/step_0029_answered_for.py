"""Who answered for a party, and by which authority."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; every answer of before was the party's own."""
    op.add_column("concurrence_answer", sa.Column("said_by", sa.String(64), nullable=True))
    op.add_column("concurrence_answer", sa.Column("authority_kind", sa.String(64), nullable=True))
    op.add_column("concurrence_answer", sa.Column("authorised_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("concurrence_answer") as table:
        table.drop_column("authorised_on")
        table.drop_column("authority_kind")
        table.drop_column("said_by")
