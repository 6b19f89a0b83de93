"""Repository of the undisputed facts: every edition of them, and what each party answered to each fact."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import CaseId
from server.domain.undisputed import Edition, StatedFact
from server.storage.concurrence import add_answers, answers_of
from server.storage.tables.terms import facts_edition as table
from server.storage.writing import add_once


class SqlUndisputed:
    """Implements `ports.Undisputed`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_case(self, case: CaseId) -> tuple[Edition, ...]:
        """Return all editions with their answers, oldest first."""
        found = (await self._connection.execute(select(table).where(table.c.case_id == case))).all()
        answers = await answers_of(self._connection, [case]) if found else {}
        editions = (
            Edition(
                case=case,
                number=row.number,
                facts=tuple(StatedFact(one["text"], one["source"]) for one in row.facts),
                written_at=row.written_at,
                written_by=row.written_by,
                answers=tuple(
                    tuple(answers.get(_subject(case, row.number, number), ()))
                    for number in range(1, len(row.facts) + 1)
                ),
            )
            for row in found
        )
        return tuple(sorted(editions, key=lambda edition: edition.number))

    async def latest(self, case: CaseId) -> Edition | None:
        """Return the edition that stands."""
        return next(reversed(await self.of_case(case)), None)

    async def add(self, edition: Edition) -> None:
        """Keep a new edition."""
        values = {
            "case_id": edition.case,
            "number": edition.number,
            "facts": [asdict(one) for one in edition.facts],
            "sha256": edition.sha256,
            "written_at": edition.written_at,
            "written_by": edition.written_by,
        }
        await add_once(self._connection, table, values)

    async def save_answers(self, edition: Edition) -> None:
        """Keep the answers that are not kept yet."""
        for number, history in enumerate(edition.answers, 1):
            await add_answers(self._connection, edition.case, _subject(edition.case, edition.number, number), history)


def _subject(case: CaseId, edition: int, number: int) -> str:
    return f"facts:{case}:{edition}:{number}"
