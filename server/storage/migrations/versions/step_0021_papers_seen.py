"""Papers that were seen: of whom staff compared the original, and the files that belong to an authority."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody's paper was noted before, and no file was bound to an authority."""
    op.add_column("participant", sa.Column("identity_seen_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("authority", sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("authority", "files")
    op.drop_column("participant", "identity_seen_sealed")
