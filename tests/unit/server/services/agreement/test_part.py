"""An agreement on a part, and the rest that ends without one."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.agreement import AgreementState
from server.domain.case import CaseAction, CaseState
from server.domain.doors import DoorState
from server.domain.ending import Step
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, InvalidError, NotFoundError
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.reminder import ReminderKind
from server.domain.rest import AgreedPart
from server.domain.session import SessionState
from server.domain.term import Pause, PauseKind
from server.services import (
    cases,
    doors,
    effect_corrections,
    effects,
    endings,
    filing,
    notice_papers,
    outcomes,
    own_course,
    receipting,
)
from server.services.case_views import CaseConditions
from tests.factories import NOW
from tests.support.agreements import (
    CONFIRMATION,
    EFFECT,
    SERIAL,
    SIGNATURES,
    SIGNED,
    names_told,
    on,
    own,
    says,
    to_people,
)
from tests.support.kept import everything
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, PEOPLE, WORKER, Store

PARTLY = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="先付 16,000 元。")
REST_FAILED = outcomes.Conclude(
    "session2", "outcome-2", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason="补偿金额差得太多"
)


async def and_the_rest(store: Store, outcome: outcomes.Conclude = REST_FAILED) -> Store:
    """Agree on a part, hold a further session on the rest, and conclude that one."""
    await store.open_session()
    await outcomes.conclude(MEDIATOR, PARTLY, store.ports)
    async with store.database.begin() as uow:
        first, case = await uow.sessions.get(SessionId("session1")), await uow.cases.by_serial(SERIAL)
        assert first is not None
        assert case is not None
        further = replace(first, id=SessionId("session2"), number=2, state=SessionState.SCHEDULED, ended_at=None)
        await uow.sessions.add(replace(further, version=0).open(NOW))
        await uow.cases.save(case.act(CaseAction.BEGIN))
        await uow.commit()
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    return store


def lines_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")


async def test_a_part_that_was_agreed_takes_effect_though_the_rest_ended_without_agreement(store: Store) -> None:
    await and_the_rest(store)
    before = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert ("take_effect" in before.may, before.part) == (True, AgreedPart.TO_SIGN)
    assert [one.session for one in before.agreed_in] == ["session1"]

    after = await effects.take_effect(MEDIATOR, EFFECT, store.ports)

    assert (after.effect is not None, after.part) == (True, AgreedPart.IN_FORCE)
    assert after.ending is not None
    assert (after.ending.code, after.ending.owed) == (EndingCode.DIFFERENCES_TOO_LARGE, Step.REPORT)
    assert "take_effect" not in after.may
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.ENDED
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, store.ports)).applications
    sent = await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), store.ports)
    assert sent.applications[0].state is DoorState.SENT
    assert sent.effect is not None
    assert sent.effect.state is AgreementState.UNDER_REVIEW


async def given_back(store: Store) -> None:
    """Let whoever mediated have given the mandate back before the desk ended the case."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(case.given_to(None, None))
        await uow.commit()


async def test_after_the_mandate_was_given_back_the_desk_records_the_part_that_was_agreed(store: Store) -> None:
    await and_the_rest(store)
    await given_back(store)
    with pytest.raises(NotFoundError):
        await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    assert "take_effect" in (await endings.view(CLERK, SERIAL, store.ports)).may

    after = await effects.take_effect(CLERK, EFFECT, store.ports)

    assert (after.effect is not None, after.part) == (True, AgreedPart.IN_FORCE)
    assert "correct_effect" in after.may


async def test_the_desk_records_nothing_while_somebody_mediates_or_the_case_goes_on(store: Store) -> None:
    await and_the_rest(store)
    assert "take_effect" not in (await endings.view(CLERK, SERIAL, store.ports)).may
    with pytest.raises(ForbiddenError):
        await effects.take_effect(CLERK, EFFECT, store.ports)
    await given_back(store)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.TO_APPOINT))
        await uow.commit()
    with pytest.raises(ForbiddenError):
        await effects.take_effect(CLERK, EFFECT, store.ports)

    assert (await endings.view(CLERK, SERIAL, store.ports)).effect is None


async def test_who_looks_for_what_was_agreed_finds_a_part_though_the_rest_ended(store: Store) -> None:
    await and_the_rest(store)

    async def listed(*states: CaseState) -> int:
        return (await cases.find(CLERK, CaseConditions(states=states), store.ports)).total

    assert await listed(CaseState.AGREED, CaseState.PARTLY_AGREED) == 1
    assert await listed(CaseState.ENDED) == 1
    assert await listed(CaseState.AGREED) == 0


async def test_an_ending_without_any_part_is_not_found_among_what_was_agreed(store: Store) -> None:
    await store.open_session()
    failed = replace(REST_FAILED, session="session1")
    await outcomes.conclude(MEDIATOR, failed, store.ports)

    found = await cases.find(CLERK, CaseConditions(states=(CaseState.PARTLY_AGREED,)), store.ports)
    assert found.total == 0


async def test_everybody_reads_that_a_part_is_agreed_and_the_rest_is_not_before_it_is_signed_and_after(
    store: Store,
) -> None:
    await and_the_rest(store)
    line = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    assert any(one.kind == "case.ended" and "部分事项达成协议" in one.text for one in line)
    told = await names_told(store, ReminderKind.MEDIATION_ENDED, "部分事项达成协议")
    assert told == {one.name for one in PEOPLE}
    link = await own(store, WORKER)
    for act, part, says_so in (
        (False, AgreedPart.TO_SIGN, "签了名才生效"),
        (True, AgreedPart.IN_FORCE, "已经生效；其余事项没有达成协议"),
    ):
        if act:
            await effects.take_effect(MEDIATOR, EFFECT, store.ports)
        seen = (await own_course.look(link, store.ports)).ended
        assert seen is not None
        assert (seen.part, bool(seen.ways)) == (part, True)
        paper = lines_of((await notice_papers.notice(CLERK, SERIAL, WORKER.identity, store.ports)).content)
        assert (says_so in paper, "向人民法院起诉" in paper) == (True, True)
    assert await names_told(store, ReminderKind.AGREEMENT_IN_FORCE, "其余没有达成协议") == {one.name for one in PEOPLE}


async def test_the_court_gets_the_report_of_the_rest_with_the_agreement_on_the_part(store: Store) -> None:
    await and_the_rest(store)
    await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    about = endings.WriteReport(SERIAL, 0, "开了两次会，双方到场。", "补偿金额差得太多。", "", "")
    await endings.report(MEDIATOR, about, store.ports)
    view = await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)

    assert view.ending is not None
    assert [one.kind for one in view.ending.handed_over] == ["report", "agreement"]
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.HANDED_OVER
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        (report,) = [one for one in await uow.documents.of_case(case.id) if one.kind == receipting.ENDING_REPORT]
    paper = lines_of((await filing.content_of_document(store.ports, report)).content)
    assert "部分事项达成的协议已经生效；其余事项没有达成协议" in paper


async def test_a_part_that_takes_effect_after_the_hand_over_is_still_owed_to_the_court(store: Store) -> None:
    await and_the_rest(store)
    await endings.report(
        MEDIATOR, endings.WriteReport(SERIAL, 0, "开了两次会。", "金额差得太多。", "", ""), store.ports
    )
    await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)

    view = await effects.take_effect(MEDIATOR, EFFECT, store.ports)

    assert view.effect is not None
    line = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    assert [one.kind for one in line if "另行送法院备案" in one.text] == ["agreement.to_court"]


async def test_after_somebody_refused_to_sign_only_what_was_signed_before_takes_effect(store: Store) -> None:
    refused = replace(REST_FAILED, ending_code=EndingCode.REFUSED_TO_SIGN)
    store.clock.at = NOW + timedelta(minutes=30)
    await and_the_rest(store, refused)
    store.clock.at = NOW + timedelta(minutes=50)
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).part is None
    late = tuple(replace(one, at=NOW + timedelta(minutes=40)) for one in SIGNATURES)
    before = everything(store.database.engine)
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=late), store.ports)
    assert refusal.value.code == "effect.after_end"
    assert everything(store.database.engine) == before

    assert (await effects.take_effect(MEDIATOR, EFFECT, store.ports)).part is AgreedPart.IN_FORCE


async def test_nothing_takes_effect_in_a_case_that_ended_while_it_was_suspended(store: Store) -> None:
    await and_the_rest(store)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.terms.add_pause(Pause("pause1", case.id, PauseKind.SUSPENSION, NOW, MEDIATOR.name, "疑似串通"))
        await uow.commit()

    assert "take_effect" not in (await endings.view(MEDIATOR, SERIAL, store.ports)).may
    with pytest.raises(ConflictError) as refusal:
        await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    assert refusal.value.code == "effect.suspended"


async def test_a_whole_agreement_that_nobody_signed_is_gone_with_the_end_of_the_mediation(settled: Store) -> None:
    over = endings.End(SERIAL, "ending-00001", EndingCode.REFUSED_TO_SIGN, "公司反悔，不肯签")
    view = await endings.end(MEDIATOR, over, settled.ports)
    assert ("take_effect" in view.may, view.part) == (False, None)
    with pytest.raises(IllegalTransitionError):
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)


async def test_an_agreement_on_a_part_waits_to_be_refused_though_the_rest_is_mediated(store: Store) -> None:
    adjourned = outcomes.Conclude("session2", "outcome-2", OutcomeKind.ADJOURNED, reason="核对工资表")
    await and_the_rest(store, adjourned)
    over = endings.End(SERIAL, "ending-00001", EndingCode.REFUSED_TO_SIGN, "公司反悔，不肯签")
    assert (await endings.end(MEDIATOR, over, store.ports)).ending is not None


async def test_a_session_that_was_planned_for_the_rest_is_called_off_when_the_mediation_ends_with_the_part(
    store: Store,
) -> None:
    await store.open_session()
    await outcomes.conclude(MEDIATOR, PARTLY, store.ports)
    async with store.database.begin() as uow:
        first = await uow.sessions.get(SessionId("session1"))
        assert first is not None
        further = replace(first, id=SessionId("session2"), number=2, state=SessionState.SCHEDULED, version=0)
        await uow.sessions.add(replace(further, starts_at=NOW + timedelta(days=3), opened_at=None, ended_at=None))
        await uow.commit()

    await effects.take_effect(MEDIATOR, EFFECT, store.ports)

    async with store.database.begin() as uow:
        left = await uow.sessions.get(SessionId("session2"))
    assert left is not None
    assert left.state is SessionState.CANCELLED
    assert ("end", "session2") in store.rooms.heard


async def test_instalments_of_a_part_are_asked_for_though_the_rest_ended_without_agreement(store: Store) -> None:
    await and_the_rest(store)
    await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    on(store, SIGNED + timedelta(days=4))
    assert await to_people(store) == [ReminderKind.PERFORMANCE_TOMORROW] * 2


async def test_putting_right_when_a_part_was_signed_leaves_when_the_mediation_of_the_rest_ended(store: Store) -> None:
    await and_the_rest(store)
    await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    before = (await endings.view(MEDIATOR, SERIAL, store.ports)).ending
    earlier = NOW - timedelta(minutes=2)
    signed = {one.identity: earlier for one in SIGNATURES}

    right = effect_corrections.CorrectEffect(SERIAL, 0, signed, earlier, earlier, "看错了签名页上的时间")
    after = await effect_corrections.correct(MEDIATOR, right, store.ports)

    assert before is not None
    assert after.ending is not None
    assert after.ending.ended_at == before.ended_at
    assert after.effect is not None
    assert after.effect.effective_at == earlier
    assert await names_told(store, ReminderKind.AGREEMENT_IN_FORCE, "其余没有达成协议") == {one.name for one in PEOPLE}
