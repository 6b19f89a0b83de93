"""Choosing: picks stay hidden until both are made, and decide only when they are the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.case import CaseState
from server.domain.case_link import CaseLink
from server.domain.choice import ChoiceState, HandedOver
from server.domain.deadlines import DeadlineRule
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import EntryId, Identity
from server.domain.origin import Origin
from server.domain.party import Role
from server.domain.roster import EntryState
from server.domain.secret import digest
from server.services import cases, choosing, referrals
from server.services import desk as tasks
from server.services.access import LinkKey
from server.services.referrals import Send
from tests.factories import an_account
from tests.support.referrals import SERIAL, TUESDAY, UNION, agrees, both_choose, desk, entry, identities
from tests.support.rosters import a_mediator
from tests.support.store import CLERK, EMPLOYER, Store


async def test_parties_choose_together_only_when_all_agreed_to_mediation(store: Store) -> None:
    await agrees(store, "li")
    await agrees(store, "zhou", yes=False)
    with pytest.raises(ConflictError) as refusal:
        await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
    assert (refusal.value.code, refusal.value.facts) == ("choice.consent_missing", {"missing": EMPLOYER.name})
    found = await desk(store)
    assert (found.choice, found.consent_missing) == (None, (EMPLOYER.name,))

    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    assert (await desk(store)).choice is not None


async def test_picks_stay_hidden_until_both_are_the_same(store: Store) -> None:
    await both_choose(store)
    worker, employer = await identities(store)
    await choosing.record_pick(CLERK, SERIAL, worker, "centre", store.ports)

    one = await desk(store)
    assert one.choice is not None
    assert [chooser.picked for chooser in one.choice.choosers] == [True, False]
    assert one.choice.chosen is None
    assert "调解中心" not in str(one.choice)
    lines = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    assert not any("调解中心" in line.text for line in lines if line.kind == "choice.picked")

    await choosing.record_pick(CLERK, SERIAL, employer, "centre", store.ports)
    both = await desk(store)
    assert both.choice is not None
    assert (both.choice.state, both.choice.chosen) == (ChoiceState.MATCHED, "centre")


FROM_MACAO = replace(entry("何调解员", "mediator3"), live=a_mediator(name="何调解员", origin=Origin.HONG_KONG_MACAO))


async def comes_from(store: Store, origin: Origin, role: Role = Role.PARTY) -> None:
    """Note where one person of the case comes from."""
    async with store.database.begin() as uow:
        await uow.accounts.add(an_account(id="mediator3", login="mediator3", organisation=UNION.organisation))
        await uow.roster.add(FROM_MACAO)
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        person = next(one for one in await uow.cases.participants(case.id) if one.role is role)
        await uow.cases.save_participant(replace(person, origin=origin))
        await uow.commit()


async def test_a_mediator_from_macao_may_be_chosen_where_a_party_comes_from_there(store: Store) -> None:
    await comes_from(store, Origin.HONG_KONG_MACAO)
    await both_choose(store)
    worker, _ = await identities(store)

    await choosing.record_pick(CLERK, SERIAL, worker, FROM_MACAO.id, store.ports)

    own = await choosing.own(await a_link(store, worker), store.ports)
    assert own.own == FROM_MACAO.id
    assert FROM_MACAO.id in {one.id for one in own.candidates}


@pytest.mark.parametrize(
    ("origin", "role"),
    [(Origin.MAINLAND, Role.PARTY), (Origin.TAIWAN, Role.PARTY), (Origin.HONG_KONG_MACAO, Role.AGENT)],
    ids=str,
)
async def test_a_mediator_from_macao_is_neither_offered_nor_taken_where_no_party_comes_from_there(
    store: Store, origin: Origin, role: Role
) -> None:
    await comes_from(store, origin, role)
    await both_choose(store)
    worker, _ = await identities(store)

    with pytest.raises(ConflictError) as refused:
        await choosing.record_pick(CLERK, SERIAL, worker, FROM_MACAO.id, store.ports)

    assert refused.value.code == "referral.unfit"
    own = await choosing.own(await a_link(store, worker), store.ports)
    assert (own.own, FROM_MACAO.id in {one.id for one in own.candidates}) == (None, False)


async def choosing_rules(store: Store) -> list[DeadlineRule]:
    """Return by which periods of choosing the clerk's tasks go."""
    return [
        one.rule
        for one in await tasks.tasks(CLERK, store.ports)
        if one.rule in {DeadlineRule.PICK_2WD, DeadlineRule.APPOINT_3WD}
    ]


async def test_different_picks_go_to_the_court_after_two_working_days(store: Store) -> None:
    await both_choose(store)
    worker, employer = await identities(store)
    await choosing.record_pick(CLERK, SERIAL, worker, "centre", store.ports)
    await choosing.record_pick(CLERK, SERIAL, employer, "union", store.ports)

    assert await choosing_rules(store) == [DeadlineRule.PICK_2WD]
    store.clock.at = datetime(2026, 4, 2, 15, 59, tzinfo=UTC)
    assert await choosing.expire(store.ports) == 0
    store.clock.at = datetime(2026, 4, 2, 16, 0, tzinfo=UTC)
    assert await choosing.expire(store.ports) == 1
    assert await choosing.expire(store.ports) == 0

    found = (await desk(store)).choice
    assert found is not None
    assert (found.state, found.handed_over) == (ChoiceState.COURT, HandedOver.NO_MATCH)
    assert await choosing_rules(store) == [DeadlineRule.APPOINT_3WD]
    assert found.due is not None
    assert found.due.due_on.isoformat() == "2026-04-09"


async def a_link(store: Store, identity: str) -> LinkKey:
    """Give a party their own link, opened on this device."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        until = TUESDAY + timedelta(days=90)
        token, secret = digest(f"token-{identity}"), digest(f"device-{identity}")
        await uow.case_links.add(CaseLink(case.id, Identity(identity), token, TUESDAY, until, secret))
        await uow.commit()
    return LinkKey(f"token-{identity}", f"device-{identity}")


async def test_a_party_picks_by_their_own_link_and_never_reads_the_other_pick(store: Store) -> None:
    worker, employer = await a_link(store, "li"), await a_link(store, "zhou")
    assert (await choosing.own(worker, store.ports)).state is None
    await both_choose(store)

    mine = await choosing.pick_own(worker, "centre", store.ports)
    theirs = await choosing.own(employer, store.ports)

    assert (mine.own, mine.others_picked, mine.state) == ("centre", False, ChoiceState.OPEN)
    assert (theirs.own, theirs.others_picked) == (None, True)
    assert (await choosing.pick_own(employer, "centre", store.ports)).state is ChoiceState.MATCHED


async def test_the_court_waits_while_the_parties_choose_and_follows_their_choice(store: Store) -> None:
    await both_choose(store)
    with pytest.raises(ConflictError) as waiting:
        await referrals.send(CLERK, Send(SERIAL, "key-00001", "centre"), store.ports)
    for who in await identities(store):
        await choosing.record_pick(CLERK, SERIAL, who, "union", store.ports)
    with pytest.raises(InvalidError) as other:
        await referrals.send(CLERK, Send(SERIAL, "key-00002", "centre"), store.ports)

    await referrals.send(CLERK, Send(SERIAL, "key-00003", "union"), store.ports)

    assert (waiting.value.code, other.value.code) == ("choice.open", "choice.other_than_chosen")
    assert (await desk(store)).referrals[0].chosen_by == "parties"


async def test_nothing_is_referred_before_it_is_settled_who_chooses(store: Store) -> None:
    with pytest.raises(ConflictError) as refusal:
        await referrals.send(CLERK, Send(SERIAL, "key-00001", "centre"), store.ports)

    assert refusal.value.code == "choice.not_begun"
    assert (await desk(store)).state is CaseState.TO_APPOINT


NOBODYS = entry("张调解员", None)
"""On the roster, with no account yet: could answer no referral."""


async def both_pick(store: Store, chosen: str) -> None:
    """Let the parties choose, and both pick the same."""
    await both_choose(store)
    for who in await identities(store):
        await choosing.record_pick(CLERK, SERIAL, who, chosen, store.ports)


async def stops(store: Store, chosen: str) -> None:
    """Let the court stop an entry of its roster."""
    async with store.database.begin() as uow:
        held = await uow.roster.get(EntryId(chosen))
        assert held is not None
        await uow.roster.save(replace(held, state=EntryState.STOPPED))
        await uow.commit()


async def test_a_mediator_without_an_account_is_neither_offered_nor_taken(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.roster.add(NOBODYS)
        await uow.commit()
    await both_choose(store)
    worker, _ = await identities(store)

    with pytest.raises(InvalidError) as refused:
        await choosing.record_pick(CLERK, SERIAL, worker, NOBODYS.id, store.ports)

    assert refused.value.code == "referral.no_account"
    own = await choosing.own(await a_link(store, worker), store.ports)
    assert NOBODYS.id not in {one.id for one in own.candidates}
    assert {"王调解员", "孙调解员"} <= {one.id for one in own.candidates}


async def test_what_both_picked_is_referred_within_the_three_days_of_the_court(store: Store) -> None:
    await both_pick(store, "union")

    assert await choosing_rules(store) == [DeadlineRule.APPOINT_3WD]
    found = await desk(store)
    assert found.choice is not None
    assert found.choice.due is not None
    assert ("send" in found.may, "start_choice" in found.may) == (True, False)


async def test_when_whom_both_picked_is_not_to_be_had_the_court_appoints(store: Store) -> None:
    await both_pick(store, "union")
    await stops(store, "union")

    offered = (await desk(store)).may
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    found = (await desk(store)).choice
    await referrals.send(CLERK, Send(SERIAL, "key-00001", "centre"), store.ports)

    assert ("send" in offered, "start_choice" in offered) == (False, True)
    assert found is not None
    assert (found.state, found.handed_over) == (ChoiceState.COURT, HandedOver.CHOSEN_GONE)
    assert (await desk(store)).referrals[0].chosen_by == "court"


async def test_when_whom_both_picked_is_not_to_be_had_the_parties_may_choose_again(store: Store) -> None:
    await both_pick(store, "union")
    await stops(store, "union")

    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
    found = (await desk(store)).choice

    assert found is not None
    assert (found.state, [one.picked for one in found.choosers]) == (ChoiceState.OPEN, [False, False])


async def test_what_both_picked_stands_while_it_can_be_had(store: Store) -> None:
    await both_pick(store, "union")

    with pytest.raises(ConflictError) as refused:
        await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    assert refused.value.code == "choice.begun"
    kept = (await desk(store)).choice
    assert kept is not None
    assert (kept.state, kept.chosen) == (ChoiceState.MATCHED, "union")
