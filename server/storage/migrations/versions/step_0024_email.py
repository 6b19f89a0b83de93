"""E-mail addresses of people, and whether messages go there."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody's address was known before."""
    op.add_column("participant", sa.Column("email_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("participant", sa.Column("prefers_email", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("participant") as table:
        table.drop_column("prefers_email")
        table.drop_column("email_sealed")
