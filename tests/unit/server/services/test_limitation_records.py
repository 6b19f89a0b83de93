"""Each worker's own year to ask for arbitration: told by staff or by the own link, counted and read alone (LB-10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.application import Application
from server.domain.award import Arbitration
from server.domain.case import CaseState
from server.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId
from server.domain.limitation import Employment, Said
from server.domain.party import Role
from server.services import award_records, case_links, clocks, intake, limitation_records, own_case
from server.services.access import LinkKey
from server.services.award_records import RecordAward
from server.services.intake_views import IntakeView
from server.services.limitation_records import RecordYears, YearsView
from server.services.ports.desk import AuditConditions
from server.services.specimen_numbers import citizen_number
from tests.support.intake import begun, complete
from tests.support.store import CLERK, OTHER_JUDGE, OTHER_MEDIATOR, Store

FIRST, SECOND = date(2025, 6, 3), date(2025, 10, 9)
LEFT = Said(SECOND, Employment.ENDED, date(2025, 12, 1))


def of_two(view: IntakeView) -> Application:
    stated = complete(view, known_on=FIRST)
    colleague = replace(stated.parties[0], key="colleague", name="赵工友", id_number=citizen_number("19900101", "001"))
    return replace(stated, parties=(*stated.parties, colleague))


async def two_workers(store: Store) -> IntakeView:
    """Let two workers apply, of whom the form asks one."""
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, of_two(view), store.ports)
    return await intake.hand_in(CLERK, view.case, store.ports)


def mate(view: IntakeView) -> str:
    """Return whose year the form does not ask for."""
    return next(one.key for one in view.application.parties if one.name == "赵工友")


async def link_of(store: Store, view: IntakeView, identity: str) -> LinkKey:
    link = await case_links.issue(CLERK, view.serial or "", identity, store.ports)
    return LinkKey(link.token, (await case_links.open_link(LinkKey(link.token, None), store.ports)).device)


async def years(store: Store, view: IntakeView) -> YearsView:
    return await limitation_records.view(CLERK, view.serial or "", store.ports)


async def record(store: Store, view: IntakeView, *said: tuple[str, Said]) -> YearsView:
    known = await years(store, view)
    return await limitation_records.record(CLERK, RecordYears(view.serial or "", known.version, said), store.ports)


async def counted(store: Store, view: IntakeView) -> set[tuple[str, str]]:
    """Return name and day of knowing, or of leaving, of each clock of such a year."""
    shown = await clocks.view(CLERK, view.serial or "", store.ports)
    own = (one for one in shown.clocks if one.key.startswith("limitation"))
    return {(one.who, one.deadline.starts_on.isoformat()) for one in own}


async def test_of_two_workers_each_has_a_clock_from_the_own_day(store: Store) -> None:
    view = await two_workers(store)
    first = view.application.parties[0].name
    assert await counted(store, view) == {(first, "2025-06-03")}

    found = await record(store, view, (mate(view), Said(SECOND)))

    assert await counted(store, view) == {(first, "2025-06-03"), ("赵工友", "2025-10-09")}
    assert [(one.name, one.said.known_on) for one in found.workers] == [(first, FIRST), ("赵工友", SECOND)]


async def test_a_worker_says_the_own_days_and_reads_nobody_elses(store: Store) -> None:
    view = await two_workers(store)
    own = await link_of(store, view, mate(view))
    before = await own_case.look(own, store.ports)
    assert (before.limitation, before.limitation_said, before.may_say_limitation) == (None, None, True)
    assert before.limitation_unsaid

    after = await own_case.say_limitation(own, LEFT, store.ports)

    assert after.limitation is not None
    assert after.limitation_said == LEFT
    assert not after.limitation_unsaid
    assert "2025-06-03" not in repr(after.limitation)
    first = await own_case.look(await link_of(store, view, view.application.parties[0].key), store.ports)
    assert first.limitation_said == Said(FIRST)
    assert "2025-12" not in repr(first)
    assert "2025-10" not in repr(first)


async def test_what_the_other_party_of_the_case_reads_has_no_day_of_any_worker(store: Store) -> None:
    view = await two_workers(store)
    await record(store, view, (mate(view), LEFT))

    seen = await own_case.look(await link_of(store, view, view.application.parties[1].key), store.ports)

    assert (seen.limitation, seen.limitation_said, seen.may_say_limitation) == (None, None, False)
    assert not seen.limitation_unsaid


async def test_said_again_it_changes_nothing_and_said_of_nothing_it_is_taken_back(store: Store) -> None:
    view = await two_workers(store)
    own = await link_of(store, view, mate(view))
    await own_case.say_limitation(own, LEFT, store.ports)
    facts = await said_acts(store, view)
    await own_case.say_limitation(own, LEFT, store.ports)
    assert await said_acts(store, view) == facts

    taken = await own_case.say_limitation(own, Said(), store.ports)

    assert (taken.limitation, taken.limitation_unsaid) == (None, True)
    assert {name for name, _ in await counted(store, view)} == {view.application.parties[0].name}


async def said_acts(store: Store, view: IntakeView) -> list[str]:
    """Return who said or recorded a year."""
    page = await store.ports.desk.audit(AuditConditions("case.limitation_recorded"), None, 100)
    assert {one.subject for one in page.lines} <= {f"case:{view.case}"}
    return [one.actor for one in page.lines]


async def test_who_said_it_is_in_the_audit_log(store: Store) -> None:
    view = await two_workers(store)
    await own_case.say_limitation(await link_of(store, view, mate(view)), LEFT, store.ports)
    await record(store, view, (mate(view), Said(SECOND)))
    assert set(await said_acts(store, view)) == {f"party:{mate(view)}", f"account:{CLERK.id}"}


@pytest.mark.parametrize("said", [Said(date(2027, 1, 1)), Said(None, Employment.ENDED, date(2027, 1, 1))])
async def test_a_day_to_come_is_refused_and_changes_nothing(store: Store, said: Said) -> None:
    view = await two_workers(store)
    own = await link_of(store, view, mate(view))
    before = await counted(store, view)
    with pytest.raises(InvalidError):
        await own_case.say_limitation(own, said, store.ports)
    with pytest.raises(InvalidError):
        await record(store, view, (mate(view), said))
    assert await counted(store, view) == before


async def test_nobody_says_a_year_for_an_employer_or_a_stranger(store: Store) -> None:
    view = await two_workers(store)
    employer = view.application.parties[1].key
    with pytest.raises(ConflictError):
        await own_case.say_limitation(await link_of(store, view, employer), Said(SECOND), store.ports)
    for one in (employer, "nobody"):
        with pytest.raises(InvalidError):
            await record(store, view, (one, Said(SECOND)))


async def test_of_two_who_record_at_once_one_reads_again(store: Store) -> None:
    view = await two_workers(store)
    known = await years(store, view)
    await record(store, view, (mate(view), Said(SECOND)))
    late = RecordYears(view.serial or "", known.version, ((mate(view), Said(FIRST)),))
    with pytest.raises(StaleVersionError):
        await limitation_records.record(CLERK, late, store.ports)
    assert (view.application.parties[0].name, "2025-06-03") in await counted(store, view)
    assert ("赵工友", "2025-10-09") in await counted(store, view)


async def test_who_does_not_reach_the_case_records_no_year_and_reads_none(store: Store) -> None:
    view = await two_workers(store)
    known = await years(store, view)
    command = RecordYears(view.serial or "", known.version, ((mate(view), LEFT),))
    for stranger in (replace(CLERK, role=Role.COURT_ADMIN), OTHER_JUDGE, OTHER_MEDIATOR):
        with pytest.raises(NotFoundError):
            await limitation_records.record(stranger, command, store.ports)
        with pytest.raises(NotFoundError):
            await limitation_records.view(stranger, command.serial, store.ports)


async def test_once_arbitration_was_asked_for_nobody_is_asked_for_days_of_a_year(store: Store) -> None:
    view = await two_workers(store)
    await intake.take_on(CLERK, view.case, store.ports)
    own = await link_of(store, view, mate(view))
    known = await award_records.view(CLERK, view.serial or "", store.ports)
    await award_records.record(CLERK, RecordAward(view.serial or "", known.version, Arbitration.PENDING), store.ports)
    seen = await own_case.look(own, store.ports)
    assert (seen.may_say_limitation, seen.limitation_unsaid) == (False, False)
    with pytest.raises(ConflictError):
        await own_case.say_limitation(own, LEFT, store.ports)


async def test_a_filed_case_is_written_no_more(store: Store) -> None:
    view = await two_workers(store)
    own = await link_of(store, view, mate(view))
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    with pytest.raises(ConflictError):
        await own_case.say_limitation(own, LEFT, store.ports)
    assert not (await years(store, view)).may_write


async def test_a_correction_of_the_form_leaves_what_a_worker_told_since(store: Store) -> None:
    view = await two_workers(store)
    first = view.application.parties[0]
    await own_case.say_limitation(await link_of(store, view, first.key), Said(date(2025, 8, 8)), store.ports)
    await own_case.say_limitation(await link_of(store, view, mate(view)), LEFT, store.ports)

    read = await intake.read(CLERK, view.case, store.ports)
    await intake.write(CLERK, view.case, read.version, replace(read.application, facts="更正"), store.ports)

    assert await counted(store, view) == {(first.name, "2025-08-08"), ("赵工友", "2025-12-01")}


async def test_a_form_that_takes_its_day_back_leaves_what_that_worker_told_since(store: Store) -> None:
    view = await two_workers(store)
    first = view.application.parties[0]
    await own_case.say_limitation(await link_of(store, view, first.key), Said(date(2025, 8, 8)), store.ports)

    read = await intake.read(CLERK, view.case, store.ports)
    await intake.write(CLERK, view.case, read.version, replace(read.application, known_on=None), store.ports)

    assert await counted(store, view) == {(first.name, "2025-08-08")}


async def test_a_worker_who_joins_later_says_the_own_days_too(store: Store) -> None:
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    store.clock.at += timedelta(days=2)
    read = await intake.read(CLERK, view.case, store.ports)
    both = replace(of_two(view), known_on=None)
    view = await intake.write(CLERK, view.case, read.version, both, store.ports)

    shown = await own_case.say_limitation(await link_of(store, view, mate(view)), Said(SECOND), store.ports)

    assert shown.limitation is not None
    assert await counted(store, view) == {("赵工友", "2025-10-09")}


async def test_a_year_of_which_nothing_said_gives_a_day_stays_unsaid(store: Store) -> None:
    view = await two_workers(store)
    own = await link_of(store, view, mate(view))

    seen = await own_case.say_limitation(own, Said(None, Employment.ENDED), store.ports)

    assert seen.limitation is not None
    assert (seen.limitation.days, seen.limitation.exempt) == ((), False)
    assert seen.limitation_unsaid
