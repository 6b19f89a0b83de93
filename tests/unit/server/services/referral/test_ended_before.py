"""A case that ends before anybody mediates it: the desk that received it ends and files it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CaseState
from server.domain.choice import ChoiceState
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.ending import WITHDRAWALS
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, InvalidError, NotFoundError
from server.domain.outcome import EndingCode
from server.domain.party import Side
from server.domain.receipt import ReturnCode
from server.domain.referral import ReferralState
from server.services import cases, choosing, contacts, desk, endings, intake, notice_papers, parties, referrals
from server.services.contacts import Conclude, LogContact
from server.services.intake import GiveBack
from server.services.referrals import Accept
from tests.support.intake import complete, handed_in
from tests.support.referrals import NO, SERIAL, accepted, both_choose, refer, sees
from tests.support.referrals import desk as referrals_of
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store

ENDS = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "法院征询，用人单位来信说不同意调解")


async def test_the_court_ends_a_case_whose_other_side_refuses_before_anybody_mediates(store: Store) -> None:
    await both_choose(store)
    assert {"end"} == set((await endings.view(CLERK, SERIAL, store.ports)).may)

    ended = await endings.end(CLERK, ENDS, store.ports)

    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.ENDED
    assert ended.ending is not None
    assert (ended.ending.steps, ended.ending.owed, ended.may) == ((), None, ("serve", "close"))
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        choice = await uow.choices.latest(case.id)
    assert choice is not None
    assert choice.state is ChoiceState.CLOSED

    filed = await endings.close(CLERK, SERIAL, store.ports)

    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.FILED
    assert filed.may == ("serve",)


async def test_who_never_heard_of_the_application_is_not_told_that_it_is_over(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    assert view.serial is not None
    worker = view.application.parties[0].name

    withdrawn = endings.End(view.serial, "ending-00003", EndingCode.SETTLED_AND_WITHDREW, "申请人来电撤回申请")
    await endings.end(CLERK, withdrawn, store.ports)

    told = [one.name for one in await desk.sent(CLERK, view.serial, store.ports)]
    assert told == [worker]
    seen = await endings.view(CLERK, view.serial, store.ports)
    names = {one.identity: one.name for one in (await parties.people(CLERK, view.serial, store.ports)).people}
    assert [names[one] for one in seen.told] == [worker]
    assert [names[one] for one in seen.on_paper] == [worker]
    for identity, name in names.items():
        if name == worker:
            assert (await notice_papers.notice(CLERK, view.serial, identity, store.ports)).name.endswith(".pdf")
            continue
        with pytest.raises(ConflictError) as refusal:
            await notice_papers.notice(CLERK, view.serial, identity, store.ports)
        assert refusal.value.code == "notice.not_told"


async def test_who_was_tried_in_vain_was_told_nothing_and_is_written_nothing(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    view = await intake.take_on(CLERK, view.case, store.ports)
    assert view.serial is not None
    people = (await parties.people(CLERK, view.serial, store.ports)).people
    worker, employer = (next(one for one in people if one.side is side) for side in (Side.APPLICANT, Side.RESPONDENT))
    now, way = store.clock.now(), ContactChannel.TELEPHONE
    tried = LogContact(view.serial, "contact-1", employer.identity, now, way, ContactOutcome.WRONG_NUMBER, "")
    await contacts.log(CLERK, tried, store.ports)
    store.clock.pass_by(timedelta(days=1))
    letter = replace(tried, key="contact-2", at=store.clock.now(), channel=ContactChannel.LETTER)
    await contacts.log(CLERK, letter, store.ports)

    gone = Conclude(view.serial, employer.identity, AskResult.UNREACHABLE, "号码是空号，地址查无此人")
    await contacts.conclude(CLERK, gone, store.ports)

    ended = [one for one in await desk.sent(CLERK, view.serial, store.ports) if one.kind == "mediation_ended"]
    assert [one.name for one in ended] == [worker.name]
    assert (await endings.view(CLERK, view.serial, store.ports)).told == (worker.identity,)


async def test_differences_are_no_ending_where_nobody_talked_and_nothing_changes(store: Store) -> None:
    command = endings.End(SERIAL, "ending-00001", EndingCode.DIFFERENCES_TOO_LARGE, "差得太多")

    with pytest.raises(InvalidError) as refusal:
        await endings.end(CLERK, command, store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("ending.incomplete", {"ending_code": "not_allowed"})
    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.TO_APPOINT


@pytest.mark.parametrize("to", ["centre", "王调解员"])
@pytest.mark.parametrize("code", sorted(WITHDRAWALS))
async def test_the_court_ends_at_once_what_is_withdrawn_while_somebody_is_asked_to_mediate(
    store: Store, to: str, code: EndingCode
) -> None:
    await refer(store, to)
    assert (await endings.view(CLERK, SERIAL, store.ports)).may == ("end",)

    ended = await endings.end(CLERK, replace(ENDS, code=code), store.ports)

    assert ended.may == ("serve", "close")
    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.ENDED
    (referral,) = (await referrals_of(store)).referrals
    assert referral.state is ReferralState.WITHDRAWN
    assert not await sees(store, CENTRE)
    assert not await sees(store, MEDIATOR)
    with pytest.raises(NotFoundError):
        await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)
    store.clock.pass_by(timedelta(days=30))
    assert await referrals.expire(store.ports) == 0
    await endings.close(CLERK, SERIAL, store.ports)
    assert (await cases.view(CLERK, SERIAL, store.ports)).state is CaseState.FILED


async def test_for_another_reason_nobody_ends_what_somebody_is_asked_to_mediate(store: Store) -> None:
    await refer(store)
    for code in sorted(frozenset(EndingCode) - WITHDRAWALS):
        with pytest.raises(InvalidError) as refusal:
            await endings.end(CLERK, replace(ENDS, code=code, reason="来电说不想再等法院安排了"), store.ports)
        assert refusal.value.facts == {"ending_code": "not_allowed"}
    with pytest.raises(ConflictError) as unanswered:
        await endings.end(CENTRE, ENDS, store.ports)

    assert unanswered.value.code == "referral.unanswered"
    assert (await cases.view(CENTRE, SERIAL, store.ports)).state is CaseState.AWAITING_ACCEPTANCE
    assert (await endings.view(CENTRE, SERIAL, store.ports)).may == ()
    (referral,) = (await referrals_of(store)).referrals
    assert referral.state is ReferralState.SENT


async def test_the_desk_ends_nothing_that_somebody_mediates(store: Store) -> None:
    await accepted(store)

    with pytest.raises(ConflictError) as refusal:
        await endings.end(CLERK, ENDS, store.ports)

    assert refusal.value.code == "ending.mediated"
    assert (await endings.view(CLERK, SERIAL, store.ports)).may == ()


async def test_a_judge_and_another_house_end_nothing(store: Store) -> None:
    with pytest.raises(ForbiddenError):
        await endings.end(JUDGE, ENDS, store.ports)
    with pytest.raises(NotFoundError):
        await endings.end(CENTRE, ENDS, store.ports)


async def test_a_returned_application_that_nobody_completes_is_ended_and_filed_so_that_it_can_be_deleted(
    store: Store,
) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    view = await intake.give_back(CLERK, view.case, GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)
    assert view.serial is not None
    reason = "退回后申请人说明不再申请调解"

    await endings.end(CLERK, endings.End(view.serial, "ending-00002", EndingCode.OTHER, reason), store.ports)
    with pytest.raises(IllegalTransitionError):
        await intake.resubmit(CLERK, view.case, store.ports)
    filed = await endings.close(CLERK, view.serial, store.ports)

    assert filed.ending is not None
    assert filed.ending.closed_at is not None


async def test_nobody_chooses_on_in_a_case_that_was_returned(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    view = await intake.take_on(CLERK, view.case, store.ports)
    serial = view.serial
    assert serial is not None
    await choosing.start(CLERK, serial, joint=False, ports=store.ports)

    await intake.give_back(CLERK, view.case, GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)

    with pytest.raises((ConflictError, IllegalTransitionError)):
        await choosing.ask_court(CLERK, serial, store.ports)
