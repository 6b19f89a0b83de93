from dataclasses import replace

import pytest

from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.errors import ConflictError
from server.domain.ids import Identity, SessionId
from server.domain.notice import NOTICE_VERSION
from server.services import consents, invitations, notices, sessions
from server.services.consents import AnswerConsent
from server.services.invitations import LinkKey
from server.services.specimen_numbers import citizen_number
from tests.factories import NOW
from tests.support.store import MEDIATOR, Store

YES = AnswerConsent(Purpose.RECORDING, answer=True, version=WORDING_VERSION)
NO = AnswerConsent(Purpose.RECORDING, answer=False, version=WORDING_VERSION)


async def opened(store: Store, identity: str = "li") -> LinkKey:
    device = (await invitations.open_link(LinkKey(f"token-{identity}", None), store.ports)).device
    return LinkKey(f"token-{identity}", device)


async def standing(store: Store, key: LinkKey) -> dict[Purpose, bool | None]:
    view = await invitations.look(key, store.ports)
    return {consent.purpose: consent.answer for consent in view.consents}


async def test_one_answer_says_nothing_about_another_purpose(store: Store) -> None:
    key = await opened(store)

    await consents.answer(key, YES, store.ports)

    assert await standing(store, key) == {
        Purpose.RECORDING: True,
        Purpose.TRANSCRIPT: None,
        Purpose.COURT_VIEWING: None,
    }


async def test_a_withdrawal_reaches_the_room_at_once_and_keeps_the_history(store: Store) -> None:
    key = await opened(store)
    await consents.answer(key, YES, store.ports)

    await consents.answer(key, NO, store.ports)

    told = [heard for heard in store.rooms.heard if heard[0] == "consent_changed"]
    assert told == [("consent_changed", "session1", "li", "yes"), ("consent_changed", "session1", "li", "no")]
    async with store.database.begin() as uow:
        consent = await uow.people.consent(SessionId("session1"), Identity("li"), Purpose.RECORDING)
    assert [answer.answer for answer in consent.answers] == [True, False]
    assert await store.database.meetings.recording_consent("session1", "li") is False


async def test_the_same_answer_again_reaches_the_room_again_and_is_kept_once(store: Store) -> None:
    key = await opened(store)
    await consents.answer(key, YES, store.ports)
    await consents.answer(key, YES, store.ports)

    async with store.database.begin() as uow:
        consent = await uow.people.consent(SessionId("session1"), Identity("li"), Purpose.RECORDING)
    assert len(consent.answers) == 1
    assert len([heard for heard in store.rooms.heard if heard[0] == "consent_changed"]) == 2


async def test_an_answer_to_another_wording_is_refused_and_changes_nothing(store: Store) -> None:
    key = await opened(store)

    with pytest.raises(ConflictError) as refusal:
        await consents.answer(key, replace(YES, version="2019-01"), store.ports)

    assert refusal.value.code == "consent.outdated_wording"
    assert (await standing(store, key))[Purpose.RECORDING] is None
    assert [heard for heard in store.rooms.heard if heard[0] == "consent_changed"] == []


async def test_only_recording_is_told_to_the_room(store: Store) -> None:
    key = await opened(store)

    await consents.answer(key, replace(YES, purpose=Purpose.TRANSCRIPT), store.ports)

    assert [heard for heard in store.rooms.heard if heard[0] == "consent_changed"] == []


async def test_the_notice_is_acknowledged_once_and_the_first_time_stays(store: Store) -> None:
    key = await opened(store)
    await notices.acknowledge(key, NOTICE_VERSION, store.ports)
    store.clock.at = NOW.replace(hour=5)

    again = await notices.acknowledge(key, NOTICE_VERSION, store.ports)

    assert again.notice_acknowledged_at == NOW


async def test_another_wording_of_the_notice_is_refused(store: Store) -> None:
    key = await opened(store)

    with pytest.raises(ConflictError) as refusal:
        await notices.acknowledge(key, "2019-01", store.ports)

    assert refusal.value.code == "notice.outdated_wording"


async def test_a_party_learns_nothing_of_what_the_others_said_or_how_to_reach_them(store: Store) -> None:
    other = await opened(store, "zhou")
    await consents.answer(other, NO, store.ports)
    await notices.acknowledge(other, NOTICE_VERSION, store.ports)
    mine = await opened(store)

    view = await invitations.look(mine, store.ports)

    assert [consent.answer for consent in view.consents] == [None, None, None]
    assert view.notice_acknowledged_at is None
    for private in ("8852", "13700008852", citizen_number("19850618", "003")):
        assert private not in str(view)


async def test_the_mediator_sees_every_answer(store: Store) -> None:
    await consents.answer(await opened(store), NO, store.ports)

    (session,) = (await sessions.today(MEDIATOR, store.ports)).sessions

    assert session.participants[0].recording_consent is False
