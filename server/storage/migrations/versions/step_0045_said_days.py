"""Warnings are kept under the last day they named; whether the term runs on during a suspension is the court's."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_CLOCK = sa.table(
    "case_clock",
    sa.column("case_id", sa.String),
    sa.column("key", sa.String),
    sa.column("nominal_on", sa.Date),
    sa.column("due_on", sa.Date),
)
_PROMPT = sa.table(
    "prompt",
    sa.column("id", sa.Integer),
    sa.column("case_id", sa.String),
    sa.column("kind", sa.String),
    sa.column("key", sa.String),
)


def upgrade() -> None:
    """Name the last day of today in the keys of what was sent of it: nobody is warned again of what did not move.

    A suspension of before stays left out of its term, as people were told; those that begin now are counted.
    """
    false, true = sa.false(), sa.true()
    op.add_column("term_pause", sa.Column("is_counted", sa.Boolean(), nullable=False, server_default=false))
    op.add_column("term_policy", sa.Column("counts_suspension", sa.Boolean(), nullable=False, server_default=true))
    connection = op.get_bind()
    clock, prompt = _CLOCK.c, _PROMPT.c
    rolled = sa.select(_CLOCK).where(clock.key.in_(("term", "confirmation")), clock.nominal_on != clock.due_on)
    for one in connection.execute(rolled).all():
        sent = sa.select(_PROMPT).where(prompt.case_id == one.case_id, prompt.kind.like(f"{one.key}!_%", escape="!"))
        for row in connection.execute(sent).all():
            named = row.key.replace(f":{one.nominal_on}:", f":{one.nominal_on}/{one.due_on}:")
            connection.execute(_PROMPT.update().where(prompt.id == row.id).values(key=named))


def downgrade() -> None:
    """Drop the columns, and leave the keys: at worst somebody is warned once more."""
    with op.batch_alter_table("term_policy") as table:
        table.drop_column("counts_suspension")
    with op.batch_alter_table("term_pause") as table:
        table.drop_column("is_counted")
