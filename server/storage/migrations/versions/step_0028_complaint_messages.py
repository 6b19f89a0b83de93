"""Messages to whoever made a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whose complaint a message answers."""
    with op.batch_alter_table("prompt") as table:
        table.add_column(sa.Column("complaint", sa.String(64), nullable=True))
        table.create_foreign_key(op.f("fk_prompt_complaint"), "complaint", ["complaint"], ["id"])
    op.create_index(op.f("ix_prompt_complaint"), "prompt", ["complaint"])


def downgrade() -> None:
    """Drop the messages to complainants, which nobody could be told from others, and the column."""
    op.execute("DELETE FROM prompt WHERE complaint IS NOT NULL")
    op.drop_index(op.f("ix_prompt_complaint"), "prompt")
    with op.batch_alter_table("prompt") as table:
        table.drop_constraint(op.f("fk_prompt_complaint"), type_="foreignkey")
        table.drop_column("complaint")
