"""Who reads who looked into a case: its court, and whoever watches over that, who sees nothing else of the case."""

from typing import TYPE_CHECKING, cast

import pytest

from server.domain.account import Account
from server.domain.errors import NotFoundError
from server.domain.ids import SessionId, ViewingId
from server.domain.party import Role
from server.domain.personal import PersonalPurpose
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services import materials, parties
from server.services.case_views import CaseConditions
from server.services.parties import Reveal
from server.services.reviews import Reviews
from tests.factories import NOW, an_account
from tests.support.store import CLERK, JUDGE, OTHER_JUDGE, Store

if TYPE_CHECKING:
    from server.services.archive import Archive

SERIAL = "LY2026-000128"
AUDITOR = an_account(id="audit1", login="audit", name="郑审计", role=Role.AUDITOR, organisation="任何一家")
ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation=CLERK.organisation)
ELSEWHERE = an_account(id="admin2", login="admin2", role=Role.COURT_ADMIN, organisation="另一法院")


@pytest.fixture
def reviews(store: Store) -> Reviews:
    return Reviews(store.ports, cast("Archive", None))


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
    async with store.database.begin() as uow:
        await uow.viewings.add(viewing)
        await uow.viewings.add_play(Play(viewing.id, NOW, PlayAction.PLAY, 1_000))
        await uow.commit()
    await parties.reveal(CLERK, Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "打电话通知"), store.ports)


@pytest.mark.parametrize("watcher", [AUDITOR, ADMIN])
async def test_auditor_and_administrator_read_who_looked_at_and_played_what(
    store: Store, reviews: Reviews, watcher: Account
) -> None:
    log = await reviews.access_log(watcher, "session1")
    looks = await parties.looks(watcher, SERIAL, store.ports)

    assert sorted((one.who, one.action) for one in log) == [(JUDGE.name, "open"), (JUDGE.name, "play")]
    assert [(one.who, one.identity, one.name) for one in looks] == [(CLERK.name, "li", "")]


async def test_the_court_itself_reads_of_whom_the_numbers_were(store: Store) -> None:
    assert [one.name for one in await parties.looks(JUDGE, SERIAL, store.ports)] == ["李秀兰"]


@pytest.mark.parametrize("stranger", [ELSEWHERE, OTHER_JUDGE])
async def test_for_another_court_there_is_no_log(store: Store, reviews: Reviews, stranger: Account) -> None:
    with pytest.raises(NotFoundError):
        await reviews.access_log(stranger, "session1")
    with pytest.raises(NotFoundError):
        await parties.looks(stranger, SERIAL, store.ports)


@pytest.mark.parametrize("watcher", [AUDITOR, ADMIN])
async def test_whoever_watches_sees_nothing_of_the_case_but_its_logs(store: Store, watcher: Account) -> None:
    assert await store.database.queries.case(watcher, SERIAL, NOW) is None
    assert await store.database.queries.session(watcher, SessionId("session1"), NOW) is None
    assert (await store.database.queries.cases(watcher, CaseConditions(), NOW.date())).in_reach == 0
    with pytest.raises(NotFoundError):
        await materials.listed(watcher, SERIAL, store.ports)
