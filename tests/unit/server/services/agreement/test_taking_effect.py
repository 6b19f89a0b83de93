"""An agreement takes effect: signed by whom, sealed or not, and everybody told of it."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.agreement_effect import Signature
from server.domain.authority import PAPERS, AuthorityKind, Power
from server.domain.case import CaseSource
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.errors import (
    ConflictError,
    IllegalTransitionError,
    InvalidError,
)
from server.domain.ids import Identity, SessionId
from server.domain.outcome import OutcomeKind
from server.domain.party import Role, Side
from server.domain.performance import Performance
from server.domain.reminder import PromptState, ReminderKind
from server.domain.rest import AgreedPart
from server.domain.session import SessionState
from server.services import (
    cases,
    desk,
    effects,
    endings,
    notice_papers,
    outcomes,
    own_course,
    parties,
    powers,
    steps,
)
from server.services.last_days import spoken
from tests.factories import NOW
from tests.support.agreements import EFFECT, SERIAL, SIGNATURES, SIGNED, names_told, on, own
from tests.support.case_acts import plan
from tests.support.kept import everything
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

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


async def test_what_was_planned_for_the_rest_is_called_off_when_a_partial_agreement_takes_effect(store: Store) -> None:
    await store.open_session()
    partly = outcomes.Conclude("session1", "outcome-1", OutcomeKind.PARTLY_SETTLED, terms="先付 16,000 元。")
    await outcomes.conclude(MEDIATOR, partly, store.ports)
    await plan(store)
    store.rooms.heard.clear()

    await effects.take_effect(MEDIATOR, EFFECT, store.ports)

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    planned = max(view.sessions, key=lambda one: one.summary.number).summary
    assert planned.state is SessionState.CANCELLED
    assert store.rooms.heard == [("end", planned.id)]
    assert {WORKER.name, EMPLOYER.name} <= await names_told(store, ReminderKind.SESSION_CANCELLED)


async def test_no_agreement_takes_effect_while_people_sit_together(settled: Store) -> None:
    async with settled.database.begin() as uow:
        kept = await uow.sessions.get(SessionId("session1"))
        assert kept is not None
        going_on = replace(kept, id=SessionId("session2"), number=2, state=SessionState.OPEN, version=0)
        await uow.sessions.add(going_on)
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await effects.take_effect(MEDIATOR, EFFECT, settled.ports)

    assert refusal.value.code == "ending.session_open"
    assert (await endings.view(MEDIATOR, SERIAL, settled.ports)).effect is None


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


async def test_a_last_day_in_a_year_whose_days_off_are_not_announced_is_told_as_provisional(settled: Store) -> None:
    on(settled, date(2026, 12, 4))
    now = settled.clock.now()
    signatures = tuple(Signature(person.identity, now, person.identity) for person in (WORKER, EMPLOYER))
    late = (Performance(date(2026, 12, 20), "支付 8,000 元"),)
    in_december = replace(EFFECT, signatures=signatures, mediator_signed_at=now, sealed_at=now, performances=late)

    await effects.take_effect(MEDIATOR, in_december, settled.ports)

    told = [one for one in await desk.sent(CLERK, SERIAL, settled.ports) if one.kind is ReminderKind.AGREEMENT_IN_FORCE]
    assert told
    assert all(
        "司法确认，1月4日 周一24:00截止（暂定：那一年的放假安排还没有录入本系统，请按1月3日 周日准备）" in one.text
        for one in told
    )


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
