"""Consent of a person to each step of a case, and its withdrawal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep, WithdrawalAction
from server.domain.concurrence import ConcurrenceForm
from server.domain.errors import ConflictError, InvalidError
from server.domain.party import Participant, Role
from server.domain.session import SessionForm, SessionMode
from server.services import desk, parties, schedule, steps
from server.services.terms import PartySays
from signaling.errors import Code
from tests.factories import NOW
from tests.support.people import SERIAL, stands
from tests.support.store import JUDGE, MEDIATOR, Store


def agreeing(
    identity: str = "li", step: ConsentStep = ConsentStep.ONLINE_MEDIATION, *, yes: bool = True
) -> steps.RecordStep:
    return steps.RecordStep(SERIAL, identity, step, yes, ConsentChannel.ORAL, reason="" if yes else "想当面谈")


async def test_one_consent_leaves_every_other_as_it_was(store: Store) -> None:
    view = await steps.record(MEDIATOR, agreeing(), store.ports)

    answers = {(person.identity, answer.step): answer.answer for person in view.people for answer in person.consents}
    assert {key for key, answer in answers.items() if answer is not None} == {("li", ConsentStep.ONLINE_MEDIATION)}


async def test_nobody_records_an_answer_as_given_online_for_somebody_else(store: Store) -> None:
    with pytest.raises(InvalidError):
        await steps.record(MEDIATOR, replace(agreeing(), channel=ConsentChannel.ONLINE), store.ports)


async def test_a_withdrawal_an_hour_before_waits_for_a_decision_and_the_session_stands(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(-timedelta(hours=1))

    asked = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)
    (withdrawal,) = asked.withdrawals
    assert stands(asked, "li", ConsentStep.ONLINE_MEDIATION) is True

    refused = await steps.decide(
        MEDIATOR, steps.Decide(SERIAL, withdrawal.id, WithdrawalAction.REFUSE, "已临近开会"), store.ports
    )
    assert stands(refused, "li", ConsentStep.ONLINE_MEDIATION) is True


async def test_a_granted_withdrawal_takes_the_consent_back(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(-timedelta(hours=1))
    (withdrawal,) = (await steps.record(MEDIATOR, agreeing(yes=False), store.ports)).withdrawals

    view = await steps.decide(
        JUDGE, steps.Decide(SERIAL, withdrawal.id, WithdrawalAction.GRANT, "理由充分"), store.ports
    )

    assert stands(view, "li", ConsentStep.ONLINE_MEDIATION) is False


async def test_a_withdrawal_long_before_takes_effect_at_once(store: Store) -> None:
    store.clock.pass_by(-timedelta(days=3))
    await steps.record(MEDIATOR, agreeing(), store.ports)

    view = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)

    assert stands(view, "li", ConsentStep.ONLINE_MEDIATION) is False
    assert view.withdrawals == ()


@pytest.mark.parametrize(("hours", "waits"), [(30, True), (24, False), (0, False)])
async def test_how_long_before_a_session_a_withdrawal_waits_for_a_decision_is_set_by_the_house_and_shown(
    store: Store, hours: int, *, waits: bool
) -> None:
    ports = replace(store.ports, withdrawal_notice=timedelta(hours=hours))
    store.clock.pass_by(-timedelta(hours=27))
    await steps.record(MEDIATOR, agreeing(), ports)

    view = await steps.record(MEDIATOR, agreeing(yes=False), ports)

    assert (bool(view.withdrawals), view.withdrawal_notice_hours) == (waits, hours)
    assert stands(view, "li", ConsentStep.ONLINE_MEDIATION) is waits


@pytest.mark.parametrize("step", ConsentStep)
async def test_whoever_runs_the_case_is_told_what_a_consent_taken_back_changes(store: Store, step: ConsentStep) -> None:
    store.clock.pass_by(-timedelta(days=3))
    await steps.record(MEDIATOR, agreeing(step=step), store.ports)
    assert [one for one in await desk.prompts(MEDIATOR, store.ports) if one.kind == "consent_withdrawn"] == []
    for _ in range(2):
        await steps.record(MEDIATOR, agreeing(step=step, yes=False), store.ports)

    (told,) = [one for one in await desk.prompts(MEDIATOR, store.ports) if one.kind == "consent_withdrawn"]
    assert steps.AFTERWARDS[step] in told.text
    view = await parties.people(MEDIATOR, SERIAL, store.ports)
    others = [one for person in view.people for one in person.consents if (person.identity, one.step) != ("li", step)]
    assert {one.answer for one in others} == {None}


def separately(*says: str) -> schedule.Schedule:
    answers = tuple(PartySays(one, True, ConcurrenceForm.ORAL, NOW - timedelta(days=4)) for one in says)  # noqa: FBT003 - they agree
    when = NOW + timedelta(days=2)
    return schedule.Schedule(
        SERIAL, "schedule-1", when, 60, SessionMode.ONLINE, SessionForm.SEPARATE, "", ("li",), answers
    )


async def test_a_separate_session_is_planned_on_the_consents_of_the_matrix_and_not_once_one_was_taken_back(
    store: Store,
) -> None:
    store.clock.pass_by(-timedelta(days=3))
    names = [person.identity for person in await participants(store) if person.role is Role.PARTY]
    for identity in names:
        await steps.record(MEDIATOR, agreeing(identity, ConsentStep.SEPARATE_SESSIONS), store.ports)
    store.clock.pass_by(timedelta(minutes=1))
    last = names[-1]
    await steps.record(MEDIATOR, agreeing(last, ConsentStep.SEPARATE_SESSIONS, yes=False), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, separately(*names), store.ports)
    assert refusal.value.code == "session.separate_consent_missing"

    store.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing(last, ConsentStep.SEPARATE_SESSIONS), store.ports)
    made = await schedule.schedule(MEDIATOR, separately(), store.ports)
    assert await store.database.meetings.missing_consent(made.session, NOW) is None

    store.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing(last, ConsentStep.SEPARATE_SESSIONS, yes=False), store.ports)
    (name,) = [person.name for person in await participants(store) if person.identity == last]
    assert await store.database.meetings.missing_consent(made.session, NOW) == (Code.NO_SEPARATE_CONSENT, (name,))
    assert await store.database.meetings.missing_consent("session1", NOW) is None


async def participants(store: Store) -> tuple[Participant, ...]:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        return tuple(await uow.cases.participants(case.id))


def test_the_wording_of_the_steps_has_a_version() -> None:
    assert agreeing().wording == STEPS_WORDING


async def test_a_withdrawal_while_people_wait_for_a_late_session_needs_a_decision_too(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(timedelta(minutes=20))

    view = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)

    assert stands(view, "li", ConsentStep.ONLINE_MEDIATION) is True
