"""The term of a case that another organisation takes on: what letter and page promise is what the clock counts."""

from datetime import date, datetime, timedelta

from server.domain.clocks import ClockState
from server.domain.ids import EntryId
from server.domain.party import Role
from server.services import choosing, clocks, referrals
from server.services.clock_views import CaseClocksView
from server.services.referrals import Accept, Send
from tests.factories import an_account
from tests.support.referrals import NO, SERIAL, TUESDAY, UNION, accepted, desk, entry
from tests.support.store import CENTRE, CLERK, Store

QIAN = an_account(id="mediator9", login="qian", role=Role.MEDIATOR, organisation=UNION.organisation)


async def taken_back_and_referred(store: Store, to: str) -> None:
    """Let the court take the case back after three weeks, and refer it a week later."""
    await accepted(store)
    store.clock.at = TUESDAY + timedelta(days=21)
    await referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)
    store.clock.at = TUESDAY + timedelta(days=29)
    async with store.database.begin() as uow:
        await uow.accounts.add(QIAN)
        await uow.roster.add(entry("钱调解员", QIAN.id, above=EntryId("union")))
        await uow.commit()
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(SERIAL, "key-again-0001", to), store.ports)


def term_of(shown: CaseClocksView) -> tuple[ClockState, datetime | None, date]:
    found = next(one for one in shown.clocks if one.key == "term")
    return found.state, found.started_at, found.deadline.due_on


async def test_a_second_organisation_has_the_term_that_its_letter_and_page_promised(store: Store) -> None:
    await taken_back_and_referred(store, "union")
    store.clock.at = now = TUESDAY + timedelta(days=33)
    promised = (await desk(store, UNION)).term
    await referrals.accept(UNION, Accept(SERIAL, "钱调解员", NO), store.ports)

    shown = await clocks.view(UNION, SERIAL, store.ports)

    assert promised is not None
    assert term_of(shown) == (ClockState.RUNNING, now, promised.due_on)
    term = next(one for one in shown.clocks if one.key == "term")
    assert any("原期限自 2026-03-31 起算，随原委派结束" in line for line in term.deadline.trace)
    asking = [one for one in shown.clocks if one.key.startswith("contact:")]
    assert {one.state for one in asking} <= {ClockState.RUNNING, ClockState.DONE}


async def test_the_organisation_that_had_the_case_goes_on_within_its_term_and_its_page_says_so(store: Store) -> None:
    await taken_back_and_referred(store, "centre")
    store.clock.at = TUESDAY + timedelta(days=30)
    promised = (await desk(store, CENTRE)).term
    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    state, started_at, due = term_of(await clocks.view(CENTRE, SERIAL, store.ports))

    assert promised is not None
    assert (state, started_at, due) == (ClockState.RUNNING, TUESDAY, promised.due_on)
