"""Lists of what is due, for people and for the chores of the server."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import Account
from server.domain.agreement import REVIEWING
from server.domain.audit import AuditEntry, Check, Place, first_altered
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.citations import article
from server.domain.clock_runs import CONFIRMATION_KEY, ORGANISATION_KEY, TERM_KEY
from server.domain.clocks import ClockState
from server.domain.deadlines import PERIODS, DeadlineRule
from server.domain.doors import DoorState
from server.domain.ids import AccountId
from server.domain.manner import Manner
from server.domain.party import Role
from server.domain.performance import Extent
from server.domain.reminder import OVERDUE_FOR, Ending, PromptState, ReminderKind
from server.domain.session import SessionMode, SessionState
from server.domain.standstill import STANDS_STILL, Told
from server.domain.term import PauseKind
from server.services.ports import desk as ports
from server.storage import rows, tables
from server.storage.accounts import desk_of
from server.storage.audit_log import START, examine_audit, last_check
from server.storage.audit_search import is_sought, meeting_all, newest
from server.storage.calendars import pending
from server.storage.calls import calls
from server.storage.concerned import concerned_by, knows_of_case
from server.storage.handlers import with_a_colleague
from server.storage.owed import owed_by, still_owed
from server.storage.own_rights import ending_rights
from server.storage.performances import performances_from
from server.storage.queries import in_reach
from server.storage.reading import reading
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.standstill import told_of
from server.storage.tables import desk as own
from server.storage.tables.intake import case_link
from server.storage.tables.terms import agreement_effect, case_clock, door_application, term_pause

WAITING_CLOCK: Final = "accept_3"
"""Which clock says since when a referral waits."""
_CHUNK: Final = 500

_WARNED: Final = {TERM_KEY: Ending.TERM, CONFIRMATION_KEY: Ending.CONFIRMATION}
_ASKED: Final = (DoorState.SENT.value, DoorState.GRANTED.value)
_NOT_TAKEN: Final = tuple(state.value for state in (CaseState.RETURNED, CaseState.FILED))

case_file, meeting, staff = tables.case_file, tables.session, tables.account


class SqlDeskQueries:
    """Implements `ports.desk.DeskQueries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def upcoming(self, now: datetime, until: datetime) -> Sequence[ports.UpcomingSession]:
        """Return scheduled sessions that begin between the two instants."""
        statement = (
            select(meeting, case_file.c.serial, case_file.c.court, case_file.c.organisation, staff.c.name)
            .add_columns(case_file.c.state.label("case_state"))
            .join(case_file, case_file.c.id == meeting.c.case_id)
            .join(staff, staff.c.id == meeting.c.mediator)
            .where(
                meeting.c.state == SessionState.SCHEDULED.value,
                meeting.c.starts_at > now,
                meeting.c.starts_at <= until,
            )
            .order_by(meeting.c.starts_at)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            invited, on_site = await _invited(connection, [row.id for row in found])
            told = await told_of(connection, {row.id: row.starts_at for row in found})
        return tuple(_upcoming(row, invited[row.id], on_site[row.id], told) for row in found)

    async def waiting_referrals(self, now: datetime) -> Sequence[ports.WaitingReferral]:  # noqa: ARG002 - the seam asks
        """Return referrals that wait for an answer."""
        statement = (
            select(case_file, case_clock.c.starts_on)
            .join(case_clock, case_clock.c.case_id == case_file.c.id)
            .where(
                case_file.c.state == CaseState.AWAITING_ACCEPTANCE.value,
                case_clock.c.key == WAITING_CLOCK,
                case_clock.c.state == ClockState.RUNNING.value,
            )
            .order_by(case_file.c.serial)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            return tuple([await _waiting(connection, row) for row in found])

    async def owed_contacts(self, today: date) -> Sequence[ports.OwedContact]:
        """Return each respondent who was not reached yet in the three working days of art. 15."""
        clock = case_clock.c
        statement = (
            select(case_file, clock.key, clock.who, clock.starts_on, clock.due_on)
            .join(case_clock, clock.case_id == case_file.c.id)
            .where(clock.rule == DeadlineRule.CONTACT_3WD.value, clock.state == ClockState.RUNNING.value)
            .where(clock.done_on.is_(None), clock.starts_on < today, clock.due_on >= today)
            .order_by(clock.due_on, case_file.c.serial, clock.key)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            concerned = await concerned_by(connection, found)
            asking = {
                row.id: concerned[row.id].accounts or await desk_of(connection, rows.case_from(row)) for row in found
            }
        return tuple(
            ports.OwedContact(row.id, row.serial, row.key, row.who, row.starts_on, row.due_on, asking[row.id])
            for row in found
        )

    async def open_suspensions(self, since: datetime, until: datetime) -> Sequence[ports.OpenSuspension]:
        """Return suspensions that began between the two instants and still stand."""
        pause = term_pause.c
        statement = (
            select(case_file, pause.id.label("pause_id"))
            .join(term_pause, pause.case_id == case_file.c.id)
            .where(case_file.c.state == CaseState.SUSPENDED.value, pause.kind == PauseKind.SUSPENSION.value)
            .where(pause.ended_at.is_(None), pause.started_at >= since, pause.started_at <= until)
            .order_by(pause.started_at, case_file.c.serial)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            desks = {row.id: await desk_of(connection, rows.case_from(row)) for row in found}
        return tuple(ports.OpenSuspension(row.id, row.serial, row.pause_id, desks[row.id]) for row in found)

    async def ending_links(self, now: datetime, until: datetime) -> Sequence[ports.EndingLink]:
        """Return the own links to cases not filed that open them now and end up to `until`."""
        link, person = case_link.c, tables.participant.c
        statement = (
            select(case_file, link.identity, link.expires_at, person.name)
            .join(case_link, link.case_id == case_file.c.id)
            .join(tables.participant, person.identity == link.identity)
            .where(case_file.c.state != CaseState.FILED.value, link.revoked_at.is_(None))
            .where(link.expires_at > now, link.expires_at <= until)
            .order_by(link.expires_at, link.identity)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            desks = {row.id: await desk_of(connection, rows.case_from(row)) for row in found}
        return tuple(
            ports.EndingLink(row.id, row.serial, row.identity, row.name, beijing_day(row.expires_at), desks[row.id])
            for row in found
        )

    async def ending_periods(self, today: date, until: date) -> Sequence[ports.EndingPeriod]:
        """Return mediation terms and times for confirmation that run and end, nominally, up to `until`."""
        clock = case_clock.c
        statement = (
            select(case_file, clock.key, clock.starts_on, clock.nominal_on, clock.due_on, clock.is_provisional)
            .join(case_clock, clock.case_id == case_file.c.id)
            .where(
                or_(
                    clock.key == TERM_KEY,
                    # Once court or commission was asked, nothing is warned of.
                    (clock.key == CONFIRMATION_KEY) & (case_file.c.state != CaseState.FILED.value) & ~_asked(),
                ),
                clock.state == ClockState.RUNNING.value,
                clock.done_on.is_(None),
                clock.nominal_on <= until,
                clock.due_on >= today,
            )
            .order_by(clock.due_on, case_file.c.serial)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            concerned = await concerned_by(connection, found)
        return tuple(_ending_period(_WARNED[row.key], row, concerned[row.id]) for row in found)

    async def organisations_over(self, since: date, until: date) -> Sequence[ports.EndingPeriod]:
        """Return organisations' fifteen days that are over while mediation goes on, with whom they told of the case."""
        clock = case_clock.c
        statement = (
            select(case_file, clock.starts_on, clock.nominal_on, clock.due_on, clock.is_provisional)
            .join(case_clock, clock.case_id == case_file.c.id)
            .where(clock.key == ORGANISATION_KEY, clock.done_on.is_(None), clock.due_on >= since, clock.due_on < until)
            .where(case_file.c.state.not_in(_NOT_TAKEN))
            .order_by(clock.due_on, case_file.c.serial)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            concerned = await concerned_by(connection, found, knows_of_case())
        return tuple(_ending_period(Ending.ORGANISATION, row, concerned[row.id]) for row in found)

    async def ending_rights(self, today: date) -> Sequence[ports.EndingRight]:
        """Return the rights of single parties that run and end soon, with who reads of each."""
        async with reading(self._engine) as connection:
            return await ending_rights(connection, self._seal, today)

    async def performances(self, today: date, until: date) -> Sequence[ports.ComingPerformance]:
        """Return the instalments in force nobody says were performed, due from a week before `today` up to `until`."""
        effect = agreement_effect.c
        statement = (
            select(case_file, effect.performances, effect.mediator_signed_at)
            .join(agreement_effect, effect.case_id == case_file.c.id)
            .where(case_file.c.state != CaseState.FILED.value, effect.follow_up_on > today)
            .order_by(case_file.c.serial)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            coming = [(row, one) for row in found for one in _coming(row, today - OVERDUE_FOR, until)]
            concerned = await concerned_by(connection, [row for row, _ in coming])
        return tuple(
            ports.ComingPerformance(number, count, beijing_day(row.mediator_signed_at), due_on, concerned[row.id])
            for row, (number, count, due_on) in coming
        )

    async def written(self, keys: Sequence[str]) -> frozenset[str]:
        """Return which keys are kept already, `_CHUNK` asked for at a time."""
        key = own.prompt.c.key
        chunks = [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
        async with reading(self._engine) as connection:
            found = [await connection.execute(select(key).where(key.in_(chunk))) for chunk in chunks]
            return frozenset(one for rows_found in found for one in rows_found.scalars())

    async def tasks(self, account: Account, today: date, until: date, most: int) -> Sequence[ports.TaskView]:
        """Return the pending clocks of the cases in reach, those in a colleague's hand left out, soonest first."""
        statement = (
            select(case_clock, case_file.c.serial, case_file.c.title)
            .join(case_file, case_file.c.id == case_clock.c.case_id)
            .where(in_reach(account), ~with_a_colleague(account), pending(today), case_clock.c.due_on <= until)
            .order_by(case_clock.c.due_on, case_file.c.serial, case_clock.c.key)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            return tuple(_task(row) for row in await connection.execute(statement))

    async def owed(self, account: Account, today: date, most: int) -> Sequence[ports.OwedView]:
        """Return what this account owes at once in the cases in its reach, longest first."""
        async with reading(self._engine) as connection:
            return await owed_by(connection, account, in_reach(account), today, most)

    async def still_owed(self, now: datetime) -> Sequence[ports.StillOwed]:
        """Return what is owed at once for so long that who owes it is reminded now."""
        async with reading(self._engine) as connection:
            return await still_owed(connection, now)

    async def calls(self, account: Account, now: datetime) -> Sequence[ports.CallView]:
        """Return the people of cases in reach whom messages did not reach, and nobody of the staff since."""
        async with reading(self._engine) as connection:
            return await calls(connection, account, self._seal, now)

    async def prompts(self, account: AccountId, most: int) -> Sequence[ports.PromptView]:
        """Return what the bell holds, newest first."""
        table = own.prompt
        statement = (
            select(table, case_file.c.serial)
            .outerjoin(case_file, case_file.c.id == table.c.case_id)
            .where(table.c.account == account)
            .order_by(table.c.created_at.desc(), table.c.id.desc())
            .limit(most)
        )
        async with reading(self._engine) as connection:
            return tuple(
                ports.PromptView(row.id, row.serial, ReminderKind(row.kind), row.text, row.created_at)
                for row in await connection.execute(statement)
            )

    async def sent(self, account: Account, serial: str) -> Sequence[ports.SentPromptView] | None:
        """Return the messages to people of a case in reach, newest first."""
        table, person = own.prompt, tables.participant
        async with reading(self._engine) as connection:
            where = (case_file.c.serial == serial, in_reach(account))
            case = (await connection.execute(select(case_file.c.id).where(*where))).scalar()
            if case is None:
                return None
            statement = (
                select(person, table.c.kind.label("prompt_kind"), table.c.state, table.c.attempts, table.c.text)
                .add_columns(table.c.created_at, table.c.sent_at)
                .join(table, table.c.identity == person.c.identity)
                .where(table.c.case_id == case)
                .order_by(table.c.created_at.desc(), table.c.id.desc())
            )
            return tuple(self._sent_prompt(row) for row in await connection.execute(statement))

    async def audit(self, wanted: ports.AuditConditions, before: int | None, most: int) -> ports.AuditPage:
        """Return a page of the audit log and the verdict on its chain."""
        where = meeting_all(wanted)
        return await self._audit(where, newest(where, before, most, sought=is_sought(wanted)))

    async def audit_about(self, subjects: Sequence[str], actions: Sequence[str]) -> ports.AuditPage:
        """Return every entry of these acts on these subjects, newest first, and the verdict on the chain."""
        table = tables.audit_entry
        where = [table.c.subject.in_(subjects), table.c.action.in_(actions)]
        return await self._audit(where, newest(where, None, None, sought=True))

    async def _audit(self, where: Sequence[ColumnElement[bool]], page: Select[Any]) -> ports.AuditPage:
        total = select(func.count()).select_from(tables.audit_entry).where(*where)
        async with reading(self._engine) as connection:
            found = (await connection.execute(page)).all()
            count = (await connection.execute(total)).scalar_one()
            check = await last_check(connection)
            serials = await _serials(connection, [row.subject for row in found])
        return ports.AuditPage(
            lines=tuple(_audit_line(row, serials.get(row.subject)) for row in found),
            total=count,
            first_broken=await self._first_broken(check, [rows.audit_entry_from(row) for row in found]),
            checked_at=None if check is None else check.at,
            checked_to=0 if check is None else check.upto.number,
        )

    async def examine_audit(self) -> tuple[Place, int | None]:
        """Verify the log from its first entry; return the last that fits, and the first that does not."""
        return await examine_audit(self._engine)

    async def _first_broken(self, check: Check | None, shown: Sequence[AuditEntry]) -> int | None:
        """Return the first fault known: of the last whole check, since then, or among the entries shown."""
        since = START if check is None else check.upto
        known = None if check is None else check.first_broken
        if known is None:
            _, known = await examine_audit(self._engine, since)
        return min((number for number in (known, first_altered(shown)) if number is not None), default=None)

    def _sent_prompt(self, row: AnyRow) -> ports.SentPromptView:
        person = rows.participant_from(row, self._seal)
        return ports.SentPromptView(
            at=row.sent_at or row.created_at,
            kind=ReminderKind(row.prompt_kind),
            name=person.name,
            phone=person.masked_email if person.goes_by_email else person.masked_phone,
            state=PromptState(row.state),
            attempts=row.attempts,
            text=row.text,
        )


async def _invited(
    connection: AsyncConnection, sessions: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """Return whose links to these sessions are good, by session, and who of them said that they come to the place."""
    link = tables.invitation
    where = (link.c.session.in_(sessions), link.c.revoked_at.is_(None), link.c.suspended_at.is_(None))
    invited: dict[str, tuple[str, ...]] = defaultdict(tuple)
    on_site: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in await connection.execute(select(link.c.session, link.c.identity, link.c.manner).where(*where)):
        invited[row.session] = (*invited[row.session], row.identity)
        if row.manner == Manner.ON_SITE.value:
            on_site[row.session] |= {row.identity}
    return invited, on_site


def _asked() -> ColumnElement[bool]:
    """Tell whether court or commission was asked to look at the agreement of a case."""
    door = door_application.c
    where = (door.case_id == case_file.c.id, door.state.in_(_ASKED), door.door.in_([one.value for one in REVIEWING]))
    return exists().where(*where)


def _coming(row: AnyRow, today: date, until: date) -> Iterator[tuple[int, int, date]]:
    """Yield number, count and day of the instalments due between the two days; their last day is indexed, not these.

    Of what somebody says was performed nobody is reminded.
    """
    kept = performances_from(row.performances)
    for number, one in enumerate(kept, 1):
        if today <= one.due_on <= until and one.extent is not Extent.FULLY:
            yield number, len(kept), one.due_on


async def _waiting(connection: AsyncConnection, row: AnyRow) -> ports.WaitingReferral:
    """Return a referral with those who are to answer: the mediator named, and whoever runs the organisation."""
    runs = (staff.c.role == Role.ORGANISATION.value) & (staff.c.organisation == row.organisation)
    answering = select(staff.c.id).where(staff.c.closed_at.is_(None), or_(runs, staff.c.id == row.mediator))
    accounts = tuple((await connection.execute(answering.order_by(staff.c.id))).scalars())
    return ports.WaitingReferral(row.id, row.serial, row.starts_on, accounts)


def _upcoming(
    row: AnyRow, identities: tuple[str, ...], on_site: frozenset[str], told: Mapping[tuple[str, str], Told]
) -> ports.UpcomingSession:
    mode = SessionMode(row.mode)
    return ports.UpcomingSession(
        session=row.id,
        case=row.case_id,
        serial=row.serial,
        number=row.number,
        starts_at=row.starts_at,
        mediator=row.name,
        organisation=row.organisation or "",
        court=row.court or "",
        identities=identities,
        mode=mode,
        place=row.place,
        on_site=frozenset(identities) if mode is SessionMode.ON_SITE else on_site,
        stands_still=CaseState(row.case_state) in STANDS_STILL,
        told={one: told[row.id, one] for one in identities if (row.id, one) in told},
    )


def _ending_period(what: Ending, row: AnyRow, of: ports.Concerned) -> ports.EndingPeriod:
    return ports.EndingPeriod(what, row.starts_on, row.nominal_on, row.due_on, row.is_provisional, of)


def _task(row: AnyRow) -> ports.TaskView:
    rule = DeadlineRule(row.rule)
    return ports.TaskView(
        serial=row.serial,
        title=row.title,
        key=row.key,
        rule=rule,
        who=row.who,
        nominal_on=row.nominal_on,
        due_on=row.due_on,
        is_provisional=row.is_provisional,
        stopped=row.state == ClockState.STOPPED.value,
        article=article(PERIODS[rule].citation, row.starts_on),
    )


async def _serials(connection: AsyncConnection, subjects: Sequence[str]) -> dict[str, str]:
    """Return the serial of the case that each subject, a case or a session of one, belongs to."""
    ids = {subject: subject.partition(":")[2] for subject in subjects}
    cases = select(case_file.c.id, case_file.c.serial)
    meetings = select(meeting.c.id, case_file.c.serial).join(case_file, case_file.c.id == meeting.c.case_id)
    found: dict[str, str] = {}
    for kind, statement, key in (("case", cases, case_file.c.id), ("session", meetings, meeting.c.id)):
        asked = [one for subject, one in ids.items() if subject.startswith(f"{kind}:")]
        for row in await connection.execute(statement.where(key.in_(asked))):
            found[f"{kind}:{row.id}"] = row.serial
    return found


def _audit_line(row: AnyRow, serial: str | None) -> ports.AuditLine:
    return ports.AuditLine(
        number=row.number,
        at=row.at,
        actor=row.actor,
        name=row.name,
        action=row.action,
        subject=row.subject,
        serial=serial,
        facts=dict(row.facts),
        digest=row.digest,
    )
