"""Screens about the people of a case. They mask; who may ask was decided before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import Account
from server.domain.authority import FEWEST_REPRESENTED, Authority, Paper, Power, uncovered
from server.domain.award import Arbitration
from server.domain.case_consent import STEPS_WORDING, ConsentStep, StepAnswer
from server.domain.contact import Contact
from server.domain.ids import Identity
from server.domain.party import Participant, Role, is_worker
from server.domain.personal import PersonalPurpose
from server.services.ports import parties as ports
from server.storage import parties, people
from server.storage.queries import in_reach, log_in_reach
from server.storage.reading import reading
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables import account as staff
from server.storage.tables import case_file, intake, participant
from server.storage.tables import parties as tables

Answers = dict[tuple[str, ConsentStep], list[StepAnswer]]


class SqlPartyQueries:
    """Implements `ports.parties.PartyQueries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def people(self, account: Account, serial: str, today: date) -> ports.CasePeopleView | None:
        """Return the people of a case in the account's reach."""
        async with reading(self._engine) as connection:
            case = await _case(connection, account, serial)
            if case is None:
                return None
            company = await people.of_case(connection, case.id, self._seal)
            answers = await _answers(connection, case.id)
            authorities = await parties.authorities(connection, case.id)
            contacts = await parties.contacts(connection, case.id, self._seal)
            withdrawals = await _withdrawals(connection, case.id)
            names = await _staff_names(connection)
        workers = [person.identity for person in company if is_worker(person)]
        many = case.workers >= FEWEST_REPRESENTED
        return ports.CasePeopleView(
            serial=serial,
            people=tuple(_person(person, answers, names) for person in company),
            authorities=tuple(_authority(one, today) for one in authorities),
            uncovered=uncovered(workers, authorities, today) if many else (),
            withdrawals=withdrawals,
            contacts=tuple(_contact(one, names) for one in contacts),
            wording=STEPS_WORDING,
            awarded=case.arbitration == Arbitration.AWARDED.value,
        )

    async def looks(self, account: Account, serial: str) -> Sequence[ports.PersonalLookView] | None:
        """Return who saw personal numbers of a case whose log is in reach, newest first."""
        look = tables.personal_look
        async with reading(self._engine) as connection:
            named = select(case_file.c.id, in_reach(account).label("reached"))
            found = named.where(case_file.c.serial == serial, log_in_reach(account))
            case = (await connection.execute(found)).first()
            if case is None:
                return None
            statement = (
                select(look, participant.c.name)
                .join(participant, participant.c.identity == look.c.identity)
                .where(look.c.case_id == case.id)
                .order_by(look.c.at.desc(), look.c.id.desc())
            )
            looks = [_look(row) for row in await connection.execute(statement)]
            return tuple(one if case.reached else replace(one, name="") for one in looks)


async def _case(connection: AsyncConnection, account: Account, serial: str) -> Row[str, int, str | None] | None:
    statement = (
        select(case_file.c.id, case_file.c.workers, intake.award.c.arbitration)
        .outerjoin(intake.award, intake.award.c.case_id == case_file.c.id)
        .where(case_file.c.serial == serial, in_reach(account))
    )
    return (await connection.execute(statement)).first()


async def _answers(connection: AsyncConnection, case: str) -> Answers:
    table = tables.step_answer
    answers: Answers = defaultdict(list)
    statement = select(table).where(table.c.case_id == case).order_by(table.c.position)
    for row in await connection.execute(statement):
        answers[row.identity, ConsentStep(row.step)].append(parties.step_answer_from(row))
    return answers


async def _withdrawals(connection: AsyncConnection, case: str) -> tuple[ports.WithdrawalView, ...]:
    table = tables.withdrawal
    found = await connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.asked_at.desc()))
    kept = [parties.withdrawal_from(row) for row in found]
    return tuple(
        ports.WithdrawalView(
            one.id, one.identity, one.step, one.reason, one.asked_at, one.state, one.decided_at, one.decision
        )
        for one in kept
    )


async def _staff_names(connection: AsyncConnection) -> dict[str, str]:
    return {row.id: row.name for row in await connection.execute(select(staff.c.id, staff.c.name))}


def _person(person: Participant, answers: Answers, names: dict[str, str]) -> ports.CasePersonView:
    return ports.CasePersonView(
        identity=person.identity,
        name=person.name,
        side=person.side,
        role=person.role,
        title=person.title,
        kind=person.kind,
        standing=person.standing,
        origin=person.origin,
        phone=person.masked_phone,
        email=person.masked_email,
        prefers_email=person.prefers_email,
        id_number=person.masked_id_number,
        identity_seen=person.identity_seen,
        linked_to=person.linked_to,
        absence=person.absence,
        named_first=person.named_first,
        version=person.version,
        consents=tuple(_standing(step, answers.get((person.identity, step), []), names) for step in ConsentStep),
    )


def _standing(step: ConsentStep, given: list[StepAnswer], names: dict[str, str]) -> ports.StepAnswerView:
    if not given:
        return ports.StepAnswerView(step, None, None, None, None, withdrawn=False)
    last = given[-1]
    withdrawn = not last.answer and any(answer.answer for answer in given)
    by = names.get(last.recorded_by)
    return ports.StepAnswerView(step, last.answer, last.at, last.channel, by, withdrawn)


def _authority(one: Authority, today: date) -> ports.AuthorityView:
    return ports.AuthorityView(
        id=one.id,
        agent=one.agent,
        principal=one.principal,
        kind=one.kind,
        matters=one.matters,
        powers=tuple(power for power in Power if power in one.powers),
        papers=tuple(paper for paper in Paper if paper in one.papers),
        files=one.files,
        seen=one.seen,
        missing_papers=tuple(paper for paper in Paper if paper in one.missing_papers),
        signed_on=one.signed_on,
        until=one.until,
        stands=one.stands(today),
        may_settle=one.allows(Power.SETTLE, today),
        revoked_at=one.revoked_at,
        version=one.version,
    )


def _contact(one: Contact, names: dict[str, str]) -> ports.ContactView:
    return ports.ContactView(one.identity, one.at, one.channel, one.shown, one.outcome, one.note, names.get(one.by, ""))


def _look(row: AnyRow) -> ports.PersonalLookView:
    return ports.PersonalLookView(
        at=row.at,
        who=row.who,
        role=Role(row.role),
        identity=Identity(row.identity),
        name=row.name,
        purpose=PersonalPurpose(row.purpose),
        reason=row.reason,
    )
