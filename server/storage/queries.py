"""Read-only views for screens. They mask and leave out; whether someone may ask at all, the use case decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import Account, Right, SignIn
from server.domain.attendance import RoomFact
from server.domain.beijing import start_of_day
from server.domain.case import CaseState
from server.domain.case_consent import ConsentStep
from server.domain.figures import Ended
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.invitation import Device, Invitation
from server.domain.party import Role
from server.domain.session import SessionState
from server.domain.standstill import NOTHING
from server.domain.term import TermPolicy
from server.services import session_views as views
from server.services.case_views import CaseChoices, CaseConditions, CaseList, CaseView
from server.services.invitation_views import InvitationView
from server.services.ports.terms import CaseCourse, EnteredNotice, NextClock
from server.storage import courses, figures, people, rows, screens, tables
from server.storage.calendars import SqlCalendars, next_clocks, under_way
from server.storage.case_lists import by_state, conditions, counts, distinct, order
from server.storage.handlers import handlers
from server.storage.owed import next_owed
from server.storage.parties import SqlStepConsents
from server.storage.reading import reading
from server.storage.repositories import SqlInvitations, SqlSessions
from server.storage.retired_links import SqlRetiredLinks
from server.storage.sealing import ColumnSeal
from server.storage.standstill import told_of
from server.storage.terms import SqlTerms

PAGE: Final = 200
NEXT_DAYS: Final = timedelta(days=14)

meeting = tables.session
case_file = tables.case_file


class SqlQueries:
    """Implements `ports.Queries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def signed_in(self, digest: str) -> tuple[SignIn, Account] | None:
        """Return the sign-in with this digest and whose it is."""
        statement = select(tables.sign_in, tables.account).join_from(tables.sign_in, tables.account)
        async with reading(self._engine) as connection:
            # Every request asks this: one statement, not two.
            row = (await connection.execute(statement.where(tables.sign_in.c.digest == digest))).first()
        return None if row is None else (rows.sign_in_from(row), rows.account_from(row))

    async def link(self, token_digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""
        async with reading(self._engine) as connection:
            return await SqlInvitations(connection).by_token(token_digest)

    async def is_retired(self, token_digest: str) -> bool:
        """Tell whether a newer link stands in place of the one with this digest."""
        async with reading(self._engine) as connection:
            return await SqlRetiredLinks(connection).has(token_digest)

    async def invitation(
        self, session: SessionId, identity: Identity, device_digest: str | None
    ) -> InvitationView | None:
        """Return what the person behind the link may see: of others only names, of themselves everything."""
        async with reading(self._engine) as connection:
            row = await screens.invitation_row(connection, session, identity)
            if row is None:
                return None
            company = await people.of_case(connection, row.case_id, self._seal)
            known = await people.readiness(connection, [session])
            kind = (
                await connection.execute(select(tables.outcome.c.kind).where(tables.outcome.c.session == session))
            ).scalar()
            said = await SqlStepConsents(connection).get(CaseId(row.case_id), identity, ConsentStep.ONLINE_MEDIATION)
            told = await told_of(connection, {session: row.starts_at})
        device = Device.of(row.device_digest, device_digest)
        view = screens.invitation_view(row, company, known, kind, device, online_mediation=said.stands())
        put_off = told.get((session, identity), NOTHING).put_off and view.session_state is SessionState.SCHEDULED
        return replace(view, put_off=put_off)

    async def today(self, account: Account, now: datetime) -> views.Today:
        """Return the sessions of today (and any still open) and those of the next days."""
        midnight = start_of_day(now)
        tomorrow = midnight + timedelta(days=1)
        wanted = and_(
            _answered(account),
            or_(
                and_(meeting.c.starts_at >= midnight, meeting.c.starts_at < midnight + NEXT_DAYS),
                meeting.c.state == SessionState.OPEN.value,
            ),
            meeting.c.state != SessionState.CANCELLED.value,
        )
        async with reading(self._engine) as connection:
            summaries = await self._summaries(connection, account, wanted, now)
        return views.Today(
            now=now,
            sessions=tuple(summary for summary in summaries if summary.starts_at < tomorrow),
            later=tuple(summary for summary in summaries if summary.starts_at >= tomorrow),
        )

    async def cases(self, account: Account, wanted: CaseConditions, today: date) -> CaseList:
        """Return a page of the cases in reach. `text` may be part of serial, number, title, cause or a name."""
        reach, narrowed = in_reach(account), conditions(wanted, account, today)
        listing = (
            screens.cases_with_mediator()
            .where(reach, *narrowed)
            .order_by(*order(wanted.order, account, today))
            .limit(PAGE)
            .offset((max(wanted.page, 1) - 1) * PAGE)
        )
        async with reading(self._engine) as connection:
            every, total = await counts(connection, reach, [(), narrowed])
            found = (await connection.execute(listing)).all()
            ids = [CaseId(row.id) for row in found]
            following = await screens.next_sessions(connection, ids)
            ends = await next_clocks(connection, ids, today)
            owed = await next_owed(connection, account, ids, today)
            held = await handlers(connection, account.organisation, ids)
        cases = tuple(
            screens.case_summary(row, held.get(row.id), following.get(row.id), (ends.get(row.id), owed.get(row.id)))
            for row in found
        )
        return CaseList(cases=cases, total=total, in_reach=every, page=max(wanted.page, 1))

    async def case_counts(self, account: Account, wanted: Sequence[CaseConditions], today: date) -> tuple[int, ...]:
        """Return how many cases in reach meet each of these; one statement."""
        async with reading(self._engine) as connection:
            return await counts(connection, in_reach(account), [conditions(one, account, today) for one in wanted])

    async def case_choices(self, account: Account) -> CaseChoices:
        """Return by what the cases in reach can be narrowed."""
        reach = in_reach(account)
        async with reading(self._engine) as connection:
            return CaseChoices(
                causes=await distinct(connection, reach, case_file.c.cause),
                organisations=await distinct(connection, reach, case_file.c.organisation),
                states=await by_state(connection, reach),
            )

    async def ended(self, account: Account, start: datetime, end: datetime) -> tuple[Ended, ...]:
        """Return which mediations of the account's house ended from `start` to before `end`."""
        async with reading(self._engine) as connection:
            return await figures.ended(connection, account, in_reach(account), start, end)

    async def case(self, account: Account, serial: str, now: datetime) -> CaseView | None:
        """Return the case page, with what this account may see; None out of reach."""
        async with reading(self._engine) as connection:
            statement = screens.cases_with_mediator().where(case_file.c.serial == serial, in_reach(account))
            row = (await connection.execute(statement)).first()
            if row is None:
                return None
            company = await people.of_case(connection, row.id, self._seal)
            sessions = await self._sessions(
                connection, account, and_(meeting.c.case_id == row.id, _answered(account)), now
            )
            timeline = await screens.timeline(connection, row.id)
            held = await handlers(connection, account.organisation, [row.id])
        return screens.case_view(row, account, held.get(row.id), company, sessions, timeline)

    async def session(self, account: Account, session: SessionId, now: datetime) -> views.SessionView | None:
        """Return the session page, with what this account may see; None out of reach."""
        where = and_(meeting.c.id == session, _answered(account))
        async with reading(self._engine) as connection:
            found = await self._sessions(connection, account, where, now)
        return found[0] if found else None

    async def lines(self, session: SessionId) -> tuple[views.LineView, ...]:
        """Return how good everyone's line was, oldest first."""
        table = tables.session_quality
        statement = select(table).where(table.c.session == session).order_by(table.c.at, table.c.identity)
        async with reading(self._engine) as connection:
            return tuple(screens.line_view(row) for row in await connection.execute(statement))

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in the session's room, oldest first."""
        async with reading(self._engine) as connection:
            return await SqlSessions(connection).room_facts(session)

    async def course(self, account: Account, serial: str) -> CaseCourse | None:
        """Return the case with its course; None out of reach."""
        async with reading(self._engine) as connection:
            row = (
                await connection.execute(select(case_file).where(case_file.c.serial == serial, in_reach(account)))
            ).first()
            return None if row is None else await courses.course(connection, rows.case_from(row), self._seal)

    async def notices(self) -> tuple[EnteredNotice, ...]:
        """Return the standing notice of every year, by year."""
        async with reading(self._engine) as connection:
            return await SqlCalendars(connection).notices()

    async def policy(self, court: str) -> TermPolicy:
        """Return what the court decided about terms."""
        async with reading(self._engine) as connection:
            return await SqlTerms(connection).policy(court)

    async def next_clocks(self, cases: Sequence[CaseId]) -> Mapping[CaseId, tuple[NextClock, ...]]:
        """Return the clocks under way of many cases, by last day; one statement."""
        async with reading(self._engine) as connection:
            return await under_way(connection, cases)

    async def _summaries(
        self, connection: AsyncConnection, account: Account, where: ColumnElement[bool], now: datetime
    ) -> list[views.SessionSummary]:
        found = (
            await connection.execute(screens.sessions_with_case().where(where).order_by(meeting.c.starts_at))
        ).all()
        invited: dict[str, list[views.ParticipantView]] = {}
        if account.has(Right.SESSION_READ):
            invited = await people.participants(connection, [row.id for row in found], self._seal, now)
        return [screens.session_summary(row, tuple(invited.get(row.id, ()))) for row in found]

    async def _sessions(
        self, connection: AsyncConnection, account: Account, where: ColumnElement[bool], now: datetime
    ) -> list[views.SessionView]:
        summaries = await self._summaries(connection, account, where, now)
        ids = [summary.id for summary in summaries]
        outcomes = await screens.outcomes(connection, account, ids) if account.has(Right.SESSION_READ) else {}
        recordings = await screens.recordings(connection, ids) if account.has(Right.RECORDING_LIST) else {}
        return [
            views.SessionView(summary, outcomes.get(summary.id), tuple(recordings.get(summary.id, ())))
            for summary in sorted(summaries, key=lambda summary: summary.number)
        ]


def _answered(account: Account) -> ColumnElement[bool]:
    """Return under which condition sessions are this account's business; as `Account.is_only_asked`, for mediators."""
    waits = case_file.c.state == CaseState.AWAITING_ACCEPTANCE.value
    return and_(in_reach(account), ~waits) if account.role is Role.MEDIATOR else in_reach(account)


def log_in_reach(account: Account) -> ColumnElement[bool]:
    """Return the condition under which this account reads who looked into a case; as `Account.reaches_log`."""
    match account.role:
        case Role.AUDITOR:
            return true()
        case Role.COURT_ADMIN:
            return case_file.c.court == account.organisation
        case _:
            return in_reach(account)


def in_reach(account: Account) -> ColumnElement[bool]:
    """Return the condition under which a case is this account's business; as `Account.reaches`, for rows."""
    match account.role:
        case Role.MEDIATOR:
            beside = case_file.c.co_mediators.contains(f"|{account.id}|", autoescape=True)
            condition: ColumnElement[bool] = or_(case_file.c.mediator == account.id, beside)
        case Role.CLERK | Role.JUDGE:
            condition = case_file.c.court == account.organisation
        case Role.ORGANISATION:
            condition = case_file.c.organisation == account.organisation
        case _:
            condition = false()
    return condition
