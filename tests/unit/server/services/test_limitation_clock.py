"""What a worker says of the limitation, and the clock it starts."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.award import Arbitration
from server.domain.errors import InvalidError
from server.domain.limitation import Employment
from server.domain.party import Side
from server.services import award_records, case_links, clocks, intake, own_case
from server.services.access import LinkKey
from server.services.award_records import ReceivedSays, RecordAward
from tests.support.intake import begun, complete
from tests.support.store import CLERK, Store


async def test_what_a_worker_says_of_the_limitation_becomes_a_clock_of_the_case(store: Store) -> None:
    view = await begun(store)
    known = complete(
        view, known_on=date(2025, 6, 3), employment=Employment.ENDED, employment_ended_on=date(2025, 9, 12)
    )
    view = await intake.write(CLERK, view.case, view.version, known, store.ports)
    assert view.limitation is not None
    assert [(day.event, day.due) for day in view.limitation.days] == [("employment_ended", date(2026, 9, 14))]
    view = await intake.hand_in(CLERK, view.case, store.ports)
    assert view.serial is not None

    shown = await clocks.view(CLERK, view.serial, store.ports)

    clock = next(each for each in shown.clocks if each.key.startswith("limitation_pay:"))
    assert clock.who == view.application.parties[0].name
    assert clock.deadline.due_on == date(2026, 9, 14)
    assert any("首次收件凭证" in line for line in clock.deadline.trace)


async def test_a_limitation_taken_back_leaves_no_clock(store: Store) -> None:
    view = await begun(store)
    known = complete(view, known_on=date(2025, 6, 3))
    view = await intake.write(CLERK, view.case, view.version, known, store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert view.serial is not None

    shown = await clocks.view(CLERK, view.serial, store.ports)

    assert [each.key for each in shown.clocks if each.key.startswith("limitation")] == []
    assert view.limitation is None


@pytest.mark.parametrize("arbitration", [Arbitration.PENDING, Arbitration.AWARDED])
async def test_once_arbitration_was_asked_for_no_page_shows_a_day_by_which_to_ask_for_it(
    store: Store, arbitration: Arbitration
) -> None:
    view = await begun(store)
    stated = complete(view, arbitration=Arbitration.NONE, known_on=date(2025, 6, 3))
    view = await intake.write(CLERK, view.case, view.version, stated, store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    serial, worker = view.serial or "", view.application.parties[0].key
    link = await case_links.issue(CLERK, serial, worker, store.ports)
    key = LinkKey(link.token, (await case_links.open_link(LinkKey(link.token, None), store.ports)).device)
    assert all(await shown_days(store, view.case, key))

    known = await award_records.view(CLERK, serial, store.ports)
    received = (ReceivedSays(worker, date(2026, 3, 30)),) if arbitration is Arbitration.AWARDED else ()
    command = RecordAward(serial, known.version, arbitration, received=received)
    await award_records.record(CLERK, command, store.ports)

    assert not any(await shown_days(store, view.case, key))


async def shown_days(store: Store, case: str, link: LinkKey) -> tuple[bool, bool, bool]:
    """Return whether clocks, the form and the own page show a day to ask for arbitration."""
    read = await intake.read(CLERK, case, store.ports)
    shown = await clocks.view(CLERK, read.serial or "", store.ports)
    own = await own_case.look(link, store.ports)
    clocked = any(one.key.startswith("limitation") for one in shown.clocks)
    return clocked, read.limitation is not None, own.limitation is not None


async def test_a_day_to_come_is_refused_and_changes_nothing(store: Store) -> None:
    view = await begun(store)
    with pytest.raises(InvalidError):
        await intake.write(CLERK, view.case, view.version, complete(view, known_on=date(2027, 1, 1)), store.ports)
    assert (await intake.read(CLERK, view.case, store.ports)).application == view.application


async def test_a_colleague_who_applies_too_reads_no_day_of_the_first_worker_but_that_the_own_is_not_on_record(
    store: Store,
) -> None:
    view = await begun(store)
    stated = complete(view, arbitration=Arbitration.NONE, known_on=date(2025, 6, 3))
    colleague = replace(stated.parties[0], key="colleague", name="赵工友", id_number="", identity_seen="")
    both = replace(stated, parties=(*stated.parties, colleague))
    view = await intake.write(CLERK, view.case, view.version, both, store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)

    pages = []
    for party in view.application.of_side(Side.APPLICANT):
        link = await case_links.issue(CLERK, view.serial or "", party.key, store.ports)
        key = LinkKey(link.token, (await case_links.open_link(LinkKey(link.token, None), store.ports)).device)
        pages.append(await own_case.look(key, store.ports))

    assert [(page.limitation is not None, page.limitation_unsaid) for page in pages] == [(True, False), (False, True)]
