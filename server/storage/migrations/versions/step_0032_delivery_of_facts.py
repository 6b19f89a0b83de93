"""Delivery of facts: whose each is, when it is tried, what the other end answered; and copies of what was served."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was kept so far waits to be delivered, in the order in which it became true."""
    op.add_column("outbox", sa.Column("serial", sa.String(64), nullable=True))
    op.add_column("outbox", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("last_status", sa.Integer(), nullable=True))
    outbox = sa.table(
        "outbox",
        sa.column("serial", sa.String),
        sa.column("payload", sa.JSON),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("delivered_at", sa.DateTime(timezone=True)),
    )
    op.execute(outbox.update().values(serial=outbox.c.payload["serial"].as_string()))
    op.execute(outbox.update().where(outbox.c.delivered_at.is_(None)).values(due_at=outbox.c.created_at))
    with op.batch_alter_table("outbox") as table:
        table.alter_column("serial", existing_type=sa.String(64), nullable=False)
    op.create_index(op.f("ix_outbox_serial"), "outbox", ["serial"])
    op.create_index(op.f("ix_outbox_due_at"), "outbox", ["due_at"])
    op.create_table(
        "served_copy",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_served_copy_case_id")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_served_copy_document")),
        sa.ForeignKeyConstraint(["identity"], ["participant.identity"], name=op.f("fk_served_copy_identity")),
        sa.PrimaryKeyConstraint("document", "channel", name=op.f("pk_served_copy")),
    )
    op.create_index(op.f("ix_served_copy_case_id"), "served_copy", ["case_id"])


def downgrade() -> None:
    """Drop them; what was given to a person waits without a word again."""
    op.drop_table("served_copy")
    op.drop_index(op.f("ix_outbox_due_at"), "outbox")
    op.drop_index(op.f("ix_outbox_serial"), "outbox")
    with op.batch_alter_table("outbox") as table:
        table.drop_column("last_status")
        table.drop_column("due_at")
        table.drop_column("serial")
