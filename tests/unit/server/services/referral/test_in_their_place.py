"""Whatever state a case is in while it goes on, somebody can be put in the place of a presider who left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CASE_TRANSITIONS, Case, CaseAction, CaseSource, CaseState
from server.domain.errors import ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import AccountId, EntryId
from server.domain.referral import Referral, ReferralState
from server.services import clocks, letters, panels, presiding, referrals
from server.services.panels import Seating
from server.services.presiding import Preside
from tests.factories import an_account
from tests.support.referrals import NO, SERIAL, agrees, desk, entry, refer
from tests.support.store import CENTRE, CLERK, OTHER_MEDIATOR, Store

GOING_ON = [one for one in CaseState if CaseAction.END in CASE_TRANSITIONS[one]]
TAKEN = [one for one in GOING_ON if one not in {CaseState.RECEIVED, CaseState.RETURNED, CaseState.TO_APPOINT}]
HELD = [one for one in TAKEN if CaseAction.GIVE_BACK not in CASE_TRANSITIONS[one]]
"""In these no case is referred anew."""
ALONE = replace(entry("杨调解员", "mediator3"), organisation=None)
"""Invited by the court without an organisation."""
PRESIDING = an_account(id="judge3", login="presiding", name="郑法官", organisation=CLERK.organisation)


async def case_of(store: Store) -> Case:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
    assert case is not None
    return case


async def nobody_presides(store: Store, state: CaseState, organisation: str | None, source: CaseSource) -> None:
    """Let whoever presided have stepped down."""
    case = await case_of(store)
    async with store.database.begin() as uow:
        await uow.accounts.add(an_account(id="mediator3", login="mediator3", name="杨调解员", organisation=""))
        await uow.accounts.add(an_account(id="mediator4", login="mediator4", name="外地调解员", organisation=""))
        await uow.accounts.add(PRESIDING)
        await uow.roster.add(ALONE)
        left = replace(case, state=state, source=source, organisation=organisation, mediator=None)
        await uow.cases.save(left)
        await uow.commit()


@pytest.mark.parametrize("state", TAKEN, ids=str)
async def test_another_judge_presides_in_every_state(store: Store, state: CaseState) -> None:
    for identity in ("li", "zhou"):
        await agrees(store, identity)
    await nobody_presides(store, state, None, CaseSource.JUDGE)

    assert "preside" in (await desk(store)).may
    await presiding.preside(CLERK, Preside(SERIAL, PRESIDING.id, NO), store.ports)

    case = await case_of(store)
    assert (case.mediator, case.state) == (PRESIDING.id, state)


@pytest.mark.parametrize("state", HELD, ids=str)
async def test_the_court_names_another_where_whoever_was_asked_alone_has_left_what_cannot_be_given_back(
    store: Store, state: CaseState
) -> None:
    await nobody_presides(store, state, None, CaseSource.ENTRUSTED)

    found = await desk(store)
    assert "assign" in found.may
    assert ALONE.id in {one.id for one in found.candidates}
    assert EntryId("centre") not in {one.id for one in found.candidates}
    await panels.assign(CLERK, Seating(SERIAL, ALONE.id, NO), store.ports)

    case = await case_of(store)
    assert (case.mediator, case.organisation, case.state) == (ALONE.account, None, state)
    assert [one.name for one in (await desk(store)).panel if one.presides] == ["杨调解员"]


async def referrals_of(store: Store) -> tuple[Referral, ...]:
    async with store.database.begin() as uow:
        return await uow.referrals.of_case((await case_of(store)).id)


async def test_whom_the_court_names_gets_the_letter_of_the_court_and_no_time_to_answer_runs(store: Store) -> None:
    await nobody_presides(store, CaseState.AGREED, None, CaseSource.ENTRUSTED)
    before = {one.key for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks}

    await panels.assign(CLERK, Seating(SERIAL, ALONE.id, NO), store.ports)

    (letter,) = await referrals_of(store)
    assert (letter.mediator_name, letter.organisation, letter.state) == ("杨调解员", "", ReferralState.ACCEPTED)
    assert letter.is_named
    named = an_account(id="mediator3", login="mediator3", name="杨调解员", organisation="")
    for reader in (CLERK, named):
        assert (await letters.letter(reader, SERIAL, letter.id, store.ports)).startswith(b"%PDF")
    with pytest.raises(NotFoundError):
        await letters.letter(OTHER_MEDIATOR, SERIAL, letter.id, store.ports)
    assert {one.key for one in (await clocks.view(CLERK, SERIAL, store.ports)).clocks} == before


async def test_the_letter_to_a_mediator_alone_is_addressed_to_them_and_to_no_empty_organisation(store: Store) -> None:
    await nobody_presides(store, CaseState.AGREED, None, CaseSource.ENTRUSTED)
    await panels.assign(CLERK, Seating(SERIAL, ALONE.id, NO), store.ports)
    (held,) = await referrals_of(store)

    alone = letters.words(await case_of(store), held, (), ())
    house = letters.words(await case_of(store), replace(held, organisation="调解中心"), (), ())

    assert (alone["addressee"], alone["you"], alone["replies"], alone["named"]) == (
        "杨调解员", "您", "杨调解员", "杨调解员",
    )  # fmt: skip
    assert (house["addressee"], house["you"], house["replies"]) == ("调解中心（杨调解员）", "你单位", "调解中心")


async def accepted_and_left(store: Store, state: CaseState) -> None:
    """Let somebody take the case on and leave it in this state."""
    await nobody_presides(store, CaseState.TO_APPOINT, None, CaseSource.ENTRUSTED)
    await refer(store, "杨调解员")
    case = await case_of(store)
    async with store.database.begin() as uow:
        referral = await uow.referrals.latest(case.id)
        assert referral is not None
        await uow.referrals.save(referral.accept(AccountId("mediator3"), store.clock.now(), None))
        await uow.cases.save(replace(case, state=state, mediator=None))
        await uow.commit()


async def test_the_letter_to_whoever_left_before_is_over_once_another_is_named(store: Store) -> None:
    await accepted_and_left(store, CaseState.AGREED)
    store.clock.pass_by(timedelta(hours=1))

    await panels.assign(CLERK, Seating(SERIAL, "孙调解员", NO), store.ports)

    states = {one.mediator_name: one.state for one in await referrals_of(store)}
    assert states == {"杨调解员": ReferralState.ENDED, "孙调解员": ReferralState.ACCEPTED}


async def test_whom_the_court_names_brings_their_organisation(store: Store) -> None:
    await nobody_presides(store, CaseState.AGREED, None, CaseSource.ENTRUSTED)

    await panels.assign(CLERK, Seating(SERIAL, "孙调解员", NO), store.ports)

    case = await case_of(store)
    assert (case.mediator, case.organisation) == (OTHER_MEDIATOR.id, "调解中心")


@pytest.mark.parametrize("state", TAKEN, ids=str)
async def test_an_organisation_assigns_its_own_in_every_state_and_the_court_does_not(
    store: Store, state: CaseState
) -> None:
    await nobody_presides(store, state, "调解中心", CaseSource.ENTRUSTED)

    assert "assign" not in (await desk(store)).may
    with pytest.raises(ForbiddenError):
        await panels.assign(CLERK, Seating(SERIAL, "孙调解员", NO), store.ports)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert (await case_of(store)).mediator == OTHER_MEDIATOR.id


async def test_what_can_be_given_back_is_referred_anew_and_nobody_is_named_in_passing(store: Store) -> None:
    await accepted_and_left(store, CaseState.IN_MEDIATION)

    with pytest.raises(ForbiddenError):
        await panels.assign(CLERK, Seating(SERIAL, "孙调解员", NO), store.ports)
    await referrals.replace_organisation(CLERK, SERIAL, "调解员已回避", store.ports)

    assert (await case_of(store)).state is CaseState.TO_APPOINT


async def test_the_court_names_nobody_who_is_on_another_roster(store: Store) -> None:
    await nobody_presides(store, CaseState.AGREED, None, CaseSource.ENTRUSTED)
    async with store.database.begin() as uow:
        await uow.roster.add(replace(entry("外地调解员", "mediator4"), organisation=None, court="另一法院"))
        await uow.commit()

    with pytest.raises(InvalidError) as refused:
        await panels.assign(CLERK, Seating(SERIAL, "外地调解员", NO), store.ports)

    assert refused.value.code == "referral.mediator"
    assert (await case_of(store)).mediator is None
