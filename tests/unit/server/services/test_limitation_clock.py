"""What a worker says of the limitation, and the clock it starts."""

from datetime import date

import pytest

from server.domain.errors import InvalidError
from server.domain.limitation import Employment
from server.services import clocks, intake
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

    clock = next(each for each in shown.clocks if each.key == "limitation_pay")
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


async def test_a_day_to_come_is_refused_and_changes_nothing(store: Store) -> None:
    view = await begun(store)
    with pytest.raises(InvalidError):
        await intake.write(CLERK, view.case, view.version, complete(view, known_on=date(2027, 1, 1)), store.ports)
    assert (await intake.read(CLERK, view.case, store.ports)).application == view.application
