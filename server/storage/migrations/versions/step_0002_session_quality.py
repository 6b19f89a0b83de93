"""The quality of lines over time, in half-minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "session_quality",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=True),
        sa.Column("uplink_loss", sa.Float(), nullable=True),
        sa.Column("downlink_loss", sa.Float(), nullable=True),
        sa.Column("round_trip_ms", sa.Float(), nullable=True),
        sa.Column("jitter_ms", sa.Float(), nullable=True),
        sa.Column("uplink_bps", sa.BigInteger(), nullable=True),
        sa.Column("downlink_bps", sa.BigInteger(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_session_quality_session")),
        sa.PrimaryKeyConstraint("session", "identity", "at", name=op.f("pk_session_quality")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("session_quality")
