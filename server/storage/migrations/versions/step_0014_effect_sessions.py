"""In which sessions the agreement was made that took effect, so that no other terms leave with it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AGREED = ("settled", "partly_settled")


def upgrade() -> None:
    """Add the column; of effects recorded before, the last session in which something was agreed is named."""
    op.add_column("agreement_effect", sa.Column("sessions", sa.JSON(), nullable=False, server_default="[]"))
    effect = sa.table("agreement_effect", sa.column("case_id", sa.String()), sa.column("sessions", sa.JSON()))
    session = sa.table("session", sa.column("id"), sa.column("case_id"), sa.column("number"))
    outcome = sa.table("outcome", sa.column("session"), sa.column("kind"))
    agreed = (
        sa.select(session.c.case_id, session.c.id)
        .join(outcome, outcome.c.session == session.c.id)
        .where(outcome.c.kind.in_(_AGREED))
        .order_by(session.c.case_id, session.c.number)
    )
    connection = op.get_bind()
    last = {row.case_id: row.id for row in connection.execute(agreed)}
    for case, found in last.items():
        connection.execute(effect.update().where(effect.c.case_id == case).values(sessions=[found]))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("agreement_effect", "sessions")
