"""Read-only views of the roster: lists, one entry, the public roster, candidates for a case."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import Account
from server.domain.adoption import AdoptionState
from server.domain.case import Case
from server.domain.fitness import PoolThreshold
from server.domain.ids import EntryId
from server.domain.origin import Origin
from server.domain.outcome import OutcomeKind
from server.domain.party import Role
from server.domain.profile import EntryKind, RosterLevel
from server.domain.reach import reaches
from server.domain.reminder import PromptState, ReminderKind
from server.domain.roster import AWAITING_COURT, EFFECTIVE, EntryState
from server.services import roster_views as views
from server.storage import tables
from server.storage.reading import reading
from server.storage.roster import OPEN, SqlRoster
from server.storage.roster_screens import candidate, complaint_view, entry_summary, entry_view, public_entry
from server.storage.rows import AnyRow
from server.storage.rows import roster as rows
from server.storage.screens import ESCAPE
from server.storage.sealing import ColumnSeal

entries = tables.roster_entry
parent = entries.alias("parent")
adoptions = tables.roster_adoption
case_file = tables.case_file

WIDE: Final = (RosterLevel.REGION.value, RosterLevel.NATION.value)
EFFECTIVE_WORDS: Final = [state.value for state in EFFECTIVE]
AWAITING_WORDS: Final = [state.value for state in AWAITING_COURT]


class SqlRosterQueries:
    """Implements `ports.RosterQueries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def listing(self, account: Account, wanted: views.RosterFilter) -> views.RosterList:
        """Return a page of 200 of the entries the account may see."""
        seen = _seen_by(account)
        where = and_(seen, *_conditions(wanted))
        async with reading(self._engine) as connection:
            found = (await connection.execute(_page(_listed(), where, wanted.page, views.PAGE))).all()
            total = await _count(connection, where)
            counts = await _counts(connection, seen)
            open_cases = await _open_cases(connection, found)
        return views.RosterList(
            entries=tuple(entry_summary(row, account, open_cases) for row in found),
            total=total,
            page=wanted.page,
            organisations=counts[EntryKind.ORGANISATION.value],
            mediators=counts[EntryKind.MEDIATOR.value],
            waiting=counts["waiting"],
        )

    async def entry(self, account: Account, entry: EntryId) -> views.EntryView | None:
        """Return one entry as the account may see it."""
        where = and_(entries.c.id == entry, _seen_by(account, alone=True))
        async with reading(self._engine) as connection:
            row = (await connection.execute(_listed().where(where))).first()
            if row is None:
                return None
            held = rows.entry_from(row, self._seal)
            kept = SqlRoster(connection, self._seal)
            versions, papers = await kept.versions(entry), await kept.papers(entry)
            asked = await _adoptions(connection, [entry])
            performance = await _performance(connection, row)
        history = tuple(views.VersionView(one.number, one.what, one.profile.name, one.at, one.by) for one in versions)
        return entry_view(account, held, row, (history[::-1], tuple(asked[entry])), papers, performance)

    async def public(self, wanted: views.RosterFilter) -> views.PublicRoster:
        """Return a page of 50 of what is in force."""
        in_force = _in_force()
        where = and_(in_force, *_conditions(wanted))
        async with reading(self._engine) as connection:
            found = (await connection.execute(_page(_listed(), where, wanted.page, views.PUBLIC_PAGE))).all()
            total = await _count(connection, where)
            counts = await _counts(connection, in_force)
            asked = await _adoptions(connection, [row.id for row in found])
            courts = await connection.execute(select(entries.c.court).where(in_force_alone()).distinct())
            names = sorted(courts.scalars())
        return views.PublicRoster(
            entries=tuple(public_entry(row, asked[row.id]) for row in found),
            total=total,
            page=wanted.page,
            organisations=counts[EntryKind.ORGANISATION.value],
            mediators=counts[EntryKind.MEDIATOR.value],
            courts=tuple(names),
        )

    async def candidates(
        self, case: Case, parties: frozenset[Origin], pool: PoolThreshold
    ) -> tuple[views.Candidate, ...]:
        """Return who could take the case at its court."""
        # Without a court the organisation asks its own people.
        own = _of_court(case.court) if case.court else parent.c.name == case.organisation
        wide = or_(_level(entries).in_(WIDE), _level(parent).in_(WIDE)) if case.court else false()
        columns = (own.label("own"), parent.c.live.label("parent_live"))
        statement = _listed().add_columns(*columns).where(_in_force(), or_(own, wide))
        async with reading(self._engine) as connection:
            found = [row for row in await connection.execute(statement) if row.own or _reaches(row, case)]
            open_cases = await _open_cases(connection, found)
        weighed = [candidate(row, open_cases, case, parties, pool) for row in found]
        return tuple(sorted(weighed, key=lambda one: (not one.may_be_chosen, -one.score, one.open_cases, one.name)))

    async def complaints(self, account: Account) -> tuple[views.ComplaintView, ...]:
        """Return the complaints to the account's court; none about the account itself."""
        table = tables.complaint
        statement = (
            select(table, entries.c.name)
            .join(entries, entries.c.id == table.c.entry)
            .where(table.c.court == account.organisation)
            .where(or_(entries.c.account.is_(None), entries.c.account != account.id))
            .order_by(table.c.made_at.desc(), table.c.id)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            told = await _told(connection, [row.id for row in found])
        return tuple(
            complaint_view(rows.complaint_from(row, self._seal), row.name, tuple(told[row.id])) for row in found
        )


def _listed() -> Select[Any]:
    login = tables.account.c.login
    return (
        select(entries, parent.c.name.label("parent_name"), parent.c.state.label("parent_state"), login.label("login"))
        .outerjoin(parent, parent.c.id == entries.c.organisation)
        .outerjoin(tables.account, tables.account.c.id == entries.c.account)
    )


def _page(statement: Select[Any], where: ColumnElement[bool], page: int, size: int) -> Select[Any]:
    first = case((entries.c.kind == EntryKind.ORGANISATION.value, 0), else_=1)
    house = func.coalesce(parent.c.name, entries.c.name)
    return (
        statement.where(where)
        .order_by(house, func.coalesce(entries.c.organisation, entries.c.id), first, entries.c.name, entries.c.id)
        .limit(size)
        .offset((page - 1) * size)
    )


def _seen_by(account: Account, *, alone: bool = False) -> ColumnElement[bool]:
    """Return the condition under which the account may see an entry; `alone` for one entry it was led to."""
    own = account.organisation
    effective = entries.c.state.in_(EFFECTIVE_WORDS)
    match account.role:
        case Role.LABOUR_OFFICE:
            return entries.c.office == own
        case Role.ORGANISATION:
            is_own = and_(entries.c.kind == EntryKind.ORGANISATION.value, entries.c.name == own)
            return or_(entries.c.office == own, is_own, parent.c.name == own)
        case Role.MEDIATOR:
            house = or_(entries.c.name == own, parent.c.name == own)
            return or_(entries.c.account == account.id, and_(effective, house))
        case Role.COURT_ADMIN | Role.CLERK | Role.JUDGE:
            asked = (AdoptionState.CONSENTED, AdoptionState.ASKED) if alone else (AdoptionState.CONSENTED,)
            return and_(entries.c.state != EntryState.DRAFT.value, _of_court(own, asked))
        case _:
            return false()


def _of_court(court: str, adopted: Sequence[AdoptionState] = (AdoptionState.CONSENTED,)) -> ColumnElement[bool]:
    """Return the condition that an entry is on the court's roster, by its own invitation or by adoption."""
    taken_over = select(adoptions.c.entry).where(
        adoptions.c.entry == entries.c.id,
        adoptions.c.court == court,
        adoptions.c.state.in_([state.value for state in adopted]),
    )
    return or_(entries.c.court == court, taken_over.exists())


def _reaches(row: AnyRow, case: Case) -> bool:
    """Tell whether the level of an entry, or of who nominated it, reaches the court of the case."""
    kept = (row.live, *((row.parent_live,) if row.parent_live else ()))
    return any(reaches(rows.profile_from(one, {}), case.court or "", case.place) for one in kept)


def _level(table: FromClause) -> ColumnElement[str]:
    return _said(table, "level")


def _said(table: FromClause, name: str) -> ColumnElement[str]:
    """Return a word of what is true of an entry, or is to become true."""
    return func.coalesce(table.c.live[name].as_string(), table.c.proposed[name].as_string())


def in_force_alone() -> ColumnElement[bool]:
    """Return the condition that an entry itself is in force."""
    return entries.c.state.in_(EFFECTIVE_WORDS)


def _in_force() -> ColumnElement[bool]:
    """Return the condition that an entry and, if one nominated it, its organisation are in force."""
    return and_(in_force_alone(), or_(entries.c.organisation.is_(None), parent.c.state.in_(EFFECTIVE_WORDS)))


def _conditions(wanted: views.RosterFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    text = wanted.text.strip()
    if text:
        escaped = text.replace(ESCAPE, ESCAPE * 2).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_")
        columns = (entries.c.words, parent.c.name, entries.c.certificate_number)
        where.append(or_(*(column.ilike(f"%{escaped}%", escape=ESCAPE) for column in columns)))
    if wanted.states:
        where.append(entries.c.state.in_([state.value for state in wanted.states]))
    if wanted.waiting:
        where.append(entries.c.state.in_(AWAITING_WORDS))
    if wanted.kind is not None:
        where.append(entries.c.kind == wanted.kind.value)
    if wanted.dispute is not None:
        where.append(entries.c.words.like(rows.word_pattern("kind", wanted.dispute)))
    if wanted.skill is not None:
        where.append(entries.c.words.like(rows.word_pattern("skill", wanted.skill)))
    if wanted.fee is not None:
        where.append(_said(entries, "fee") == wanted.fee.value)
    if wanted.level is not None:
        where.append(_level(entries) == wanted.level.value)
    if wanted.court:
        where.append(_of_court(wanted.court))
    return where


async def _count(connection: AsyncConnection, where: ColumnElement[bool]) -> int:
    joined = entries.outerjoin(parent, parent.c.id == entries.c.organisation)
    total: int = (await connection.execute(select(func.count()).select_from(joined).where(where))).scalar_one()
    return total


async def _counts(connection: AsyncConnection, seen: ColumnElement[bool]) -> dict[str, int]:
    """Return how many are in force of each kind, and how many wait for the court."""
    joined = entries.outerjoin(parent, parent.c.id == entries.c.organisation)
    grouped = (
        select(entries.c.kind, entries.c.state, func.count().label("number"))
        .select_from(joined)
        .where(seen)
        .group_by(entries.c.kind, entries.c.state)
    )
    counts: dict[str, int] = defaultdict(int)
    for row in await connection.execute(grouped):
        counts[row.kind] += row.number if row.state in EFFECTIVE_WORDS else 0
        counts["waiting"] += row.number if row.state in AWAITING_WORDS else 0
    return counts


async def _open_cases(connection: AsyncConnection, found: Sequence[AnyRow]) -> dict[str, int]:
    """Return how many cases each entry has now; who has no account has none."""
    by_account = await _grouped(connection, case_file.c.mediator)
    by_name = await _grouped(connection, case_file.c.organisation)
    return {
        row.id: by_name.get(row.name, 0) if row.kind == EntryKind.ORGANISATION.value else by_account.get(row.account, 0)
        for row in found
    }


async def _grouped(connection: AsyncConnection, column: ColumnElement[Any]) -> dict[str | None, int]:
    statement = select(column.label("key"), func.count().label("number"))
    statement = statement.where(case_file.c.state.in_(OPEN), column.is_not(None))
    return {row.key: row.number for row in await connection.execute(statement.group_by(column))}


async def _performance(connection: AsyncConnection, row: AnyRow) -> views.Performance:
    is_organisation = row.kind == EntryKind.ORGANISATION.value
    mine = case_file.c.organisation == row.name
    if not is_organisation:
        # Without an account nothing is theirs: compared with nothing it would be what nobody mediates.
        mine = and_(case_file.c.mediator.is_not(None), case_file.c.mediator == row.account)
    outcome, meeting = tables.outcome, tables.session
    kinds = (
        select(outcome.c.kind, func.count().label("number"))
        .join(meeting, meeting.c.id == outcome.c.session)
        .join(case_file, case_file.c.id == meeting.c.case_id)
        .where(mine)
        .group_by(outcome.c.kind)
    )
    counted = {one.kind: one.number for one in await connection.execute(kinds)}
    counted.pop(OutcomeKind.ADJOURNED.value, None)
    open_now = (await _open_cases(connection, [row])).get(row.id, 0)
    return views.Performance(open_now, sum(counted.values()), counted.get(OutcomeKind.SETTLED.value, 0))


async def _told(connection: AsyncConnection, complaints: Sequence[str]) -> dict[str, list[views.ComplaintMessage]]:
    """Return what was written to whoever made these complaints, oldest first."""
    table = tables.desk.prompt
    found: dict[str, list[views.ComplaintMessage]] = defaultdict(list)
    for row in await connection.execute(select(table).where(table.c.complaint.in_(complaints)).order_by(table.c.id)):
        said = views.ComplaintMessage(ReminderKind(row.kind), row.created_at, PromptState(row.state), row.text)
        found[row.complaint].append(said)
    return found


async def _adoptions(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[views.AdoptionView]]:
    found: dict[str, list[views.AdoptionView]] = defaultdict(list)
    statement = select(adoptions).where(adoptions.c.entry.in_(ids)).order_by(adoptions.c.court)
    for row in await connection.execute(statement):
        state = AdoptionState(row.state)
        found[row.entry].append(views.AdoptionView(row.court, state, row.asked_at, row.answered_at))
    return found
