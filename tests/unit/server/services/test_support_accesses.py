"""The support looks only where it was let in, only as long, and whoever is concerned sees every look (DP-05)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.ids import AccountId, CaseId
from server.domain.party import Role
from server.domain.support_access import MOST_HOURS, WAITS, SupportState
from server.services import case_links, data_requests, desk, support_accesses
from server.services.access import LinkKey
from server.services.support_accesses import AnswerSupport, AskSupport
from server.services.support_views import SupportAccessView, SupportCaseLine
from server.storage.audit_log import read_audit
from tests.factories import a_case, an_account
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_JUDGE, PEOPLE, Store

COURT = "老城区人民法院"
SERIAL = a_case().serial
ENGINEER = an_account(id="op1", login="op1", name="孙工程师", role=Role.OPERATOR, organisation="某软件公司")
COLLEAGUE = replace(ENGINEER, id=AccountId("op2"), login="op2", name="李工程师")
ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation=COURT)
ELSEWHERE = replace(ADMIN, id=AccountId("admin2"), login="admin2", organisation="另一法院")
AUDITOR = an_account(id="audit1", login="audit", role=Role.AUDITOR, organisation=COURT)
ASK = AskSupport("support-0001", COURT, SERIAL, "申请人打不开链接", 4)


@pytest.fixture
async def kept(store: Store) -> Store:
    async with store.database.begin() as uow:
        for account in (ENGINEER, COLLEAGUE, ADMIN, ELSEWHERE, AUDITOR):
            await uow.accounts.add(account)
        second = replace(a_case(), id=CaseId("case2"), serial="LY2026-000129", court="另一法院")
        await uow.cases.add(second)
        await uow.commit()
    return store


async def opened(store: Store, hours: int = 4, command: AskSupport = ASK) -> SupportAccessView:
    asked = (await support_accesses.ask(ENGINEER, command, store.ports))[0]
    return (await support_accesses.answer(ADMIN, AnswerSupport(asked.id, 0, hours), store.ports))[0]


async def acts(store: Store) -> list[tuple[str, str]]:
    entries = await read_audit(store.database.engine)
    return [(one.act.actor, one.act.action) for one in entries if one.act.action.startswith("support")]


async def test_asking_opens_nothing_and_rings_at_whoever_may_grant(kept: Store) -> None:
    (asked,) = await support_accesses.ask(ENGINEER, ASK, kept.ports)

    assert (asked.state, asked.until, asked.may) == (SupportState.ASKED, None, ("end",))
    with pytest.raises(ConflictError) as refusal:
        await support_accesses.read(ENGINEER, asked.id, SERIAL, kept.ports)
    assert refusal.value.code == "support.closed"
    assert [one.serial for one in await desk.prompts(ADMIN, kept.ports)] == [SERIAL]
    assert await desk.prompts(ELSEWHERE, kept.ports) == ()


async def test_asking_for_all_cases_of_a_house_rings_there_and_nowhere_else(kept: Store) -> None:
    await support_accesses.ask(ENGINEER, replace(ASK, serial=None), kept.ports)

    (told,) = await desk.prompts(ADMIN, kept.ports)
    assert (told.serial, told.text) == (
        None,
        "技术支持人员孙工程师请求查看老城区人民法院全部案件的运行情况：申请人打不开链接",
    )
    for account in (ELSEWHERE, CLERK, CENTRE, ENGINEER, AUDITOR):
        assert await desk.prompts(account, kept.ports) == ()


async def test_a_granted_access_shows_whether_things_work_and_no_name_claim_or_word(kept: Store) -> None:
    access = await opened(kept)

    seen = await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)

    assert [one.phone for one in seen.people] == [one.masked_phone for one in PEOPLE]
    assert [len(one.guests) for one in seen.sessions] == [len(PEOPLE)]
    told, case = repr(seen), a_case()
    for secret in (*(one.name for one in PEOPLE), *(one.phone for one in PEOPLE), case.title, case.claim, ADMIN.name):
        assert secret not in told


async def test_every_look_is_audited_and_seen_by_the_house_the_bench_and_the_auditor(kept: Store) -> None:
    access = await opened(kept)
    for _ in range(2):
        await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)

    assert (await acts(kept))[2:] == [("account:op1", "support.read")] * 2
    for found in (
        await support_accesses.listing(ADMIN, kept.ports),
        await support_accesses.listing(AUDITOR, kept.ports),
        await support_accesses.of_case(JUDGE, SERIAL, kept.ports),
        await support_accesses.of_case(MEDIATOR, SERIAL, kept.ports),
    ):
        assert [one.serial for one in found[0].readings] == [SERIAL, SERIAL]
    assert await support_accesses.listing(ELSEWHERE, kept.ports) == ()
    assert await support_accesses.listing(COLLEAGUE, kept.ports) == ()
    with pytest.raises(NotFoundError):
        await support_accesses.of_case(OTHER_JUDGE, SERIAL, kept.ports)


async def test_a_party_reads_by_their_own_link_who_was_let_in_and_how_often_they_looked(kept: Store) -> None:
    made = await case_links.issue(CLERK, SERIAL, "li", kept.ports)
    key = LinkKey(made.token, (await case_links.open_link(LinkKey(made.token, None), kept.ports)).device)
    await support_accesses.ask(ENGINEER, replace(ASK, key="support-0002"), kept.ports)
    assert (await data_requests.own(key, kept.ports)).support == ()
    access = await opened(kept)
    await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)

    (told,) = (await data_requests.own(key, kept.ports)).support

    assert (told.house, told.purpose, told.readings) == (COURT, ASK.purpose, 1)
    assert (told.granted_at, told.ended_at) == (kept.clock.at, access.until)


async def test_time_ends_an_access_to_the_second_and_the_log_says_so(kept: Store) -> None:
    access = await opened(kept, hours=2)
    kept.clock.pass_by(timedelta(hours=2) - timedelta(seconds=1))
    await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)
    kept.clock.pass_by(timedelta(seconds=1))

    with pytest.raises(ConflictError):
        await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)
    (before,) = await support_accesses.listing(ENGINEER, kept.ports)
    assert (await support_accesses.expire(kept.ports), await support_accesses.expire(kept.ports)) == (1, 0)
    (after,) = await support_accesses.listing(ENGINEER, kept.ports)

    assert (before.state, before.ended_at, before.may) == (after.state, after.ended_at, after.may)
    assert (after.state, after.ended_at) == (SupportState.EXPIRED, access.until)
    assert (await acts(kept))[-1] == ("system", "support.expired")


@pytest.mark.parametrize("by", [ENGINEER, ADMIN])
async def test_an_access_ended_by_hand_reads_nothing_more(kept: Store, by: object) -> None:
    access = await opened(kept)
    account = ADMIN if by is ADMIN else ENGINEER

    (ended,) = await support_accesses.end(account, access.id, access.version, kept.ports)

    assert (ended.state, ended.ended_by_name, ended.may) == (SupportState.ENDED, account.name, ())
    with pytest.raises(ConflictError):
        await support_accesses.cases(ENGINEER, access.id, kept.ports)
    with pytest.raises(IllegalTransitionError):
        await support_accesses.end(account, access.id, ended.version, kept.ports)


async def test_nobody_but_the_house_grants_and_only_as_long_as_was_asked(kept: Store) -> None:
    (asked,) = await support_accesses.ask(ENGINEER, ASK, kept.ports)
    answer = AnswerSupport(asked.id, 0, 4)

    for account, error in ((ELSEWHERE, NotFoundError), (CENTRE, NotFoundError), (CLERK, ForbiddenError)):
        with pytest.raises(error):
            await support_accesses.answer(account, answer, kept.ports)
    with pytest.raises(ForbiddenError):
        await support_accesses.answer(ENGINEER, answer, kept.ports)
    with pytest.raises(InvalidError):
        await support_accesses.answer(ADMIN, replace(answer, hours=5), kept.ports)
    with pytest.raises(StaleVersionError):
        await support_accesses.answer(ADMIN, replace(answer, version=1), kept.ports)
    (refused,) = await support_accesses.answer(ADMIN, replace(answer, hours=None), kept.ports)
    assert (refused.state, refused.until) == (SupportState.REFUSED, None)
    with pytest.raises(IllegalTransitionError):
        await support_accesses.answer(ADMIN, replace(answer, version=1), kept.ports)


async def test_a_request_nobody_answered_in_time_cannot_be_granted_any_more(kept: Store) -> None:
    (asked,) = await support_accesses.ask(ENGINEER, ASK, kept.ports)
    kept.clock.pass_by(WAITS)

    with pytest.raises(ConflictError) as refusal:
        await support_accesses.answer(ADMIN, AnswerSupport(asked.id, 0, 1), kept.ports)

    assert refusal.value.code == "support.over"


async def test_an_access_of_one_person_or_one_case_opens_nothing_else(kept: Store) -> None:
    access = await opened(kept)

    with pytest.raises(NotFoundError):
        await support_accesses.read(COLLEAGUE, access.id, SERIAL, kept.ports)
    with pytest.raises(NotFoundError):
        await support_accesses.read(ENGINEER, access.id, "LY2026-000129", kept.ports)
    assert await support_accesses.cases(ENGINEER, access.id, kept.ports) == (
        SupportCaseLine(SERIAL, a_case().state, a_case().received_at),
    )


async def test_an_access_to_a_house_reaches_its_cases_and_those_of_no_other(kept: Store) -> None:
    access = await opened(kept, command=replace(ASK, serial=None))

    assert [one.serial for one in await support_accesses.cases(ENGINEER, access.id, kept.ports)] == [SERIAL]
    await support_accesses.read(ENGINEER, access.id, SERIAL, kept.ports)
    with pytest.raises(NotFoundError):
        await support_accesses.read(ENGINEER, access.id, "LY2026-000129", kept.ports)
    (shown,) = await support_accesses.of_case(JUDGE, SERIAL, kept.ports)
    assert (shown.serial, [one.serial for one in shown.readings]) == (None, [SERIAL])


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(ASK, house="不存在的法院"), "support.house"),
        (replace(ASK, serial="LY2026-000129"), "support.case"),
        (replace(ASK, serial="LY2026-999999"), "support.case"),
        (replace(ASK, purpose="看看"), "support.purpose"),
        (replace(ASK, hours=MOST_HOURS + 1), "support.hours"),
    ],
)
async def test_a_request_without_a_place_a_purpose_or_an_end_is_refused(
    kept: Store, command: AskSupport, code: str
) -> None:
    with pytest.raises((NotFoundError, InvalidError)) as refusal:
        await support_accesses.ask(ENGINEER, command, kept.ports)

    assert refusal.value.code == code
    assert await support_accesses.listing(ENGINEER, kept.ports) == ()
