"""By which version of the rules the kept clocks of a case were worked out."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table. What was kept so far is older than every version, and is worked out anew while the server runs."""
    op.create_table(
        "clock_rules",
        sa.Column("case_id", sa.String(64), sa.ForeignKey("case_file.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_clock_rules_version"), "clock_rules", ["version"])
    op.execute("INSERT INTO clock_rules (case_id, version) SELECT id, 0 FROM case_file")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("clock_rules")
