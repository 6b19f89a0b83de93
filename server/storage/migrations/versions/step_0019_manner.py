"""How each invited person will attend a session, who confirmed it, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody was asked before."""
    op.add_column("invitation", sa.Column("manner", sa.String(length=64), nullable=True))
    op.add_column("invitation", sa.Column("manner_confirmed_by", sa.String(length=200), nullable=True))
    op.add_column("invitation", sa.Column("manner_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for name in ("manner_at", "manner_confirmed_by", "manner"):
        op.drop_column("invitation", name)
