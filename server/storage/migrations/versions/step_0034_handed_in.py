"""On which day an application was handed in on paper, and what shows it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; every application of before was handed in when it was written down."""
    op.add_column("door_application", sa.Column("handed_in_on", sa.Date(), nullable=True))
    op.add_column("door_application", sa.Column("proof", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("door_application") as table:
        table.drop_column("proof")
        table.drop_column("handed_in_on")
