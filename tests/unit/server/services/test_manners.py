"""How each invited person will attend: confirmed with them, kept with who did and when, shown to them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.account import Account
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import CaseId, SessionId
from server.domain.manner import Attending, Manner
from server.domain.session import SessionForm, SessionMode
from server.services import cases, invitations, manners, schedule, sessions
from server.services.access import LinkKey
from server.services.manners import Confirm
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
BY_VOICE = Confirm("session1", WORKER.identity, Manner.VOICE)
PLAN = schedule.Schedule(
    SERIAL,
    "schedule-1",
    NOW + timedelta(days=2),
    60,
    SessionMode.HYBRID,
    SessionForm.JOINT,
    "西工区调解中心 2 号调解室",
    (WORKER.identity, EMPLOYER.identity),
    manners=((WORKER.identity, Manner.ON_SITE),),
)


async def attending(store: Store, session: str = "session1") -> list[Attending | None]:
    view = await sessions.view(MEDIATOR, session, store.ports)
    return [person.attending for person in view.summary.participants]


async def test_it_is_kept_how_a_person_will_attend_who_confirmed_it_and_when(store: Store) -> None:
    assert await attending(store) == [None, None, None]
    shown = await manners.confirm(MEDIATOR, BY_VOICE, store.ports)

    assert shown.attending == Attending(Manner.VOICE, MEDIATOR.name, NOW)
    assert await attending(store) == [shown.attending, None, None]
    line = (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline[0]
    assert (line.kind, "语音" in line.text) == ("invitation.manner", True)


async def test_the_person_reads_it_by_the_own_link_and_nobody_reads_it_on_another_device(store: Store) -> None:
    await manners.confirm(MEDIATOR, BY_VOICE, store.ports)
    opened = await invitations.open_link(LinkKey("token-li", None), store.ports)
    assert opened.view.attending == Attending(Manner.VOICE, MEDIATOR.name, NOW)

    other = await invitations.look(LinkKey("token-li", "somebody-else"), store.ports)
    assert other.attending is None


async def test_the_same_again_changes_nothing_and_another_way_takes_its_place(store: Store) -> None:
    first = await manners.confirm(MEDIATOR, BY_VOICE, store.ports)
    lines = len((await cases.view(MEDIATOR, SERIAL, store.ports)).timeline)
    store.clock.pass_by(timedelta(hours=1))

    assert await manners.confirm(MEDIATOR, BY_VOICE, store.ports) == first
    assert len((await cases.view(MEDIATOR, SERIAL, store.ports)).timeline) == lines
    changed = await manners.confirm(MEDIATOR, replace(BY_VOICE, manner=Manner.VIDEO), store.ports)
    assert changed.attending == Attending(Manner.VIDEO, MEDIATOR.name, store.clock.at)


async def test_a_new_link_leaves_standing_how_its_person_will_attend(store: Store) -> None:
    await manners.confirm(MEDIATOR, BY_VOICE, store.ports)
    await invitations.reissue(MEDIATOR, "session1", WORKER.identity, store.ports)

    assert (await attending(store))[0] == Attending(Manner.VOICE, MEDIATOR.name, NOW)


async def test_nobody_attends_on_site_what_is_held_online(store: Store) -> None:
    with pytest.raises(InvalidError) as refusal:
        await manners.confirm(MEDIATOR, replace(BY_VOICE, manner=Manner.ON_SITE), store.ports)
    assert refusal.value.code == "session.manner"
    assert await attending(store) == [None, None, None]


@pytest.mark.parametrize(
    ("account", "command", "refusal"),
    [
        (CLERK, BY_VOICE, ForbiddenError),
        (OTHER_MEDIATOR, BY_VOICE, NotFoundError),
        (MEDIATOR, replace(BY_VOICE, identity="stranger"), NotFoundError),
    ],
)
async def test_who_does_not_host_or_is_not_invited_confirms_nothing(
    store: Store, account: Account, command: Confirm, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await manners.confirm(account, command, store.ports)
    assert await attending(store) == [None, None, None]


async def test_of_a_session_that_is_over_nothing_is_confirmed_any_more(store: Store) -> None:
    await schedule.cancel(MEDIATOR, schedule.Cancel("session1", await starts_at(store), "改期再约"), store.ports)
    with pytest.raises(ConflictError) as refusal:
        await manners.confirm(MEDIATOR, BY_VOICE, store.ports)
    assert refusal.value.code == "session.over"


async def starts_at(store: Store) -> datetime:
    async with store.database.begin() as uow:
        found = await uow.sessions.get(SessionId("session1"))
        assert found is not None
        return found.starts_at


async def test_whoever_plans_a_session_says_of_those_who_were_asked_how_they_attend(store: Store) -> None:
    made = await schedule.schedule(MEDIATOR, PLAN, store.ports)

    assert await attending(store, made.session) == [Attending(Manner.ON_SITE, MEDIATOR.name, NOW), None]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(PLAN, mode=SessionMode.ONLINE, place=""), "session.manner"),
        (replace(PLAN, manners=(("min", Manner.VIDEO),)), "session.people"),
    ],
)
async def test_no_session_is_planned_with_a_way_it_does_not_have_or_for_who_is_not_invited(
    store: Store, plan: schedule.Schedule, code: str
) -> None:
    with pytest.raises(InvalidError) as refusal:
        await schedule.schedule(MEDIATOR, plan, store.ports)
    assert refusal.value.code == code
    async with store.database.begin() as uow:
        assert len(await uow.sessions.of_case(CaseId("case1"))) == 1
