"""A person answers the steps of their case by their own link: only for themselves, one step at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CaseAction, CaseState
from server.domain.case_consent import OF_SESSIONS, STEPS_WORDING, ConsentChannel, ConsentStep, WithdrawalAction
from server.domain.errors import ConflictError, InvalidError, NotFoundError, OtherDeviceError
from server.domain.ids import CaseId, Identity
from server.domain.reminder import ReminderKind
from server.services import case_links, desk, invitations, own_case, steps
from server.services.access import LinkKey
from server.services.own_case_views import OwnCaseView, OwnStepView
from server.services.steps import OwnAnswer
from tests.factories import NOW
from tests.support.store import CLERK, MEDIATOR, Store

CASE = CaseId("case1")
SERIAL = "LY2026-000128"
ORIGIN = "203.0.113.7 Safari"


def saying(step: ConsentStep = ConsentStep.E_SERVICE, *, yes: bool = True, reason: str = "") -> OwnAnswer:
    return OwnAnswer(step, yes, STEPS_WORDING, ORIGIN, reason)


async def linked(store: Store, identity: str = "li") -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


async def entering(store: Store, identity: str = "li") -> LinkKey:
    device = (await invitations.open_link(LinkKey(f"token-{identity}", None), store.ports)).device
    return LinkKey(f"token-{identity}", device)


def step_of(view: OwnCaseView, step: ConsentStep) -> OwnStepView:
    return next(each for each in view.steps if each.step is step)


async def test_a_person_answers_one_step_and_nothing_is_inferred_for_another_step_or_person(store: Store) -> None:
    key, other = await linked(store), await linked(store, "zhou")
    before = await own_case.look(other, store.ports)

    view = await own_case.answer_step(key, saying(), store.ports)

    assert {each.step for each in view.steps if each.answer is not None} == {ConsentStep.E_SERVICE}
    assert (await own_case.look(other, store.ports)).steps == before.steps


async def test_an_answer_keeps_wording_instant_channel_and_where_it_came_from(store: Store) -> None:
    await own_case.answer_step(await linked(store), saying(), store.ports)

    async with store.database.begin() as uow:
        (answer,) = (await uow.steps.get(CASE, Identity("li"), ConsentStep.E_SERVICE)).answers
    assert (answer.wording, answer.at, answer.channel) == (STEPS_WORDING, NOW, ConsentChannel.ONLINE)
    assert (answer.recorded_by, answer.origin) == ("party:li", ORIGIN)


async def test_an_answer_to_an_outdated_wording_is_refused_and_nothing_is_kept(store: Store) -> None:
    key = await linked(store)

    with pytest.raises(ConflictError) as refusal:
        await own_case.answer_step(key, replace(saying(), wording="2020-01"), store.ports)

    assert refusal.value.code == "consent.outdated_wording"
    assert step_of(await own_case.look(key, store.ports), ConsentStep.E_SERVICE).answer is None


async def test_another_device_and_an_unknown_link_answer_nothing(store: Store) -> None:
    key = await linked(store)

    with pytest.raises(OtherDeviceError):
        await own_case.answer_step(LinkKey(key.token, "somebody-else"), saying(), store.ports)
    with pytest.raises(NotFoundError):
        await own_case.answer_step(LinkKey("A" * 43, key.device), saying(), store.ports)
    assert step_of(await own_case.look(key, store.ports), ConsentStep.E_SERVICE).answer is None


async def test_a_yes_is_taken_back_only_with_a_reason(store: Store) -> None:
    key = await linked(store)
    store.clock.at = NOW - timedelta(days=9)
    await own_case.answer_step(key, saying(), store.ports)

    with pytest.raises(InvalidError) as refusal:
        await own_case.answer_step(key, saying(yes=False), store.ports)
    view = await own_case.answer_step(key, saying(yes=False, reason="手机坏了"), store.ports)

    assert refusal.value.code == "consent.reason_needed"
    assert (step_of(view, ConsentStep.E_SERVICE).answer, step_of(view, ConsentStep.E_SERVICE).withdrawn) == (
        False,
        True,
    )


async def test_taking_back_shortly_before_the_session_waits_once_and_stands_until_it_is_decided(store: Store) -> None:
    key = await linked(store)
    async with store.database.begin() as uow:
        (session,) = await uow.sessions.of_case(CASE)
    store.clock.at = session.starts_at - timedelta(hours=2)
    await own_case.answer_step(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)

    await own_case.answer_step(key, saying(ConsentStep.ONLINE_MEDIATION, yes=False, reason="想当面谈"), store.ports)
    view = await own_case.answer_step(
        key, saying(ConsentStep.ONLINE_MEDIATION, yes=False, reason="想当面谈"), store.ports
    )

    mine = step_of(view, ConsentStep.ONLINE_MEDIATION)
    assert (mine.answer, mine.waiting) == (True, True)
    async with store.database.begin() as uow:
        (asked,) = await uow.steps.waiting(CASE, Identity("li"))
    await steps.decide(MEDIATOR, steps.Decide(SERIAL, asked.id, WithdrawalAction.GRANT, "尊重本人意愿"), store.ports)
    view = await own_case.look(key, store.ports)
    mine = step_of(view, ConsentStep.ONLINE_MEDIATION)
    assert (mine.answer, mine.waiting) == (False, False)


async def two_hours_before(store: Store) -> None:
    """Let the only session of the case be near."""
    async with store.database.begin() as uow:
        (session,) = await uow.sessions.of_case(CASE)
    store.clock.at = session.starts_at - timedelta(hours=2)


@pytest.mark.parametrize("step", sorted(frozenset(ConsentStep) - OF_SESSIONS))
async def test_who_takes_back_what_holds_no_session_is_believed_at_once_whatever_is_planned(
    store: Store, step: ConsentStep
) -> None:
    key = await linked(store)
    await two_hours_before(store)
    await own_case.answer_step(key, saying(step), store.ports)

    view = await own_case.answer_step(key, saying(step, yes=False, reason="换了手机"), store.ports)

    mine = step_of(view, step)
    assert (mine.answer, mine.withdrawn, mine.waiting) == (False, True, False)


async def test_a_session_whose_time_went_by_and_that_nobody_closed_keeps_no_consent(store: Store) -> None:
    key = await linked(store)
    await own_case.answer_step(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)
    store.clock.at = NOW + timedelta(days=60)

    back = saying(ConsentStep.ONLINE_MEDIATION, yes=False, reason="不想再谈")
    view = await own_case.answer_step(key, back, store.ports)

    assert step_of(view, ConsentStep.ONLINE_MEDIATION).answer is False


@pytest.mark.parametrize(
    ("action", "said", "shown"),
    [(WithdrawalAction.REFUSE, "没有准许", "会议在即，已约好翻译"), (WithdrawalAction.GRANT, "已经准许", "")],
    ids=str,
)
async def test_whoever_asked_is_told_what_was_decided_and_why(
    store: Store, action: WithdrawalAction, said: str, shown: str
) -> None:
    key, why = await linked(store), "会议在即，已约好翻译"
    await two_hours_before(store)
    await own_case.answer_step(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)
    back = saying(ConsentStep.ONLINE_MEDIATION, yes=False, reason="想当面谈")
    await own_case.answer_step(key, back, store.ports)
    async with store.database.begin() as uow:
        (asked,) = await uow.steps.waiting(CASE, Identity("li"))
    await steps.decide(MEDIATOR, steps.Decide(SERIAL, asked.id, action, why), store.ports)

    told = [one for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.CONSENT_DECIDED]
    assert [(said in one.text, why in one.text) for one in told] == [(True, True)]
    assert step_of(await own_case.look(key, store.ports), ConsentStep.ONLINE_MEDIATION).refused == shown
    assert (
        step_of(await own_case.look(await linked(store, "zhou"), store.ports), ConsentStep.ONLINE_MEDIATION).refused
        == ""
    )


async def test_what_was_refused_is_not_held_against_who_is_believed_later(store: Store) -> None:
    key = await linked(store)
    await two_hours_before(store)
    await own_case.answer_step(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)
    back = saying(ConsentStep.ONLINE_MEDIATION, yes=False, reason="想当面谈")
    await own_case.answer_step(key, back, store.ports)
    async with store.database.begin() as uow:
        (asked,) = await uow.steps.waiting(CASE, Identity("li"))
    await steps.decide(MEDIATOR, steps.Decide(SERIAL, asked.id, WithdrawalAction.REFUSE, "会议在即"), store.ports)
    store.clock.at = NOW + timedelta(days=60)

    view = await own_case.answer_step(key, back, store.ports)

    mine = step_of(view, ConsentStep.ONLINE_MEDIATION)
    assert (mine.answer, mine.refused) == (False, "")


async def test_the_invitation_asks_about_mediating_online_until_the_person_answered(store: Store) -> None:
    key = await entering(store)
    before = await invitations.look(key, store.ports)

    after = await invitations.agree_to_mediate(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)

    assert (before.online_mediation, after.online_mediation) == (None, True)
    assert (await invitations.look(LinkKey("token-zhou", None), store.ports)).online_mediation is None


async def test_another_device_does_not_learn_what_was_answered_on_the_invitation(store: Store) -> None:
    key = await entering(store)
    await invitations.agree_to_mediate(key, saying(ConsentStep.ONLINE_MEDIATION), store.ports)

    stranger = LinkKey(key.token, "somebody-else")

    assert (await invitations.look(stranger, store.ports)).online_mediation is None
    with pytest.raises(OtherDeviceError):
        await invitations.agree_to_mediate(stranger, saying(ConsentStep.ONLINE_MEDIATION, yes=False), store.ports)


async def test_a_party_is_not_told_that_the_case_is_suspended(store: Store) -> None:
    key = await linked(store)
    async with store.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(case.act(CaseAction.SUSPEND))
        await uow.commit()

    view = await own_case.look(key, store.ports)

    assert view.state is CaseState.IN_MEDIATION
    assert "suspended" not in repr(view)
