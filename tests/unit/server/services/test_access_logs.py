"""Who reads who looked into a case: its court, and whoever watches over that, who sees nothing else of the case."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from server.domain.access_log import AccessConditions, AccessKind, Tried, Watched
from server.domain.account import Account
from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.errors import NotFoundError
from server.domain.ids import SessionId, ViewingId
from server.domain.log_export import LogPurpose, WhyExported
from server.domain.party import Role
from server.domain.personal import PersonalPurpose
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services import access_logs, materials, parties
from server.services.access_logs import AccessPage
from server.services.case_views import CaseConditions
from server.services.parties import Reveal
from server.storage import tables
from tests.factories import NOW, an_account
from tests.support.store import CLERK, JUDGE, OTHER_JUDGE, Store

SERIAL = "LY2026-000128"
AUDITOR = an_account(id="audit1", login="audit", name="郑审计", role=Role.AUDITOR, organisation="任何一家")
ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation=CLERK.organisation)
WHY = WhyExported(LogPurpose.COMPLAINT, "当事人投诉")
ELSEWHERE = an_account(id="admin2", login="admin2", role=Role.COURT_ADMIN, organisation="另一法院")


async def read(store: Store, by: Account, **wanted: Any) -> AccessPage:  # noqa: ANN401 - conditions of several types
    return await access_logs.read(by, "session1", AccessConditions(**wanted), store.ports)


@pytest.fixture(autouse=True)
async def looked_at(store: Store) -> None:
    """A judge watched a recording, and the clerk unlocked a number."""
    viewing = Viewing(
        ViewingId("viewing1"),
        SessionId("session1"),
        JUDGE.id,
        JUDGE.name,
        JUDGE.role,
        ViewingPurpose.CONFIRMATION_REVIEW,
        "审查协议",
        NOW,
    )
    opened = Act(f"account:{JUDGE.id}", "viewing.opened", "session:session1", (("viewing", viewing.id),))
    async with store.database.begin() as uow:
        await uow.viewings.add(viewing)
        await uow.audit.add(opened, NOW)
        for second, action in ((0, PlayAction.PLAY), (40, PlayAction.SEEK), (60, PlayAction.PAUSE)):
            await uow.viewings.add_play(Play(viewing.id, NOW + timedelta(seconds=second), action, 1_000 * second))
        await uow.commit()
    await parties.reveal(CLERK, Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "打电话通知"), store.ports)


@pytest.mark.parametrize("watcher", [AUDITOR, ADMIN])
async def test_auditor_and_administrator_read_who_looked_at_and_played_what(store: Store, watcher: Account) -> None:
    log = await read(store, watcher)
    looks = await parties.looks(watcher, SERIAL, store.ports)

    (line,) = log.lines
    assert (line.who, line.house, line.kind) == (JUDGE.name, JUDGE.organisation, AccessKind.OPENED)
    assert (line.purpose, line.reason) == (ViewingPurpose.CONFIRMATION_REVIEW, "审查协议")
    assert line.watched == Watched(0, 60_000, 60_000)
    assert not log.reaches_case
    assert [(one.who, one.identity, one.name) for one in looks] == [(CLERK.name, "li", "")]


async def test_the_court_itself_reads_of_whom_the_numbers_were(store: Store) -> None:
    assert [one.name for one in await parties.looks(JUDGE, SERIAL, store.ports)] == ["李秀兰"]


@pytest.mark.parametrize("stranger", [ELSEWHERE, OTHER_JUDGE])
async def test_for_another_court_there_is_no_log(store: Store, stranger: Account) -> None:
    with pytest.raises(NotFoundError):
        await read(store, stranger)
    with pytest.raises(NotFoundError):
        await access_logs.export(stranger, "session1", AccessConditions(), WHY, store.ports)
    with pytest.raises(NotFoundError):
        await parties.looks(stranger, SERIAL, store.ports)


@pytest.mark.parametrize("watcher", [AUDITOR, ADMIN])
async def test_whoever_watches_sees_nothing_of_the_case_but_its_logs(store: Store, watcher: Account) -> None:
    assert await store.database.queries.case(watcher, SERIAL, NOW) is None
    assert await store.database.queries.session(watcher, SessionId("session1"), NOW) is None
    assert (await store.database.queries.cases(watcher, CaseConditions(), NOW.date())).in_reach == 0
    with pytest.raises(NotFoundError):
        await materials.listed(watcher, SERIAL, store.ports)


async def test_the_log_says_who_was_refused_and_from_where(store: Store) -> None:
    names = {"viewing": "viewing1"}
    await access_logs.note_refusal(OTHER_JUDGE, names, Tried.PLAY, "viewing.unknown", "10.1.2.3 Edge", store.ports)

    refused = (await read(store, AUDITOR)).lines[0]

    assert (refused.kind, refused.who, refused.origin) == (AccessKind.REFUSED, OTHER_JUDGE.name, "10.1.2.3 Edge")
    assert (refused.facts["of"], refused.facts["code"]) == ("play", "viewing.unknown")


async def test_of_what_does_not_exist_there_is_no_log(store: Store) -> None:
    before = (await read(store, AUDITOR)).total
    for names in ({"session": "nothing"}, {"viewing": "nothing"}, {}):
        await access_logs.note_refusal(OTHER_JUDGE, names, Tried.OPEN, "session.unknown", "", store.ports)

    assert (await read(store, AUDITOR)).total == before


async def test_the_log_is_narrowed_by_act_person_purpose_and_day(store: Store) -> None:
    await access_logs.note_refusal(CLERK, {"session": "session1"}, Tried.OPEN, "auth.forbidden", "", store.ports)
    today = beijing_day(NOW)

    async def kinds(**wanted: Any) -> list[AccessKind]:  # noqa: ANN401 - conditions of several types
        return [one.kind for one in (await read(store, JUDGE, **wanted)).lines]

    assert await kinds() == [AccessKind.REFUSED, AccessKind.OPENED]
    assert await kinds(kind=AccessKind.REFUSED) == [AccessKind.REFUSED]
    assert await kinds(account=JUDGE.id) == [AccessKind.OPENED]
    assert await kinds(purpose=ViewingPurpose.COMPLAINT) == []
    assert await kinds(purpose=ViewingPurpose.CONFIRMATION_REVIEW, since=today, until=today) == [AccessKind.OPENED]
    assert await kinds(since=today + timedelta(days=1)) == []
    assert {one.name for one in (await read(store, JUDGE)).people} == {JUDGE.name, CLERK.name}


async def test_a_log_that_is_exported_says_whether_its_chain_holds_and_that_it_was_taken(store: Store) -> None:
    file = await access_logs.export(JUDGE, "session1", AccessConditions(), WHY, store.ports)

    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert SERIAL in lines[0][0]
    assert lines[5][1].startswith("逐条相扣，核验通过")
    taken = (await read(store, AUDITOR)).lines[0]
    assert (taken.kind, taken.who, taken.reason) == (AccessKind.EXPORTED, JUDGE.name, "当事人投诉")
    assert taken.facts["sha256"] == file.sha256


async def test_a_line_that_was_changed_in_the_store_shows_as_a_broken_chain(store: Store) -> None:
    assert (await read(store, AUDITOR)).first_broken is None
    async with store.database.engine.begin() as connection:
        table = tables.audit_entry
        changed = update(table).where(table.c.action == "viewing.opened").values(actor=f"account:{CLERK.id}")
        await connection.execute(changed)

    assert (await read(store, AUDITOR)).first_broken is not None
