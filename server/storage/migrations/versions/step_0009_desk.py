"""Messages to people, saved views, and when what a period asks for was done."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_prompt_case_id")),
        sa.ForeignKeyConstraint(["identity"], ["participant.identity"], name=op.f("fk_prompt_identity")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_prompt_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
        sa.UniqueConstraint("key", name=op.f("uq_prompt_key")),
    )
    op.create_index(op.f("ix_prompt_case_id"), "prompt", ["case_id"])
    op.create_index(op.f("ix_prompt_account"), "prompt", ["account"])
    op.create_index("ix_prompt_state_due_at", "prompt", ["state", "due_at"])
    op.add_column("case_clock", sa.Column("done_on", sa.Date(), nullable=True))
    op.create_table(
        "saved_view",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_saved_view_account")),
        sa.PrimaryKeyConstraint("account", "name", name=op.f("pk_saved_view")),
    )


def downgrade() -> None:
    """Drop tables and column."""
    op.drop_table("saved_view")
    op.drop_column("case_clock", "done_on")
    op.drop_table("prompt")
