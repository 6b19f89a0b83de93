"""Who of a house has a case in hand, and messages to staff that are about no single case."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; let a message be about a whole house."""
    op.create_table(
        "case_handler",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("house", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_handler_case_id")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_case_handler_account")),
        sa.PrimaryKeyConstraint("case_id", "house", name=op.f("pk_case_handler")),
    )
    op.create_index(op.f("ix_case_handler_account"), "case_handler", ["account"])
    with op.batch_alter_table("prompt") as table:
        table.alter_column("case_id", existing_type=sa.String(length=64), nullable=True)


def downgrade() -> None:
    """Drop the table, and the messages that the case of before cannot hold."""
    op.execute("DELETE FROM prompt WHERE case_id IS NULL")
    with op.batch_alter_table("prompt") as table:
        table.alter_column("case_id", existing_type=sa.String(length=64), nullable=False)
    op.drop_table("case_handler")
