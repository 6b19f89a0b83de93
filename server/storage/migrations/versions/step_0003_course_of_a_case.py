"""Where a case comes from and how far it may go before a mediator has it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add source, stage and sums; allow a case that nobody has yet."""
    with op.batch_alter_table("case_file") as table:
        table.alter_column("court", existing_type=sa.String(length=200), nullable=True)
        table.alter_column("organisation", existing_type=sa.String(length=200), nullable=True)
        table.alter_column("mediator", existing_type=sa.String(length=64), nullable=True)
        table.add_column(sa.Column("source", sa.String(length=64), nullable=False, server_default="entrusted"))
        table.add_column(sa.Column("stage", sa.String(length=64), nullable=False, server_default="pre_filing"))
        table.add_column(sa.Column("procedure", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("mode", sa.String(length=64), nullable=False, server_default="online"))
        table.add_column(sa.Column("cause_code", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("place", sa.String(length=200), nullable=False, server_default=""))
        table.add_column(sa.Column("amount", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("workers", sa.Integer(), nullable=False, server_default="1"))
    op.create_index(op.f("ix_case_file_received_at"), "case_file", ["received_at"])
    op.create_index(op.f("ix_case_file_state"), "case_file", ["state"])


def downgrade() -> None:
    """Drop the columns. Court, organisation and mediator may stay empty: a case that nobody has would be lost."""
    op.drop_index(op.f("ix_case_file_state"), "case_file")
    op.drop_index(op.f("ix_case_file_received_at"), "case_file")
    for name in ("workers", "amount", "place", "cause_code", "mode", "procedure", "stage", "source"):
        op.drop_column("case_file", name)
