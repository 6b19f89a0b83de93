"""What is owed at once after a mediation, on both databases: until it is done, and only to whose act it is."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product
from typing import Any

from server.domain.account import Account
from server.domain.agreement_effect import Signature
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.contact import ContactChannel
from server.domain.ending import Ending, HandOver, Receipt, Report
from server.domain.ids import AccountId, CaseId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.owed import Owed
from server.domain.performance import ClauseKind, Performance
from server.domain.reminder import ReminderKind
from server.services import cases, desk, effects, endings, follow_ups, outcomes, reminders
from server.services.case_views import CaseConditions, CaseOrder
from tests.factories import NOW, a_case
from tests.support.store import CENTRE, CLERK, EMPLOYER, JUDGE, MEDIATOR, OTHER_JUDGE, OTHER_MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
END = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人电话里说不想再谈")
REPORT = endings.WriteReport(SERIAL, 0, "2025年3月入职", "差额谈不拢", "", "")


async def owed(account: Account, store: Store) -> list[tuple[Owed, str]]:
    return [(one.what, one.article) for one in await desk.owed(account, store.ports)]


async def told(account: Account, store: Store) -> list[str]:
    await reminders.plan(store.ports, "https://room.example.org")
    return [one.text for one in await desk.prompts(account, store.ports) if one.kind is ReminderKind.OWED]


def on_day(store: Store, days: int, hour: int = 9) -> None:
    store.clock.at = datetime.combine(beijing_day(NOW) + timedelta(days=days), time(hour, 30), BEIJING)


async def test_from_the_end_until_the_court_signed_what_is_owed_next_stands_with_its_article(store: Store) -> None:
    assert await owed(MEDIATOR, store) == []

    await endings.end(MEDIATOR, END, store.ports)
    assert await owed(MEDIATOR, store) == [(Owed.REPORT, "在线调解规则 第二十一条")]

    await endings.report(MEDIATOR, REPORT, store.ports)
    assert await owed(MEDIATOR, store) == [(Owed.HAND_OVER, "特邀调解规定 第二十六条第二款")]
    assert await owed(CLERK, store) == []

    await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)
    assert await owed(MEDIATOR, store) == []
    assert await owed(CLERK, store) == [(Owed.RECEIPT, "在线调解规则 第二十一条")]

    await endings.receive(CLERK, SERIAL, "", store.ports)
    assert await owed(CLERK, store) == []


async def test_the_list_of_cases_finds_those_that_owe_a_step_whoever_owes_it_and_no_others(store: Store) -> None:
    async def owing(account: Account) -> list[Owed]:
        found = {what: await cases.find(account, CaseConditions(owes=what), store.ports) for what in Owed}
        assert all({one.serial for one in page.cases} <= {SERIAL} for page in found.values())
        return [what for what, page in found.items() if page.total]

    assert await owing(CLERK) == []
    await endings.end(MEDIATOR, END, store.ports)
    assert (await owing(MEDIATOR), await owing(CLERK)) == ([Owed.REPORT], [Owed.REPORT])
    assert await owing(OTHER_MEDIATOR) == []
    await endings.report(MEDIATOR, REPORT, store.ports)
    assert await owing(CLERK) == [Owed.HAND_OVER]
    await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)
    assert await owing(MEDIATOR) == [Owed.RECEIPT]
    await endings.receive(CLERK, SERIAL, "", store.ports)
    assert await owing(CLERK) == []


async def test_nobody_else_has_it_on_their_list(store: Store) -> None:
    await endings.end(MEDIATOR, END, store.ports)

    for account in (CLERK, JUDGE, CENTRE, OTHER_MEDIATOR):
        assert await owed(account, store) == []


async def test_a_receipt_is_no_task_of_a_clerk_whose_colleague_has_the_case_in_hand(store: Store) -> None:
    colleague = replace(CLERK, id=AccountId("clerk2"), login="clerk2", name="何书记员")
    await endings.end(MEDIATOR, END, store.ports)
    await endings.report(MEDIATOR, REPORT, store.ports)
    await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)
    async with store.database.begin() as uow:
        await uow.accounts.add(colleague)
        await uow.handlers.put(CaseId("case1"), colleague.organisation, colleague.id, NOW)
        await uow.commit()
    on_day(store, 3)

    assert [one for one, _ in await owed(colleague, store)] == [Owed.RECEIPT]
    assert (await owed(CLERK, store), await told(CLERK, store)) == ([], [])
    assert len(await told(colleague, store)) == 1


async def test_who_owes_it_hears_so_once_after_three_days_and_never_when_it_is_done(store: Store) -> None:
    await endings.end(MEDIATOR, END, store.ports)
    on_day(store, 2)
    assert await told(MEDIATOR, store) == []
    on_day(store, 3, hour=8)
    assert await told(MEDIATOR, store) == []

    on_day(store, 3)
    (text,) = await told(MEDIATOR, store)
    assert text.startswith(SERIAL)
    assert "在线调解规则 第二十一条" in text
    on_day(store, 5)
    assert await told(MEDIATOR, store) == [text]
    assert await told(CLERK, store) == []

    await endings.report(MEDIATOR, REPORT, store.ports)
    await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)
    on_day(store, 9)
    assert await told(MEDIATOR, store) == [text]
    assert len(await told(CLERK, store)) == 1
    assert [one.kind for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.OWED] == []


async def test_cases_in_which_something_is_owed_come_before_those_without_anything(store: Store) -> None:
    await endings.end(MEDIATOR, END, store.ports)
    async with store.database.begin() as uow:
        newer = a_case(id=CaseId("case2"), serial="LY2026-000129", received_at=NOW, state=CaseState.ACCEPTED)
        await uow.cases.add(newer)
        await uow.commit()

    async def listed(account: Account) -> list[tuple[str, Owed | None]]:
        found = await cases.find(account, CaseConditions(order=CaseOrder.DUE), store.ports)
        return [(one.serial, one.owed.what if one.owed else None) for one in found.cases]

    assert await listed(MEDIATOR) == [(SERIAL, Owed.REPORT), ("LY2026-000129", None)]
    assert await listed(CLERK) == [("LY2026-000129", None), (SERIAL, None)]


async def test_on_its_day_the_follow_up_is_due_until_somebody_wrote_down_what_was_found(store: Store) -> None:
    await in_force(store)
    on_day(store, 26)
    assert (await owed(MEDIATOR, store), await told(MEDIATOR, store)) == ([FILE_AGREEMENT], [])

    on_day(store, 27)
    assert await owed(MEDIATOR, store) == [FILE_AGREEMENT, (Owed.FOLLOW_UP, "人民调解法 第三十一条")]
    assert [await owed(one, store) for one in (CLERK, CENTRE, OTHER_MEDIATOR)] == [[], [], []]
    (text,) = await told(MEDIATOR, store)
    assert "回访" in text
    listed = (await cases.find(MEDIATOR, CaseConditions(), store.ports)).cases
    assert [one.owed and one.owed.what for one in listed] == [Owed.HAND_OVER]

    await follow_ups.record(MEDIATOR, asked_after(store), store.ports)
    assert await owed(MEDIATOR, store) == [FILE_AGREEMENT]
    kept = (await endings.view(MEDIATOR, SERIAL, store.ports)).effect
    assert kept is not None
    assert [(one.asked, one.found, one.by) for one in kept.follow_ups] == [((WORKER.name,), "已经收到", MEDIATOR.name)]


async def whose(account: Account, store: Store) -> list[str | None]:
    return [one.mediator for one in await desk.owed(account, store.ports) if one.what is Owed.FOLLOW_UP]


async def test_a_follow_up_left_undone_is_seen_by_the_organisation_and_the_court_too(store: Store) -> None:
    await in_force(store)
    on_day(store, 29)
    assert [await whose(one, store) for one in (MEDIATOR, CENTRE, CLERK, JUDGE)] == [[None], [], [], []]

    on_day(store, 30)

    overseers = (CENTRE, CLERK, JUDGE)
    assert [await whose(one, store) for one in overseers] == [[MEDIATOR.name]] * len(overseers)
    assert await whose(MEDIATOR, store) == [None]
    assert await whose(OTHER_MEDIATOR, store) == await whose(OTHER_JUDGE, store) == []
    assert [len(await told(one, store)) for one in (MEDIATOR, CENTRE, CLERK)] == [1, 1, 0]
    assert MEDIATOR.name in (await told(CENTRE, store))[0]

    await follow_ups.record(CENTRE, asked_after(store), store.ports)
    assert [await whose(one, store) for one in (MEDIATOR, *overseers)] == [[], [], [], []]


async def test_what_a_mediator_left_behind_is_seen_by_the_organisation_on_its_day(store: Store) -> None:
    await in_force(store)
    async with store.database.begin() as uow:
        await uow.accounts.save(replace(MEDIATOR, closed_at=store.clock.at))
        await uow.commit()
    on_day(store, 26)
    assert await whose(CENTRE, store) == []

    on_day(store, 27)

    assert await whose(CENTRE, store) == [""]
    (text,) = await told(CENTRE, store)
    assert "原来的调解员已经不在" in text


async def test_a_follow_up_left_undone_is_no_colleagues_of_whoever_has_the_case_in_hand(store: Store) -> None:
    colleague = replace(CLERK, id=AccountId("clerk2"), login="clerk2", name="何书记员")
    await in_force(store)
    async with store.database.begin() as uow:
        await uow.accounts.add(colleague)
        await uow.handlers.put(CaseId("case1"), colleague.organisation, colleague.id, NOW)
        await uow.commit()
    on_day(store, 30)

    assert await whose(CLERK, store) == []
    assert await whose(colleague, store) == [MEDIATOR.name]


FILE_AGREEMENT = (Owed.HAND_OVER, "特邀调解规定 第十九条")


def asked_after(store: Store) -> follow_ups.RecordFollowUp:
    day = beijing_day(store.clock.now())
    return follow_ups.RecordFollowUp(SERIAL, 0, day, ContactChannel.TELEPHONE, (WORKER.identity,), "已经收到")


async def in_force(store: Store) -> None:
    """Let an agreement be in force since long, with one instalment after twenty days; it is asked after on the 27th."""
    await store.open_session()
    decided = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, decided, store.ports)
    signed = tuple(Signature(one.identity, NOW, one.identity) for one in (WORKER, EMPLOYER))
    due = Performance(beijing_day(NOW) + timedelta(days=20), "支付 16,000 元")
    payment = frozenset({ClauseKind.PAYMENT})
    command = effects.TakeEffect(SERIAL, signed, NOW, None, payment, (due,))
    await effects.take_effect(MEDIATOR, command, store.ports)


DONE: tuple[dict[str, Any], ...] = (
    {},
    {"report": Report("事实", "原因"), "reported_at": NOW},
    {"hand_over": HandOver((), NOW, "王调解员")},
    {"report": Report("事实", "原因"), "reported_at": NOW, "hand_over": HandOver((), NOW, "王调解员")},
    {"hand_over": HandOver((), NOW, "王调解员"), "receipt": Receipt(NOW, "陈书记员")},
    {"report": Report("事实", "原因"), "hand_over": HandOver((), NOW, "王"), "receipt": Receipt(NOW, "陈")},
    {"report": Report("事实", "原因"), "closed_at": NOW},
)


async def test_the_lists_say_of_every_ending_what_the_rule_says_of_it(store: Store) -> None:
    expected = {}
    async with store.database.begin() as uow:
        trials = product(CaseSource, EndingCode, DONE, (MEDIATOR.id, None))
        for number, (source, code, done, mediator) in enumerate(trials, 200):
            litigation = source is CaseSource.COMMISSIONED
            case = a_case(
                id=CaseId(f"case{number}"),
                serial=f"LY2026-{number:06d}",
                source=source,
                stage=CaseStage.LITIGATION if litigation else CaseStage.PRE_FILING,
                procedure=Procedure.ORDINARY if litigation else None,
                mediator=mediator,
                state=CaseState.FILED if "closed_at" in done else CaseState.ENDED,
            )
            ending = replace(Ending(case.id, code, "原因", NOW, MEDIATOR.id, "王调解员"), **done)
            await uow.cases.add(case)
            await uow.endings.add(ending)
            step = ending.owed(source, is_led=mediator is not None)
            expected[case.serial] = step.value if step is not None and ending.closed_at is None else None
        await uow.commit()

    found: dict[str, str | None] = dict.fromkeys(expected)
    for account, page in product((MEDIATOR, JUDGE), range(1, 5)):
        wanted = CaseConditions(order=CaseOrder.DUE, page=page)
        for one in (await cases.find(account, wanted, store.ports)).cases:
            if one.owed is not None:
                found[one.serial] = one.owed.what.value

    assert {serial: found[serial] for serial in expected} == expected
    assert set(expected.values()) == {None, "report", "hand_over", "receipt"}
