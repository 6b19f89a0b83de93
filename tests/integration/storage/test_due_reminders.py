"""Warnings before something ends, on both databases: once each, to whom they concern, and never when it is done."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseState
from server.domain.concurrence import ConcurrenceForm
from server.domain.contact import ContactChannel, ContactOutcome
from server.domain.doors import AgreementDoor
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.performance import ClauseKind, Performance
from server.domain.reminder import ReminderKind
from server.domain.term import StartEvent
from server.services import calls, case_links, contacts, desk, doors, effects, endings, outcomes, reminders, terms
from server.services.access import LinkKey
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
BASE = "https://room.example.org"
SIGNED = beijing_day(NOW)
FIRST, LAST = SIGNED + timedelta(days=20), SIGNED + timedelta(days=50)


@pytest.fixture
async def accepted(store: Store) -> Store:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW, NOW)
        await uow.commit()
    return store


@pytest.fixture
async def in_force(store: Store) -> Store:
    await agreed(store, OutcomeKind.SETTLED)
    await signed(store)
    return store


@pytest.fixture
async def part_in_force(store: Store) -> Store:
    """A part is in force; the mediation of the rest ended without agreement."""
    await agreed(store, OutcomeKind.PARTLY_SETTLED)
    over = endings.End(SERIAL, "ending-00001", EndingCode.DIFFERENCES_TOO_LARGE, "其余金额谈不拢")
    await endings.end(MEDIATOR, over, store.ports)
    await signed(store)
    return store


async def agreed(store: Store, kind: OutcomeKind) -> None:
    await store.open_session()
    decided = outcomes.Conclude("session1", "outcome-1", kind, terms="分两期支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, decided, store.ports)


async def signed(store: Store) -> None:
    at = NOW - timedelta(minutes=2)
    instalments = (Performance(LAST, "支付 8,000 元"), Performance(FIRST, "支付 8,000 元"))
    command = effects.TakeEffect(
        SERIAL,
        tuple(Signature(one.identity, at, one.identity) for one in (WORKER, EMPLOYER)),
        at,
        None,
        frozenset({ClauseKind.PAYMENT}),
        instalments,
    )
    await effects.take_effect(MEDIATOR, command, store.ports)


def go_to(store: Store, day: date, clock: time = time(9, 30)) -> None:
    store.clock.at = datetime.combine(day, clock, BEIJING)


async def planned(store: Store) -> tuple[list[ReminderKind], list[ReminderKind]]:
    """Return what the mediator's bell holds and what goes to people, after the chore ran twice."""
    await reminders.plan(store.ports, BASE)
    assert await reminders.plan(store.ports, BASE) == 0
    bell = [one.kind for one in await desk.prompts(MEDIATOR, store.ports)]
    return bell, [one.kind for one in await desk.sent(CLERK, SERIAL, store.ports)]


async def test_the_mediator_alone_is_warned_of_the_end_of_the_term(accepted: Store) -> None:
    go_to(accepted, SIGNED + timedelta(days=20))
    bell, people = await planned(accepted)
    assert (bell, people) == ([ReminderKind.TERM_10_DAYS_LEFT], [])
    text = (await desk.prompts(MEDIATOR, accepted.ports))[0].text
    assert "名义届满" in text


def tried(store: Store, outcome: ContactOutcome) -> contacts.LogContact:
    now = store.clock.now()
    key = f"key-{outcome.value}-{now.day}"
    return contacts.LogContact(SERIAL, key, EMPLOYER.identity, now, ContactChannel.TELEPHONE, outcome, EMPLOYER.phone)


async def test_the_mediator_is_reminded_on_each_working_day_of_asking_until_the_other_side_is_reached(
    accepted: Store,
) -> None:
    bells = []
    for day in (0, 1, 2):
        go_to(accepted, SIGNED + timedelta(days=day))
        bells.append((await planned(accepted))[0])
        await contacts.log(MEDIATOR, tried(accepted, ContactOutcome.NO_ANSWER), accepted.ports)
    await contacts.log(MEDIATOR, tried(accepted, ContactOutcome.REACHED), accepted.ports)
    go_to(accepted, SIGNED + timedelta(days=3))

    assert [bell.count(ReminderKind.CONTACT_DAY_1) for bell in bells] == [0, 1, 1]
    assert ReminderKind.CONTACT_DAY_2 in bells[2]
    assert ReminderKind.CONTACT_DAY_3 not in (await planned(accepted))[0]


async def test_the_mediator_is_told_of_the_last_day_to_ask_and_never_after_it(accepted: Store) -> None:
    go_to(accepted, SIGNED + timedelta(days=3))
    bell, people = await planned(accepted)
    assert (bell, people) == ([ReminderKind.CONTACT_DAY_3], [])
    text = (await desk.prompts(MEDIATOR, accepted.ports))[0].text
    assert "今天是征询周经理的最后一个工作日" in text
    go_to(accepted, SIGNED + timedelta(days=4))
    assert await reminders.plan(accepted.ports, BASE) == 0


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (20, ReminderKind.CONFIRMATION_10_DAYS_LEFT),
        (27, ReminderKind.CONFIRMATION_3_DAYS_LEFT),
        (29, ReminderKind.CONFIRMATION_1_DAY_LEFT),
    ],
)
async def test_the_time_for_confirmation_is_warned_of_on_the_20th_27th_and_29th_day(
    in_force: Store, day: int, kind: ReminderKind
) -> None:
    go_to(in_force, SIGNED + timedelta(days=day))
    bell, people = await planned(in_force)
    assert kind in bell
    assert people.count(kind) == 2


@pytest.mark.parametrize("asked", [False, True])
async def test_of_a_part_in_force_the_time_for_confirmation_is_warned_of_until_court_or_commission_was_asked(
    part_in_force: Store, *, asked: bool
) -> None:
    if asked:
        door = doors.Apply(
            SERIAL, "door-000001", AgreementDoor.ARBITRATION_REVIEW, WORKER.identity, ConcurrenceForm.WRITTEN
        )
        (made,) = (await doors.apply(MEDIATOR, door, part_in_force.ports)).applications
        yes = PartySays(EMPLOYER.identity, True, ConcurrenceForm.ORAL, NOW)  # noqa: FBT003 - they agree
        await doors.confirm(MEDIATOR, SERIAL, made.id, yes, part_in_force.ports)
    go_to(part_in_force, SIGNED + timedelta(days=20))
    bell, people = await planned(part_in_force)
    kind = ReminderKind.CONFIRMATION_10_DAYS_LEFT
    assert (kind in bell, people.count(kind)) == (not asked, 0 if asked else 2)


async def test_a_warning_written_already_uses_up_no_number_of_a_row(in_force: Store) -> None:
    for day in (20, 27, 29):
        go_to(in_force, SIGNED + timedelta(days=day))
        await planned(in_force)
    async with in_force.database.begin() as uow:
        now = in_force.clock.now()
        numbers = [one.id for one in await uow.prompts.lease(now, now + timedelta(minutes=2), 100)]
    numbers = sorted([*numbers, *(one.id for one in await desk.prompts(MEDIATOR, in_force.ports))])
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


async def test_nothing_is_warned_of_before_the_20th_day_or_before_nine(in_force: Store) -> None:
    go_to(in_force, SIGNED + timedelta(days=14))
    # Of no last day: the agreement is not with the court that referred the case.
    assert await reminders.plan(in_force.ports, BASE) == 1
    (owed,) = await desk.prompts(MEDIATOR, in_force.ports)
    assert (owed.kind, "特邀调解规定 第十九条" in owed.text) == (ReminderKind.OWED, True)
    go_to(in_force, SIGNED + timedelta(days=20), time(8, 59))
    assert await reminders.plan(in_force.ports, BASE) == 0


async def test_a_server_that_stood_still_on_the_day_warns_later_and_only_of_what_is_nearest(in_force: Store) -> None:
    go_to(in_force, SIGNED + timedelta(days=28))
    _, people = await planned(in_force)
    confirmation = [kind for kind in people if kind.value.startswith("confirmation")]
    assert confirmation == [ReminderKind.CONFIRMATION_3_DAYS_LEFT] * 2


async def test_nobody_is_warned_of_confirmation_once_the_court_was_asked(in_force: Store) -> None:
    asked = doors.Apply(
        SERIAL, "door-00001", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.ORAL
    )
    waiting = await doors.apply(MEDIATOR, asked, in_force.ports)
    says = terms.PartySays(EMPLOYER.identity, True, ConcurrenceForm.WRITTEN, NOW)  # noqa: FBT003 - the answer
    await doors.confirm(MEDIATOR, SERIAL, waiting.applications[0].id, says, in_force.ports)
    go_to(in_force, SIGNED + timedelta(days=29))
    bell, people = await planned(in_force)
    assert not [kind for kind in (*bell, *people) if kind.value.startswith("confirmation")]


async def test_each_instalment_is_reminded_of_before_its_day_to_both_parties(in_force: Store) -> None:
    go_to(in_force, FIRST - timedelta(days=3))
    await planned(in_force)
    go_to(in_force, FIRST - timedelta(days=1))
    await planned(in_force)
    go_to(in_force, LAST - timedelta(days=1))
    bell, people = await planned(in_force)

    assert people.count(ReminderKind.PERFORMANCE_IN_3_DAYS) == 2
    assert people.count(ReminderKind.PERFORMANCE_TOMORROW) == 4
    assert bell.count(ReminderKind.PERFORMANCE_TOMORROW) == 2
    texts = [one.text for one in await desk.sent(CLERK, SERIAL, in_force.ports)]
    assert any("第1期（共2期）" in text for text in texts)
    assert not [text for text in texts if "支付" in text]


async def test_nobody_is_reminded_of_a_performance_when_the_case_is_filed(in_force: Store) -> None:
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    go_to(in_force, FIRST - timedelta(days=1))
    _, people = await planned(in_force)
    assert not [kind for kind in people if kind.value.startswith("performance")]


async def test_a_party_without_a_telephone_is_told_by_the_desk_and_by_no_carrier(in_force: Store) -> None:
    async with in_force.database.begin() as uow:
        await uow.cases.save_participant(replace(EMPLOYER, phone=""))
        await uow.commit()
    go_to(in_force, FIRST - timedelta(days=1))
    bell, people = await planned(in_force)
    assert bell.count(ReminderKind.PERFORMANCE_TOMORROW) == 1
    assert people.count(ReminderKind.PERFORMANCE_TOMORROW) == 2
    async with in_force.database.begin() as uow:
        leased = await uow.prompts.lease(in_force.clock.at, in_force.clock.at + timedelta(minutes=2), 20)
        await uow.commit()
    assert "" not in {one.to.phone for one in leased}
    assert [one.name for one in await calls.waiting(CLERK, in_force.ports)] == [EMPLOYER.name]


async def test_a_party_is_not_written_to_after_their_link_was_denied_until_there_is_another(in_force: Store) -> None:
    link = await case_links.issue(CLERK, SERIAL, WORKER.identity, in_force.ports)
    await case_links.deny(LinkKey(link.token, None), in_force.ports)
    go_to(in_force, FIRST - timedelta(days=1))
    _, people = await planned(in_force)
    assert people.count(ReminderKind.PERFORMANCE_TOMORROW) == 1
    await case_links.issue(CLERK, SERIAL, WORKER.identity, in_force.ports)
    assert await reminders.plan(in_force.ports, BASE) == 1
