"""A party says by their own link how they will attend, until the session begins (OM-18, OL-02)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.ids import SessionId
from server.domain.manner import Attending, Manner
from server.domain.manner_wish import WishState
from server.domain.session import SessionMode
from server.services import case_links, cases, desk, manners, own_course, own_manners, steps
from server.services.access import LinkKey
from server.services.manners import Confirm
from server.services.own_case_views import OwnMeetingView
from server.services.own_manners import Say
from server.storage.tables import desk as tables
from tests.factories import NOW
from tests.support.store import CLERK, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
SESSION = "session1"
VIDEO = Confirm(SESSION, WORKER.identity, Manner.VIDEO)
ON_SITE = Say(SESSION, Manner.ON_SITE, "村里网络不好")


async def own_link(store: Store) -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, WORKER.identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


async def meeting(store: Store, key: LinkKey) -> OwnMeetingView:
    (one,) = (await own_course.look(key, store.ports)).sessions
    return one


async def told(store: Store) -> list[str]:
    return [one.text for one in await desk.prompts(MEDIATOR, store.ports) if one.kind == "manner_said"]


async def answered(store: Store) -> str:
    """Return the message that tells the person what was decided."""
    async with store.database.engine.connect() as connection:
        wanted = select(tables.prompt.c.text).where(tables.prompt.c.kind == "manner_decided")
        return str((await connection.execute(wanted)).scalar_one())


async def agreed(store: Store) -> None:
    command = steps.RecordStep(SERIAL, WORKER.identity, ConsentStep.ONLINE_MEDIATION, True, ConsentChannel.ORAL)  # noqa: FBT003 - they agree
    await steps.record(MEDIATOR, command, store.ports)


async def test_from_picture_to_sound_alone_is_at_once_and_the_mediator_is_told(store: Store) -> None:
    key = await own_link(store)
    await manners.confirm(MEDIATOR, VIDEO, store.ports)

    await own_manners.say(key, Say(SESSION, Manner.VOICE), store.ports)

    now = await meeting(store, key)
    assert (now.attending, now.wish) == (Attending(Manner.VOICE, WORKER.name, NOW), None)
    assert [(one.manner, one.state) for one in now.said] == [(Manner.VOICE, WishState.TAKEN)]
    assert len(await told(store)) == 1


async def test_a_wish_to_come_waits_and_what_was_confirmed_stands_until_it_is_decided(store: Store) -> None:
    key = await own_link(store)
    await manners.confirm(MEDIATOR, VIDEO, store.ports)

    await own_manners.say(key, ON_SITE, store.ports)
    await own_manners.say(key, ON_SITE, store.ports)

    now = await meeting(store, key)
    assert now.attending == Attending(Manner.VIDEO, MEDIATOR.name, NOW)
    assert now.wish is not None
    assert (now.wish.manner, now.wish.reason, now.mode) == (Manner.ON_SITE, ON_SITE.reason, SessionMode.ONLINE)
    (text,) = await told(store)
    assert "到现场" in text
    assert ON_SITE.reason in text


async def test_taking_it_opens_the_session_to_both_and_leaves_the_others_as_they_are(store: Store) -> None:
    key = await own_link(store)
    await manners.confirm(MEDIATOR, VIDEO, store.ports)
    await own_manners.say(key, ON_SITE, store.ports)
    taking = Confirm(SESSION, WORKER.identity, Manner.ON_SITE)

    with pytest.raises(InvalidError) as refusal:
        await manners.confirm(MEDIATOR, taking, store.ports)
    assert refusal.value.code == "session.place"
    shown = await manners.confirm(MEDIATOR, replace(taking, place="西工区调解中心"), store.ports)

    now = await meeting(store, key)
    assert (now.mode, now.place, now.wish) == (SessionMode.HYBRID, "西工区调解中心", None)
    assert shown.attending == Attending(Manner.ON_SITE, MEDIATOR.name, NOW)
    assert [one.state for one in now.said] == [WishState.TAKEN]
    assert "西工区调解中心" in await answered(store)


async def test_a_refusal_says_why_and_the_manner_that_was_confirmed_stands(store: Store) -> None:
    key = await own_link(store)
    await manners.confirm(MEDIATOR, VIDEO, store.ports)
    await own_manners.say(key, ON_SITE, store.ports)

    await manners.confirm(MEDIATOR, replace(VIDEO, why="当天没有调解室"), store.ports)

    now = await meeting(store, key)
    assert now.attending == Attending(Manner.VIDEO, MEDIATOR.name, NOW)
    assert [(one.state, one.why) for one in now.said] == [(WishState.REFUSED, "当天没有调解室")]
    assert "当天没有调解室" in await answered(store)
    lines = [line.kind for line in (await cases.view(MEDIATOR, SERIAL, store.ports)).timeline]
    assert "invitation.manner_decided" in lines


async def test_another_wish_takes_the_place_of_one_that_waits_and_the_old_manner_ends_it(store: Store) -> None:
    key = await own_link(store)
    await manners.confirm(MEDIATOR, VIDEO, store.ports)
    await own_manners.say(key, ON_SITE, store.ports)

    await own_manners.say(key, Say(SESSION, Manner.WRITING), store.ports)
    await own_manners.say(key, Say(SESSION, Manner.VIDEO), store.ports)

    now = await meeting(store, key)
    assert now.wish is None
    assert [(one.manner, one.state) for one in now.said] == [
        (Manner.ON_SITE, WishState.DROPPED),
        (Manner.WRITING, WishState.DROPPED),
    ]
    assert len(await told(store)) == 3


async def test_who_did_not_agree_to_mediate_online_does_not_come_online(store: Store) -> None:
    key = await own_link(store)

    with pytest.raises(ConflictError) as refusal:
        await own_manners.say(key, Say(SESSION, Manner.VIDEO), store.ports)
    assert refusal.value.code == "manner.not_agreed"
    assert (await meeting(store, key)).said == ()
    await agreed(store)
    await own_manners.say(key, Say(SESSION, Manner.VIDEO), store.ports)

    wish = (await meeting(store, key)).wish
    assert wish is not None
    assert wish.manner is Manner.VIDEO


async def test_nothing_changes_once_the_session_began_or_for_a_session_of_others(store: Store) -> None:
    key = await own_link(store)
    with pytest.raises(NotFoundError):
        await own_manners.say(key, replace(ON_SITE, session="nothing"), store.ports)
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId(SESSION))
        assert session is not None
        await uow.sessions.save(session.open(NOW + timedelta(minutes=1)))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await own_manners.say(key, ON_SITE, store.ports)

    assert refusal.value.code == "manner.begun"
    now = await meeting(store, key)
    assert (now.may_say, now.said) == (False, ())
    assert await told(store) == []
