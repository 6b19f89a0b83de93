"""The limitation to ask for arbitration."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "limitation",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("employment", sa.String(length=64), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("pay", sa.Boolean(), nullable=False),
        sa.Column("other", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_limitation_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_limitation")),
    )
