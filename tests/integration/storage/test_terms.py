"""Terms, endings and calendar on both databases: kept as they were, and two writers at once never both win."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain.account import Account
from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import beijing_day
from server.domain.calendar import NOTICES, year_notice
from server.domain.case import CaseAction, CaseState
from server.domain.concurrence import QUESTIONS_WORDING, Answer, ConcurrenceForm, Through
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.deadlines import DeadlineRule
from server.domain.doors import AgreementDoor, Application, DoorState
from server.domain.ending import Ending, FactConfirmation, HandOver, HandOverItem, Receipt, Report, Step, UndisputedFact
from server.domain.errors import ConflictError, MediationError
from server.domain.ids import AccountId, CaseId, Identity, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Capacity, PartyKind, Role
from server.domain.performance import ClauseKind, Performance
from server.domain.session import SessionForm, SessionMode
from server.domain.term import Extension, ExtensionBase, Pause, PauseKind, StartEvent, TermPolicy
from server.services import (
    calendars,
    cases,
    clocks,
    contacts,
    doors,
    effects,
    endings,
    outcomes,
    own_doors,
    parties,
    powers,
    schedule,
    terms,
)
from server.services.case_views import CaseConditions
from server.services.ports.terms import EnteredNotice
from tests.factories import NOW, a_case
from tests.support.agreements import own
from tests.support.kept import undelivered
from tests.support.people import THIRD, an_authority
from tests.support.store import CENTRE, CLERK, DAUGHTER, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
ADMIN = replace(CLERK, id=AccountId("admin1"), login="admin", role=Role.COURT_ADMIN)
ACCEPTED = NOW - timedelta(days=13)
THROUGH = Through(DAUGHTER.identity, AuthorityKind.RELATIVE, date(2026, 4, 1))


@pytest.fixture
async def running(store: Store) -> Store:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, ACCEPTED, ACCEPTED - timedelta(hours=3))
        await uow.commit()
    return store


def answer(identity: Identity, *, agrees: bool = True) -> Answer:
    return Answer(identity, agrees, ConcurrenceForm.WRITTEN, NOW - timedelta(hours=1), "王调解员")


async def test_term_extension_and_pause_come_back_as_they_were_kept(running: Store) -> None:
    extension = Extension(
        "e1", CaseId("case1"), NOW, "李秀兰", "对账", 30, ExtensionBase.ROLLED, (answer(WORKER.identity),)
    )
    through = Through(Identity("lawyer"), AuthorityKind.LAWYER, date(2026, 4, 1))
    for_it = replace(answer(EMPLOYER.identity), through=through)
    pause = Pause("p1", CaseId("case1"), PauseKind.APPRAISAL, NOW - timedelta(days=5), "王调解员", "鉴定")
    async with running.database.begin() as uow:
        await uow.terms.add_extension(extension)
        await uow.terms.save_extension(replace(extension, answers=(*extension.answers, for_it)))
        await uow.terms.add_pause(pause)
        await uow.terms.save_pause(pause.end("王调解员", NOW))
        await uow.commit()

    async with running.database.begin() as uow:
        (kept,), (paused,) = await uow.terms.extensions(CaseId("case1")), await uow.terms.pauses(CaseId("case1"))
        facts = (await uow.terms.facts([a_case()]))[CaseId("case1")]

    assert kept.answers == (answer(WORKER.identity), for_it)
    assert (kept.version, paused.ended_at) == (1, NOW)
    assert facts.term is not None
    assert (facts.term.started_at, facts.extensions, facts.pauses) == (ACCEPTED, (kept,), (paused,))


async def test_ending_effect_and_application_come_back_as_they_were_kept(store: Store) -> None:
    report = Report(
        "调解一次。",
        "金额。",
        "拖延。",
        "注意。",
        (
            UndisputedFact(
                "入职", (FactConfirmation(WORKER.identity, NOW, ConcurrenceForm.ONLINE, "李强", THROUGH),), "合同"
            ),
        ),
    )
    ending = Ending(CaseId("case1"), EndingCode.OTHER, "理由", NOW, MEDIATOR.id, MEDIATOR.name)
    whole = replace(
        ending.reported(report, NOW),
        hand_over=HandOver((HandOverItem("report", "报告", ""),), NOW, "王调解员"),
        receipt=Receipt(NOW, "陈书记员", "（2026）豫0302民初1号"),
    )
    effect = AgreementEffect(
        CaseId("case1"), (Signature(WORKER.identity, NOW, DAUGHTER.identity, "authority1"),), NOW, None,
        frozenset({ClauseKind.PAYMENT}),
        (Performance(date(2026, 5, 1), "支付"),), NOW, "王调解员", date(2026, 5, 8), (), (SessionId("session1"),),
    )  # fmt: skip
    application = Application(
        "a1",
        CaseId("case1"),
        AgreementDoor.PAYMENT_ORDER,
        WORKER.identity,
        NOW,
        (answer(WORKER.identity),),
        DoorState.SENT,
        NOW,
    )
    async with store.database.begin() as uow:
        await uow.endings.add(ending)
        await uow.endings.save(whole)
        await uow.endings.add_effect(effect)
        await uow.endings.add_application(application)
        await uow.commit()

    async with store.database.begin() as uow:
        case = CaseId("case1")
        kept = (await uow.endings.get(case), await uow.endings.effect(case), await uow.endings.applications(case))

    assert kept == (replace(whole, version=1), effect, (application,))


async def both(first: Awaitable[object], second: Awaitable[object]) -> list[str]:
    """Return what two who act at the same time are told: `done`, or the code of the refusal."""
    found = await asyncio.gather(first, second, return_exceptions=True)
    for one in found:
        assert not isinstance(one, BaseException) or isinstance(one, MediationError), one
    return sorted(one.code if isinstance(one, MediationError) else "done" for one in found)


async def test_two_who_end_a_case_at_once_end_it_once(running: Store) -> None:
    def end(key: str) -> Awaitable[object]:
        return endings.end(MEDIATOR, endings.End(SERIAL, key, EndingCode.PARTY_UNWILLING, "不愿意"), running.ports)

    told = await both(end("ending-first"), end("ending-second"))

    assert told.count("done") == 1
    assert told[0] in {"case.illegal_transition", "conflict.stale"}


async def test_two_who_schedule_with_one_key_make_one_session(running: Store) -> None:
    command = schedule.Schedule(
        SERIAL, "schedule-1", NOW + timedelta(days=2), 60, SessionMode.ONLINE, SessionForm.JOINT, "",
        (WORKER.identity, EMPLOYER.identity),
    )  # fmt: skip

    told = await both(
        schedule.schedule(MEDIATOR, command, running.ports), schedule.schedule(MEDIATOR, command, running.ports)
    )

    async with running.database.begin() as uow:
        assert len(await uow.sessions.of_case(CaseId("case1"))) == 2
    assert "done" in told


async def test_two_who_enter_one_year_at_once_do_not_overwrite_each_other(running: Store) -> None:
    def enter(source: str) -> Awaitable[object]:
        command = calendars.EnterNotice(2027, 0, source, (date(2027, 1, 1),), ())
        return calendars.enter(ADMIN, command, running.ports)

    assert await both(enter("甲"), enter("乙")) == ["conflict.stale", "done"]


async def test_what_was_entered_stands_over_what_came_with_the_program(store: Store) -> None:
    notice = year_notice(2026, "更正通知", NOTICES[2026].off - {date(2026, 10, 7)}, NOTICES[2026].makeup)
    async with store.database.begin() as uow:
        await uow.calendars.enter(EnteredNotice(2026, 1, notice, "钱主任", NOW))
        await uow.commit()

    async with store.database.begin() as uow:
        calendar = await uow.calendars.load()

    assert calendar.is_working_day(date(2026, 10, 7))
    assert not calendar.is_working_day(date(2025, 10, 7))


async def test_the_next_due_dates_of_many_cases_come_in_one_answer(running: Store) -> None:
    found = await running.database.queries.next_clocks([CaseId("case1"), CaseId("nobody")])

    (contact, term) = found[CaseId("case1")]
    assert (contact.key, contact.who, term.key) == ("contact:zhou", "周经理", "term")
    assert term.due_on >= term.nominal_on


async def test_a_term_in_an_unloaded_year_is_provisional_and_moves_when_the_notice_is_entered(store: Store) -> None:
    accepted = NOW.replace(month=12, day=3)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, accepted)
        await uow.commit()
    store.clock.at = accepted
    before = await clocks.view(MEDIATOR, SERIAL, store.ports)
    moved = await calendars.enter(
        ADMIN,
        calendars.EnterNotice(2027, 0, "通知", tuple(date(2027, 1, day) for day in range(1, 6)), ()),
        store.ports,
    )
    after = await clocks.view(MEDIATOR, SERIAL, store.ports)

    ends = [next(one for one in view.clocks if one.key == "term").deadline for view in (before, after)]
    assert [(end.due_on, end.provisional) for end in ends] == [(date(2027, 1, 4), True), (date(2027, 1, 6), False)]
    assert [(one.serial, one.before, one.after) for one in moved] == [(SERIAL, date(2027, 1, 4), date(2027, 1, 6))]
    kept = (await store.database.queries.next_clocks([CaseId("case1")]))[CaseId("case1")]
    assert [(one.due_on, one.is_provisional) for one in kept if one.key == "term"] == [(date(2027, 1, 6), False)]


async def test_time_alone_ends_nothing(running: Store) -> None:
    running.clock.pass_by(timedelta(days=400))
    async with running.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await clocks.refresh(uow, case, running.clock.now())
        await uow.commit()
    await clocks.view(MEDIATOR, SERIAL, running.ports)

    async with running.database.begin() as uow:
        kept = await uow.cases.by_serial(SERIAL)
        assert kept is not None
        assert (kept.state, await uow.endings.get(kept.id)) == (CaseState.SCHEDULED, None)


def a_call(at: datetime, channel: ContactChannel = ContactChannel.TELEPHONE) -> Contact:
    vain = ContactOutcome.NO_ANSWER
    return Contact(CaseId("case1"), EMPLOYER.identity, at, channel, "13700008852", vain, "", MEDIATOR.id, at)


async def test_a_case_ends_as_unreachable_only_with_tries_enough_in_the_contact_log(running: Store) -> None:
    command = endings.End(SERIAL, "ending-first", EndingCode.PARTY_UNREACHABLE, "电话三次未接")

    with pytest.raises(ConflictError) as refusal:
        await endings.end(MEDIATOR, command, running.ports)
    assert refusal.value.code == "ending.no_contact_log"
    async with running.database.begin() as uow:
        await uow.contacts.add(a_call(ACCEPTED))
        await uow.commit()
    running.clock.at = ACCEPTED + timedelta(hours=1)
    with pytest.raises(ConflictError) as early:
        await endings.end(MEDIATOR, command, running.ports)
    assert early.value.code == "contact.too_early"
    async with running.database.begin() as uow:
        await uow.contacts.add(a_call(ACCEPTED - timedelta(days=1), ContactChannel.VISIT))
        await uow.commit()

    assert (await endings.end(MEDIATOR, command, running.ports)).ending is not None


async def test_a_session_that_ends_without_agreement_leaves_an_ending_that_owes_a_report(running: Store) -> None:
    decided = outcomes.Conclude(
        "session1", "outcome-1", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason="差距较大"
    )
    await outcomes.conclude(MEDIATOR, decided, running.ports)

    found = await endings.view(MEDIATOR, SERIAL, running.ports)
    assert found.ending is not None
    assert (found.ending.code, found.ending.owed) == (EndingCode.DIFFERENCES_TOO_LARGE, Step.REPORT)


async def settled(store: Store) -> None:
    await store.open_session()
    decided = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, decided, store.ports)
    signed = tuple(Signature(one.identity, NOW - timedelta(minutes=2), one.identity) for one in (WORKER, EMPLOYER))
    await effects.take_effect(
        MEDIATOR,
        effects.TakeEffect(
            SERIAL, signed, NOW - timedelta(minutes=3), None, frozenset({ClauseKind.PAYMENT}),
            (Performance(date(2026, 5, 1), "支付 16,000 元"),),
        ),
        store.ports,
    )  # fmt: skip


async def test_an_application_of_one_side_is_not_sent_and_leaves_no_fact_for_the_court(running: Store) -> None:
    await settled(running)
    await doors.apply(
        MEDIATOR,
        doors.Apply(SERIAL, "door-00001", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.ORAL),
        running.ports,
    )
    waiting = await endings.view(MEDIATOR, SERIAL, running.ports)
    assert [one.state for one in waiting.applications] == [DoorState.AWAITING_OTHER]
    assert await facts_sent(running) == []
    says = terms.PartySays(EMPLOYER.identity, True, ConcurrenceForm.WRITTEN, NOW)  # noqa: FBT003 - the answer
    sent = await doors.confirm(MEDIATOR, SERIAL, waiting.applications[0].id, says, running.ports)

    assert [one.state for one in sent.applications] == [DoorState.SENT]
    assert await facts_sent(running) == ["ApplicationSent"]
    async with running.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        assert case.state is CaseState.CONFIRMING


async def test_who_asked_and_who_confirmed_by_the_own_link_is_kept_and_only_then_it_is_sent(running: Store) -> None:
    await settled(running)
    door = AgreementDoor.JUDICIAL_CONFIRMATION
    await own_doors.apply(await own(running, WORKER), door, QUESTIONS_WORDING, running.ports)
    (waiting,) = (await endings.view(MEDIATOR, SERIAL, running.ports)).applications
    assert (waiting.state, await facts_sent(running)) == (DoorState.AWAITING_OTHER, [])

    yes = own_doors.Said(True, QUESTIONS_WORDING)  # noqa: FBT003 - the answer
    await own_doors.answer(await own(running, EMPLOYER), waiting.id, yes, running.ports)

    (sent,) = (await endings.view(MEDIATOR, SERIAL, running.ports)).applications
    assert (sent.state, await facts_sent(running)) == (DoorState.SENT, ["ApplicationSent"])
    assert {(one.form, one.agrees) for one in sent.answers} == {(ConcurrenceForm.ONLINE, True)}


async def facts_sent(store: Store) -> list[str]:
    return [name for _, name, _ in await undelivered(store.database.engine) if name == "ApplicationSent"]


async def test_an_agreement_starts_its_doors_and_a_follow_up(running: Store) -> None:
    await settled(running)

    found = await endings.view(MEDIATOR, SERIAL, running.ports)
    assert found.effect is not None
    assert found.effect.effective_at == NOW - timedelta(minutes=2)
    assert found.effect.follow_up_on == date(2026, 5, 8)
    assert [door.door for door in found.doors] == [
        AgreementDoor.JUDICIAL_CONFIRMATION,
        AgreementDoor.ARBITRATION_REVIEW,
        AgreementDoor.PAYMENT_ORDER,
        AgreementDoor.COURT_PAPER,
    ]
    kept = (await running.database.queries.next_clocks([CaseId("case1")]))[CaseId("case1")]
    assert {one.key for one in kept} >= {"confirmation", "review"}
    assert beijing_day(NOW) < kept[0].due_on


@pytest.mark.parametrize("account", [OTHER_MEDIATOR, CENTRE], ids=["another mediator", "organisation"])
async def test_who_may_not_conduct_a_case_changes_nothing_of_it(running: Store, account: Account) -> None:
    notice = calendars.EnterNotice(2027, 0, "通知", (date(2027, 1, 1),), ())
    tries: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: terms.ask_extension(account, terms.AskExtension(SERIAL, "extend-0001", "对账"), running.ports),
        lambda: endings.hand_over(account, SERIAL, 0, running.ports),
        lambda: endings.close(account, SERIAL, running.ports),
        lambda: calendars.enter(account, notice, running.ports),
        lambda: terms.save_policy(account, TermPolicy(), TermPolicy(), running.ports),
    )
    for one in tries:
        with pytest.raises(MediationError) as refusal:
            await one()
        assert refusal.value.code in {"auth.forbidden", "case.unknown", "ending.mediated"}


async def test_each_partys_last_day_comes_from_the_award_on_record(running: Store) -> None:
    award = Award(
        CaseId("case1"),
        Arbitration.AWARDED,
        "洛劳人仲字〔2026〕41号",
        Finality.FINAL,
        (
            Received(WORKER.identity, Standing.WORKER, date(2026, 3, 20), "送达回证"),
            Received(EMPLOYER.identity, Standing.EMPLOYER, date(2026, 3, 20), "送达回证"),
        ),
    )
    async with running.database.begin() as uow:
        await uow.awards.put(award)
        await uow.commit()

    found = {clock.key: clock for clock in (await clocks.view(MEDIATOR, SERIAL, running.ports)).clocks}
    assert found["sue:li"].done_on == beijing_day(a_case().received_at)
    assert found["sue:li"].who == "李秀兰"
    assert found["set_aside:zhou"].deadline.due_on == date(2026, 4, 20)
    assert "sue:zhou" not in found


async def test_who_is_added_later_is_asked_from_then_on_under_a_clock_of_its_own(running: Store) -> None:
    running.clock.at = ACCEPTED + timedelta(days=6)
    await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), running.ports)

    async with running.database.begin() as uow:
        found = await uow.clocks.of(CaseId("case1"))
        people = await uow.cases.participants(CaseId("case1"))

    starts = {one.who: one.starts_on for one in found if one.rule == DeadlineRule.CONTACT_3WD}
    assert starts == {"周经理": beijing_day(ACCEPTED), THIRD.name: beijing_day(running.clock.at)}
    assert {one.name: one.added_at for one in people if one.added_at} == {THIRD.name: running.clock.at}


async def test_a_part_that_was_agreed_is_found_among_what_was_agreed_when_the_rest_ended(running: Store) -> None:
    wanted = CaseConditions(states=(CaseState.AGREED, CaseState.PARTLY_AGREED))
    await running.open_session()
    partly = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, partly, running.ports)
    async with running.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(case.act(CaseAction.END))
        await uow.commit()

    assert (await cases.find(MEDIATOR, wanted, running.ports)).total == 1
    only_agreed = CaseConditions(states=(CaseState.AGREED,))
    assert (await cases.find(MEDIATOR, only_agreed, running.ports)).total == 0


async def test_who_reaches_an_agent_by_authority_has_reached_the_respondent(running: Store) -> None:
    running.clock.at = ACCEPTED + timedelta(hours=2)
    lawyer = replace(
        THIRD, name="赵律师", role=Role.AGENT, kind=PartyKind.PERSON, standing=Capacity.USUAL, id_number=""
    )
    view = await parties.add_person(
        CLERK, parties.AddPerson(SERIAL, "person-2", replace(lawyer, identity_seen="律师证")), running.ports
    )
    who = {one.name: one.identity for one in view.people}
    written = an_authority(agent=who["赵律师"], principal=EMPLOYER.identity, signed_on=date(2026, 3, 1))
    await powers.record(CLERK, written, running.ports)
    at, reached = running.clock.now(), ContactOutcome.REACHED
    called = contacts.LogContact(SERIAL, "contact-1", who["赵律师"], at, ContactChannel.TELEPHONE, reached, "")
    await contacts.log(MEDIATOR, called, running.ports)

    async with running.database.begin() as uow:
        found = await uow.clocks.of(CaseId("case1"))

    states = {one.who: one.state for one in found if one.rule == DeadlineRule.CONTACT_3WD}
    assert states == {"周经理": "done"}
