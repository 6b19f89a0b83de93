"""Each party's own year, of which bar each was told, when people came into a case, and which link began it."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

IDENTITY = sa.String(64)
INSTANT = sa.DateTime(timezone=True)


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
    op.add_column("case_link", sa.Column("began", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        """
        UPDATE case_link SET began = TRUE WHERE EXISTS (
            SELECT 1 FROM application_draft WHERE application_draft.case_id = case_link.case_id
            AND application_draft.applicant = case_link.identity AND application_draft.created_at = case_link.created_at
        )
        """
    )
    op.add_column("participant", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE participant SET entered_at = added_at")
    _enter_the_named()
    op.add_column("explanation", sa.Column("bar", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("explanation") as table:
        table.drop_constraint("pk_explanation", type_="primary")
        table.create_primary_key("pk_explanation", ["case_id", "identity", "bar"])


def _enter_the_named() -> None:
    """Find in the audit log when those came who were ticked as named in the first papers: nothing else kept it."""
    entries = sa.table("audit_entry", sa.column("at", INSTANT), sa.column("action"), sa.column("facts", sa.JSON))
    people = sa.table("participant", sa.column("identity"), sa.column("entered_at", INSTANT))
    connection = op.get_bind()
    for at, facts in connection.execute(
        sa.select(entries.c.at, entries.c.facts).where(entries.c.action == "party.added")
    ):
        said = dict(facts)
        if said.get("in_first_papers") == "true":
            whose = people.c.identity == said.get("identity", "")
            connection.execute(sa.update(people).where(whose).values(entered_at=at))


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
    with op.batch_alter_table("participant") as table:
        table.drop_column("entered_at")
    with op.batch_alter_table("case_link") as table:
        table.drop_column("began")
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
