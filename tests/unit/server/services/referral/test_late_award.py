"""Nothing goes on while a party who came too late after an award was not told of the risk."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.award import Arbitration, Award, Finality, Received, Standing, SuitBar
from server.domain.case import CaseState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.party import Capacity, PartyKind, Role, Side
from server.services import case_links, clocks, explanations, own_case, parties, referrals, schedule
from server.services.access import LinkKey
from server.services.parties import AddPerson, PersonFacts
from server.services.referrals import Accept
from tests.support.id_numbers import WORKER_NUMBER
from tests.support.referrals import NO, PLANNED, SERIAL, TUESDAY, accepted, desk, it_is_its_own
from tests.support.rosters import TODAY
from tests.support.store import CENTRE, CLERK, MEDIATOR, Store


async def it_was_awarded(store: Store, on: date) -> None:
    """Note that the worker received an award."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), Standing.WORKER, on, "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await uow.commit()


async def test_an_organisation_takes_nothing_on_before_everyone_was_told_of_the_risk(store: Store) -> None:
    await it_is_its_own(store)
    await it_was_awarded(store, TODAY.replace(day=1, month=3))

    with pytest.raises(ConflictError) as refusal:
        await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert refusal.value.code == "award.explanation_owed"
    assert (await desk(store, CENTRE)).state is CaseState.TO_APPOINT


LATE_COLLEAGUE = PersonFacts(
    "赵工友",
    Side.APPLICANT,
    Role.PARTY,
    "申请人",
    "13600001111",
    WORKER_NUMBER,
    PartyKind.PERSON,
    Capacity.USUAL,
)


async def test_an_applicant_who_comes_later_says_when_they_received_the_award(store: Store) -> None:
    await it_was_awarded(store, TUESDAY.date())

    refused = []
    for day in (None, TUESDAY.date() + timedelta(days=1)):
        facts = replace(LATE_COLLEAGUE, award_received_on=day)
        with pytest.raises(InvalidError) as refusal:
            await parties.add_person(CLERK, AddPerson(SERIAL, "person-1", facts), store.ports)
        refused.append(refusal.value.code)

    assert refused == ["award.date_missing", "award.date_ahead"]
    assert "赵工友" not in str(await parties.people(CLERK, SERIAL, store.ports))


async def test_no_session_is_planned_while_a_party_who_came_too_late_was_not_told(store: Store) -> None:
    await it_was_awarded(store, TUESDAY.date())
    await accepted(store)
    facts = replace(LATE_COLLEAGUE, award_received_on=TODAY.replace(day=1, month=3))
    await parties.add_person(CLERK, AddPerson(SERIAL, "person-1", facts), store.ports)
    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, PLANNED, store.ports)

    assert refusal.value.code == "award.explanation_owed"
    assert (await desk(store)).state is CaseState.ACCEPTED


@pytest.mark.parametrize(("named", "owed"), [(False, True), (True, False)])
async def test_a_colleague_who_joins_after_their_days_is_told_of_the_risk_unless_the_first_papers_named_them(
    store: Store, *, named: bool, owed: bool
) -> None:
    await it_was_awarded(store, TUESDAY.date())
    await accepted(store)
    store.clock.at = TUESDAY + timedelta(days=14)
    facts = replace(LATE_COLLEAGUE, award_received_on=TUESDAY.date() - timedelta(days=10), in_first_papers=named)
    await parties.add_person(CLERK, AddPerson(SERIAL, "person-1", facts), store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        late = await explanations.bar(uow, case)

    assert (late is not None) is owed


async def test_whenever_the_case_page_asks_for_an_explanation_it_can_be_given_and_the_page_of_the_party_tells_it(
    store: Store,
) -> None:
    await it_is_its_own(store)
    await it_was_awarded(store, TUESDAY.date())
    store.clock.at = TUESDAY + timedelta(days=20)
    link = await case_links.issue(CENTRE, SERIAL, "li", store.ports)
    key = LinkKey(link.token, (await case_links.open_link(LinkKey(link.token, None), store.ports)).device)

    shown = await clocks.view(CENTRE, SERIAL, store.ports)
    page = await own_case.look(key, store.ports)
    told = await own_case.acknowledge_risk(key, store.ports)

    assert (shown.late, shown.lapsed) == ((), ("李秀兰",))
    assert page.explanation is not None
    assert page.explanation.bar is SuitBar.LAPSED
    assert page.explanation_is_own
    assert told.explanation is not None
    assert told.explanation.at == store.clock.at
    await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)


async def test_who_was_told_of_one_bar_is_told_of_a_later_one_again_and_the_page_says_of_what_before(
    store: Store,
) -> None:
    await it_is_its_own(store)
    await it_was_awarded(store, TUESDAY.date())
    store.clock.at = lapsed_at = TUESDAY + timedelta(days=20)
    link = await case_links.issue(CENTRE, SERIAL, "li", store.ports)
    key = LinkKey(link.token, (await case_links.open_link(LinkKey(link.token, None), store.ports)).device)
    await own_case.acknowledge_risk(key, store.ports)

    # The day on which the award was received is corrected: they came too late from the beginning.
    await it_was_awarded(store, TODAY.replace(day=1, month=3))
    store.clock.at += timedelta(days=1)
    page = await own_case.look(key, store.ports)
    asked = page.explanation
    with pytest.raises(ConflictError) as refusal:
        await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)
    await own_case.acknowledge_risk(key, store.ports)
    told = (await own_case.acknowledge_risk(key, store.ports)).explanation

    assert refusal.value.code == "award.explanation_owed"
    assert asked is not None
    assert (asked.bar, asked.at, page.explanation_is_own) == (SuitBar.LATE, None, True)
    assert [(one.bar, one.at) for one in asked.before] == [(SuitBar.LAPSED, lapsed_at)]
    assert told is not None
    assert (told.at, len(told.before)) == (store.clock.at, 1)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        kept = [(one.identity, one.bar) for one in await uow.awards.explanations(case.id)]
    assert kept == [("li", SuitBar.LAPSED), ("li", SuitBar.LATE)]
