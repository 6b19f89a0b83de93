"""Of what an organisation took in itself the parties choose among its own mediators, or it names one (SM-04, PM-01)."""

from datetime import UTC, datetime

import pytest

from server.domain.case import CaseState
from server.domain.choice import ChoiceState, HandedOver
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.services import cases, choosing, referrals
from server.services.referrals import Accept
from tests.support.referrals import NO, SERIAL, agrees, desk, it_is_its_own
from tests.support.store import CENTRE, CLERK, MEDIATOR, Store
from tests.unit.server.services.referral.test_choosing import a_link


@pytest.fixture(autouse=True)
async def own(store: Store) -> None:
    """Both sides of a case of the organisation agreed to mediation."""
    for identity in ("li", "zhou"):
        await agrees(store, identity)
    await it_is_its_own(store)


async def both_choose(store: Store) -> None:
    await choosing.start(CENTRE, SERIAL, joint=True, ports=store.ports)


async def takes_on(store: Store, mediator: str) -> None:
    await referrals.take_on_own(CENTRE, Accept(SERIAL, mediator, NO), store.ports)


async def test_the_parties_pick_one_of_its_mediators_who_then_takes_the_case_on(store: Store) -> None:
    await both_choose(store)
    worker, employer = await a_link(store, "li"), await a_link(store, "zhou")
    offered = (await choosing.own(worker, store.ports)).candidates

    await choosing.pick_own(worker, "孙调解员", store.ports)
    found = await choosing.pick_own(employer, "孙调解员", store.ports)
    with pytest.raises(InvalidError) as other:
        await takes_on(store, "王调解员")
    await takes_on(store, "孙调解员")

    assert {one.name for one in offered} == {"王调解员", "孙调解员"}
    assert (found.state, found.appoints) == (ChoiceState.MATCHED, "organisation")
    assert other.value.code == "choice.other_than_chosen"
    view = await desk(store, CENTRE)
    assert (view.state, [one.name for one in view.panel]) == (CaseState.ACCEPTED, ["孙调解员"])


async def test_nobody_takes_the_case_on_while_the_parties_choose(store: Store) -> None:
    await both_choose(store)

    with pytest.raises(ConflictError) as refused:
        await takes_on(store, "王调解员")

    assert refused.value.code == "choice.open"
    assert "take_on_own" not in (await desk(store, CENTRE)).may


async def test_the_organisation_names_one_at_once_where_it_does_not_ask(store: Store) -> None:
    assert {"take_on_own", "start_choice"} <= set((await desk(store, CENTRE)).may)
    with pytest.raises(ConflictError) as refused:
        await choosing.start(CENTRE, SERIAL, joint=False, ports=store.ports)

    await takes_on(store, "王调解员")

    assert refused.value.code == "choice.not_now"
    assert (await desk(store, CENTRE)).state is CaseState.ACCEPTED


async def test_without_the_same_pick_in_two_working_days_the_organisation_names_one_without_a_time(
    store: Store,
) -> None:
    await both_choose(store)
    await choosing.pick_own(await a_link(store, "li"), "孙调解员", store.ports)
    store.clock.at = datetime(2026, 4, 2, 16, 0, tzinfo=UTC)
    assert await choosing.expire(store.ports) == 1

    found = (await desk(store, CENTRE)).choice
    assert found is not None
    assert (found.state, found.handed_over, found.due) == (ChoiceState.COURT, HandedOver.NO_MATCH, None)
    course = (await cases.view(CENTRE, SERIAL, store.ports)).timeline
    assert "两个工作日内未选定同一调解员，由调解组织指定" in [line.text for line in course]
    await takes_on(store, "王调解员")


async def test_a_party_who_asks_the_organisation_to_name_one_ends_the_choosing(store: Store) -> None:
    await both_choose(store)

    await choosing.ask_court_own(await a_link(store, "li"), store.ports)

    found = await choosing.own(await a_link(store, "zhou"), store.ports)
    assert (found.state, found.due, found.appoints) == (ChoiceState.COURT, None, "organisation")


async def test_neither_a_court_nor_a_mediator_begins_the_choice_of_an_organisation_nor_it_that_of_a_court(
    store: Store,
) -> None:
    for account in (CLERK, MEDIATOR):
        with pytest.raises((ForbiddenError, NotFoundError)):
            await choosing.start(account, SERIAL, joint=True, ports=store.ports)

    assert (await desk(store, CENTRE)).choice is None
