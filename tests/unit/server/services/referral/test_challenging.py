"""Nothing begins while impartiality is not settled, and who steps down is out of the room."""

from dataclasses import replace

import pytest

from server.domain.case import CaseState
from server.domain.disclosure import ChallengeAction, DisclosureGround, DisclosureState, Reply
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, NotFoundError
from server.domain.outcome import EndingCode
from server.services import challenges, endings, panels, schedule, sessions
from server.services.challenges import Against
from server.services.panels import Seating
from signaling.errors import Code
from tests.support.referrals import NO, PLANNED, SERIAL, YES, accepted, desk, refer, sees
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

AGAINST = Against("li", DisclosureGround.INTEREST, "调解员持有公司股份")


async def test_nobody_enters_to_preside_while_a_reply_or_a_decision_is_to_come(store: Store) -> None:
    await accepted(store)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    await panels.disclose(MEDIATOR, SERIAL, YES, store.ports)
    with pytest.raises(ConflictError) as asking:
        await sessions.ticket_facts(MEDIATOR, made.session, store.ports)
    held = next(one for one in (await desk(store)).disclosures if one.state is DisclosureState.ASKING)
    for identity in ("li", "zhou"):
        await panels.reply(CLERK, SERIAL, held.id, identity, Reply.CONTINUE, store.ports)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)
    with pytest.raises(ConflictError) as challenged:
        await sessions.ticket_facts(MEDIATOR, made.session, store.ports)
    (asked,) = (await desk(store)).challenges
    await challenges.decide(CENTRE, SERIAL, asked.id, ChallengeAction.REJECT, "查无此事", store.ports)

    assert (asking.value.code, challenged.value.code) == ("disclosure.asking", "challenge.open")
    assert (await sessions.ticket_facts(MEDIATOR, made.session, store.ports)).host
    assert await store.database.meetings.hindrance(made.session) is None


async def test_who_stepped_down_leaves_the_room_and_nobody_presides_in_their_place(store: Store) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)
    assert await store.database.meetings.hindrance(made.session) is Code.UNSETTLED
    (asked,) = (await desk(store)).challenges
    await challenges.decide(CENTRE, SERIAL, asked.id, ChallengeAction.UPHOLD, "查证属实", store.ports)

    assert ("unseat", made.session, MEDIATOR.id) in store.rooms.heard
    meetings = store.database.meetings
    assert await meetings.is_shut_out(made.session, MEDIATOR.id)
    assert not await meetings.is_shut_out(made.session, OTHER_MEDIATOR.id)
    assert await meetings.hindrance(made.session) is Code.NO_PRESIDER
    with pytest.raises(ConflictError) as refusal:
        await sessions.ticket_facts(OTHER_MEDIATOR, made.session, store.ports)
    assert refusal.value.code == "panel.no_presider"


@pytest.mark.parametrize("state", [CaseState.SUSPENDED, CaseState.APPRAISAL, CaseState.IN_FORCE, CaseState.ENDED])
async def test_a_meeting_planned_before_does_not_begin_while_its_case_is_paused_or_over(
    store: Store, state: CaseState
) -> None:
    await accepted(store)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=state))
        await uow.commit()

    assert await store.database.meetings.hindrance(made.session) is Code.CASE_STANDS


async def test_whoever_sits_beside_the_presider_is_challenged_and_leaves_alone(store: Store) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    with pytest.raises(NotFoundError):
        await challenges.challenge(CLERK, SERIAL, replace(AGAINST, mediator="mediator9"), store.ports)
    await challenges.challenge(CLERK, SERIAL, replace(AGAINST, mediator=OTHER_MEDIATOR.id), store.ports)
    (asked,) = (await desk(store)).challenges

    await challenges.decide(CENTRE, SERIAL, asked.id, ChallengeAction.UPHOLD, "查证属实", store.ports)

    assert await sees(store, MEDIATOR)
    assert not await sees(store, OTHER_MEDIATOR)
    assert "stop_recording" not in [one[0] for one in store.rooms.heard]


async def test_a_challenge_is_never_decided_by_the_mediator_it_is_about(store: Store) -> None:
    await accepted(store)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)
    (held,) = (await desk(store)).challenges

    with pytest.raises(ForbiddenError) as own:
        await challenges.decide(MEDIATOR, SERIAL, held.id, ChallengeAction.REJECT, "没有关系", store.ports)
    await challenges.decide(CENTRE, SERIAL, held.id, ChallengeAction.UPHOLD, "查证属实", store.ports)

    assert own.value.code == "challenge.own"
    assert not await sees(store, MEDIATOR)
    with pytest.raises(IllegalTransitionError):
        await challenges.decide(CENTRE, SERIAL, held.id, ChallengeAction.REJECT, "再查", store.ports)


async def test_what_nobody_answered_of_a_mediator_who_left_stops_no_session(store: Store) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", YES), store.ports)
    with pytest.raises(ConflictError):
        await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    await challenges.challenge(CLERK, SERIAL, replace(AGAINST, mediator=OTHER_MEDIATOR.id), store.ports)
    (asked,) = (await desk(store)).challenges
    await challenges.decide(CENTRE, SERIAL, asked.id, ChallengeAction.UPHOLD, "查证属实", store.ports)

    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)

    assert await store.database.meetings.hindrance(made.session) is None
    assert (await sessions.ticket_facts(MEDIATOR, made.session, store.ports)).host


async def test_an_open_challenge_of_a_presider_who_was_replaced_stands_in_nobodys_way(store: Store) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)
    await panels.ask_change(CLERK, SERIAL, "li", "听不懂方言", refuses_to_choose=False, ports=store.ports)
    (wanted,) = (await desk(store)).changes
    await panels.answer_change(CENTRE, SERIAL, wanted.id, grants=True, answer="", ports=store.ports)
    await panels.hand_over(CENTRE, SERIAL, OTHER_MEDIATOR.id, store.ports)

    made = await schedule.schedule(OTHER_MEDIATOR, PLANNED, store.ports)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)

    assert await store.database.meetings.hindrance(made.session) is Code.UNSETTLED
    assert len((await desk(store)).challenges) == len({MEDIATOR.id, OTHER_MEDIATOR.id})


async def test_nobody_is_seated_in_a_case_that_nobody_accepted(store: Store) -> None:
    await refer(store)

    with pytest.raises(ConflictError) as refusal:
        await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert refusal.value.code == "panel.not_taken"
    assert not await sees(store, OTHER_MEDIATOR)
    assert "assign" not in (await desk(store, CENTRE)).may


async def test_once_the_mediation_is_over_nobody_is_challenged_and_the_report_stays_with_who_mediated(
    store: Store,
) -> None:
    await accepted(store)
    await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)
    (held,) = (await desk(store)).challenges
    ends = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "用人单位来电不再调解")
    await endings.end(MEDIATOR, ends, store.ports)

    await challenges.decide(CENTRE, SERIAL, held.id, ChallengeAction.UPHOLD, "查证属实", store.ports)
    with pytest.raises(ConflictError) as again:
        await challenges.challenge(CLERK, SERIAL, AGAINST, store.ports)

    assert again.value.code == "panel.case_over"
    assert "challenge" not in (await desk(store)).may
    assert "report" in (await endings.view(MEDIATOR, SERIAL, store.ports)).may
