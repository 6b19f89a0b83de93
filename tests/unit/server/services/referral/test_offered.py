"""What the page of who mediates offers in a state is accepted there, and what it does not offer changes nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import pytest

from server.domain.account import Account
from server.domain.case import NOT_TAKEN, CaseState
from server.domain.errors import MediationError
from server.services import panels, referrals
from server.services.panels import Seating
from tests.support.referrals import NO, SERIAL, YES, accepted, desk
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

TAKEN: Final = [state for state in CaseState if state not in NOT_TAKEN]
Act = Callable[[Store], Awaitable[None]]


async def disclose(store: Store) -> None:
    await panels.disclose(MEDIATOR, SERIAL, YES, store.ports)


async def disclose_beside(store: Store) -> None:
    await panels.disclose(OTHER_MEDIATOR, SERIAL, YES, store.ports)


async def ask_change(store: Store) -> None:
    await panels.ask_change(CLERK, SERIAL, "li", "听不懂方言", refuses_to_choose=False, ports=store.ports)


async def hand_over(store: Store) -> None:
    await panels.hand_over(MEDIATOR, SERIAL, OTHER_MEDIATOR.id, store.ports)


async def end(store: Store) -> None:
    await referrals.replace_organisation(CLERK, SERIAL, "另行委派", store.ports)


ACTS: Final[dict[str, tuple[str, Account, Act]]] = {
    "the presider discloses": ("disclose", MEDIATOR, disclose),
    "who sits beside discloses": ("disclose", OTHER_MEDIATOR, disclose_beside),
    "another mediator is asked for": ("ask_change", CLERK, ask_change),
    "another presides": ("hand_over", MEDIATOR, hand_over),
    "the referral is taken back": ("end_referral", CLERK, end),
}


@pytest.mark.parametrize("state", TAKEN)
@pytest.mark.parametrize("act", ACTS)
async def test_what_the_page_offers_is_accepted_and_what_it_does_not_is_refused(
    store: Store, state: CaseState, act: str
) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=state))
        await uow.commit()
    name, account, use = ACTS[act]
    before = await desk(store)

    if name in (await desk(store, account)).may:
        await use(store)
        assert await desk(store) != before
    else:
        with pytest.raises(MediationError):
            await use(store)
        assert await desk(store) == before


@pytest.mark.parametrize("state", TAKEN)
async def test_whoever_sits_on_the_panel_may_disclose_while_the_case_goes_on(store: Store, state: CaseState) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        here = replace(case, state=state)
        await uow.cases.save(here)
        await uow.commit()

    for account in (MEDIATOR, OTHER_MEDIATOR):
        assert ("disclose" in (await desk(store, account)).may) is here.goes_on
