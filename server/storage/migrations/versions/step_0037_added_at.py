"""When staff added somebody to a case: from then on the three working days of asking a respondent run."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever is in a case already is counted from its acceptance, as before."""
    op.add_column("participant", sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("participant") as table:
        table.drop_column("added_at")
