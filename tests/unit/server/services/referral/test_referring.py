"""Referring: sent, accepted, declined or gone back; access ends with the mandate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.choice import HandedOver
from server.domain.clocks import ClockState
from server.domain.contact import AskResult
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import CaseId, EntryId, Identity
from server.domain.outcome import EndingCode
from server.domain.referral import DeclineGround, ReferralState
from server.services import cases, choosing, clocks, contacts, endings, panels, referral_desk, referrals
from server.services.contacts import Conclude
from server.services.endings import End
from server.services.referrals import Accept, Send
from tests.factories import a_participant
from tests.support.referrals import NO, SERIAL, TUESDAY, UNION, desk, refer, sees
from tests.support.rosters import TODAY
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR, Store


async def test_a_referral_shows_both_thresholds_as_on_the_calendar(store: Store) -> None:
    await refer(store)

    (sent,) = (await desk(store)).referrals

    assert [(one.key, one.deadline.due_on.isoformat()) for one in sent.clocks] == [
        ("accept_3", "2026-04-03"),
        ("accept_5", "2026-04-08"),
    ]
    assert all(one.deadline.trace for one in sent.clocks)


async def test_after_the_letter_the_case_shows_that_the_court_appointed_in_time_and_counts_anew_when_it_comes_back(
    store: Store,
) -> None:
    await refer(store)
    appointed = {one.key: one for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks}["appoint"]
    assert (appointed.state, appointed.done_on) == (ClockState.DONE, TUESDAY.date())

    await referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "没有人手", store.ports)

    again = {one.key: one for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks}["appoint"]
    assert (again.state, again.done_on) == (ClockState.RUNNING, None)


async def test_the_same_letter_twice_is_one(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    letter = Send(SERIAL, "key-00001", "centre")

    await referrals.send(CLERK, letter, store.ports)
    await referrals.send(CLERK, letter, store.ports)

    assert len((await desk(store)).referrals) == 1


async def test_only_those_to_whom_it_was_referred_see_the_case(store: Store) -> None:
    assert [await sees(store, one) for one in (CENTRE, UNION, MEDIATOR)] == [False, False, False]

    await refer(store)

    assert [await sees(store, one) for one in (CENTRE, UNION, MEDIATOR, OTHER_MEDIATOR)] == [True, False, False, False]


async def test_acceptance_starts_the_term_and_keeps_both_instants(store: Store) -> None:
    await refer(store)
    signed = TUESDAY + timedelta(hours=1)
    store.clock.at = TUESDAY + timedelta(hours=5)

    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO, signed), store.ports)

    found = await desk(store)
    assert (found.referrals[0].answered_at, found.referrals[0].signed_for_at) == (store.clock.at, signed)
    assert found.state is CaseState.ACCEPTED
    assert [(one.name, one.presides) for one in found.panel] == [("王调解员", True)]
    async with store.database.begin() as uow:
        term = await uow.terms.get((await uow.cases.by_serial(SERIAL)).id)  # type: ignore[union-attr]  # it is there
    assert term is not None
    assert (term.started_at, term.signed_for_at) == (store.clock.at, signed)
    assert await sees(store, MEDIATOR)


@pytest.mark.parametrize("mediator", ["union", "nobody", "centre"])
async def test_a_referral_is_accepted_only_with_an_own_mediator(store: Store, mediator: str) -> None:
    await refer(store)

    with pytest.raises(InvalidError) as refusal:
        await referrals.accept(CENTRE, Accept(SERIAL, mediator, NO), store.ports)

    assert refusal.value.code == "referral.mediator"
    assert (await desk(store)).state is CaseState.AWAITING_ACCEPTANCE


async def test_who_declines_loses_sight_of_the_case_at_that_moment(store: Store) -> None:
    await refer(store)
    assert await sees(store, CENTRE)

    await referrals.decline(CENTRE, SERIAL, DeclineGround.OUT_OF_FIELD, "本中心没有懂航运的调解员", store.ports)

    assert not await sees(store, CENTRE)
    with pytest.raises(NotFoundError):
        await referral_desk.view(CENTRE, SERIAL, store.ports)
    found = await desk(store)
    assert (found.state, found.referrals[0].state) == (CaseState.TO_APPOINT, ReferralState.DECLINED)
    assert found.choice is not None
    assert found.choice.handed_over is HandedOver.AFTER_REFUSAL
    await referrals.send(CLERK, Send(SERIAL, "key-00009", "union"), store.ports)
    assert await sees(store, UNION)
    assert [one.organisation for one in (await desk(store, UNION)).referrals] == ["总工会调解委员会"]


async def test_the_days_of_a_referral_are_told_from_sending_to_the_last(store: Store) -> None:
    await refer(store)

    days = (await desk(store)).referrals[0].clocks[1].strip

    assert [(one.day.day, one.kind.value) for one in days] == [
        (31, "working"),
        (1, "working"),
        (2, "working"),
        (3, "working"),
        (4, "holiday"),
        (5, "holiday"),
        (6, "holiday"),
        (7, "working"),
        (8, "working"),
    ]


async def test_declining_needs_the_reason_in_writing(store: Store) -> None:
    await refer(store)

    with pytest.raises(InvalidError):
        await referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "  ", store.ports)
    assert await sees(store, CENTRE)


async def test_the_court_may_appoint_anew_after_three_working_days_and_not_before(store: Store) -> None:
    await refer(store)
    store.clock.at = datetime(2026, 4, 3, 15, 59, tzinfo=UTC)
    with pytest.raises(ConflictError) as early:
        await referrals.withdraw(CLERK, SERIAL, "另行指定", store.ports)
    store.clock.at = datetime(2026, 4, 3, 16, 0, tzinfo=UTC)

    await referrals.withdraw(CLERK, SERIAL, "另行指定", store.ports)

    assert early.value.code == "referral.too_early"
    assert (await desk(store)).referrals[0].state is ReferralState.WITHDRAWN
    assert not await sees(store, CENTRE)


async def move_sun(store: Store, organisation: EntryId | None) -> None:
    """Let a mediator of the roster belong to another organisation, or to none."""
    async with store.database.begin() as uow:
        sun = await uow.roster.get(EntryId("孙调解员"))
        assert sun is not None
        await uow.roster.save(replace(sun, organisation=organisation))
        await uow.commit()


@pytest.mark.parametrize(("source", "word"), [(CaseSource.ENTRUSTED, "委派"), (CaseSource.COMMISSIONED, "委托")])
async def test_what_a_court_in_litigation_takes_back_is_called_as_it_was_sent(
    store: Store, source: CaseSource, word: str
) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        trial = replace(case, source=CaseSource.COMMISSIONED, stage=CaseStage.LITIGATION, procedure=Procedure.SUMMARY)
        await uow.cases.save(trial if source is CaseSource.COMMISSIONED else case)
        await uow.commit()
    await move_sun(store, EntryId("union"))
    await refer(store)
    store.clock.at = datetime(2026, 4, 3, 16, 0, tzinfo=UTC)

    await referrals.withdraw(CLERK, SERIAL, "另行指定", store.ports)
    await refer(store, "union")
    await referrals.accept(UNION, Accept(SERIAL, "孙调解员", NO), store.ports)
    await referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)

    lines = [line.text for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]
    assert f"三个工作日内未确认，收回对调解中心的{word}，另行指定：另行指定" in lines
    assert f"收回对总工会调解委员会的{word}，另行指定：长期没有进展" in lines


async def test_a_mediator_named_without_an_organisation_sees_the_own_referral_and_that_of_nobody_else(
    store: Store,
) -> None:
    await move_sun(store, None)
    await refer(store)
    await referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "人手不够", store.ports)
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(SERIAL, "key-alone-0001", "孙调解员"), store.ports)

    alone = replace(OTHER_MEDIATOR, organisation="")
    (seen,) = (await desk(store, alone)).referrals
    await referrals.accept(alone, Accept(SERIAL, "孙调解员", NO), store.ports)

    assert (seen.organisation, seen.mediator, seen.state) == ("", "孙调解员", ReferralState.SENT)
    assert [one.state for one in (await desk(store, alone)).referrals] == [ReferralState.ACCEPTED]


async def test_an_unanswered_referral_goes_back_after_five_working_days_by_itself_once(store: Store) -> None:
    await refer(store)
    store.clock.at = datetime(2026, 4, 8, 15, 59, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 0
    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    with pytest.raises(ConflictError) as late:
        await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert await referrals.expire(store.ports) == 1
    assert await referrals.expire(store.ports) == 0

    assert late.value.code == "referral.overdue"
    found = await desk(store)
    assert (found.state, found.referrals[0].state) == (CaseState.TO_APPOINT, ReferralState.OVERDUE)
    assert not await sees(store, CENTRE)


async def test_a_case_whose_record_is_broken_keeps_no_other_referral_from_going_back(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        other = replace(case, id=CaseId("case2"), serial="LY2026-000129", state=CaseState.TO_APPOINT, version=0)
        await uow.cases.add(other)
        await uow.cases.add_participant(a_participant(identity="wang", case=other.id))
        await uow.commit()
    await refer(store)
    store.clock.pass_by(timedelta(seconds=1))
    await choosing.start(CLERK, other.serial, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(other.serial, "key-centre-0002", "centre"), store.ports)
    async with store.database.engine.begin() as connection:
        await connection.execute(text("UPDATE referral SET chosen_by = 'nobody' WHERE case_id = 'case1'"))

    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 1
    assert (await referral_desk.view(CLERK, other.serial, store.ports)).state is CaseState.TO_APPOINT


async def test_a_mediator_named_in_a_referral_conducts_nothing_before_accepting(store: Store) -> None:
    await refer(store, "王调解员")
    refused = []
    for attempt in (
        endings.end(MEDIATOR, End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "不愿意调解"), store.ports),
        panels.disclose(MEDIATOR, SERIAL, NO, store.ports),
        contacts.conclude(MEDIATOR, Conclude(SERIAL, "zhou", AskResult.REFUSED, "不愿意"), store.ports),
    ):
        with pytest.raises(ConflictError) as refusal:
            await attempt
        refused.append(refusal.value.code)

    assert refused == ["referral.unanswered"] * 3
    assert (await desk(store)).state is CaseState.AWAITING_ACCEPTANCE
    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 1


async def test_nothing_is_referred_before_everyone_was_told_of_the_risk(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), Standing.WORKER, TODAY.replace(day=1, month=3), "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    assert refusal.value.code == "award.explanation_owed"
    assert (await desk(store)).explanation_owed == ("李秀兰", "周经理")


async def test_an_organisation_takes_on_what_came_to_it_without_a_court(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=CaseSource.ORGANISATION, court=None, organisation="调解中心"))
        await uow.commit()

    found = await referral_desk.view(CENTRE, SERIAL, store.ports)
    await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert {one.name for one in found.candidates} == {"王调解员", "孙调解员"}
    assert await sees(store, MEDIATOR)


async def test_a_judge_follows_and_refers_nothing(store: Store) -> None:
    assert "send" not in (await desk(store, JUDGE)).may
    with pytest.raises(ForbiddenError):
        await choosing.start(JUDGE, SERIAL, joint=True, ports=store.ports)
