"""Messages and whoever carries them: what is not taken comes again, and nobody waits for a carrier that hangs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from server.domain.reminder import MOST_TRIES, PromptState
from server.services import reminders
from server.services.ports.desk import Addressee, Attachment, CarrierError
from server.services.reminders import LEASE
from tests.support.gateway import Gateway
from tests.support.store import Store
from tests.unit.server.services.test_reminders import BASE, hours_before, states


async def test_what_the_carrier_does_not_take_comes_again_and_is_given_up_in_the_end(store: Store) -> None:
    gateway = Gateway(CarrierError("hook: 503", final=False))
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)

    for _ in range(MOST_TRIES):
        assert await reminders.deliver(store.ports, gateway, BASE) == 0
        store.clock.pass_by(timedelta(hours=1))
    gateway.refuses = None

    assert await states(store) == {PromptState.FAILED}
    assert await reminders.deliver(store.ports, gateway, BASE) == 0


@dataclass
class Hanging:
    """A carrier that answers nobody: each try takes fifteen seconds."""

    store: Store
    asked: list[str] = field(default_factory=list)

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:  # noqa: ARG002 - the seam asks for it
        self.asked.append(key)
        self.store.clock.pass_by(timedelta(seconds=15))
        raise CarrierError("no answer", final=False)


async def test_while_the_carrier_answers_nothing_a_turn_ends_soon_and_the_rest_is_there_for_the_next(
    store: Store,
) -> None:
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)
    began, hanging, gateway = store.clock.at, Hanging(store), Gateway()

    await reminders.deliver(store.ports, hanging, BASE)
    took = store.clock.at - began
    await reminders.deliver(store.ports, gateway, BASE)

    assert took <= timedelta(seconds=30)
    assert len(hanging.asked) == 2
    assert len(gateway.took) == 1, "what was not tried in that turn is leased by nobody"


async def test_a_final_refusal_is_not_tried_again(store: Store) -> None:
    gateway = Gateway(CarrierError("hook: 400", final=True))
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)

    await reminders.deliver(store.ports, gateway, BASE)

    assert await states(store) == {PromptState.FAILED}


async def test_a_message_taken_by_a_process_that_died_is_sent_by_the_next(store: Store) -> None:
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)
    async with store.database.begin() as uow:
        assert len(await uow.prompts.lease(store.clock.now(), store.clock.now() + LEASE, 20)) == 3
        await uow.commit()
    gateway = Gateway()

    at_once = await reminders.deliver(store.ports, gateway, BASE)
    store.clock.pass_by(LEASE)
    later = await reminders.deliver(store.ports, gateway, BASE)

    assert (at_once, later) == (0, 3)
