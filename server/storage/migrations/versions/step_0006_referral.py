"""Choosing, referring and accepting."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = (
    "change_request",
    "panel_seat",
    "challenge",
    "disclosure",
    "referral",
    "mediator_choice",
)
"""In the order in which they may be dropped: what refers before what it refers to."""


def upgrade() -> None:
    """Create the tables, and let several mediate a case."""
    with op.batch_alter_table("case_file") as table:
        table.add_column(sa.Column("co_mediators", sa.Text(), nullable=False, server_default=""))
    _mediator_choice()
    _referral()
    _disclosure()
    _challenge()
    _panel_seat()
    _change_request()


def downgrade() -> None:
    """Drop the tables; of several mediators only the one who presides stays."""
    for name in _TABLES:
        op.drop_table(name)
    op.drop_column("case_file", "co_mediators")


def _mediator_choice() -> None:
    op.create_table(
        "mediator_choice",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("picks", sa.JSON(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_mediator_choice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator_choice")),
    )
    op.create_index(op.f("ix_mediator_choice_state"), "mediator_choice", ["state"])
    op.create_index("uq_mediator_choice_case_id_number", "mediator_choice", ["case_id", "number"], unique=True)


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("mediator_entry", sa.String(length=64), nullable=True),
        sa.Column("mediator_name", sa.String(length=200), nullable=False),
        sa.Column("chosen_by", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_for_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("ground", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_referral_case_id")),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_referral_entry")),
        sa.ForeignKeyConstraint(["mediator_entry"], ["roster_entry.id"], name=op.f("fk_referral_mediator_entry")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_referral_sent_by")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_referral_answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_entry"), "referral", ["entry"])
    op.create_index(op.f("ix_referral_state"), "referral", ["state"])
    op.create_index("uq_referral_case_id_number", "referral", ["case_id", "number"], unique=True)


def _disclosure() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("mediator", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_disclosure_case_id")),
        sa.ForeignKeyConstraint(["mediator"], ["account.id"], name=op.f("fk_disclosure_mediator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_case_id"), "disclosure", ["case_id"])


def _challenge() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("mediator", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_by_name", sa.String(length=200), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_challenge_case_id")),
        sa.ForeignKeyConstraint(["mediator"], ["account.id"], name=op.f("fk_challenge_mediator")),
        sa.ForeignKeyConstraint(["asked_by"], ["participant.identity"], name=op.f("fk_challenge_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_challenge_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    op.create_index(op.f("ix_challenge_case_id"), "challenge", ["case_id"])


def _panel_seat() -> None:
    op.create_table(
        "panel_seat",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("presides", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_panel_seat_case_id")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_panel_seat_account")),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_panel_seat_entry")),
        sa.PrimaryKeyConstraint("case_id", "account", "since", name=op.f("pk_panel_seat")),
    )


def _change_request() -> None:
    op.create_table(
        "change_request",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("refuses_to_choose", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_change_request_case_id")),
        sa.ForeignKeyConstraint(["identity"], ["participant.identity"], name=op.f("fk_change_request_identity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )
    op.create_index(op.f("ix_change_request_case_id"), "change_request", ["case_id"])
