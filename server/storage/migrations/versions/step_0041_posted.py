"""The day on which the application of a case had been posted, kept beside its first receipt."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of cases before nothing is known, and their receipt counts."""
    op.add_column("case_file", sa.Column("posted_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("case_file", "posted_on")
