"""Repositories of the people of a case: authorities, consents step by step, contacts, looks at personal numbers."""

from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.authority import Authority, AuthorityKind, Paper, PaperFile, Power, Sighting
from server.domain.case_consent import ConsentChannel, ConsentStep, StepAnswer, StepConsent, Withdrawal, WithdrawalState
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.errors import StaleVersionError
from server.domain.ids import CaseId, Identity
from server.domain.material import MaterialId
from server.domain.personal import PersonalLook
from server.storage.rows import AnyRow, Values
from server.storage.sealing import ColumnSeal
from server.storage.tables import parties as tables
from server.storage.writing import save_version, upsert


class SqlAuthorities:
    """Implements `ports.parties.Authorities`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, authority: str) -> Authority | None:
        """Return the authority."""
        found = await self._connection.execute(select(tables.authority).where(tables.authority.c.id == authority))
        row = found.first()
        return authority_from(row) if row else None

    async def of_case(self, case: CaseId) -> tuple[Authority, ...]:
        """Return every authority of a case, in the order they were recorded."""
        return await authorities(self._connection, case)

    async def add(self, authority: Authority) -> None:
        """Keep a new authority."""
        values = _authority_values(authority)
        await self._connection.execute(insert(tables.authority).values(**values, version=authority.version))

    async def save(self, authority: Authority) -> None:
        """Keep a changed authority."""
        where = tables.authority.c.id == authority.id
        await save_version(self._connection, tables.authority, where, authority.version, _authority_values(authority))


class SqlStepConsents:
    """Implements `ports.parties.StepConsents`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, case: CaseId, identity: Identity, step: ConsentStep) -> StepConsent:
        """Return the consent with its history."""
        found = await self.of_step(case, step)
        return found.get(identity, StepConsent(case, identity, step))

    async def of_step(self, case: CaseId, step: ConsentStep) -> dict[Identity, StepConsent]:
        """Return what everybody answered to one step."""
        table = tables.step_answer
        statement = select(table).where(table.c.case_id == case, table.c.step == step.value).order_by(table.c.position)
        answers: dict[Identity, tuple[StepAnswer, ...]] = {}
        for row in await self._connection.execute(statement):
            identity = Identity(row.identity)
            answers[identity] = (*answers.get(identity, ()), step_answer_from(row))
        return {identity: StepConsent(case, identity, step, given) for identity, given in answers.items()}

    async def of_person(self, case: CaseId, identity: Identity) -> dict[ConsentStep, StepConsent]:
        """Return what one person answered."""
        table = tables.step_answer
        wanted = select(table).where(table.c.case_id == case, table.c.identity == identity).order_by(table.c.position)
        found: dict[ConsentStep, StepConsent] = {}
        for row in await self._connection.execute(wanted):
            step = ConsentStep(row.step)
            kept = found.get(step, StepConsent(case, identity, step))
            found[step] = replace(kept, answers=(*kept.answers, step_answer_from(row)))
        return found

    async def waiting(self, case: CaseId, identity: Identity) -> tuple[Withdrawal, ...]:
        """Return a person's withdrawals nobody decided yet."""
        return await self._withdrawals(case, identity, WithdrawalState.ASKED)

    async def refused(self, case: CaseId, identity: Identity) -> tuple[Withdrawal, ...]:
        """Return a person's withdrawals that were refused, oldest first."""
        return await self._withdrawals(case, identity, WithdrawalState.REFUSED)

    async def _withdrawals(self, case: CaseId, identity: Identity, state: WithdrawalState) -> tuple[Withdrawal, ...]:
        table = tables.withdrawal
        mine = (table.c.case_id == case) & (table.c.identity == identity)
        wanted = select(table).where(mine, table.c.state == state.value).order_by(table.c.asked_at)
        return tuple(withdrawal_from(row) for row in await self._connection.execute(wanted))

    async def save(self, consent: StepConsent) -> None:
        """Keep answers that are not kept yet."""
        kept = await self.get(consent.case, consent.identity, consent.step)
        for position, answer in list(enumerate(consent.answers))[len(kept.answers) :]:
            statement = upsert(self._connection, tables.step_answer).values(
                case_id=consent.case,
                identity=consent.identity,
                step=consent.step.value,
                position=position,
                answer=answer.answer,
                wording=answer.wording,
                at=answer.at,
                channel=answer.channel.value,
                recorded_by=answer.recorded_by,
                origin=answer.origin,
                reason=answer.reason,
            )
            added = await self._connection.execute(statement.on_conflict_do_nothing())
            if added.rowcount != 1:
                raise StaleVersionError(table="step_answer")

    async def withdrawal(self, withdrawal: str) -> Withdrawal | None:
        """Return the withdrawal."""
        found = await self._connection.execute(select(tables.withdrawal).where(tables.withdrawal.c.id == withdrawal))
        row = found.first()
        return withdrawal_from(row) if row else None

    async def add_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep a new withdrawal."""
        values = _withdrawal_values(withdrawal)
        await self._connection.execute(insert(tables.withdrawal).values(**values, version=withdrawal.version))

    async def save_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep a decided withdrawal."""
        where = tables.withdrawal.c.id == withdrawal.id
        values = _withdrawal_values(withdrawal)
        await save_version(self._connection, tables.withdrawal, where, withdrawal.version, values)


class SqlContacts:
    """Implements `ports.parties.Contacts`."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def of_case(self, case: CaseId) -> tuple[Contact, ...]:
        """Return every try of a case, oldest first."""
        return await contacts(self._connection, case, self._seal)

    async def add(self, contact: Contact) -> None:
        """Keep a try."""
        await self._connection.execute(
            insert(tables.contact).values(
                case_id=contact.case,
                identity=contact.identity,
                at=contact.at,
                channel=contact.channel.value,
                number_sealed=self._seal.seal(contact.number, _number_of(contact.identity)),
                outcome=contact.outcome.value,
                note=contact.note,
                by=contact.by,
                recorded_at=contact.recorded_at,
            )
        )


class SqlPersonalLooks:
    """Implements `ports.parties.PersonalLooks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, look: PersonalLook) -> None:
        """Keep a look."""
        await self._connection.execute(
            insert(tables.personal_look).values(
                case_id=look.case,
                identity=look.identity,
                at=look.at,
                account=look.account,
                who=look.who,
                role=look.role.value,
                purpose=look.purpose.value,
                reason=look.reason,
            )
        )


async def authorities(connection: AsyncConnection, case: str) -> tuple[Authority, ...]:
    """Return every authority of a case, in the order they were recorded."""
    table = tables.authority
    statement = select(table).where(table.c.case_id == case).order_by(table.c.recorded_at, table.c.id)
    return tuple(authority_from(row) for row in await connection.execute(statement))


async def contacts(connection: AsyncConnection, case: str, seal: ColumnSeal) -> tuple[Contact, ...]:
    """Return every try to reach somebody of a case, oldest first."""
    table = tables.contact
    statement = select(table).where(table.c.case_id == case).order_by(table.c.at, table.c.id)
    return tuple(_contact_from(row, seal) for row in await connection.execute(statement))


def authority_from(row: AnyRow) -> Authority:
    """Return the authority of a row."""
    return Authority(
        id=row.id,
        case=CaseId(row.case_id),
        agent=Identity(row.agent),
        principal=Identity(row.principal),
        kind=AuthorityKind(row.kind),
        matters=row.matters,
        powers=frozenset(map(Power, row.powers)),
        papers=frozenset(map(Paper, row.papers)),
        files=tuple(PaperFile(Paper(one["paper"]), MaterialId(one["material"])) for one in row.files),
        seen=Sighting(row.seen_by, row.seen_on) if row.seen_by else None,
        signed_on=row.signed_on,
        until=row.until,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        revoked_at=row.revoked_at,
        version=row.version,
    )


def _authority_values(authority: Authority) -> Values:
    return {
        "id": authority.id,
        "case_id": authority.case,
        "agent": authority.agent,
        "principal": authority.principal,
        "kind": authority.kind.value,
        "matters": authority.matters,
        "powers": sorted(authority.powers),
        "papers": sorted(authority.papers),
        "files": [{"paper": one.paper.value, "material": one.material} for one in authority.files],
        "seen_by": authority.seen.by if authority.seen else None,
        "seen_on": authority.seen.on if authority.seen else None,
        "signed_on": authority.signed_on,
        "until": authority.until,
        "recorded_by": authority.recorded_by,
        "recorded_at": authority.recorded_at,
        "revoked_at": authority.revoked_at,
    }


def step_answer_from(row: AnyRow) -> StepAnswer:
    """Return one answer to a step."""
    return StepAnswer(
        answer=row.answer,
        wording=row.wording,
        at=row.at,
        channel=ConsentChannel(row.channel),
        recorded_by=row.recorded_by,
        origin=row.origin,
        reason=row.reason,
    )


def withdrawal_from(row: AnyRow) -> Withdrawal:
    """Return the withdrawal of a row."""
    return Withdrawal(
        id=row.id,
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        step=ConsentStep(row.step),
        reason=row.reason,
        asked_at=row.asked_at,
        state=WithdrawalState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        decision=row.decision,
        version=row.version,
    )


def _withdrawal_values(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        "id": withdrawal.id,
        "case_id": withdrawal.case,
        "identity": withdrawal.identity,
        "step": withdrawal.step.value,
        "reason": withdrawal.reason,
        "asked_at": withdrawal.asked_at,
        "state": withdrawal.state.value,
        "decided_by": withdrawal.decided_by,
        "decided_at": withdrawal.decided_at,
        "decision": withdrawal.decision,
    }


def _contact_from(row: AnyRow, seal: ColumnSeal) -> Contact:
    return Contact(
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        at=row.at,
        channel=ContactChannel(row.channel),
        number=seal.open(row.number_sealed, _number_of(row.identity)),
        outcome=ContactOutcome(row.outcome),
        note=row.note,
        by=row.by,
        recorded_at=row.recorded_at,
    )


def _number_of(identity: str) -> str:
    return f"contact.number:{identity}"
