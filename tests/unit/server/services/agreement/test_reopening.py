"""What was agreed and is not in force can be talked over again: another meeting, other terms, then the signatures."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.attendance import Came
from server.domain.case import CaseState
from server.domain.clocks import ClockState
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError, MediationError
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.reminder import ReminderKind
from server.domain.session import SessionForm, SessionMode, SessionState
from server.domain.term import StartEvent
from server.services import (
    cases,
    clocks,
    desk,
    effect_corrections,
    effects,
    endings,
    offline,
    on_site,
    outcomes,
    own_course,
    schedule,
    sessions,
    terms,
)
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place
from tests.factories import NOW, a_case
from tests.support.agreements import BOTH, EFFECT, SERIAL, own, says
from tests.support.kept import everything
from tests.support.store import CLERK, MEDIATOR, PEOPLE, WORKER, Store

LATER = NOW + timedelta(hours=3)
"""When people meet again, on the same day."""
AGAIN = schedule.Schedule(
    SERIAL, "again-00001", LATER, 60, SessionMode.ONLINE, SessionForm.JOINT, "", tuple(one.identity for one in PEOPLE)
)
NEW = OutcomeKind.SETTLED, "第二期改到 5 月 20 日，其余不变。"


def signed(at: datetime, *earlier: str) -> effects.TakeEffect:
    """Return the effect as signed at an instant, by some an hour before people met again."""
    early = LATER - timedelta(hours=1)
    names = tuple(Signature(one.identity, early if one.identity in earlier else at, one.identity) for one in BOTH)
    return replace(EFFECT, signatures=names, mediator_signed_at=at, sealed_at=at)


async def state(store: Store) -> CaseState:
    return (await cases.view(CLERK, SERIAL, store.ports)).state


async def planned(store: Store) -> str:
    return (await schedule.schedule(MEDIATOR, AGAIN, store.ports)).session


async def came(store: Store, session: str, place: Place, *people: str) -> None:
    """Let the mediator open the room, and people be somewhere in it."""
    opened = StoredEvent(1, LATER, EventKind.OPENED, MEDIATOR.id, None, Place.JOINT, None, None)
    await store.database.meetings.append(session, opened, {})
    await sessions.mark_open(session, LATER, store.ports)
    kind = EventKind.ARRIVED if place is Place.LOBBY else EventKind.JOINED
    for number, identity in enumerate((MEDIATOR.id, *people), 2):
        where = Place.JOINT if identity == MEDIATOR.id else place
        event = StoredEvent(number, LATER, kind, identity, None, where, None, None)
        await store.database.meetings.append(session, event, {})


async def met(store: Store) -> str:
    """Let people meet again, in the room."""
    session = await planned(store)
    store.clock.at = LATER
    await came(store, session, Place.JOINT, *(one.identity for one in PEOPLE))
    return session


async def put_off(store: Store, session: str) -> None:
    store.clock.at = LATER + timedelta(minutes=30)
    command = outcomes.Conclude(session, f"outcome-{session}", OutcomeKind.ADJOURNED, reason="改天再谈")
    await outcomes.conclude(MEDIATOR, command, store.ports)


async def lines(store: Store) -> list[str]:
    """Return what the case says became of the agreement."""
    shown = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    return [one.kind for one in shown if one.kind in {"agreement.reopened", "agreement.stands"}]


async def agreed_anew(store: Store) -> str:
    """Let other terms be agreed in a further meeting; an hour later they are signed."""
    session = await met(store)
    kind, words = NEW
    await outcomes.conclude(MEDIATOR, outcomes.Conclude(session, "outcome-2", kind, terms=words), store.ports)
    store.clock.at = LATER + timedelta(hours=1)
    return session


async def with_term(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW, None)
        await uow.commit()


async def test_what_was_agreed_and_is_not_signed_is_talked_over_again_and_the_new_terms_take_effect(
    settled: Store,
) -> None:
    session = await agreed_anew(settled)
    assert await state(settled) is CaseState.AGREED

    after = await effects.take_effect(MEDIATOR, signed(LATER + timedelta(minutes=40)), settled.ports)

    assert await state(settled) is CaseState.IN_FORCE
    assert after.effect is not None
    async with settled.database.begin() as uow:
        kept = await uow.endings.effect(a_case().id)
    assert kept is not None
    assert kept.sessions == (SessionId(session),)


async def test_until_people_meet_again_the_agreement_can_be_signed_as_it_stands(settled: Store) -> None:
    session = await planned(settled)
    assert await state(settled) is CaseState.AGREED

    after = await effects.take_effect(MEDIATOR, EFFECT, settled.ports)

    assert after.effect is not None
    async with settled.database.begin() as uow:
        off = await uow.sessions.get(SessionId(session))
    assert off is not None
    assert off.state is SessionState.CANCELLED


async def test_a_meeting_that_is_called_off_or_to_which_nobody_came_leaves_the_agreement_as_it_stands(
    settled: Store,
) -> None:
    session = await planned(settled)
    await schedule.cancel(MEDIATOR, schedule.Cancel(session, AGAIN.starts_at, "不用再谈了"), settled.ports)
    nobody = (await schedule.schedule(MEDIATOR, replace(AGAIN, key="again-00002"), settled.ports)).session
    settled.clock.at = LATER + timedelta(hours=1)
    put_off = outcomes.Conclude(nobody, "outcome-2", OutcomeKind.ADJOURNED, reason="没有人到场")
    await outcomes.conclude(MEDIATOR, put_off, settled.ports)
    assert await state(settled) is CaseState.AGREED

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)

    assert ([one.session for one in view.agreed_in], view.signed_from) == (["session1"], None)
    assert (await effects.take_effect(MEDIATOR, EFFECT, settled.ports)).effect is not None


@pytest.mark.parametrize(
    ("place", "people"),
    [
        pytest.param(Place.JOINT, (), id="the mediator alone"),
        pytest.param(Place.JOINT, ("li",), id="the worker alone"),
        pytest.param(Place.CAUCUS, ("zhou",), id="the employer alone, apart with the mediator"),
        pytest.param(Place.LOBBY, ("li", "zhou"), id="both waited and were never let in"),
    ],
)
async def test_a_room_that_opens_and_in_which_people_do_not_meet_leaves_the_agreement_as_it_stands(
    settled: Store, place: Place, people: tuple[str, ...]
) -> None:
    worker = await own(settled, WORKER)
    session = await planned(settled)
    await came(settled, session, place, *people)
    await put_off(settled, session)

    assert (await state(settled), await lines(settled)) == (CaseState.AGREED, ["agreement.stands"])
    view = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert ([one.session for one in view.agreed_in], view.signed_from) == (["session1"], None)
    assert not any(one.reopened for one in (await own_course.look(worker, settled.ports)).sessions)
    assert (await effects.take_effect(MEDIATOR, EFFECT, settled.ports)).effect is not None


async def test_an_empty_room_brings_no_agreement_back_over_which_people_met_before(settled: Store) -> None:
    await put_off(settled, await met(settled))
    empty = (await schedule.schedule(MEDIATOR, replace(AGAIN, key="again-00002", starts_at=LATER + timedelta(days=1)),
                                     settled.ports)).session  # fmt: skip
    await came(settled, empty, Place.JOINT)
    await put_off(settled, empty)

    assert (await state(settled), await lines(settled)) == (CaseState.IN_MEDIATION, ["agreement.reopened"])
    with pytest.raises(IllegalTransitionError):
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)


async def test_one_side_that_came_to_a_meeting_on_site_takes_nothing_from_the_other(settled: Store) -> None:
    command = on_site.MoveOnSite(SERIAL, "on-site-0001", LATER, 60, "西工区调解中心", None, ())
    session = await on_site.move_on_site(MEDIATOR, command, settled.ports)
    settled.clock.at = LATER + timedelta(hours=1)
    alone = Came(("li",), LATER, LATER + timedelta(minutes=20))
    off = outcomes.Conclude(session, "outcome-2", OutcomeKind.ADJOURNED, reason="单位没有来人", came=alone)
    await outcomes.conclude(MEDIATOR, off, settled.ports)

    assert (await state(settled), await lines(settled)) == (CaseState.AGREED, ["agreement.stands"])
    assert (await effects.take_effect(MEDIATOR, EFFECT, settled.ports)).effect is not None


async def test_the_term_that_an_agreement_met_is_met_again_when_nobody_came_to_talk_it_over(settled: Store) -> None:
    await with_term(settled)
    session = await planned(settled)
    await came(settled, session, Place.JOINT)
    await put_off(settled, session)

    shown = (await clocks.view(MEDIATOR, SERIAL, settled.ports)).clocks
    assert [one.state for one in shown if one.key == "term"] == [ClockState.DONE]


async def test_while_people_meet_again_and_after_a_further_date_the_former_terms_take_no_effect(
    settled: Store,
) -> None:
    session = await met(settled)
    with pytest.raises(IllegalTransitionError):
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    put_off = outcomes.Conclude(session, "outcome-2", OutcomeKind.ADJOURNED, reason="回去核算")
    await outcomes.conclude(MEDIATOR, put_off, settled.ports)

    with pytest.raises(IllegalTransitionError):
        await effects.take_effect(MEDIATOR, replace(EFFECT, sessions=(SessionId("session1"),)), settled.ports)

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert ("take_effect" in view.may, view.agreed_in, view.effect) == (False, (), None)


@pytest.mark.parametrize(
    "mixed",
    [
        pytest.param(signed(LATER + timedelta(minutes=40), "li"), id="one party had signed the former terms"),
        pytest.param(signed(LATER + timedelta(minutes=40), "li", "zhou"), id="both had signed the former terms"),
        pytest.param(signed(LATER - timedelta(minutes=1)), id="everything a minute before they met"),
        pytest.param(
            replace(signed(LATER + timedelta(minutes=40)), mediator_signed_at=LATER - timedelta(hours=1)),
            id="the mediator had signed the former terms",
        ),
        pytest.param(
            replace(signed(LATER + timedelta(minutes=40)), sealed_at=LATER - timedelta(hours=1)),
            id="the former terms were sealed",
        ),
    ],
)
async def test_no_name_put_to_the_former_terms_counts_for_the_new_ones_and_nothing_is_changed(
    settled: Store, mixed: effects.TakeEffect
) -> None:
    await agreed_anew(settled)
    before = everything(settled.database.engine)

    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, mixed, settled.ports)

    assert (refusal.value.code, refusal.value.facts) == ("effect.former_terms", {"since": "2026-04-07 12:00"})
    assert everything(settled.database.engine) == before


async def test_the_minute_in_which_people_met_again_is_not_held_against_who_signed_in_it(settled: Store) -> None:
    session = await planned(settled)
    opened = LATER + timedelta(seconds=40)
    settled.clock.at = opened
    await sessions.mark_open(session, opened, settled.ports)
    await outcomes.conclude(MEDIATOR, outcomes.Conclude(session, "outcome-2", NEW[0], terms=NEW[1]), settled.ports)
    settled.clock.at = LATER + timedelta(hours=1)

    assert (await effects.take_effect(MEDIATOR, signed(LATER), settled.ports)).effect is not None


async def test_the_former_agreement_cannot_be_chosen_as_the_one_that_was_signed(settled: Store) -> None:
    session = await agreed_anew(settled)
    former = replace(signed(LATER + timedelta(minutes=40)), sessions=(SessionId("session1"),))

    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, former, settled.ports)

    assert (refusal.value.code, refusal.value.facts) == ("effect.incomplete", {"sessions": "nothing_agreed"})
    view = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert ([one.session for one in view.agreed_in], view.signed_from) == ([session], LATER)


async def test_a_correction_puts_no_signature_back_onto_the_former_terms(settled: Store) -> None:
    await agreed_anew(settled)
    when = LATER + timedelta(minutes=40)
    await effects.take_effect(MEDIATOR, signed(when), settled.ports)
    early = {one.identity: LATER - timedelta(hours=1) for one in BOTH}
    back = effect_corrections.CorrectEffect(SERIAL, 0, early, when, when, "看错了")

    with pytest.raises(InvalidError) as refusal:
        await effect_corrections.correct(MEDIATOR, back, settled.ports)

    assert refusal.value.code == "effect.former_terms"


async def test_where_they_come_to_a_part_only_the_former_whole_is_not_signed_in_its_place(settled: Store) -> None:
    session = await met(settled)
    partly = outcomes.Conclude(session, "outcome-2", OutcomeKind.PARTLY_SETTLED, terms="先付 8,000 元。")
    await outcomes.conclude(MEDIATOR, partly, settled.ports)
    settled.clock.at = LATER + timedelta(hours=1)
    assert await state(settled) is CaseState.PARTLY_AGREED

    whole = replace(signed(LATER + timedelta(minutes=40)), sessions=(SessionId("session1"),))
    for refused in (whole, EFFECT):
        with pytest.raises(InvalidError):
            await effects.take_effect(MEDIATOR, refused, settled.ports)

    after = await effects.take_effect(MEDIATOR, signed(LATER + timedelta(minutes=40)), settled.ports)
    assert after.effect is not None


async def test_where_they_part_without_agreement_the_former_terms_are_gone_too(settled: Store) -> None:
    session = await met(settled)
    failed = outcomes.Conclude(
        session, "outcome-2", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason="金额差得太多"
    )
    await outcomes.conclude(MEDIATOR, failed, settled.ports)

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert (view.part, view.agreed_in, "take_effect" in view.may) == (None, (), False)
    with pytest.raises(MediationError):
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)


async def test_nobody_refused_to_sign_where_what_was_agreed_is_talked_over_again_and_nothing_stands(
    settled: Store,
) -> None:
    await put_off(settled, await met(settled))
    refused = endings.End(SERIAL, "ending-00001", EndingCode.REFUSED_TO_SIGN, "单位不肯签")

    with pytest.raises(ConflictError) as refusal:
        await endings.end(MEDIATOR, refused, settled.ports)

    assert refusal.value.code == "ending.nothing_to_sign"


async def test_everybody_reads_once_that_what_was_agreed_counts_no_more(settled: Store) -> None:
    worker = await own(settled, WORKER)
    await agreed_anew(settled)

    lines = [one for one in (await cases.view(CLERK, SERIAL, settled.ports)).timeline if "不作数" in one.text]
    assert [one.kind for one in lines] == ["agreement.reopened"]
    sent = await desk.sent(CLERK, SERIAL, settled.ports)
    told = [one.text for one in sent if one.kind is ReminderKind.SESSION_INVITED]
    assert len(told) == len(PEOPLE)
    assert all("各方到会谈过了，之前签的名就不作数" in text for text in told)
    assert all("会没有开成的，原来签的仍然有效" in text for text in told)
    page = (await own_course.look(worker, settled.ports)).sessions
    assert [(one.number, one.outcome, one.reopened) for one in page] == [
        (1, OutcomeKind.SETTLED, True),
        (2, OutcomeKind.SETTLED, False),
    ]


async def test_a_first_meeting_and_one_for_a_rest_say_nothing_of_former_terms(store: Store) -> None:
    worker = await own(store, WORKER)
    await store.open_session()
    partly = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="先付 8,000 元。")
    await outcomes.conclude(MEDIATOR, partly, store.ports)
    await agreed_anew(store)

    assert not [one for one in (await cases.view(CLERK, SERIAL, store.ports)).timeline if "不作数" in one.text]
    assert not [one for one in await desk.sent(CLERK, SERIAL, store.ports) if "不作数" in one.text]
    view = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert ([one.number for one in view.agreed_in], view.signed_from) == ([1, 2], None)
    assert not any(one.reopened for one in (await own_course.look(worker, store.ports)).sessions)


async def test_a_meeting_held_beside_the_one_that_agreed_and_over_before_it_takes_nothing_back(store: Store) -> None:
    await store.open_session()
    async with store.database.begin() as uow:
        first = await uow.sessions.get(SessionId("session1"))
        assert first is not None
        beside = replace(first, id=SessionId("beside"), number=2, state=SessionState.SCHEDULED, version=0)
        await uow.sessions.add(beside.open(NOW + timedelta(minutes=10)).adjourn(NOW + timedelta(minutes=20)))
        await uow.commit()
    store.clock.at = NOW + timedelta(hours=1)
    outcome = outcomes.Conclude("session1", "outcome-1", NEW[0], terms=NEW[1])
    await outcomes.conclude(MEDIATOR, outcome, store.ports)

    assert [one.number for one in (await endings.view(MEDIATOR, SERIAL, store.ports)).agreed_in] == [1]
    when = NOW + timedelta(minutes=30)
    assert (await effects.take_effect(MEDIATOR, signed(when), store.ports)).effect is not None


async def test_the_meeting_can_be_moved_on_site_and_the_agreement_waits_until_people_are_there(settled: Store) -> None:
    command = on_site.MoveOnSite(SERIAL, "on-site-0001", LATER, 60, "西工区调解中心", None, ())
    session = await on_site.move_on_site(MEDIATOR, command, settled.ports)
    assert await state(settled) is CaseState.AGREED
    settled.clock.at = LATER + timedelta(hours=2)
    came = Came(tuple(one.identity for one in PEOPLE), LATER, LATER + timedelta(hours=1))
    again = outcomes.Conclude(session, "outcome-2", NEW[0], terms=NEW[1], came=came)

    await outcomes.conclude(MEDIATOR, again, settled.ports)

    assert await state(settled) is CaseState.AGREED
    lines = (await cases.view(CLERK, SERIAL, settled.ports)).timeline
    assert len([one for one in lines if one.kind == "agreement.reopened"]) == 1
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    assert refusal.value.code == "effect.former_terms"
    assert (await effects.take_effect(MEDIATOR, signed(LATER), settled.ports)).effect is not None


async def test_an_older_meeting_entered_late_takes_nothing_from_what_was_agreed_after_it(settled: Store) -> None:
    older = offline.OfflineResult(
        SERIAL, "offline-00001", NOW - timedelta(days=1), 60, "西工区调解中心", OutcomeKind.SETTLED, "付 1 万元。",
        tuple(one.identity for one in PEOPLE),
    )  # fmt: skip
    await offline.record(MEDIATOR, older, settled.ports)

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)

    assert [one.session for one in view.agreed_in] == ["session1"]
    assert not [one for one in (await cases.view(CLERK, SERIAL, settled.ports)).timeline if "不作数" in one.text]


async def test_a_meeting_entered_late_that_began_before_the_other_was_over_is_refused_and_takes_no_place(
    settled: Store,
) -> None:
    async with settled.database.begin() as uow:
        first = await uow.sessions.get(SessionId("session1"))
        assert first is not None
        await uow.sessions.save(replace(first, ended_at=NOW + timedelta(hours=1)))
        await uow.commit()
    settled.clock.at = NOW + timedelta(hours=2)
    beside = offline.OfflineResult(
        SERIAL, "offline-00001", NOW + timedelta(minutes=30), 60, "西工区调解中心", OutcomeKind.SETTLED, "付 1 万元。",
        tuple(one.identity for one in PEOPLE),
    )  # fmt: skip
    with pytest.raises(ConflictError) as refusal:
        await offline.record(MEDIATOR, beside, settled.ports)

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)

    assert refusal.value.code == "session.held_then"
    assert ([one.number for one in view.agreed_in], await lines(settled)) == ([1], [])


async def test_a_meeting_entered_late_that_was_held_after_the_other_takes_its_place_and_the_case_says_so(
    settled: Store,
) -> None:
    settled.clock.at = NOW + timedelta(hours=4)
    later = offline.OfflineResult(
        SERIAL, "offline-00001", NOW + timedelta(hours=2), 60, "西工区调解中心", OutcomeKind.SETTLED, "付 1 万元。",
        tuple(one.identity for one in PEOPLE),
    )  # fmt: skip
    await offline.record(MEDIATOR, later, settled.ports)

    view = await endings.view(MEDIATOR, SERIAL, settled.ports)

    assert ([one.number for one in view.agreed_in], await lines(settled)) == ([2], ["agreement.reopened"])


async def test_the_term_runs_again_when_people_meet_again_and_is_met_by_what_they_agree(settled: Store) -> None:
    await with_term(settled)

    async def term() -> tuple[ClockState, ...]:
        shown = (await clocks.view(MEDIATOR, SERIAL, settled.ports)).clocks
        return tuple(one.state for one in shown if one.key == "term")

    assert await term() == (ClockState.DONE,)
    session = await met(settled)
    assert await term() == (ClockState.RUNNING,)
    async with settled.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        assert "term" in {one.key for one in await uow.clocks.of(case.id)}
    await outcomes.conclude(MEDIATOR, outcomes.Conclude(session, "outcome-2", NEW[0], terms=NEW[1]), settled.ports)
    assert await term() == (ClockState.DONE,)


async def test_the_term_can_be_longer_while_the_agreement_waits_in_its_days_and_not_after_them_nor_once_in_force(
    settled: Store,
) -> None:
    await with_term(settled)
    assert (await clocks.view(MEDIATOR, SERIAL, settled.ports)).offer is not None
    command = terms.AskExtension(SERIAL, "extend-0001", "还要改一期的日期")
    (asked,) = (await terms.ask_extension(MEDIATOR, command, settled.ports)).extensions
    for one in BOTH:
        await terms.answer_extension(MEDIATOR, SERIAL, asked.id, says(one.identity), settled.ports)
    last = (await clocks.view(MEDIATOR, SERIAL, settled.ports)).clocks

    after = await terms.grant_extension(MEDIATOR, SERIAL, asked.id, settled.ports)

    due = {one.key: one.deadline.due_on for one in after.clocks}["term"]
    assert due > {one.key: one.deadline.due_on for one in last}["term"]
    await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    with pytest.raises(ConflictError) as refusal:
        await terms.ask_extension(MEDIATOR, replace(command, key="extend-0002"), settled.ports)
    assert refusal.value.code == "term.over"


async def test_after_the_last_day_an_agreement_that_waits_gives_no_longer_term(settled: Store) -> None:
    await with_term(settled)
    settled.clock.at = NOW + timedelta(days=60)

    with pytest.raises(ConflictError) as refusal:
        await terms.ask_extension(MEDIATOR, terms.AskExtension(SERIAL, "extend-0001", "还要谈"), settled.ports)

    assert refusal.value.code == "extension.too_late"
    assert (await clocks.view(MEDIATOR, SERIAL, settled.ports)).offer is None
