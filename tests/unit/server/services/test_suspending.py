"""A case stands still on suspicion or for an appraisal, and goes on from where it stood."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.account import Account
from server.domain.beijing import beijing_day
from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseState
from server.domain.case_link import CaseLink
from server.domain.clocks import ClockState
from server.domain.concurrence import ConcurrenceForm
from server.domain.errors import ConflictError, IllegalTransitionError
from server.domain.ids import AccountId, SessionId
from server.domain.party import Role
from server.domain.reminder import UNDECIDED_AFTER, ReminderKind
from server.domain.secret import digest
from server.domain.term import LUOYANG, Pause, PauseKind, StartEvent, TermPolicy
from server.services import cases, clocks, desk, own_case, own_course, papers, pauses, reminders, schedule, terms
from server.services.access import LinkKey
from server.services.clock_views import DeadlineView
from server.services.last_days import spoken
from server.services.ports.desk import TaskView
from tests.factories import NOW
from tests.support.case_acts import end, take_effect
from tests.support.store import CENTRE, CLERK, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, STAFF, WORKER, Store

SERIAL = "LY2026-000128"
COURT_ADMIN = replace(CLERK, id=AccountId("admin1"), login="admin", role=Role.COURT_ADMIN)
SUSPECTS = pauses.StartPause(SERIAL, PauseKind.SUSPENSION, "双方对劳动关系的说法前后不一")
STOPS = [
    pytest.param(kind, state, id=f"{kind}-{state}")
    for action, kind in ((CaseAction.SUSPEND, PauseKind.SUSPENSION), (CaseAction.APPRAISE, PauseKind.APPRAISAL))
    for state in CaseState
    if action in CASE_TRANSITIONS[state]
]
"""Whatever stops the term, in each state in which it may."""


async def brought(store: Store, state: CaseState) -> LinkKey:
    """Put the case into a state, and return the own link of the worker."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        here = replace(case, state=state)
        await uow.cases.save(here)
        await terms.begin(uow, here, StartEvent.ACCEPTED, NOW, None)
        link = CaseLink(case.id, WORKER.identity, digest("token"), NOW, NOW.replace(year=2099), digest("device"))
        await uow.case_links.add(link)
        await uow.commit()
    return LinkKey("token", "device")


async def heard(store: Store, account: Account, kind: ReminderKind) -> list[str]:
    """Return what the bell of an account holds of one kind, after the chore ran twice."""
    for _ in range(2):
        await reminders.plan(store.ports, "https://room.example.org")
    return [one.text for one in await desk.prompts(account, store.ports) if one.kind is kind]


async def state(store: Store) -> CaseState:
    return (await cases.view(CLERK, SERIAL, store.ports)).state


def test_a_case_may_stand_still_in_seven_states_and_for_an_appraisal_in_five() -> None:
    assert len(STOPS) == 7 + 5


@pytest.mark.parametrize(("kind", "before"), STOPS)
async def test_a_case_that_stood_still_goes_on_from_where_it_stood(
    store: Store, kind: PauseKind, before: CaseState
) -> None:
    await brought(store, before)

    await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, kind, "先查清楚"), store.ports)
    assert await state(store) in {CaseState.SUSPENDED, CaseState.APPRAISAL}
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    assert await state(store) is before


@pytest.mark.parametrize("kind", PauseKind)
async def test_a_pause_of_before_the_state_was_kept_leads_into_the_mediation(store: Store, kind: PauseKind) -> None:
    await brought(store, CaseState.SUSPENDED if kind is PauseKind.SUSPENSION else CaseState.APPRAISAL)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.terms.add_pause(Pause("pause1", case.id, kind, NOW, MEDIATOR.name, "先查清楚"))
        await uow.commit()

    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    assert await state(store) is CaseState.IN_MEDIATION


async def test_a_case_whose_only_session_was_called_off_while_it_stood_still_is_not_scheduled_any_more(
    store: Store,
) -> None:
    await brought(store, CaseState.SCHEDULED)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    async with store.database.begin() as uow:
        planned = await uow.sessions.get(SessionId("session1"))
        assert planned is not None

    await schedule.cancel(MEDIATOR, schedule.Cancel(planned.id, planned.starts_at, "先查清楚"), store.ports)
    assert await state(store) is CaseState.SUSPENDED
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    assert await state(store) is CaseState.ACCEPTED


async def test_nothing_takes_effect_while_somebody_suspects_collusion(store: Store) -> None:
    await brought(store, CaseState.AGREED)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    with pytest.raises(IllegalTransitionError):
        await take_effect(store)

    assert await state(store) is CaseState.SUSPENDED


@pytest.mark.parametrize("before", [stop.values[1] for stop in STOPS if stop.values[0] is PauseKind.SUSPENSION])
async def test_a_party_reads_the_state_as_it_was_before_the_suspicion(store: Store, before: CaseState) -> None:
    worker = await brought(store, before)

    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    assert (await own_case.look(worker, store.ports)).state is before


async def test_a_partys_term_tells_nothing_of_a_suspicion_neither_by_a_word_nor_by_a_day_that_moves(
    store: Store,
) -> None:
    worker = await brought(store, CaseState.IN_MEDIATION)
    before = (await own_course.look(worker, store.ports)).term
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    for days in range(5):
        store.clock.at = NOW + timedelta(days=days)
        assert (await own_course.look(worker, store.ports)).term == before


async def lifted_after_five_days(store: Store, worker: LinkKey) -> tuple[DeadlineView, DeadlineView]:
    """Return the term as a party reads it before the suspicion, and after it was lifted."""
    before = (await own_course.look(worker, store.ports)).term
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    store.clock.at = NOW + timedelta(days=5)
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)
    after = (await own_course.look(worker, store.ports)).term
    assert before is not None
    assert after is not None
    return before, after


async def decided(store: Store, policy: TermPolicy) -> None:
    await terms.save_policy(COURT_ADMIN, LUOYANG, policy, store.ports)


async def test_the_days_of_a_suspension_count_where_the_court_decided_nothing_else(store: Store) -> None:
    worker = await brought(store, CaseState.IN_MEDIATION)

    before, after = await lifted_after_five_days(store, worker)

    assert after == before
    kept = {one.key: one for one in (await clocks.view(MEDIATOR, SERIAL, store.ports)).clocks}["term"]
    assert not any("不计，" in line for line in kept.deadline.trace)


async def test_while_a_suspension_is_counted_the_term_runs_and_is_over_on_its_day(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    async def term() -> ClockState:
        return {one.key: one.state for one in (await clocks.view(MEDIATOR, SERIAL, store.ports)).clocks}["term"]

    assert await term() is ClockState.RUNNING
    store.clock.at = NOW + timedelta(days=60)
    assert await term() is ClockState.PASSED


async def test_a_suspension_keeps_what_the_court_had_decided_when_it_began(store: Store) -> None:
    worker = await brought(store, CaseState.IN_MEDIATION)
    apart = TermPolicy(counts_suspension=False)
    await decided(store, apart)
    before = (await own_course.look(worker, store.ports)).term
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    await terms.save_policy(COURT_ADMIN, apart, TermPolicy(), store.ports)
    store.clock.at = NOW + timedelta(days=5)
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    after = (await own_course.look(worker, store.ports)).term

    assert before is not None
    assert after is not None
    assert after.nominal_on == before.nominal_on + timedelta(days=5)


async def test_an_appraisal_is_never_counted_whatever_the_court_decided_of_suspensions(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)

    await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, PauseKind.APPRAISAL, "笔迹"), store.ports)

    states = {one.key: one.state for one in (await clocks.view(MEDIATOR, SERIAL, store.ports)).clocks}
    assert states["term"] is ClockState.STOPPED


async def test_once_a_suspicion_is_lifted_its_days_do_not_count_for_a_party_without_saying_why(store: Store) -> None:
    await decided(store, TermPolicy(counts_suspension=False))
    worker = await brought(store, CaseState.IN_MEDIATION)

    before, after = await lifted_after_five_days(store, worker)

    assert after.nominal_on == before.nominal_on + timedelta(days=5)
    assert any(line.startswith("停止计算 ") and "5 日不计" in line for line in after.trace)
    assert "中止" not in "".join(after.trace)
    assert "依法" not in "".join(after.trace)


async def test_court_and_organisation_hear_of_a_suspension_and_nobody_else(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)

    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    for account in STAFF:
        told = await heard(store, account, ReminderKind.SUSPENSION_REPORTED)
        assert len(told) == (1 if account in {CLERK, CENTRE} else 0), account.name
    (text,) = await heard(store, CLERK, ReminderKind.SUSPENSION_REPORTED)
    assert SUSPECTS.reason in text
    assert "恢复调解" in text
    kinds = {one.kind for one in await desk.sent(CLERK, SERIAL, store.ports)}
    assert kinds <= {ReminderKind.SESSION_PUT_OFF}


async def test_an_appraisal_is_not_reported_as_a_suspension(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)

    await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, PauseKind.APPRAISAL, "笔迹鉴定"), store.ports)

    assert await heard(store, CLERK, ReminderKind.SUSPENSION_REPORTED) == []


async def test_court_and_organisation_hear_once_more_when_nobody_decided_for_a_week(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    counts = []
    for passed in (UNDECIDED_AFTER - timedelta(minutes=1), UNDECIDED_AFTER, UNDECIDED_AFTER + timedelta(days=1)):
        store.clock.at = NOW + passed
        counts.append([len(await heard(store, one, ReminderKind.SUSPENSION_UNDECIDED)) for one in (CLERK, CENTRE)])

    assert counts == [[0, 0], [1, 1], [1, 1]]


async def test_nobody_is_told_again_of_a_suspension_that_was_lifted(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    store.clock.at = NOW + UNDECIDED_AFTER

    assert await heard(store, CLERK, ReminderKind.SUSPENSION_UNDECIDED) == []


async def to_decide(store: Store, account: Account) -> list[TaskView]:
    return [task for task in await desk.tasks(account, store.ports) if task.key == "suspension"]


async def test_a_suspension_is_on_the_list_of_what_is_due_with_its_article_until_it_is_decided(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    for account in (CLERK, CENTRE):
        (task,) = await to_decide(store, account)
        assert (task.nominal_on, task.stopped) == (beijing_day(NOW + UNDECIDED_AFTER), False)
        assert task.article == "在线调解规则 第二十三条"
    assert await to_decide(store, OTHER_MEDIATOR) == []
    store.clock.at = NOW + timedelta(days=30)
    assert len(await to_decide(store, CLERK)) == 1
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)

    assert await to_decide(store, CLERK) == []


async def test_a_suspension_that_ends_with_the_mediation_is_due_no_more(store: Store) -> None:
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)

    await end(store)

    assert await to_decide(store, CLERK) == []


async def asked_for_more_time(store: Store) -> tuple[str, str]:
    """Let the mediator ask for more time; return the request and what a party was sent."""
    command = terms.AskExtension(SERIAL, "extend-0001", "还在核对工资流水")
    request = (await terms.ask_extension(MEDIATOR, command, store.ports)).extensions[0].id
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    (text,) = {one.text for one in sent if one.kind is ReminderKind.EXTENSION_ASKED}
    return request, text


async def test_a_request_for_more_time_names_the_day_that_parties_read_and_not_the_later_one_of_a_suspicion(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await decided(store, TermPolicy(counts_suspension=False))
    worker = await brought(store, CaseState.IN_MEDIATION)
    written: dict[str, dict[str, Any]] = {}
    real = papers.extension_consent
    monkeypatch.setattr(papers, "extension_consent", lambda *said: written.setdefault("paper", real(*said)))
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    store.clock.at = NOW + timedelta(days=9)
    read = (await own_course.look(worker, store.ports)).term
    assert read is not None
    staff = {one.key: one for one in (await clocks.view(MEDIATOR, SERIAL, store.ports)).clocks}["term"].deadline

    request, text = await asked_for_more_time(store)
    for party in (WORKER, EMPLOYER):
        says = terms.PartySays(party.identity, agrees=True, form=ConcurrenceForm.ORAL, at=store.clock.at)
        await terms.answer_extension(MEDIATOR, SERIAL, request, says, store.ports)
    await terms.grant_extension(MEDIATOR, SERIAL, request, store.ports)

    assert staff.due_on > read.due_on
    assert f"{spoken(read.due_on)}24:00前" in text
    assert spoken(staff.due_on) not in text
    assert written["paper"]["due"] == read.due_on.isoformat()
    longer = (await own_course.look(worker, store.ports)).term
    assert longer is not None
    assert written["paper"]["new_due"] == longer.due_on.isoformat()


async def test_nobody_is_asked_for_more_time_after_the_day_that_they_read(store: Store) -> None:
    await decided(store, TermPolicy(counts_suspension=False))
    await brought(store, CaseState.IN_MEDIATION)
    await pauses.start(MEDIATOR, SUSPECTS, store.ports)
    store.clock.at = NOW + timedelta(days=60)

    with pytest.raises(ConflictError) as refusal:
        await asked_for_more_time(store)

    assert refusal.value.code == "extension.too_late"
    assert (await clocks.view(MEDIATOR, SERIAL, store.ports)).offer is None
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)
    assert (await clocks.view(MEDIATOR, SERIAL, store.ports)).offer is not None
