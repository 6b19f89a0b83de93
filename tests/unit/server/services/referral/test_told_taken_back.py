"""Whoever was asked to mediate, or did, is told once when the case is taken from them, and why; it is due no more."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.errors import ConflictError
from server.domain.outcome import EndingCode
from server.domain.reminder import ReminderKind
from server.services import choosing, desk, endings, referrals
from tests.support.referrals import SERIAL, UNION, accepted, refer
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

ENDS = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人电话里说家里有事")


async def told(store: Store, account: Account) -> Sequence[str]:
    kind = ReminderKind.REFERRAL_WITHDRAWN
    return [one.text for one in await desk.prompts(account, store.ports) if one.kind is kind]


@pytest.mark.parametrize(("to", "asked"), [("centre", [CENTRE]), ("王调解员", [CENTRE, MEDIATOR])])
async def test_who_is_asked_reads_that_a_party_goes_on_no_more_and_not_what_they_said(
    store: Store, to: str, asked: list[Account]
) -> None:
    await refer(store, to)
    assert {one.key for one in await desk.tasks(CENTRE, store.ports)} >= {"accept_3", "accept_5"}

    for _ in range(2):
        await endings.end(CLERK, ENDS, store.ports)

    for account in asked:
        (text,) = await told(store, account)
        assert SERIAL in text
        assert "案件已经终结，一方明确不愿调解" in text
        assert ENDS.reason not in text
        assert await desk.tasks(account, store.ports) == ()
    for account in (CLERK, UNION, OTHER_MEDIATOR):
        assert await told(store, account) == []


async def test_who_let_three_working_days_go_by_reads_that_the_court_asks_another(store: Store) -> None:
    await refer(store)
    store.clock.pass_by(timedelta(days=6))

    await referrals.withdraw(CLERK, SERIAL, "没有回音", store.ports)

    (text,) = await told(store, CENTRE)
    assert "三个工作日内没有确认，另行指定，没有回音" in text


async def test_who_let_five_working_days_go_by_reads_that_the_case_went_back_by_itself(store: Store) -> None:
    await refer(store, "王调解员")
    store.clock.pass_by(timedelta(days=10))

    for _ in range(2):
        await referrals.expire(store.ports)

    for account in (CENTRE, MEDIATOR):
        (text,) = await told(store, account)
        assert "五个工作日内没有确认" in text


async def test_whoever_mediated_reads_that_the_case_was_taken_from_them(store: Store) -> None:
    await accepted(store)

    await referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)

    for account in (CENTRE, MEDIATOR):
        (text,) = await told(store, account)
        assert "另行指定，长期没有进展" in text
        assert await desk.tasks(account, store.ports) == ()


async def test_a_case_that_was_referred_again_and_taken_back_again_is_told_again(store: Store) -> None:
    for number in (1, 2):
        await refer_again(store, number)
        store.clock.pass_by(timedelta(days=6))
        await referrals.withdraw(CLERK, SERIAL, "没有回音", store.ports)

    assert len(await told(store, CENTRE)) == 2


async def refer_again(store: Store, number: int) -> None:
    if number == 1:
        await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, referrals.Send(SERIAL, f"key-{number:04d}-0001", "centre"), store.ports)


async def test_nobody_is_told_of_a_withdrawal_that_was_refused(store: Store) -> None:
    await refer(store)

    with pytest.raises(ConflictError):
        await referrals.withdraw(CLERK, SERIAL, "没有回音", store.ports)

    assert await told(store, CENTRE) == []
