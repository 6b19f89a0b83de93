"""Whose task a case is: a colleague of the same desk takes it over, is told, and nobody takes what they cannot see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.errors import ForbiddenError, KeyReusedError, MediationError, NotFoundError
from server.domain.handler import HandOn
from server.domain.ids import AccountId, CaseId
from server.domain.party import Role
from server.domain.term import StartEvent
from server.services import cases, desk, handlers, terms
from server.services.case_views import CaseConditions, HandlerView
from server.services.handlers import HandOnCases
from server.storage.audit_log import read_audit
from tests.factories import NOW, a_case, an_account
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store

FIRST, SECOND, ELSEWHERE = a_case().serial, "LY2026-000129", "LY2026-000130"
ZHAO = replace(CLERK, id=AccountId("clerk2"), login="clerk2", name="赵书记员")
SUN = replace(CLERK, id=AccountId("clerk3"), login="clerk3", name="孙书记员")
LEFT = replace(ZHAO, id=AccountId("clerk4"), login="clerk4", name="周书记员", closed_at=NOW)
ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation=CLERK.organisation)
STRANGER = replace(CLERK, id=AccountId("clerk5"), login="clerk5", name="吴书记员", organisation="另一法院")


@pytest.fixture
async def kept(store: Store) -> Store:
    async with store.database.begin() as uow:
        for account in (ZHAO, SUN, LEFT, ADMIN, STRANGER):
            await uow.accounts.add(account)
        await uow.cases.add(replace(a_case(), id=CaseId("case2"), serial=SECOND))
        await uow.cases.add(replace(a_case(), id=CaseId("case3"), serial=ELSEWHERE, court=STRANGER.organisation))
        await uow.commit()
    return store


def going(*serials: str, to: Account = ZHAO, seen: Account | None = None, key: str = "hand-on-0001") -> HandOnCases:
    return HandOnCases(key, tuple(HandOn(serial, seen.id if seen else None) for serial in serials), to.id)


async def held(account: Account, store: Store) -> dict[str, HandlerView | None]:
    found = await cases.find(account, CaseConditions(), store.ports)
    return {one.serial: one.handler for one in found.cases}


async def bell(account: Account, store: Store) -> list[tuple[str | None, str]]:
    return [(one.serial, one.text) for one in await desk.prompts(account, store.ports)]


async def refusal(account: Account, command: HandOnCases, store: Store) -> MediationError:
    with pytest.raises(MediationError) as refused:
        await handlers.hand_on(account, command, store.ports)
    return refused.value


async def test_a_colleague_who_is_given_cases_has_them_in_hand_and_finds_one_message(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST, SECOND), kept.ports)

    zhao = HandlerView(ZHAO.id, ZHAO.name)
    assert await held(SUN, kept) == {FIRST: zhao, SECOND: zhao}
    assert (await cases.find(ZHAO, CaseConditions(mine=True), kept.ports)).total == 2
    assert (await cases.find(CLERK, CaseConditions(mine=True), kept.ports)).total == 0
    assert await bell(ZHAO, kept) == [(None, f"陈书记员把{FIRST} 等 2 件案件转给您承办")]
    assert await bell(CLERK, kept) == await bell(SUN, kept) == []
    acts = [one.act for one in await read_audit(kept.database.engine) if one.act.action == "case.handed_on"]
    assert [(one.subject, one.facts) for one in acts] == [
        ("case:case1", (("handler", ZHAO.id),)),
        ("case:case2", (("handler", ZHAO.id),)),
    ]


async def test_the_task_goes_with_the_case_and_comes_back_to_all_when_the_account_is_closed(kept: Store) -> None:
    async with kept.database.begin() as uow:
        case = await uow.cases.by_serial(FIRST)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW - timedelta(days=13), NOW - timedelta(days=13))
        await uow.commit()

    async def asked(account: Account) -> bool:
        return any(task.key == "term" for task in await desk.tasks(account, kept.ports))

    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    assert [await asked(one) for one in (CLERK, ZHAO, SUN, JUDGE, MEDIATOR)] == [False, True, False, True, True]
    async with kept.database.begin() as uow:
        await uow.accounts.save(ZHAO.close(NOW))
        assert set(await uow.accounts.desk_of(case)) == {CLERK.id, SUN.id, CENTRE.id}
        await uow.commit()
    assert await asked(CLERK)
    assert await asked(SUN)
    assert (await held(SUN, kept))[FIRST] is None


async def test_what_a_party_asks_of_the_desk_goes_to_whoever_has_the_case_in_hand(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    async with kept.database.begin() as uow:
        assert set(await uow.accounts.desk_of(a_case())) == {ZHAO.id, CENTRE.id}


async def test_whoever_had_the_case_is_told_that_it_went_on(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    await handlers.hand_on(CLERK, going(FIRST, to=SUN, seen=ZHAO, key="hand-on-0002"), kept.ports)

    assert (await bell(ZHAO, kept))[0] == (FIRST, f"陈书记员把{FIRST}转给孙书记员承办")
    assert await bell(SUN, kept) == [(FIRST, f"陈书记员把{FIRST}转给您承办")]


async def test_taking_a_case_oneself_rings_at_nobody_who_did_not_have_it(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST, to=CLERK), kept.ports)

    assert (await held(ZHAO, kept))[FIRST] == HandlerView(CLERK.id, CLERK.name)
    assert await bell(CLERK, kept) == await bell(ZHAO, kept) == []


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (ADMIN, "handler.out_of_sight"),
        (JUDGE, "handler.out_of_sight"),
        (LEFT, "handler.closed"),
        (STRANGER, "handler.unknown"),
        (CENTRE, "handler.unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.role.value,
)
async def test_who_cannot_do_the_work_of_this_desk_is_given_nothing(kept: Store, to: Account, code: str) -> None:
    refused = await refusal(CLERK, going(FIRST, SECOND, to=to), kept)

    assert refused.code == code
    assert await held(CLERK, kept) == {FIRST: None, SECOND: None}
    assert await bell(to, kept) == []


async def test_a_case_out_of_reach_keeps_all_the_others_where_they_are(kept: Store) -> None:
    refused = await refusal(CLERK, going(FIRST, ELSEWHERE), kept)

    assert isinstance(refused, NotFoundError)
    assert await held(CLERK, kept) == {FIRST: None, SECOND: None}
    assert await bell(ZHAO, kept) == []


async def test_who_is_second_learns_that_somebody_else_handed_it_on_and_changes_nothing(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    refused = await refusal(SUN, going(FIRST, SECOND, to=SUN), kept)

    assert (refused.code, refused.facts) == ("handler.changed", {"serial": FIRST, "name": ZHAO.name})
    assert (await held(SUN, kept))[SECOND] is None


async def test_what_the_colleague_has_already_is_not_handed_on_again(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    refused = await refusal(SUN, going(FIRST, seen=ZHAO), kept)

    assert refused.code == "handler.already"
    assert len(await bell(ZHAO, kept)) == 1


async def test_sent_twice_it_is_one_and_the_key_carries_nothing_else(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    assert len(await bell(ZHAO, kept)) == 1
    with pytest.raises(KeyReusedError):
        await handlers.hand_on(CLERK, going(SECOND), kept.ports)


@pytest.mark.parametrize("account", [JUDGE, MEDIATOR, ADMIN], ids=lambda one: one.role.value)
async def test_who_keeps_no_desk_hands_nothing_on(kept: Store, account: Account) -> None:
    with pytest.raises(ForbiddenError):
        await handlers.hand_on(account, going(FIRST), kept.ports)


async def test_each_house_has_a_handler_of_its_own_and_sees_no_other(kept: Store) -> None:
    await handlers.hand_on(CLERK, going(FIRST), kept.ports)

    assert (await held(CENTRE, kept))[FIRST] is None
    await handlers.hand_on(CENTRE, going(FIRST, to=CENTRE), kept.ports)
    assert (await held(CENTRE, kept))[FIRST] == HandlerView(CENTRE.id, CENTRE.name)
    assert (await held(CLERK, kept))[FIRST] == HandlerView(ZHAO.id, ZHAO.name)


async def test_colleagues_are_the_open_accounts_of_the_own_desk(kept: Store) -> None:
    found = await handlers.colleagues(CLERK, kept.ports)

    assert {(one.id, one.is_me) for one in found} == {(CLERK.id, True), (ZHAO.id, False), (SUN.id, False)}


async def test_a_list_taken_out_as_a_file_is_written_down_with_its_cases(kept: Store) -> None:
    found = await cases.export(CLERK, CaseConditions(text=SECOND), kept.ports)

    (act,) = [one.act for one in await read_audit(kept.database.engine) if one.act.action == "case.list_exported"]
    assert [one.serial for one in found.cases] == [SECOND]
    assert (act.actor, act.facts) == ("account:clerk1", (("rows", "1"), ("serials", SECOND)))


async def test_who_reads_no_case_takes_no_list_out(kept: Store) -> None:
    with pytest.raises(ForbiddenError):
        await cases.export(ADMIN, CaseConditions(), kept.ports)
