"""Papers shown to a court with what is reported to its roster; times of retention of each court's own.

What the installation had decided for everybody becomes what each of its courts decided, and stays, under no name, for
cases that have no court. A shortening that waits is the asking person's court's; a certificate is the case's.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


NAME = sa.String(length=200)
ASKED = sa.text("state = 'asked'")
COURTS = """
    SELECT court FROM case_file WHERE court IS NOT NULL
    UNION SELECT organisation FROM account WHERE role = 'court_admin'
"""
CARRY = f"""
    INSERT INTO retention_policy
        (court, version, case_file, recording, protected, reason, changed_by, changed_at)
    SELECT known.court, old.version, old.case_file, old.recording, old.protected,
        old.reason, old.changed_by, old.changed_at
    FROM ({COURTS}) AS known CROSS JOIN retention_policy AS old
    WHERE old.court = '' AND known.court <> ''
        AND old.version = (SELECT max(version) FROM retention_policy WHERE court = '')
"""  # noqa: S608 - names of ours
OF_CASES = """
    UPDATE deletion_certificate SET court = coalesce(
        (SELECT court FROM case_file WHERE case_file.serial = deletion_certificate.serial), '')
"""
OF_ONE_COURT = f"""
    UPDATE deletion_certificate SET court = (SELECT max(court) FROM ({COURTS}) AS known)
    WHERE serial NOT IN (SELECT serial FROM case_file) AND 1 = (SELECT count(*) FROM ({COURTS}) AS counted)
"""  # noqa: S608 - names of ours
OF_WHO_ASKED = """
    UPDATE shortening SET court = coalesce(
        (SELECT organisation FROM account WHERE account.id = shortening.asked_by), '')
"""


def upgrade() -> None:
    """Create the table of papers, and give policies, shortenings and certificates their court."""
    _papers()
    for table in ("shortening", "deletion_certificate"):
        op.add_column(table, sa.Column("court", NAME, server_default="", nullable=False))
    op.create_index(op.f("ix_deletion_certificate_court"), "deletion_certificate", ["court"])
    op.drop_index("ix_shortening_asked", "shortening")
    op.create_index(
        "ix_shortening_asked", "shortening", ["court"], unique=True, sqlite_where=ASKED, postgresql_where=ASKED
    )
    with op.batch_alter_table("retention_policy") as policy:
        policy.drop_constraint("pk_retention_policy", type_="primary")
        policy.add_column(sa.Column("court", NAME, server_default="", nullable=False))
        policy.create_primary_key("pk_retention_policy", ["court", "version"])
    for step in (CARRY, OF_CASES, OF_ONE_COURT, OF_WHO_ASKED):
        op.execute(step)


def downgrade() -> None:
    """Keep what stood under no name alone."""
    op.execute("DELETE FROM retention_policy WHERE court <> ''")
    op.execute("UPDATE shortening SET state = 'withdrawn' WHERE state = 'asked'")
    with op.batch_alter_table("retention_policy") as policy:
        policy.drop_constraint("pk_retention_policy", type_="primary")
        policy.drop_column("court")
        policy.create_primary_key("pk_retention_policy", ["version"])
    op.drop_index("ix_shortening_asked", "shortening")
    op.create_index(
        "ix_shortening_asked", "shortening", ["state"], unique=True, sqlite_where=ASKED, postgresql_where=ASKED
    )
    op.drop_index(op.f("ix_deletion_certificate_court"), "deletion_certificate")
    for table in ("shortening", "deletion_certificate"):
        op.drop_column(table, "court")
    op.drop_table("roster_paper")


def _papers() -> None:
    op.create_table(
        "roster_paper",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("roster_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["roster_entry.id"], name=op.f("fk_roster_paper_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_paper")),
    )
    op.create_index(op.f("ix_roster_paper_entry"), "roster_paper", ["entry"])
