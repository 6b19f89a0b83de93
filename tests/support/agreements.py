"""An agreement with two instalments, as tests sign it, apply on it and look at it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from server.domain.agreement_effect import Signature
from server.domain.beijing import BEIJING, beijing_day
from server.domain.concurrence import ConcurrenceForm
from server.domain.doors import AgreementDoor
from server.domain.ids import Identity
from server.domain.party import Capacity, Participant
from server.domain.performance import ClauseKind, Performance
from server.domain.reminder import ReminderKind
from server.services import case_links, clocks, desk, doors, effects, endings, reminders
from server.services.access import LinkKey
from server.services.ending_views import PerformanceView
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
BOTH = (WORKER, EMPLOYER)
LAST_DAY: date = SIGNED + timedelta(days=10)
SIGNATURES = tuple(Signature(person.identity, NOW, person.identity) for person in BOTH)
EFFECT = effects.TakeEffect(
    SERIAL,
    SIGNATURES,
    NOW,
    NOW,
    frozenset({ClauseKind.PAYMENT}),
    (Performance(LAST_DAY, "支付 8,000 元"), Performance(SIGNED + timedelta(days=5), "支付 8,000 元")),
)
CONFIRMATION = doors.Apply(
    SERIAL, "door-000001", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.WRITTEN
)
SECOND_COMPANY = replace(EMPLOYER, identity=Identity("agency"), name="派遣公司", standing=Capacity.DISPATCHING)


async def joined_by(store: Store, *people: Participant) -> None:
    async with store.database.begin() as uow:
        for person in people:
            await uow.cases.add_participant(person)
        await uow.commit()


async def names_told(store: Store, kind: ReminderKind, saying: str = "") -> set[str]:
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    return {one.name for one in sent if one.kind is kind and saying in one.text}


def says(identity: str, *, form: ConcurrenceForm = ConcurrenceForm.ORAL) -> PartySays:
    return PartySays(identity, True, form, NOW)  # noqa: FBT003 - they agree


async def shown(store: Store, number: int) -> PerformanceView:
    view = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert view.effect is not None
    return view.effect.performances[number - 1]


def on(store: Store, day: date) -> None:
    store.clock.at = datetime.combine(day, time(9, 30), BEIJING)


async def to_people(store: Store) -> list[ReminderKind]:
    await reminders.plan(store.ports, "https://room.example.org")
    sent = [one.kind for one in await desk.sent(CLERK, SERIAL, store.ports)]
    return [kind for kind in sent if kind.value.startswith("performance")]


async def own(store: Store, person: Participant) -> LinkKey:
    link = await case_links.issue(CLERK, SERIAL, person.identity, store.ports)
    opened = await case_links.open_link(LinkKey(link.token, None), store.ports)
    return LinkKey(link.token, opened.device)


async def running(store: Store) -> set[str]:
    """Return the keys of the clocks of the case."""
    return {one.key for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks}
