"""An agent whose authority is over: no link opens, no room keeps them, nothing is sent, nobody is represented."""

from datetime import date, timedelta

import pytest

from server.domain.beijing import beijing_day
from server.domain.errors import ConflictError, GoneError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import SessionForm, SessionMode
from server.services import case_links, desk, invitations, joining, own_case, own_course, powers, schedule
from server.services.access import LinkKey
from server.services.on_site import MoveOnSite, move_on_site
from server.services.ports.parties import AuthorityView
from server.storage.audit_log import count_audit
from tests.factories import NOW
from tests.support.people import SERIAL, an_authority
from tests.support.store import CLERK, MEDIATOR, Store

ROOM_LINK = LinkKey("token-min", None)


async def recorded(store: Store, **changes: object) -> AuthorityView:
    return (await powers.record(CLERK, an_authority(**changes), store.ports)).authorities[-1]


async def own_link(store: Store) -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, "min", store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


async def room_link(store: Store) -> LinkKey:
    opened = await invitations.open_link(ROOM_LINK, store.ports)
    return LinkKey(ROOM_LINK.token, opened.device)


def message(key: str, store: Store) -> Prompt:
    return Prompt(key, "case1", ReminderKind.DISCLOSURE_MADE, "min", None, "请看", store.clock.at)


async def sent(store: Store, key: str) -> bool:
    async with store.database.begin() as uow:
        added = await uow.prompts.add(message(key, store))
        await uow.commit()
    return added


async def opens_nothing(store: Store, own: LinkKey, room: LinkKey) -> None:
    for attempt in (own_course.look(own, store.ports), own_case.look(own, store.ports)):
        with pytest.raises(GoneError) as gone:
            await attempt
        assert gone.value.code == "case_link.revoked"
    for again in (invitations.look(room, store.ports), invitations.ticket_facts(room, store.ports)):
        with pytest.raises(GoneError) as gone:
            await again
        assert gone.value.code == "invitation.revoked"
    assert not await sent(store, "later")


async def test_an_agent_whose_only_authority_was_ended_opens_neither_case_nor_room_and_gets_no_message(
    store: Store,
) -> None:
    found, own, room = await recorded(store), await own_link(store), await room_link(store)
    assert await sent(store, "before")

    await powers.revoke(CLERK, SERIAL, found.id, store.ports)

    await opens_nothing(store, own, room)
    assert ("remove", "session1", "min", "您的代理授权已经终止。") in store.rooms.heard
    assert "min" not in {one.name for one in await desk.sent(CLERK, SERIAL, store.ports)}
    async with store.database.begin() as uow:
        assert await uow.prompts.lease(store.clock.at, store.clock.at, 20) == ()
        link = await uow.case_links.get(CaseId("case1"), Identity("min"))
    assert link is not None
    assert link.revoked_at == NOW


async def test_from_the_day_after_its_last_an_authority_opens_nothing(store: Store) -> None:
    await recorded(store, until=date(2026, 4, 7))
    own, room = await own_link(store), await room_link(store)
    await own_course.look(own, store.ports)

    store.clock.pass_by(timedelta(days=1))

    await opens_nothing(store, own, room)


async def test_whoever_has_another_authority_that_stands_keeps_every_link(store: Store) -> None:
    first, _ = await recorded(store), await recorded(store, key="authority-2", matters="另一份授权")
    own, room = await own_link(store), await room_link(store)

    await powers.revoke(CLERK, SERIAL, first.id, store.ports)

    await own_course.look(own, store.ports)
    await invitations.look(room, store.ports)
    assert await sent(store, "later")


async def test_an_agent_whose_authority_was_never_shown_keeps_the_link(store: Store) -> None:
    await own_course.look(await own_link(store), store.ports)
    assert await sent(store, "first")


async def test_no_link_to_case_or_room_is_made_for_an_agent_who_acts_for_nobody_any_more(store: Store) -> None:
    found, own = await recorded(store), await own_link(store)
    await powers.revoke(CLERK, SERIAL, found.id, store.ports)
    before = await count_audit(store.database.engine)

    for attempt in (
        case_links.issue(CLERK, SERIAL, "min", store.ports),
        invitations.reissue(MEDIATOR, "session1", "min", store.ports),
    ):
        with pytest.raises(ConflictError) as refusal:
            await attempt
        assert (refusal.value.code, refusal.value.facts["name"]) == ("authority.ended", "张敏")

    assert await count_audit(store.database.engine) == before
    with pytest.raises(GoneError):
        await own_course.look(own, store.ports)
    await recorded(store, key="authority-again")
    assert (await case_links.issue(CLERK, SERIAL, "min", store.ports)).token


def planned(*people: str, key: str = "schedule-1", days: int = 2) -> schedule.Schedule:
    starts_at = NOW + timedelta(days=days)
    return schedule.Schedule(SERIAL, key, starts_at, 60, SessionMode.ONLINE, SessionForm.JOINT, "", people)


async def test_no_session_is_planned_with_an_agent_whose_authority_is_over(store: Store) -> None:
    found = await recorded(store)
    await powers.revoke(CLERK, SERIAL, found.id, store.ports)
    before = await count_audit(store.database.engine)

    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, planned("li", "min", "zhou"), store.ports)

    assert (refusal.value.code, refusal.value.facts["names"]) == ("session.agent_over", "张敏")
    assert await count_audit(store.database.engine) == before
    await schedule.schedule(MEDIATOR, planned("li", "zhou"), store.ports)


async def test_an_authority_that_ends_before_the_day_of_the_session_is_over_on_it(store: Store) -> None:
    await recorded(store, until=beijing_day(NOW) + timedelta(days=2))

    await schedule.schedule(MEDIATOR, planned("li", "min", "zhou"), store.ports)
    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, planned("li", "min", "zhou", key="schedule-2", days=3), store.ports)

    assert refusal.value.code == "session.agent_over"


async def test_no_agent_whose_authority_is_over_is_asked_to_come_to_a_session_later(store: Store) -> None:
    made = await schedule.schedule(MEDIATOR, planned("li", "zhou"), store.ports)
    found = await recorded(store)
    await powers.revoke(CLERK, SERIAL, found.id, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await joining.join(MEDIATOR, made.session, "min", store.ports)

    assert refusal.value.code == "session.agent_over"


async def test_an_agent_whose_authority_is_over_is_not_among_those_asked_to_come_on_site(store: Store) -> None:
    found = await recorded(store)
    await powers.revoke(CLERK, SERIAL, found.id, store.ports)

    move = MoveOnSite(SERIAL, "on-site-0001", NOW + timedelta(days=2), 60, "2 号调解室", None, ())
    made = await move_on_site(MEDIATOR, move, store.ports)

    async with store.database.begin() as uow:
        assert await uow.invitations.get(SessionId(made), Identity("min")) is None
        assert await uow.invitations.get(SessionId(made), Identity("li")) is not None
