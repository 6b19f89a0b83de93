from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.account import Right
from server.domain.beijing import start_of_day
from server.domain.case import CaseState
from server.domain.errors import ConflictError, ForbiddenError
from server.domain.invitation import Device
from server.domain.party import Role
from server.services import accounts, cases, demo_case, intake, invitations, sessions
from server.services.accounts import SignInCommand
from server.services.case_views import CaseConditions
from server.services.invitations import LinkKey
from tests.support.store import Store, sqlite_store


@pytest.fixture
async def empty(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    async with sqlite_store(migrated_file, tmp_path) as store:
        yield store


async def test_every_account_of_the_demonstration_signs_in_and_sees_what_is_its_business(empty: Store) -> None:
    demo = await demo_case.seed(empty.ports)

    for account in demo.accounts:
        signed_in = await accounts.sign_in(SignInCommand(account.login, account.password), empty.ports)
        person = await accounts.resolve(signed_in.secret, empty.ports)
        if not person.has(Right.CASE_READ):
            with pytest.raises(ForbiddenError):
                await cases.view(person, demo.serial, empty.ports)
            continue
        if person.login in {"ma", "presiding"}:
            # A second mediator and a judge who mediates, who have no case yet.
            assert (await cases.find(person, CaseConditions(), empty.ports)).total == 0
            continue
        assert (await cases.view(person, demo.serial, empty.ports)).serial == "LY2026-000128"
        # The court received four more; one of them waits for the answer of the organisation.
        expected = 8 if person.organisation == demo_case.COURT else 5 if person.role is Role.ORGANISATION else 4
        assert (await cases.find(person, CaseConditions(), empty.ports)).total == expected


async def test_every_link_of_the_demonstration_opens_the_session_of_today(empty: Store) -> None:
    demo = await demo_case.seed(empty.ports)

    views = [await invitations.look(LinkKey(party.token, None), empty.ports) for party in demo.parties]

    assert [view.name for view in views] == ["李秀兰", "张敏", "周经理", "赵律师"]
    assert {view.device for view in views} == {Device.UNBOUND}
    assert {view.session for view in views} == {demo.session}
    assert views[0].other_party == "洛阳某餐饮管理有限公司"
    assert views[3].own_party == "洛阳某餐饮管理有限公司"


async def test_the_case_has_a_history_and_the_mediator_a_day(empty: Store) -> None:
    demo = await demo_case.seed(empty.ports)
    mediator = await accounts.resolve(
        (await accounts.sign_in(SignInCommand("mediator", demo.accounts[0].password), empty.ports)).secret, empty.ports
    )

    today = await sessions.today(mediator, empty.ports)
    view = await cases.view(mediator, demo.serial, empty.ports)

    assert [session.id for session in today.sessions] == [demo.session]
    assert len(today.later) == 1
    assert view.timeline[-1].kind == "case.received"
    assert all(line.at <= empty.clock.now() for line in view.timeline)


async def test_the_demonstration_is_made_once(empty: Store) -> None:
    await demo_case.seed(empty.ports)

    with pytest.raises(ConflictError) as refusal:
        await demo_case.seed(empty.ports)

    assert refusal.value.code == "demo.exists"


async def test_a_demonstration_left_for_days_is_today_again_and_its_links_are_good(empty: Store) -> None:
    demo = await demo_case.seed(empty.ports)
    empty.clock.pass_by(timedelta(days=30))

    await demo_case.refresh(demo.session, empty.ports)

    view = await invitations.look(LinkKey(demo.parties[0].token, None), empty.ports)
    assert view.starts_at.date() == empty.clock.now().date()


@pytest.mark.parametrize("hour_minute", [(0, 0), (15, 49), (15, 51), (15, 58), (16, 0)])
async def test_the_session_is_today_at_every_time_of_day(empty: Store, hour_minute: tuple[int, int]) -> None:
    hour, minute = hour_minute
    empty.clock.at = empty.clock.at.replace(hour=hour, minute=minute)

    demo = await demo_case.seed(empty.ports)

    assert start_of_day(demo.starts_at) == start_of_day(empty.clock.at)
    assert demo.starts_at > empty.clock.at


async def test_a_draft_a_received_and_a_returned_application_wait_at_the_desk_of_the_court(empty: Store) -> None:
    demo = await demo_case.seed(empty.ports)
    clerk = next(account for account in demo.accounts if account.login == "clerk")
    signed_in = await accounts.sign_in(SignInCommand("clerk", clerk.password), empty.ports)

    desk = await intake.desk(await accounts.resolve(signed_in.secret, empty.ports), empty.ports)

    assert [draft.title for draft in desk.drafts] == ["刘小芳 与 被申请人待补充"]
    assert {case.state for case in desk.cases} == {CaseState.RECEIVED, CaseState.RETURNED}
