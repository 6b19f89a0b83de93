from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from icalendar import Calendar
from sqlalchemy import delete

from server.domain.account import Account
from server.domain.case import CaseAction, CaseSource, CaseState
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.manner import Attending, Manner
from server.domain.reminder import PromptState, ReminderKind
from server.domain.session import SessionForm, SessionMode
from server.services import cases, clocks, desk, reminders, schedule
from server.storage import tables
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place
from tests.factories import NOW, a_session
from tests.support.gateway import Gateway
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, Store
from tests.unit.server.services.referral.test_choosing import a_link

BASE = "https://room.example.org"
SERIAL = "LY2026-000128"


def hours_before(store: Store, hours: float) -> None:
    store.clock.at = NOW - timedelta(hours=hours)


async def states(store: Store) -> set[PromptState]:
    return {one.state for one in await desk.sent(CLERK, SERIAL, store.ports)}


async def test_everybody_invited_is_reminded_once_however_often_the_chore_runs(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 24)

    counts = [await reminders.plan(store.ports, BASE) for _ in range(3)]
    await reminders.deliver(store.ports, gateway, BASE)
    await reminders.deliver(store.ports, gateway, BASE)

    assert counts == [3, 0, 0]
    assert sorted(phone for phone, _ in gateway.took) == ["13700008852", "13800006027", "13900003316"]
    assert await states(store) == {PromptState.SENT}


async def give_email(store: Store, identity: str, *, phone: str, prefers: bool) -> None:
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId("case1"), Identity(identity))
        assert person is not None
        email = f"{identity}@example.org"
        await uow.cases.save_participant(replace(person, phone=phone, email=email, prefers_email=prefers))
        await uow.commit()


async def test_who_has_only_an_address_or_chose_it_is_reminded_there_with_the_calendar_file(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 24)
    await give_email(store, "li", phone="", prefers=False)
    await give_email(store, "zhou", phone="13700008852", prefers=True)
    await give_email(store, "min", phone="13900003316", prefers=False)

    await reminders.plan(store.ports, BASE)
    await reminders.deliver(store.ports, gateway, BASE)

    assert [phone for phone, _ in gateway.took] == ["13900003316"]
    assert sorted(address for address, _ in gateway.mailed) == ["li@example.org", "zhou@example.org"]
    for _, (file,) in gateway.mailed:
        assert file.name == f"{SERIAL}-1.ics"
        (event,) = Calendar.from_ical(file.content).walk("VEVENT")
        assert event.decoded("dtstart") == NOW
        assert event["location"] == BASE
    shown = {one.phone for one in await desk.sent(CLERK, SERIAL, store.ports)}
    assert shown == {"****@example.org", "zh****@example.org", "139****3316"}


async def test_the_file_of_a_session_that_was_called_off_takes_it_out_of_the_calendar(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    await give_email(store, "li", phone="", prefers=False)
    await called_off(store)

    await reminders.deliver(store.ports, gateway, BASE)

    ((_, (file,)),) = gateway.mailed
    assert Calendar.from_ical(file.content)["method"] == "CANCEL"


async def test_the_chore_takes_no_lock_when_everything_due_is_written_already(store: Store) -> None:
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)

    def refuse() -> NoReturn:
        pytest.fail("a transaction that may write was begun")

    assert await reminders.plan(replace(store.ports, begin=refuse), BASE) == 0


async def test_the_day_before_the_message_names_the_connection_test_and_never_a_personal_link(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 24)

    await reminders.plan(store.ports, BASE)
    await reminders.deliver(store.ports, gateway, BASE)

    text = gateway.took[0][1]
    assert f"{BASE}/network" in text
    assert "/j/" not in text
    assert "老城区人民法院" in text
    assert SERIAL in text
    assert "12368" in text


async def hold(store: Store, mode: SessionMode, place: str) -> None:
    async with store.database.begin() as uow:
        found = await uow.sessions.get(SessionId("session1"))
        assert found is not None
        await uow.sessions.save(replace(found, mode=mode, place=place))
        await uow.commit()


@pytest.mark.parametrize("hours", [70, 24, 1])
async def test_whoever_is_expected_on_site_reads_where_and_never_of_a_link_or_a_device(
    store: Store, hours: float
) -> None:
    gateway = Gateway()
    await hold(store, SessionMode.ON_SITE, "涧西区总工会二楼")
    await give_email(store, "zhou", phone="13700008852", prefers=True)
    hours_before(store, hours)

    await reminders.plan(store.ports, BASE)
    await reminders.deliver(store.ports, gateway, BASE)

    assert len(gateway.took) == 2
    for _, text in gateway.took:
        assert "涧西区总工会二楼" in text
        assert "链接" not in text
        assert "/network" not in text
    ((_, (file,)),) = gateway.mailed
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert event["location"] == "涧西区总工会二楼"
    assert "链接" not in str(event["description"])


async def test_of_a_session_held_both_ways_who_comes_to_the_place_reads_of_the_place_alone(store: Store) -> None:
    gateway = Gateway()
    await hold(store, SessionMode.HYBRID, "涧西区总工会二楼")
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SessionId("session1"), WORKER.identity)
        assert link is not None
        await uow.invitations.save(link.attend(Attending(Manner.ON_SITE, "韩梅", NOW)))
        await uow.commit()
    hours_before(store, 24)

    await reminders.plan(store.ports, BASE)
    await reminders.deliver(store.ports, gateway, BASE)

    told = dict(gateway.took)
    assert "/network" not in told[WORKER.phone]
    assert "涧西区总工会二楼" in told[WORKER.phone]
    assert "/network" in told[EMPLOYER.phone]
    assert "涧西区总工会二楼" in told[EMPLOYER.phone]


async def moved(store: Store, starts_at: datetime) -> None:
    command = schedule.Reschedule("session1", NOW, starts_at, 60, "申请人住院", after_term=True)
    await schedule.reschedule(MEDIATOR, command, store.ports)


async def test_everybody_invited_is_told_at_once_when_a_session_is_moved_and_why(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    await moved(store, NOW + timedelta(days=3))

    assert await reminders.deliver(store.ports, gateway, BASE) == 3

    texts = [text for _, text in gateway.took]
    assert all("改到" in text and "申请人住院" in text and SERIAL in text for text in texts)
    assert not any("/j/" in text for text in texts)


async def test_everybody_invited_is_told_at_once_when_a_session_is_called_off_and_why(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    await called_off(store)

    assert await reminders.deliver(store.ports, gateway, BASE) == 3
    assert all("取消" in text and "双方改期" in text for _, text in gateway.took)


async def called_off(store: Store, session: str = "session1", reason: str = "双方改期") -> None:
    async with store.ports.begin() as uow:
        kept = await uow.sessions.get(SessionId(session))
    assert kept is not None
    await schedule.cancel(MEDIATOR, schedule.Cancel(session, kept.starts_at, reason), store.ports)


async def lose_links(store: Store) -> None:
    """The daughter said the link was not for her; the employer's is suspended."""
    async with store.database.begin() as uow:
        links = [await uow.invitations.get(SessionId("session1"), Identity(one)) for one in ("min", "zhou")]
        denied, doubted = [link for link in links if link is not None]
        await uow.invitations.save(denied.revoke(store.clock.now()))
        await uow.invitations.save(doubted.suspend("身份存疑", store.clock.now()))
        await uow.commit()


@pytest.mark.parametrize("act", ["move", "cancel"])
async def test_whose_link_was_denied_or_suspended_learns_nothing_more_of_the_session(store: Store, act: str) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    await lose_links(store)
    if act == "move":
        await moved(store, NOW + timedelta(days=3))
    else:
        await called_off(store)

    await reminders.deliver(store.ports, gateway, BASE)

    assert [phone for phone, _ in gateway.took] == ["13800006027"]


async def test_who_moves_a_session_that_was_moved_meanwhile_is_told_and_nobody_gets_a_message(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    await moved(store, NOW + timedelta(days=3))
    await reminders.deliver(store.ports, gateway, BASE)
    before = len(gateway.took)

    with pytest.raises(StaleVersionError):
        await moved(store, NOW + timedelta(days=4))

    await reminders.deliver(store.ports, gateway, BASE)
    assert len(gateway.took) == before


async def test_nobody_gets_a_message_about_a_move_to_the_unchanged_time(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    async with store.ports.begin() as uow:
        kept = await uow.sessions.get(SessionId("session1"))
    assert kept is not None
    command = schedule.Reschedule(kept.id, kept.starts_at, kept.starts_at, kept.minutes, "手误", after_term=True)

    with pytest.raises(InvalidError) as refusal:
        await schedule.reschedule(MEDIATOR, command, store.ports)

    assert refusal.value.code == "session.unchanged"
    assert await reminders.deliver(store.ports, gateway, BASE) == 0
    assert not [line for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline if "rescheduled" in line.kind]


async def test_a_message_about_another_length_does_not_speak_of_another_time(store: Store) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    command = schedule.Reschedule("session1", NOW, NOW, 95, "事项较多", after_term=True)
    await schedule.reschedule(MEDIATOR, command, store.ports)

    await reminders.deliver(store.ports, gateway, BASE)

    assert all("95 分钟" in text and "改到" not in text for _, text in gateway.took)


async def test_a_case_is_scheduled_until_its_last_planned_session_is_called_off(store: Store) -> None:
    hours_before(store, 30)
    second = a_session(id=SessionId("session2"), number=2, starts_at=NOW + timedelta(days=2))
    async with store.ports.begin() as uow:
        await uow.sessions.add(second)
        await uow.commit()
    states = []

    for session in ("session1", "session2"):
        await called_off(store, session)
        states.append((await cases.view(CLERK, SERIAL, store.ports)).state)

    assert states == [CaseState.SCHEDULED, CaseState.ACCEPTED]


async def test_a_case_in_mediation_stays_so_when_its_next_session_is_called_off(store: Store) -> None:
    hours_before(store, 30)
    async with store.ports.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(case.act(CaseAction.BEGIN))
        await uow.commit()

    await called_off(store)

    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.IN_MEDIATION


@pytest.mark.parametrize("known", [True, False], ids=["the session knows", "only the room knows yet"])
async def test_a_session_under_way_cannot_be_called_off(store: Store, known: bool) -> None:  # noqa: FBT001 - a case
    gateway = Gateway()
    hours_before(store, 0)
    async with store.ports.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        if known:
            await uow.sessions.save(session.open(store.clock.now()))
        await uow.commit()
    if not known:
        event = StoredEvent(1, store.clock.now(), EventKind.OPENED, "mediator1", None, Place.JOINT, None, None)
        await store.database.meetings.append("session1", event, {})

    with pytest.raises(ConflictError) as refusal:
        await called_off(store)

    assert refusal.value.code == "session.under_way"
    async with store.ports.begin() as uow:
        link = await uow.invitations.get(SessionId("session1"), Identity("li"))
    assert link is not None
    assert link.is_alive
    assert (await reminders.deliver(store.ports, gateway, BASE), store.rooms.heard) == (0, [])


@pytest.mark.parametrize("account", [OTHER_MEDIATOR, CLERK])
async def test_nobody_else_calls_a_session_off(store: Store, account: Account) -> None:
    hours_before(store, 30)
    with pytest.raises((NotFoundError, ForbiddenError)):
        await schedule.cancel(account, schedule.Cancel("session1", NOW, "改期"), store.ports)
    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.SCHEDULED


@pytest.mark.parametrize("reason", ["", "  "])
async def test_nothing_is_moved_or_called_off_without_a_reason(store: Store, reason: str) -> None:
    gateway = Gateway()
    hours_before(store, 30)
    command = schedule.Reschedule("session1", NOW, NOW + timedelta(days=3), 60, reason, after_term=True)

    with pytest.raises(InvalidError):
        await schedule.reschedule(MEDIATOR, command, store.ports)
    with pytest.raises(InvalidError):
        await called_off(store, reason=reason)

    assert await reminders.deliver(store.ports, gateway, BASE) == 0


async def test_a_session_that_is_moved_is_reminded_of_again(store: Store) -> None:
    hours_before(store, 24)
    await reminders.plan(store.ports, BASE)
    await moved(store, NOW + timedelta(days=3))
    store.clock.at = NOW + timedelta(days=2)

    assert await reminders.plan(store.ports, BASE) == 3


async def test_nobody_is_reminded_of_a_session_that_was_called_off(store: Store) -> None:
    hours_before(store, 30)
    await called_off(store)
    hours_before(store, 24)

    assert await reminders.plan(store.ports, BASE) == 0


async def test_the_list_of_messages_masks_whom_they_went_to(store: Store) -> None:
    hours_before(store, 1)
    await reminders.plan(store.ports, BASE)

    sent = await desk.sent(CLERK, SERIAL, store.ports)

    assert {one.kind for one in sent} == {ReminderKind.SESSION_SOON}
    assert "13800006027" not in str(sent)


async def test_planning_a_session_writes_to_everybody_when_where_and_how_they_get_in_and_carries_no_link(
    store: Store,
) -> None:
    await a_link(store, "li")
    when = datetime(2026, 4, 20, 1, 0, tzinfo=UTC)
    people = ("li", "min", "zhou")
    command = schedule.Schedule(
        SERIAL, "schedule-1", when, 60, SessionMode.HYBRID, SessionForm.JOINT, "开元大道 18 号", people, after_term=True
    )

    made = await schedule.schedule(MEDIATOR, command, store.ports)
    await schedule.schedule(MEDIATOR, command, store.ports)

    told = [one for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.SESSION_INVITED]
    texts = {one.name: one.text for one in told}
    assert (len(told), len(texts)) == (3, 3)
    for text in texts.values():
        assert "4月20日 周一 9:00" in text
        assert "开元大道 18 号" in text
        assert "http" not in text
        assert not any(link.token in text for link in made.links)
    assert {name for name, text in texts.items() if "本人案件链接" in text} == {"李秀兰"}


async def test_a_message_to_a_session_on_the_spot_speaks_of_no_link(store: Store) -> None:
    when = datetime(2026, 4, 20, 1, 0, tzinfo=UTC)
    command = schedule.Schedule(
        SERIAL,
        "schedule-1",
        when,
        60,
        SessionMode.ON_SITE,
        SessionForm.JOINT,
        "3 号调解室",
        ("li", "zhou"),
        after_term=True,
    )

    await schedule.schedule(MEDIATOR, command, store.ports)

    told = [one for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.SESSION_INVITED]
    assert len(told) == 2
    assert all("请到3 号调解室参加" in one.text and "链接" not in one.text for one in told)


async def kept_by_organisation(store: Store, state: CaseState) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        own = replace(case, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
        await uow.cases.save(own)
        await clocks.refresh(uow, own, store.clock.now())
        await uow.cases.save(replace(own, state=state, version=own.version + 1))
        await uow.commit()


async def told_of_arbitration(store: Store) -> list[str]:
    store.clock.at = datetime.fromisoformat("2026-04-09T09:00+08:00")
    await reminders.plan(store.ports, BASE)
    sent = await desk.sent(MEDIATOR, SERIAL, store.ports)
    return [one.name for one in sent if one.kind is ReminderKind.ARBITRATION_OPEN]


@pytest.mark.parametrize("state", [CaseState.RETURNED, CaseState.FILED])
async def test_nobody_is_told_that_mediation_may_go_on_in_a_case_that_was_given_back(
    store: Store, state: CaseState
) -> None:
    await kept_by_organisation(store, state)

    assert await told_of_arbitration(store) == []


async def test_a_respondent_whom_nobody_has_asked_yet_learns_of_no_case_by_its_fifteen_days(store: Store) -> None:
    async with store.database.engine.begin() as connection:
        await connection.execute(delete(tables.invitation).where(tables.invitation.c.identity == EMPLOYER.identity))
    await kept_by_organisation(store, CaseState.TO_APPOINT)

    assert await told_of_arbitration(store) == [WORKER.name]


async def test_everybody_is_told_once_that_arbitration_is_open_when_an_organisations_fifteen_days_are_over(
    store: Store,
) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        own = replace(case, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
        await uow.cases.save(own)
        await clocks.refresh(uow, own, store.clock.now())
        await uow.commit()

    told: list[list[str]] = []
    for at in ("2026-04-08T12:00", "2026-04-09T08:59", "2026-04-09T09:00", "2026-04-10T09:00"):
        store.clock.at = datetime.fromisoformat(f"{at}+08:00")
        await reminders.plan(store.ports, BASE)
        sent = await desk.sent(MEDIATOR, SERIAL, store.ports)
        told.append([one.text for one in sent if one.kind is ReminderKind.ARBITRATION_OPEN])

    assert [len(texts) for texts in told] == [0, 0, 2, 2]
    assert all("仲裁" in text and "可以继续" in text for text in told[-1])
