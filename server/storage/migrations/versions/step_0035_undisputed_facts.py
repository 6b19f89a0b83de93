"""The undisputed facts as a record of their own, which each party answers; until now they stood in the report."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from server.storage.columns import Instant

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_UNNAMED = "未记载"
"""The source of a fact of before, which nobody was asked for."""

_ending = sa.table(
    "case_ending",
    sa.column("case_id", sa.String),
    sa.column("report", sa.JSON),
    sa.column("reported_at", Instant),
    sa.column("hand_over", sa.JSON),
    sa.column("ended_by_name", sa.String),
)
_edition = sa.table(
    "facts_edition",
    sa.column("case_id", sa.String),
    sa.column("number", sa.Integer),
    sa.column("facts", sa.JSON),
    sa.column("sha256", sa.String),
    sa.column("written_at", Instant),
    sa.column("written_by", sa.String),
)
_answer = sa.table(
    "concurrence_answer",
    sa.column("subject", sa.String),
    sa.column("position", sa.Integer),
    sa.column("case_id", sa.String),
    sa.column("identity", sa.String),
    sa.column("agrees", sa.Boolean),
    sa.column("form", sa.String),
    sa.column("at", Instant),
    sa.column("recorded_by", sa.String),
)
_person = sa.table(
    "participant", sa.column("identity", sa.String), sa.column("case_id", sa.String), sa.column("role", sa.String)
)

Row = Mapping[str, Any]


def upgrade() -> None:
    """Make the table and move what no court has yet; of what was handed over the report keeps what all confirmed.

    A confirmation of which nobody wrote down when and in which form is asked for anew: nothing is inferred.
    """
    op.create_table(
        "facts_edition",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_facts_edition_case_id")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_facts_edition")),
    )
    op.add_column("concurrence_answer", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    bind = op.get_bind()
    for found in bind.execute(sa.select(_ending)).mappings().all():
        row = dict(found)
        report = row["report"]
        if not report or not report.get("undisputed"):
            continue
        kept = _joint(bind, row) if row["hand_over"] else []
        if not row["hand_over"]:
            _move(bind, row)
        changed = {**report, "undisputed": kept}
        bind.execute(sa.update(_ending).where(_ending.c.case_id == row["case_id"]).values(report=changed))


def _joint(bind: sa.Connection, row: Row) -> list[Row]:
    """Return the facts of a report that every party of its case confirmed."""
    parties = sa.select(_person.c.identity).where(_person.c.case_id == row["case_id"], _person.c.role == "party")
    asked = set(bind.execute(parties).scalars())
    return [fact for fact in row["report"]["undisputed"] if asked <= _who(fact)]


def _who(fact: Row) -> set[str]:
    confirmations: Sequence[Row] = fact.get("confirmations", ())
    return {one["identity"] for one in confirmations} or set(fact.get("confirmed_by", ()))


def _move(bind: sa.Connection, row: Row) -> None:
    case, found = row["case_id"], row["report"]["undisputed"]
    facts = [{"text": fact["text"], "source": _UNNAMED} for fact in found]
    said = [[number, one["text"], one["source"]] for number, one in enumerate(facts, 1)]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    edition = {
        "case_id": case,
        "number": 1,
        "facts": facts,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "written_at": row["reported_at"],
        "written_by": row["ended_by_name"],
    }
    bind.execute(sa.insert(_edition).values(**edition))
    for number, fact in enumerate(found, 1):
        for position, one in enumerate(_known(fact)):
            bind.execute(sa.insert(_answer).values(**_values(case, number, position, one)))


def _known(fact: Row) -> Iterator[Row]:
    return (one for one in fact.get("confirmations", ()) if one["at"] and one["form"])


def _values(case: str, number: int, position: int, one: Row) -> Row:
    return {
        "subject": f"facts:{case}:1:{number}",
        "position": position,
        "case_id": case,
        "identity": one["identity"],
        "agrees": True,
        "form": one["form"],
        "at": datetime.fromisoformat(one["at"]),
        "recorded_by": one["recorded_by"],
    }


def downgrade() -> None:
    """Drop them; what was not handed over is lost with them."""
    op.drop_table("facts_edition")
    with op.batch_alter_table("concurrence_answer") as table:
        table.drop_column("words")
