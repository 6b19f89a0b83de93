"""When each party received the ruling that confirms an agreement: from then it may object."""

from datetime import date, timedelta

import pytest

from server.domain.doors import DoorAction, RulingReceived
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.services import clocks, doors
from tests.support.agreements import CONFIRMATION, SERIAL, SIGNED, on, running, says
from tests.support.kept import everything
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store


async def confirmed(store: Store, on: date = SIGNED) -> str:
    """Return the application for confirmation, granted on a day."""
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, store.ports)).applications
    await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), store.ports)
    await doors.rule(MEDIATOR, doors.Rule(SERIAL, made.id, DoorAction.GRANT, on), store.ports)
    return made.id


def received(application: str, **days: date) -> doors.Rule:
    """Return that these parties received the ruling on these days."""
    told = tuple(RulingReceived(Identity(identity), on) for identity, on in days.items())
    return doors.Rule(SERIAL, application, DoorAction.GRANT, SIGNED, received=told)


async def test_the_days_to_object_run_for_each_party_from_when_it_received_the_ruling(in_force: Store) -> None:
    on(in_force, SIGNED + timedelta(days=12))
    made = await confirmed(in_force)
    assert not [key for key in await running(in_force) if key.startswith("objection")]

    first, second = SIGNED + timedelta(days=2), SIGNED + timedelta(days=5)
    await doors.rule(MEDIATOR, received(made, **{WORKER.identity: second}), in_force.ports)
    await doors.rule(MEDIATOR, received(made, **{WORKER.identity: first, EMPLOYER.identity: second}), in_force.ports)

    shown = (await clocks.view(CLERK, SERIAL, in_force.ports)).clocks
    starts = {one.who: one.deadline.starts_on for one in shown if one.key.startswith("objection")}
    assert starts == {WORKER.name: first, EMPLOYER.name: second}


@pytest.mark.parametrize(("who", "days"), [("zhou", -1), ("zhou", 40), ("nobody", 0)])
async def test_no_ruling_is_received_by_a_stranger_before_it_was_made_or_ahead(
    in_force: Store, who: str, days: int
) -> None:
    made = await confirmed(in_force)
    before = everything(in_force.database.engine)
    with pytest.raises(InvalidError) as refusal:
        await doors.rule(MEDIATOR, received(made, **{who: SIGNED + timedelta(days=days)}), in_force.ports)
    assert refusal.value.code == "door.invalid"
    assert everything(in_force.database.engine) == before
