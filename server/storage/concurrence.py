"""What parties said to steps that need all of them: added in order, never changed."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.authority import AuthorityKind
from server.domain.concurrence import Answer, ConcurrenceForm, Through
from server.domain.ids import CaseId, Identity
from server.storage.rows.base import AnyRow
from server.storage.tables import terms as own


async def answers_of(connection: AsyncConnection, cases: Sequence[CaseId]) -> dict[str, list[Answer]]:
    """Return the answers on record in these cases by what was asked, oldest first."""
    table = own.concurrence_answer
    statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.subject, table.c.position)
    result: dict[str, list[Answer]] = defaultdict(list)
    for row in await connection.execute(statement):
        result[row.subject].append(_answer(row))
    return result


def _answer(row: AnyRow) -> Answer:
    return Answer(
        identity=Identity(row.identity),
        agrees=row.agrees,
        form=ConcurrenceForm(row.form),
        at=row.at,
        recorded_by=row.recorded_by,
        wording=row.wording,
        through=Through(Identity(row.said_by), AuthorityKind(row.authority_kind), row.authorised_on)
        if row.said_by
        else None,
        words=row.words,
    )


async def add_answers(connection: AsyncConnection, case: CaseId, subject: str, answers: Sequence[Answer]) -> None:
    """Keep the answers that are not kept yet; `answers` is the whole history of the subject."""
    table = own.concurrence_answer
    kept = (await connection.execute(select(func.count()).where(table.c.subject == subject))).scalar_one()
    added = [
        {
            "subject": subject,
            "position": position,
            "case_id": case,
            "identity": answer.identity,
            "agrees": answer.agrees,
            "form": answer.form.value,
            "at": answer.at,
            "recorded_by": answer.recorded_by,
            "wording": answer.wording,
            "said_by": answer.through.agent if answer.through else None,
            "authority_kind": answer.through.kind.value if answer.through else None,
            "authorised_on": answer.through.signed_on if answer.through else None,
            "words": answer.words,
        }
        for position, answer in enumerate(answers)
        if position >= kept
    ]
    if added:
        await connection.execute(insert(table), added)
