"""Roster of organisations and mediators."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = (
    "complaint",
    "roster_adoption",
    "roster_version",
    "roster_entry",
)
"""In the order in which they may be dropped: what refers before what it refers to."""


def upgrade() -> None:
    """Create the tables."""
    _entries()
    op.create_table(
        "roster_version",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("profile_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_roster_version_entry")),
        sa.PrimaryKeyConstraint("entry", "number", name=op.f("pk_roster_version")),
    )
    op.create_table(
        "roster_adoption",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("court", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_roster_adoption_entry")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_roster_adoption_asked_by")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_roster_adoption_answered_by")),
        sa.PrimaryKeyConstraint("entry", "court", name=op.f("pk_roster_adoption")),
    )
    _complaints()


def downgrade() -> None:
    """Drop the tables."""
    for name in _TABLES:
        op.drop_table(name)


def _entries() -> None:
    op.create_table(
        "roster_entry",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("court", sa.String(length=200), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("live", sa.JSON(), nullable=True),
        sa.Column("live_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=True),
        sa.Column("proposed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("removal", sa.Boolean(), nullable=False),
        sa.Column("certificate_number", sa.String(length=64), nullable=True),
        sa.Column("certificate_issued_on", sa.Date(), nullable=True),
        sa.Column("reported_by", sa.String(length=64), nullable=True),
        sa.Column("reported_office", sa.String(length=200), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stopped", sa.String(length=64), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["roster_entry.id"], name=op.f("fk_roster_entry_organisation")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_roster_entry_account")),
        sa.ForeignKeyConstraint(["reported_by"], ["account.id"], name=op.f("fk_roster_entry_reported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_entry")),
        sa.UniqueConstraint("account", name=op.f("uq_roster_entry_account")),
    )
    for column in ("court", "name", "office", "organisation", "state"):
        op.create_index(op.f(f"ix_roster_entry_{column}"), "roster_entry", [column])
    op.create_index("uq_roster_entry_certificate_number", "roster_entry", ["court", "certificate_number"], unique=True)


def _complaints() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("court", sa.String(length=200), nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("complainant", sa.String(length=200), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("informed", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_complaint_entry")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_complaint_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    for column in ("court", "entry"):
        op.create_index(op.f(f"ix_complaint_{column}"), "complaint", [column])
