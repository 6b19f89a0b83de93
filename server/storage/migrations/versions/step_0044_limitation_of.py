"""Whose year to ask for arbitration is counted, which case ended while given back, and when a former term began."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is kept is the year of whoever wrote it by the own link, or of the first applicant.

    Of endings that are kept nobody knows any more whether the application was given back before: as until now.
    """
    op.add_column("case_term", sa.Column("former_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_ending", sa.Column("was_returned", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("limitation", sa.Column("identity", sa.String(64), nullable=True))
    op.execute(
        """
        UPDATE limitation SET identity = COALESCE(
            (SELECT applicant FROM application_draft WHERE application_draft.case_id = limitation.case_id),
            (SELECT identity FROM participant
             WHERE participant.case_id = limitation.case_id AND side = 'applicant' AND role = 'party'
             ORDER BY CASE kind WHEN 'person' THEN 0 ELSE 1 END, position LIMIT 1)
        )
        """
    )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("case_term") as table:
        table.drop_column("former_at")
    with op.batch_alter_table("case_ending") as table:
        table.drop_column("was_returned")
    with op.batch_alter_table("limitation") as table:
        table.drop_column("identity")
