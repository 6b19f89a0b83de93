"""Repositories of the award, of explanations of risk and of consents to mediate."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.award import (
    Arbitration,
    Award,
    Explanation,
    ExplanationChannel,
    Finality,
    Received,
    Standing,
    SuitBar,
)
from server.domain.ids import AccountId, CaseId, Identity
from server.storage.rows import AnyRow
from server.storage.tables import intake
from server.storage.writing import put, upsert


def received_from(row: AnyRow) -> Received:
    """Return when one party received the award, and the ruling that set it aside."""
    return Received(
        Identity(row.identity),
        Standing(row.standing),
        row.received_on,
        row.proof,
        row.annulled_on,
        row.annulled_proof or "",
    )


class SqlAwards:
    """Implements `ports.Awards`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, case: CaseId) -> Award | None:
        """Return the award."""
        table, dates = intake.award, intake.award_received
        row = (await self._connection.execute(select(table).where(table.c.case_id == case))).first()
        if row is None:
            return None
        found = await self._connection.execute(select(dates).where(dates.c.case_id == case).order_by(dates.c.position))
        return Award(
            case=case,
            arbitration=Arbitration(row.arbitration),
            number=row.number,
            finality=Finality(row.finality) if row.finality else None,
            received=tuple(received_from(each) for each in found),
        )

    async def put(self, award: Award) -> None:
        """Keep it in place of what was known before."""
        values = {
            "case_id": award.case,
            "arbitration": award.arbitration.value,
            "number": award.number,
            "finality": award.finality.value if award.finality else None,
        }
        await put(self._connection, intake.award, values)
        dates = intake.award_received
        await self._connection.execute(dates.delete().where(dates.c.case_id == award.case))
        for position in range(len(award.received)):
            await self._add(award, position)

    async def add_received(self, award: Award) -> None:
        """Keep when the last party received it."""
        await self._add(award, len(award.received) - 1)

    async def _add(self, award: Award, position: int) -> None:
        each = award.received[position]
        await self._connection.execute(
            insert(intake.award_received).values(
                case_id=award.case,
                identity=each.identity,
                position=position,
                standing=each.standing.value,
                received_on=each.on,
                proof=each.proof,
                annulled_on=each.annulled_on,
                annulled_proof=each.annulled_proof,
            )
        )

    async def forget(self, case: CaseId) -> None:
        """Forget it."""
        for table in (intake.award_received, intake.award):
            await self._connection.execute(table.delete().where(table.c.case_id == case))

    async def explanations(self, case: CaseId) -> tuple[Explanation, ...]:
        """Return the explanations given, oldest first."""
        table = intake.explanation
        found = await self._connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.at))
        return tuple(
            Explanation(
                case=CaseId(row.case_id),
                identity=Identity(row.identity),
                version=row.version,
                at=row.at,
                channel=ExplanationChannel(row.channel),
                recorded_by=AccountId(row.recorded_by) if row.recorded_by else None,
                recorded_by_name=row.recorded_by_name,
                bar=SuitBar(row.bar) if row.bar else None,
            )
            for row in found
        )

    async def explain(self, explanation: Explanation) -> None:
        """Keep it; the first one to a party of each bar stays."""
        values = {
            "case_id": explanation.case,
            "identity": explanation.identity,
            "version": explanation.version,
            "at": explanation.at,
            "channel": explanation.channel.value,
            "recorded_by": explanation.recorded_by,
            "recorded_by_name": explanation.recorded_by_name,
            "bar": explanation.bar.value if explanation.bar else "",
        }
        statement = upsert(self._connection, intake.explanation).values(**values)
        await self._connection.execute(statement.on_conflict_do_nothing())
