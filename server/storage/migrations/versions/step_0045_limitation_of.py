"""Whose year to ask for arbitration is counted: what one worker said decides nobody else's day."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is kept is the year of whoever wrote it by the own link, or of the first applicant."""
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
    """Drop it."""
    with op.batch_alter_table("limitation") as table:
        table.drop_column("identity")
