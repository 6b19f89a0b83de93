"""Whoever has not tested is written to with the address of the test, at most once an hour, and the day shows when."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.case import CaseState
from server.domain.device_check import CheckResult, DeviceCheck
from server.domain.errors import KeyReusedError, MediationError
from server.domain.ids import Identity, SessionId
from server.domain.manner import Attending, Manner
from server.domain.reminder import ReminderKind
from server.domain.session import SessionMode
from server.services import cases, desk, device_tests, sessions
from server.services.device_tests import AskToTest
from tests.factories import NOW
from tests.support.kept import everything
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
SESSION = SessionId("session1")
BASE = "https://mediation.example"
ASK = AskToTest(SESSION, "zhou", "key-00001", NOW)


@pytest.fixture(autouse=True)
def half_an_hour_before(store: Store) -> None:
    store.clock.at = NOW - timedelta(minutes=28)


async def texts(store: Store) -> list[str]:
    return [one.text for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.TEST_ASKED]


async def shown(store: Store) -> datetime | None:
    (session,) = (await sessions.today(MEDIATOR, store.ports)).sessions
    return next(one.test_asked_at for one in session.participants if one.identity == "zhou")


async def checked(store: Store, microphone: CheckResult) -> None:
    passed = CheckResult.PASSED
    async with store.database.begin() as uow:
        check = DeviceCheck(SESSION, Identity("zhou"), NOW, passed, microphone, passed, passed)
        await uow.people.record_check(check)
        await uow.commit()


async def test_whoever_has_not_tested_is_written_to_with_the_address_of_the_test_and_the_day_shows_when(
    store: Store,
) -> None:
    assert await shown(store) is None

    await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)

    (text,) = await texts(store)
    assert f"{BASE}/network" in text
    assert "4月7日 周二 9:00" in text
    assert await shown(store) == store.clock.at
    line = (await cases.view(CLERK, SERIAL, store.ports)).timeline[0]
    assert line.kind == "invitation.test_asked"


async def test_the_message_never_carries_a_personal_link_nor_what_the_dispute_is_about(store: Store) -> None:
    await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)

    (text,) = await texts(store)
    view = await cases.view(CLERK, SERIAL, store.ports)
    for private in ("/j/", "/c/", "token", view.claim, EMPLOYER.name):
        assert private not in text


async def test_within_an_hour_nobody_is_written_to_again_and_after_it_they_are(store: Store) -> None:
    store.clock.at = NOW - timedelta(hours=3)
    again = replace(ASK, key="key-00002")
    await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)
    store.clock.pass_by(timedelta(minutes=59))
    with pytest.raises(MediationError) as refusal:
        await device_tests.ask(MEDIATOR, again, BASE, store.ports)
    store.clock.pass_by(timedelta(minutes=1))

    await device_tests.ask(MEDIATOR, again, BASE, store.ports)

    assert refusal.value.code == "device_test.asked"
    assert refusal.value.facts == {"again_at": (NOW - timedelta(hours=2)).isoformat()}
    assert len(await texts(store)) == 2


async def test_the_same_request_twice_is_one_message_and_its_key_carries_no_other(store: Store) -> None:
    for _ in range(2):
        await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)

    assert len(await texts(store)) == 1
    with pytest.raises(KeyReusedError):
        await device_tests.ask(MEDIATOR, replace(ASK, starts_at=NOW + timedelta(days=1)), BASE, store.ports)


async def test_whose_microphone_failed_is_asked_to_test_again(store: Store) -> None:
    await checked(store, CheckResult.FAILED)

    await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)

    assert len(await texts(store)) == 1


async def _passed(store: Store) -> None:
    await checked(store, CheckResult.PASSED)


async def _over(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(session.cancel(store.clock.at))
        await uow.commit()


async def _moved(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(replace(session, starts_at=NOW + timedelta(hours=1)))
        await uow.commit()


async def _on_site(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(replace(session, mode=SessionMode.ON_SITE, place="302 调解室"))
        await uow.commit()


async def _comes_to_the_place(store: Store) -> None:
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SESSION, Identity("zhou"))
        assert link is not None
        await uow.invitations.save(link.attend(Attending(Manner.ON_SITE, MEDIATOR.name, NOW)))
        await uow.commit()


async def _denied(store: Store) -> None:
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SESSION, Identity("zhou"))
        assert link is not None
        await uow.invitations.save(link.revoke(NOW))
        await uow.commit()


async def _suspended(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.SUSPENDED))
        await uow.commit()


@pytest.mark.parametrize(
    ("happen", "code"),
    [
        (_passed, "device_test.passed"),
        (_over, "session.over"),
        (_moved, "conflict.stale"),
        (_on_site, "device_test.no_device"),
        (_comes_to_the_place, "device_test.no_device"),
        (_denied, "invitation.revoked"),
        (_suspended, "device_test.stands_still"),
    ],
)
async def test_nobody_is_written_to_for_whom_there_is_nothing_to_test(
    store: Store, happen: Callable[[Store], Awaitable[None]], code: str
) -> None:
    await happen(store)
    before = everything(store.database.engine)

    with pytest.raises(MediationError) as refusal:
        await device_tests.ask(MEDIATOR, ASK, BASE, store.ports)

    assert refusal.value.code == code
    assert everything(store.database.engine) == before


@pytest.mark.parametrize("who", [CLERK, OTHER_MEDIATOR], ids=["clerk", "another mediator"])
async def test_only_who_leads_the_session_writes(store: Store, who: object) -> None:
    with pytest.raises(MediationError):
        await device_tests.ask(who, ASK, BASE, store.ports)  # type: ignore[arg-type]  # both are accounts
    assert await texts(store) == []
