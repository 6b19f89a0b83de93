"""After the agreement: instalments marked and asked for, applications only with everybody's word."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from pypdf import PdfReader

from server.domain.account import Account
from server.domain.agreement import AgreementState
from server.domain.agreement_effect import Signature
from server.domain.authority import PAPERS, AuthorityKind, Power
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseAction, CaseSource, CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.concurrence import ConcurrenceForm
from server.domain.doors import AgreementDoor, DoorAction, DoorState
from server.domain.ending import Step
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Capacity, Participant, Role, Side
from server.domain.performance import ClauseKind, Extent, Performance, PerformanceState
from server.domain.remedy import Remedy
from server.domain.reminder import PromptState, ReminderKind
from server.domain.rest import AgreedPart
from server.domain.session import SessionState
from server.domain.term import Pause, PauseKind
from server.services import (
    case_links,
    cases,
    desk,
    effects,
    endings,
    filing,
    notice_papers,
    outcomes,
    own_course,
    parties,
    performances,
    powers,
    receipting,
    reminders,
    steps,
)
from server.services.access import LinkKey
from server.services.due_reminders import spoken
from server.services.ending_views import CaseEndingView, PerformanceView
from server.services.performances import MarkPerformance
from server.services.terms import PartySays
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.kept import everything
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, JUDGE, MEDIATOR, OTHER_MEDIATOR, PEOPLE, WORKER, Store

SERIAL = "LY2026-000128"
SIGNED = beijing_day(NOW)
BOTH = (WORKER, EMPLOYER)
LAST_DAY: date = SIGNED + timedelta(days=10)
SIGNATURES = tuple(Signature(person.identity, NOW, person.identity) for person in BOTH)
EFFECT = effects.TakeEffect(
    SERIAL,
    SIGNATURES,
    NOW,
    NOW,
    frozenset({ClauseKind.PAYMENT}),
    (Performance(LAST_DAY, "支付 8,000 元"), Performance(SIGNED + timedelta(days=5), "支付 8,000 元")),
)
AUTHORISED = powers.RecordAuthority(
    SERIAL,
    "authority-0001",
    DAUGHTER.identity,
    WORKER.identity,
    AuthorityKind.RELATIVE,
    "全权代理",
    frozenset(),
    PAPERS[AuthorityKind.RELATIVE],
    SIGNED - timedelta(days=3),
)
CONFIRMATION = effects.Apply(
    SERIAL, "door-000001", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.WRITTEN
)


@pytest.fixture
async def settled(store: Store) -> Store:
    await store.open_session()
    outcome = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="分两期支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, outcome, store.ports)
    return store


@pytest.fixture
async def in_force(settled: Store) -> Store:
    await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    return settled


async def test_an_agreement_takes_no_effect_with_a_signature_that_binds_nobody(settled: Store) -> None:
    await powers.record(CLERK, AUTHORISED, settled.ports)
    (held,) = (await parties.people(CLERK, SERIAL, settled.ports)).authorities
    daughter = Signature(WORKER.identity, NOW, DAUGHTER.identity, held.id)
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=(daughter, SIGNATURES[1])), settled.ports)
    assert (refusal.value.code, refusal.value.facts) == (
        "signer.no_settle",
        {"party": WORKER.name, "who": DAUGHTER.name},
    )
    kept = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert (kept.effect, kept.ending) == (None, None)
    assert [(one.name, one.bar(NOW) is None) for one in kept.signers if one.party == WORKER.identity] == [
        (WORKER.name, True),
        (DAUGHTER.name, False),
    ]


async def test_after_a_partial_agreement_the_paper_and_the_page_name_the_ways_of_the_rest(store: Store) -> None:
    await store.open_session()
    partly = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="先付 16,000 元。")
    await outcomes.conclude(MEDIATOR, partly, store.ports)
    await effects.take_effect(MEDIATOR, EFFECT, store.ports)
    content = (await notice_papers.notice(CLERK, SERIAL, WORKER.identity, store.ports)).content
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")

    seen = (await own_course.look(await own(store, WORKER), store.ports)).ended
    assert "部分事项达成调解协议" in text
    assert "向人民法院起诉" in text
    assert seen is not None
    assert (seen.part, bool(seen.ways)) == (AgreedPart.IN_FORCE, True)
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).part is AgreedPart.IN_FORCE


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
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, store.ports)).applications
    sent = await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), store.ports)
    assert sent.applications[0].state is DoorState.SENT
    assert sent.effect is not None
    assert sent.effect.state is AgreementState.UNDER_REVIEW


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


async def test_after_a_whole_agreement_no_way_is_left(in_force: Store) -> None:
    content = (await notice_papers.notice(CLERK, SERIAL, WORKER.identity, in_force.ports)).content
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")

    assert "各方达成调解协议" in text
    assert "接下来" not in text
    assert (await endings.view(MEDIATOR, SERIAL, in_force.ports)).part is None


async def test_it_is_kept_who_signed_for_a_party_and_by_which_authority(settled: Store) -> None:
    can_settle = replace(AUTHORISED, powers=frozenset({Power.SETTLE}))
    await powers.record(CLERK, can_settle, settled.ports)
    (held,) = (await parties.people(CLERK, SERIAL, settled.ports)).authorities
    daughter = Signature(WORKER.identity, NOW, DAUGHTER.identity, held.id)
    await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=(daughter, SIGNATURES[1])), settled.ports)
    await powers.revoke(CLERK, SERIAL, held.id, settled.ports)
    kept = await endings.view(MEDIATOR, SERIAL, settled.ports)
    assert kept.effect is not None
    assert [(one.party, one.signer, one.kind) for one in kept.effect.signatures] == [
        (WORKER.name, DAUGHTER.name, AuthorityKind.RELATIVE),
        (EMPLOYER.name, EMPLOYER.name, None),
    ]
    assert kept.signers == ()


async def test_nobody_signs_online_who_did_not_agree_to_it_before_and_paper_needs_no_such_yes(settled: Store) -> None:
    online = replace(SIGNATURES[0], online=True)
    agreement = replace(EFFECT, signatures=(online, replace(SIGNATURES[1], online=False)))
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, agreement, settled.ports)
    assert (refusal.value.code, refusal.value.facts) == (
        "signer.not_online",
        {"party": WORKER.name, "who": WORKER.name},
    )

    settled.clock.at = NOW + timedelta(minutes=5)
    agrees = steps.RecordStep(SERIAL, WORKER.identity, ConsentStep.E_SIGNATURE, True, ConsentChannel.ORAL)  # noqa: FBT003 - a yes
    await steps.record(MEDIATOR, agrees, settled.ports)
    with pytest.raises(InvalidError):
        await effects.take_effect(MEDIATOR, agreement, settled.ports)
    assert (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect is None

    later = replace(online, at=settled.clock.at)
    await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=(later, SIGNATURES[1])), settled.ports)
    kept = (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect
    assert kept is not None
    assert [one.online for one in kept.signatures] == [True, None]


async def test_each_party_is_told_once_from_which_day_the_agreement_binds_and_until_when_they_may_apply(
    settled: Store,
) -> None:
    witness = replace(WORKER, identity=Identity("witness"), name="赵师傅", side=Side.NEUTRAL, role=Role.AGENT)
    async with settled.database.begin() as uow:
        await uow.cases.add_participant(witness)
        await uow.commit()

    await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    with pytest.raises(IllegalTransitionError):
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)

    told = [one for one in await desk.sent(CLERK, SERIAL, settled.ports) if one.kind is ReminderKind.AGREEMENT_IN_FORCE]
    assert {WORKER.name, EMPLOYER.name} <= {one.name for one in told}
    assert len({one.name for one in told}) == len(told)
    assert witness.name not in {one.name for one in told}
    assert {(one.at, one.state) for one in told} == {(NOW, PromptState.QUEUED)}
    for said in (spoken(SIGNED), "本人案件链接", "司法确认", "仲裁审查", spoken(SIGNED + timedelta(days=30))):
        assert all(said in one.text for one in told), said


async def test_nobody_is_told_of_an_agreement_that_took_no_effect(settled: Store) -> None:
    with pytest.raises(InvalidError):
        await effects.take_effect(MEDIATOR, replace(EFFECT, clauses=frozenset()), settled.ports)

    kinds = {one.kind for one in await desk.sent(CLERK, SERIAL, settled.ports)}
    assert ReminderKind.AGREEMENT_IN_FORCE not in kinds


async def test_an_agreement_of_an_organisation_that_took_the_case_in_by_itself_has_no_effect_unsealed(
    settled: Store,
) -> None:
    unsealed = replace(EFFECT, sealed_at=None)
    async with settled.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=CaseSource.ORGANISATION, court=None))
        await uow.commit()
    before = everything(settled.database.engine)
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, unsealed, settled.ports)
    assert refusal.value.code == "effect.unsealed"
    assert everything(settled.database.engine) == before

    view = await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    assert view.effect is not None


async def test_what_a_court_referred_takes_effect_with_the_signatures_and_without_a_seal(settled: Store) -> None:
    view = await effects.take_effect(MEDIATOR, replace(EFFECT, sealed_at=None), settled.ports)
    assert view.effect is not None
    assert view.effect.effective_at == NOW


COLLEAGUES = tuple(replace(WORKER, identity=Identity(f"worker{n}"), name=f"工友{n}") for n in range(1, 20))
SECOND_COMPANY = replace(EMPLOYER, identity=Identity("agency"), name="派遣公司", standing=Capacity.DISPATCHING)


async def joined_by(store: Store, *people: Participant) -> None:
    async with store.database.begin() as uow:
        for person in people:
            await uow.cases.add_participant(person)
        await uow.commit()


async def names_told(store: Store, kind: ReminderKind, saying: str = "") -> set[str]:
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    return {one.name for one in sent if one.kind is kind and saying in one.text}


async def test_of_twenty_workers_the_agreement_binds_those_who_signed_and_the_last_keeps_every_way(
    settled: Store,
) -> None:
    await joined_by(settled, *COLLEAGUES)
    last, signing = COLLEAGUES[-1], COLLEAGUES[:-1]
    signatures = (*SIGNATURES, *(Signature(one.identity, NOW, one.identity) for one in signing))
    agreement = replace(EFFECT, signatures=signatures)
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, agreement, settled.ports)
    assert refusal.value.facts == {"signatures": last.name}

    left_out = replace(agreement, left_out=frozenset({last.identity}))
    view = await effects.take_effect(MEDIATOR, left_out, settled.ports)

    assert view.effect is not None
    assert (view.effect.unbound, len(view.effect.signatures)) == ((last.name,), 20)
    line = (await cases.view(CLERK, SERIAL, settled.ports)).timeline
    assert any(one.kind == "agreement.effective" and last.name in one.text for one in line)
    assert await names_told(settled, ReminderKind.AGREEMENT_IN_FORCE, "对您不生效") == {last.name}
    for person, says_so in ((last, True), (signing[0], False)):
        content = (await notice_papers.notice(CLERK, SERIAL, person.identity, settled.ports)).content
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")
        assert ("对您不生效" in text, "向人民法院起诉" in text) == (says_so, says_so)
    free, bound = await own(settled, last), await own(settled, signing[0])
    for link, ways, owed in ((free, 1, 0), (bound, 0, 2)):
        course = await own_course.look(link, settled.ports)
        assert course.ended is not None
        assert (min(len(course.ended.ways), 1), len(course.performances)) == (ways, owed)
    with pytest.raises(ConflictError):
        await performances.record_own(free, 1, Extent.NOT, settled.ports)


async def test_who_did_not_sign_is_reminded_of_nothing_that_was_agreed_and_is_not_asked_at_the_doors(
    settled: Store,
) -> None:
    last = COLLEAGUES[0]
    await joined_by(settled, last)
    await effects.take_effect(MEDIATOR, replace(EFFECT, left_out=frozenset({last.identity})), settled.ports)

    with pytest.raises(InvalidError):
        await effects.apply(MEDIATOR, replace(CONFIRMATION, applicant=last.identity), settled.ports)
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, settled.ports)).applications
    assert {one.name for one in made.answers} == {WORKER.name, EMPLOYER.name}
    sent = await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), settled.ports)
    assert sent.applications[0].state is DoorState.SENT
    on(settled, SIGNED + timedelta(days=4))
    assert await to_people(settled) == [ReminderKind.PERFORMANCE_TOMORROW] * 2
    assert last.name not in await names_told(settled, ReminderKind.PERFORMANCE_TOMORROW)


async def test_without_one_of_several_respondents_the_settlement_is_partial_and_names_who_is_not_bound(
    settled: Store,
) -> None:
    await joined_by(settled, SECOND_COMPANY)
    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    assert refusal.value.facts == {"signatures": SECOND_COMPANY.name}
    everybody = replace(EFFECT, left_out=frozenset({EMPLOYER.identity, SECOND_COMPANY.identity}))
    with pytest.raises(InvalidError):
        await effects.take_effect(MEDIATOR, replace(everybody, signatures=SIGNATURES[:1]), settled.ports)
    assert (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect is None

    partial = replace(EFFECT, left_out=frozenset({SECOND_COMPANY.identity}))
    view = await effects.take_effect(MEDIATOR, partial, settled.ports)

    assert view.effect is not None
    assert view.effect.unbound == (SECOND_COMPANY.name,)
    assert {one.name for one in view.parties} == {WORKER.name, EMPLOYER.name}


async def test_a_third_person_without_a_signature_holds_up_no_agreement(settled: Store) -> None:
    await joined_by(settled, replace(SECOND_COMPANY, standing=Capacity.THIRD))
    view = await effects.take_effect(MEDIATOR, EFFECT, settled.ports)
    assert view.effect is not None
    assert view.effect.unbound == ()


def declining(identity: str) -> steps.RecordStep:
    return steps.RecordStep(SERIAL, identity, ConsentStep.CONFIRMATION, False, ConsentChannel.ORAL)  # noqa: FBT003 - they decline


def says(identity: str, *, form: ConcurrenceForm = ConcurrenceForm.ORAL) -> PartySays:
    return PartySays(identity, True, form, NOW)  # noqa: FBT003 - they agree


async def test_nobody_applies_online_to_the_court_for_a_party_who_declined_that_step(in_force: Store) -> None:
    await steps.record(MEDIATOR, declining(WORKER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    assert (refusal.value.code, refusal.value.facts) == ("door.step_declined", {"name": WORKER.name})
    assert (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications == ()


async def test_an_application_is_not_sent_with_the_yes_of_a_party_who_declined_the_step_since(in_force: Store) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await steps.record(MEDIATOR, declining(EMPLOYER.identity), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    assert refusal.value.code == "door.step_declined"
    (kept,) = (await endings.view(MEDIATOR, SERIAL, in_force.ports)).applications
    assert (kept.state, kept.sent_at) == (DoorState.AWAITING_OTHER, None)


async def test_staff_do_not_write_down_a_yes_as_given_online(in_force: Store) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    with pytest.raises(InvalidError) as refusal:
        await effects.confirm(
            MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity, form=ConcurrenceForm.ONLINE), in_force.ports
        )
    assert refusal.value.code == "consent.channel"


async def test_nothing_is_handed_over_or_filed_while_an_application_waits_for_the_other_side(in_force: Store) -> None:
    await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await endings.hand_over(MEDIATOR, SERIAL, 0, in_force.ports)
    assert refusal.value.code == "ending.signatures_pending"
    kept = await endings.view(MEDIATOR, SERIAL, in_force.ports)
    assert kept.ending is not None
    assert kept.ending.handed_over_at is None
    assert (await cases.view(MEDIATOR, SERIAL, in_force.ports)).state is CaseState.IN_FORCE


@pytest.mark.parametrize("action", [DoorAction.DISMISS, DoorAction.WITHDRAW])
async def test_an_agreement_whose_confirmation_came_to_nothing_binds_as_before_and_may_be_asked_for_again(
    in_force: Store, action: DoorAction
) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    sent = await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    assert await standing(in_force, sent) == (AgreementState.UNDER_REVIEW, CaseState.CONFIRMING)

    over = await effects.rule(MEDIATOR, effects.Rule(SERIAL, made.id, action, SIGNED), in_force.ports)
    assert await standing(in_force, over) == (AgreementState.IN_FORCE, CaseState.IN_FORCE)

    in_force.clock.pass_by(timedelta(minutes=1))
    again = replace(CONFIRMATION, key="door-000002", door=AgreementDoor.ARBITRATION_REVIEW)
    second = (await effects.apply(MEDIATOR, again, in_force.ports)).applications[-1]
    sent = await effects.confirm(MEDIATOR, SERIAL, second.id, says(EMPLOYER.identity), in_force.ports)
    assert await standing(in_force, sent) == (AgreementState.UNDER_REVIEW, CaseState.CONFIRMING)


RULINGS = (DoorAction.GRANT, DoorAction.DISMISS, DoorAction.WITHDRAW)


@pytest.mark.parametrize(("first", "second"), list(product(RULINGS, RULINGS)))
async def test_an_application_that_was_ruled_on_is_not_ruled_on_again_and_no_row_changes(
    in_force: Store, first: DoorAction, second: DoorAction
) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    await effects.rule(MEDIATOR, effects.Rule(SERIAL, made.id, first, SIGNED), in_force.ports)
    before = everything(in_force.database.engine)

    with pytest.raises(IllegalTransitionError):
        await effects.rule(MEDIATOR, effects.Rule(SERIAL, made.id, second, SIGNED), in_force.ports)

    assert everything(in_force.database.engine) == before


async def standing(store: Store, view: CaseEndingView) -> tuple[AgreementState, CaseState]:
    assert view.effect is not None
    return view.effect.state, (await cases.view(MEDIATOR, SERIAL, store.ports)).state


def seen(number: int, extent: Extent, **changes: Any) -> MarkPerformance:  # noqa: ANN401 - any field of a mark
    made = MarkPerformance(SERIAL, number, 0, extent, SIGNED, "银行回单 尾号 0417")
    return replace(made, **changes)


async def shown(store: Store, number: int) -> PerformanceView:
    view = await endings.view(MEDIATOR, SERIAL, store.ports)
    assert view.effect is not None
    return view.effect.performances[number - 1]


def on(store: Store, day: date) -> None:
    store.clock.at = datetime.combine(day, time(9, 30), BEIJING)


async def to_people(store: Store) -> list[ReminderKind]:
    await reminders.plan(store.ports, "https://room.example.org")
    sent = [one.kind for one in await desk.sent(CLERK, SERIAL, store.ports)]
    return [kind for kind in sent if kind.value.startswith("performance")]


async def test_a_performed_instalment_says_who_saw_it_when_and_by_what_and_the_same_again_is_one(
    in_force: Store,
) -> None:
    for _ in range(2):
        await performances.record(CLERK, seen(1, Extent.FULLY), in_force.ports)
    one = await shown(in_force, 1)
    assert one.state is PerformanceState.PERFORMED
    assert [(mark.by, mark.on, mark.proof, mark.by_party) for mark in one.marks] == [
        (CLERK.name, SIGNED, "银行回单 尾号 0417", False)
    ]
    assert (await shown(in_force, 2)).state is PerformanceState.DUE
    entries = [one.act.action for one in await read_audit(in_force.database.engine)]
    assert entries.count("performance.marked") == 1


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"proof": "  "}, {"proof": "required"}),
        ({"on": SIGNED + timedelta(days=1)}, {"on": "future"}),
        ({"number": 0}, {"number": "unknown"}),
        ({"number": 3}, {"number": "unknown"}),
    ],
)
async def test_a_mark_without_proof_of_a_day_ahead_or_of_no_instalment_changes_nothing(
    in_force: Store, changes: dict[str, Any], fact: dict[str, str]
) -> None:
    with pytest.raises(InvalidError) as refusal:
        await performances.record(MEDIATOR, replace(seen(1, Extent.FULLY), **changes), in_force.ports)
    assert (refusal.value.code, refusal.value.facts) == ("performance.invalid", fact)
    assert (await shown(in_force, 1)).marks == ()


async def test_proof_of_another_case_is_none(in_force: Store) -> None:
    with pytest.raises(NotFoundError):
        await performances.record(MEDIATOR, seen(1, Extent.FULLY, material="m9"), in_force.ports)
    assert (await shown(in_force, 1)).marks == ()


async def test_of_two_who_mark_at_once_the_second_reads_again(in_force: Store) -> None:
    await performances.record(MEDIATOR, seen(1, Extent.PARTLY), in_force.ports)
    with pytest.raises(StaleVersionError):
        await performances.record(CLERK, seen(1, Extent.NOT), in_force.ports)
    assert len((await shown(in_force, 1)).marks) == 1


@pytest.mark.parametrize("account", [JUDGE, OTHER_MEDIATOR])
async def test_nobody_else_marks_an_instalment_or_drafts_for_a_party(in_force: Store, account: Account) -> None:
    with pytest.raises((ForbiddenError, NotFoundError)):
        await performances.record(account, seen(1, Extent.FULLY), in_force.ports)
    with pytest.raises((ForbiddenError, NotFoundError)):
        await performances.draft(account, SERIAL, 1, Remedy.ARBITRATION, in_force.ports)
    assert (await shown(in_force, 1)).marks == ()


async def test_nobody_is_reminded_of_what_was_performed_and_of_what_was_partly_performed_people_are(
    in_force: Store,
) -> None:
    await performances.record(MEDIATOR, seen(1, Extent.FULLY), in_force.ports)
    await performances.record(MEDIATOR, seen(2, Extent.PARTLY, version=1), in_force.ports)
    for ahead in (-3, -1, 1):
        on(in_force, SIGNED + timedelta(days=5 + ahead))
        assert await to_people(in_force) == []
    for days in (1, 2):
        on(in_force, LAST_DAY + timedelta(days=days))
        assert (await to_people(in_force)).count(ReminderKind.PERFORMANCE_OVERDUE) == 2


async def test_an_overdue_instalment_of_pay_shows_every_way_that_is_open_with_its_last_day(in_force: Store) -> None:
    assert (await shown(in_force, 1)).remedies == ()
    on(in_force, SIGNED + timedelta(days=6))
    one = await shown(in_force, 1)
    assert one.state is PerformanceState.OVERDUE
    ways = {offer.remedy: offer for offer in one.remedies}
    assert set(ways) == {
        Remedy.ARBITRATION,
        Remedy.SUIT,
        Remedy.PAYMENT_ORDER,
        Remedy.JUDICIAL_CONFIRMATION,
        Remedy.ARBITRATION_REVIEW,
    }
    assert ways[Remedy.JUDICIAL_CONFIRMATION].until is not None
    assert "第十六条" in ways[Remedy.PAYMENT_ORDER].article
    assert (await shown(in_force, 2)).remedies == ()


async def test_after_the_periods_only_the_ways_without_one_are_left(in_force: Store) -> None:
    on(in_force, SIGNED + timedelta(days=60))
    ways = {offer.remedy for offer in (await shown(in_force, 1)).remedies}
    assert ways == {Remedy.ARBITRATION, Remedy.SUIT, Remedy.PAYMENT_ORDER}


async def test_what_the_court_confirmed_is_enforced_within_two_years_and_nothing_else(in_force: Store) -> None:
    (made,) = (await effects.apply(MEDIATOR, CONFIRMATION, in_force.ports)).applications
    await effects.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), in_force.ports)
    on(in_force, SIGNED + timedelta(days=20))
    ruling = effects.Rule(SERIAL, made.id, DoorAction.GRANT, SIGNED + timedelta(days=15))
    await effects.rule(MEDIATOR, ruling, in_force.ports)
    (offer,) = (await shown(in_force, 1)).remedies
    assert offer.remedy is Remedy.ENFORCEMENT
    assert offer.until is not None
    assert offer.until.year == LAST_DAY.year + 2


async def own(store: Store, person: Participant) -> LinkKey:
    link = await case_links.issue(CLERK, SERIAL, person.identity, store.ports)
    opened = await case_links.open_link(LinkKey(link.token, None), store.ports)
    return LinkKey(link.token, opened.device)


async def test_what_one_party_alone_says_ends_the_reminders_but_closes_no_way(in_force: Store) -> None:
    employer = await own(in_force, EMPLOYER)
    for _ in range(2):
        await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    assert (await shown(in_force, 1)).state is PerformanceState.CLAIMED
    assert len((await shown(in_force, 1)).marks) == 1
    on(in_force, SIGNED + timedelta(days=6))
    assert await to_people(in_force) == []
    assert Remedy.PAYMENT_ORDER in {offer.remedy for offer in (await shown(in_force, 1)).remedies}


async def test_a_witness_reads_nothing_of_what_is_owed(in_force: Store) -> None:
    witness = replace(WORKER, identity=Identity("witness"), name="赵师傅", side=Side.NEUTRAL, role=Role.AGENT)
    async with in_force.database.begin() as uow:
        await uow.cases.add_participant(witness)
        await uow.commit()

    link = await own(in_force, witness)

    assert (await own_course.look(link, in_force.ports)).performances == ()


async def test_what_the_other_side_denies_is_not_performed_however_often_it_is_said(in_force: Store) -> None:
    employer, worker = await own(in_force, EMPLOYER), await own(in_force, WORKER)
    await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    await performances.record_own(worker, 1, Extent.NOT, in_force.ports)
    await performances.record_own(employer, 1, Extent.PARTLY, in_force.ports)
    await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    on(in_force, SIGNED + timedelta(days=6))
    assert (await shown(in_force, 1)).state is PerformanceState.OVERDUE
    worker_sees = (await own_course.look(worker, in_force.ports)).performances[0]
    assert (worker_sees.state, worker_sees.own) == (PerformanceState.OVERDUE, Extent.NOT)
    await performances.record_own(worker, 1, Extent.FULLY, in_force.ports)
    assert (await shown(in_force, 1)).state is PerformanceState.PERFORMED
    assert (await shown(in_force, 1)).remedies == ()


async def test_a_draft_names_the_day_in_beijing_on_which_the_agreement_took_effect(in_force: Store) -> None:
    midnight = datetime.combine(SIGNED, time(0, 30), BEIJING).astimezone(UTC)
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        effect = await uow.endings.effect(case.id)
        assert effect is not None
        signed = tuple(replace(one, at=midnight) for one in effect.signatures)
        await uow.endings.save_effect(replace(effect, signatures=signed, mediator_signed_at=midnight, sealed_at=None))
        await uow.commit()
    on(in_force, SIGNED + timedelta(days=6))
    made = await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages).split())
    assert SIGNED.isoformat() in text
    assert (SIGNED - timedelta(days=1)).isoformat() not in text


async def test_the_draft_for_a_payment_order_names_the_article_and_masks_numbers(in_force: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    assert refusal.value.code == "remedy.closed"
    on(in_force, SIGNED + timedelta(days=6))
    made = await performances.draft(MEDIATOR, SERIAL, 1, Remedy.PAYMENT_ORDER, in_force.ports)
    pages = PdfReader(BytesIO(made.content)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    for said in ("支付令申请书（草稿）", "支付8,000元", "第十六条", WORKER.name):
        assert said in text
    assert WORKER.id_number not in text
    with pytest.raises(ConflictError):
        await performances.draft(MEDIATOR, SERIAL, 1, Remedy.JUDICIAL_CONFIRMATION, in_force.ports)
