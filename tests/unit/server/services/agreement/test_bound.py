"""Who is bound by an agreement: whoever signed, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.agreement_effect import Signature
from server.domain.doors import DoorState
from server.domain.errors import (
    ConflictError,
    InvalidError,
)
from server.domain.ids import Identity
from server.domain.party import Capacity
from server.domain.performance import Extent
from server.domain.reminder import ReminderKind
from server.services import cases, doors, effects, endings, notice_papers, own_course, performances
from tests.factories import NOW
from tests.support.agreements import (
    CONFIRMATION,
    EFFECT,
    SECOND_COMPANY,
    SERIAL,
    SIGNATURES,
    SIGNED,
    joined_by,
    names_told,
    on,
    own,
    says,
    to_people,
)
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

COLLEAGUES = tuple(replace(WORKER, identity=Identity(f"worker{n}"), name=f"工友{n}") for n in range(1, 20))


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
        await doors.apply(MEDIATOR, replace(CONFIRMATION, applicant=last.identity), settled.ports)
    (made,) = (await doors.apply(MEDIATOR, CONFIRMATION, settled.ports)).applications
    assert {one.name for one in made.answers} == {WORKER.name, EMPLOYER.name}
    sent = await doors.confirm(MEDIATOR, SERIAL, made.id, says(EMPLOYER.identity), settled.ports)
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
