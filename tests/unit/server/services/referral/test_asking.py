"""The desk asks the other side while nobody mediates: it logs its tries, and a no or nobody there ends the case."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import ASKS_IN, Account, Right
from server.domain.case import CaseSource, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError
from server.domain.outcome import EndingCode
from server.domain.reminder import ReminderKind
from server.services import cases, choosing, clocks, contacts, desk, endings, parties, reminders
from server.services.clock_views import ClockView
from tests.support.people import stands
from tests.support.referrals import SERIAL, TUESDAY, refer
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store

GONE = contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "三次无人接听")


def a_try(outcome: ContactOutcome, key: str = "contact-1") -> contacts.LogContact:
    return contacts.LogContact(SERIAL, key, "zhou", TUESDAY, ContactChannel.TELEPHONE, outcome, "")


async def clock_of(store: Store) -> ClockView | None:
    found = await clocks.view(CLERK, SERIAL, store.ports)
    return next((one for one in found.clocks if one.key == "contact:zhou"), None)


async def state_of(store: Store) -> CaseState:
    return (await cases.view(CLERK, SERIAL, store.ports)).state


async def put(store: Store, **changes: object) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, **changes))  # type: ignore[arg-type]  # any field may be the one changed
        await uow.commit()


async def test_a_clerk_logs_tries_in_vain_and_ends_the_case_with_them(store: Store) -> None:
    with pytest.raises(ConflictError) as untried:
        await contacts.conclude(CLERK, GONE, store.ports)

    await contacts.log(CLERK, a_try(ContactOutcome.NO_ANSWER), store.ports)
    with pytest.raises(ConflictError) as early:
        await contacts.conclude(CLERK, GONE, store.ports)
    store.clock.at = TUESDAY + timedelta(days=1)
    by_sms = replace(a_try(ContactOutcome.NO_ANSWER, "contact-2"), at=store.clock.at, channel=ContactChannel.SMS)
    await contacts.log(CLERK, by_sms, store.ports)
    logged = await state_of(store)
    await contacts.conclude(CLERK, GONE, store.ports)

    assert (untried.value.code, early.value.code, logged, await state_of(store)) == (
        "contact.nothing_tried", "contact.too_early", CaseState.TO_APPOINT, CaseState.ENDED,
    )  # fmt: skip
    ended = (await endings.view(CLERK, SERIAL, store.ports)).ending
    assert ended is not None
    assert ended.code is EndingCode.PARTY_UNREACHABLE


async def test_a_yes_to_the_clerk_is_oral_consent_and_the_choosing_goes_on(store: Store) -> None:
    await contacts.log(CLERK, a_try(ContactOutcome.REACHED), store.ports)
    await contacts.conclude(CLERK, contacts.Conclude(SERIAL, "zhou", AskResult.AGREED, ""), store.ports)

    assert stands(await parties.people(CLERK, SERIAL, store.ports), "zhou", ConsentStep.ONLINE_MEDIATION) is True
    assert await state_of(store) is CaseState.TO_APPOINT


async def test_an_organisation_asks_in_a_case_it_took_in_itself(store: Store) -> None:
    await put(store, source=CaseSource.ORGANISATION, court=None, court_number=None, organisation="调解中心")

    view = await contacts.log(CENTRE, a_try(ContactOutcome.NO_ANSWER), store.ports)

    assert [one.outcome for one in view.contacts] == [ContactOutcome.NO_ANSWER]


async def test_three_working_days_run_for_the_desk_from_when_it_asks_and_its_bell_rings(store: Store) -> None:
    assert await clock_of(store) is None
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    begun = await clock_of(store)
    store.clock.at = TUESDAY + timedelta(days=1)
    await reminders.plan(store.ports, "https://x")
    rung = [one.kind for one in await desk.prompts(CLERK, store.ports)]
    await contacts.log(CLERK, a_try(ContactOutcome.REACHED), store.ports)
    reached = await clock_of(store)

    assert begun is not None
    assert (begun.event, begun.done_on) == ("one_sided", None)
    assert ReminderKind.CONTACT_DAY_1 in rung
    assert reached is not None
    assert reached.done_on is not None


ACTS: list[Callable[[Account, Store], Awaitable[object]]] = [
    lambda account, store: contacts.log(account, a_try(ContactOutcome.NO_ANSWER), store.ports),
    lambda account, store: contacts.conclude(account, GONE, store.ports),
]


@pytest.mark.parametrize("act", ACTS)
async def test_nobody_else_asks_and_nothing_is_kept(
    store: Store, act: Callable[[Account, Store], Awaitable[object]]
) -> None:
    with pytest.raises(ForbiddenError):
        await act(JUDGE, store)
    for stranger in (MEDIATOR, CENTRE):
        with pytest.raises(NotFoundError):
            await act(stranger, store)

    assert (await parties.people(CLERK, SERIAL, store.ports)).contacts == ()


@pytest.mark.parametrize("state", sorted(frozenset(CaseState) - ASKS_IN[CLERK.role] - {CaseState.AWAITING_ACCEPTANCE}))
async def test_a_clerk_asks_in_no_other_state(store: Store, state: CaseState) -> None:
    await put(store, state=state)

    with pytest.raises(ConflictError) as refusal:
        await contacts.log(CLERK, a_try(ContactOutcome.NO_ANSWER), store.ports)

    assert refusal.value.code == "contact.not_yours"
    view = await cases.view(CLERK, SERIAL, store.ports)
    assert Right.CASE_ASK.value not in view.may
    assert (await parties.people(CLERK, SERIAL, store.ports)).contacts == ()


async def test_while_an_answer_to_the_referral_is_awaited_nobody_asks(store: Store) -> None:
    await refer(store)

    for account in (CLERK, CENTRE):
        with pytest.raises(ConflictError):
            await contacts.log(account, a_try(ContactOutcome.NO_ANSWER), store.ports)
