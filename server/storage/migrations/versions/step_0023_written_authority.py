"""Who saw the written authority of a worker at a counter, and how people say by their own link they want to attend."""

from datetime import UTC, date, datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_BEIJING = timezone(timedelta(hours=8))
_AUTHORITY = sa.table(
    "authority",
    sa.column("id", sa.String),
    sa.column("kind", sa.String),
    sa.column("papers", sa.JSON),
    sa.column("signed_on", sa.Date),
    sa.column("recorded_by", sa.String),
    sa.column("recorded_at", sa.DateTime(timezone=True)),
    sa.column("seen_by", sa.String),
    sa.column("seen_on", sa.Date),
)
_ACCOUNT = sa.table("account", sa.column("id", sa.String), sa.column("name", sa.String))


def upgrade() -> None:
    """Add columns and table; a tick of before said that whoever recorded it saw the paper of each on that day."""
    op.add_column("authority", sa.Column("seen_by", sa.String(length=200), nullable=True))
    op.add_column("authority", sa.Column("seen_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    names = {row.id: row.name for row in connection.execute(sa.select(_ACCOUNT))}
    ticked = sa.select(_AUTHORITY).where(_AUTHORITY.c.kind == "representative")
    for row in connection.execute(ticked).all():
        on = _day(row.recorded_at)
        if "authority" in row.papers and row.signed_on <= on:
            seen = {"seen_by": names.get(row.recorded_by, row.recorded_by), "seen_on": on}
            connection.execute(_AUTHORITY.update().where(_AUTHORITY.c.id == row.id).values(**seen))

    op.create_table(
        "manner_wish",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("manner", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session", "identity"],
            ["invitation.session", "invitation.identity"],
            name=op.f("fk_manner_wish_session_identity_invitation"),
        ),
        sa.PrimaryKeyConstraint("session", "identity", "position", name=op.f("pk_manner_wish")),
    )


def downgrade() -> None:
    """Drop table and columns."""
    op.drop_table("manner_wish")
    with op.batch_alter_table("authority") as table:
        table.drop_column("seen_on")
        table.drop_column("seen_by")


def _day(at: datetime) -> date:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(_BEIJING).date()
