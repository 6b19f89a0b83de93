"""What was handed in, kept beside its receipt: the text whose digest the receipt names."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of receipts given out before, only the digest is known."""
    op.add_column("first_receipt", sa.Column("text_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("first_receipt", "text_sealed")
