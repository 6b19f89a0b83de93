"""The year to ask for arbitration of each party of a case, where one was kept; and of which bar a party was told."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0044"
branch_labels = None
depends_on = None

IDENTITY = sa.String(64)


def upgrade() -> None:
    """Keep the year under case and party; what is kept stays the year of whoever it was.

    Of which bar a party was told is not known of what was told before.
    """
    op.execute("UPDATE limitation SET identity = '' WHERE identity IS NULL")
    with op.batch_alter_table("limitation") as table:
        table.alter_column("identity", existing_type=IDENTITY, nullable=False, server_default="")
    with op.batch_alter_table("limitation") as table:
        table.drop_constraint("pk_limitation", type_="primary")
        table.create_primary_key("pk_limitation", ["case_id", "identity"])
    op.add_column("explanation", sa.Column("bar", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("explanation") as table:
        table.drop_constraint("pk_explanation", type_="primary")
        table.create_primary_key("pk_explanation", ["case_id", "identity", "bar"])


def downgrade() -> None:
    """Keep one year a case, of whoever comes first in it, and of each party the first explanation."""
    op.execute(
        """
        DELETE FROM explanation WHERE bar <> (
            SELECT own.bar FROM explanation AS own
            WHERE own.case_id = explanation.case_id AND own.identity = explanation.identity
            ORDER BY own.at, own.bar LIMIT 1
        )
        """
    )
    with op.batch_alter_table("explanation") as table:
        table.drop_constraint("pk_explanation", type_="primary")
        table.create_primary_key("pk_explanation", ["case_id", "identity"])
    with op.batch_alter_table("explanation") as table:
        table.drop_column("bar")
    op.execute(
        """
        DELETE FROM limitation WHERE identity <> (
            SELECT own.identity FROM limitation AS own
            LEFT JOIN participant ON participant.identity = own.identity
            WHERE own.case_id = limitation.case_id
            ORDER BY COALESCE(participant.position, 1000000), own.identity LIMIT 1
        )
        """
    )
    with op.batch_alter_table("limitation") as table:
        table.drop_constraint("pk_limitation", type_="primary")
        table.create_primary_key("pk_limitation", ["case_id"])
    with op.batch_alter_table("limitation") as table:
        table.alter_column("identity", existing_type=IDENTITY, nullable=True, server_default=None)
    op.execute("UPDATE limitation SET identity = NULL WHERE identity = ''")
