"""Terms, pauses, extensions and endings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = (
    "term_policy",
    "calendar_notice",
    "case_clock",
    "door_application",
    "agreement_effect",
    "case_ending",
    "concurrence_answer",
    "term_pause",
    "term_extension",
    "case_term",
)
"""In the order in which they may be dropped: what refers before what it refers to."""


def upgrade() -> None:
    """Create the tables."""
    with op.batch_alter_table("session") as table:
        table.add_column(sa.Column("mode", sa.String(length=64), nullable=False, server_default="online"))
        table.add_column(sa.Column("form", sa.String(length=64), nullable=False, server_default="joint"))
        table.add_column(sa.Column("place", sa.String(length=200), nullable=False, server_default=""))
    _create_terms()
    _create_answers()
    _create_endings()
    _create_clocks()


def downgrade() -> None:
    """Drop tables and columns."""
    for name in _TABLES:
        op.drop_table(name)
    for column in ("place", "form", "mode"):
        op.drop_column("session", column)


def _create_terms() -> None:
    op.create_table(
        "case_term",
        _case(primary_key=True),
        sa.Column("event", sa.String(length=64), nullable=False),
        _instant("started_at"),
        _instant("signed_for_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "term_extension",
        sa.Column("id", sa.String(length=64), primary_key=True),
        _case(),
        _instant("requested_at"),
        sa.Column("requested_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        _instant("granted_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "term_pause",
        sa.Column("id", sa.String(length=64), primary_key=True),
        _case(),
        sa.Column("kind", sa.String(length=64), nullable=False),
        _instant("started_at"),
        sa.Column("started_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _instant("ended_at", nullable=True),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    for name in ("term_extension", "term_pause"):
        op.create_index(op.f(f"ix_{name}_case_id"), name, ["case_id"])


def _create_answers() -> None:
    op.create_table(
        "concurrence_answer",
        sa.Column("subject", sa.String(length=128), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        _case(),
        sa.Column("identity", sa.String(length=64), sa.ForeignKey("participant.identity"), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        _instant("at"),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
    )
    op.create_index(op.f("ix_concurrence_answer_case_id"), "concurrence_answer", ["case_id"])


def _create_endings() -> None:
    op.create_table(
        "case_ending",
        _case(primary_key=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _instant("ended_at"),
        sa.Column("ended_by", sa.String(length=64), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("ended_by_name", sa.String(length=200), nullable=False),
        sa.Column("report", sa.JSON(), nullable=True),
        _instant("reported_at", nullable=True),
        sa.Column("hand_over", sa.JSON(), nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=True),
        _instant("closed_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_case_ending_code"), "case_ending", ["code"])
    op.create_table(
        "agreement_effect",
        _case(primary_key=True),
        sa.Column("signatures", sa.JSON(), nullable=False),
        _instant("mediator_signed_at"),
        _instant("sealed_at", nullable=True),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("performances", sa.JSON(), nullable=False),
        _instant("recorded_at"),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_agreement_effect_follow_up_on"), "agreement_effect", ["follow_up_on"])
    op.create_table(
        "door_application",
        sa.Column("id", sa.String(length=64), primary_key=True),
        _case(),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("applicant", sa.String(length=64), sa.ForeignKey("participant.identity"), nullable=False),
        _instant("applied_at"),
        sa.Column("state", sa.String(length=64), nullable=False),
        _instant("sent_at", nullable=True),
        sa.Column("ruled_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_door_application_case_id"), "door_application", ["case_id"])


def _create_clocks() -> None:
    op.create_table(
        "case_clock",
        _case(primary_key=True),
        sa.Column("key", sa.String(length=128), primary_key=True),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_case_clock_due_on"), "case_clock", ["due_on"])
    op.create_table(
        "calendar_notice",
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.Column("makeup", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        _instant("entered_at"),
    )
    op.create_table(
        "term_policy",
        sa.Column("court", sa.String(length=200), primary_key=True),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
    )


def _case(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "case_id", sa.String(length=64), sa.ForeignKey("case_file.id"), primary_key=primary_key, nullable=False
    )


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
