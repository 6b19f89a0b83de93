"""Choices, referrals and panels on both databases: what is kept comes back, and of two writers one wins."""

import asyncio
from dataclasses import replace

import pytest

from server.domain.authority import AuthorityKind
from server.domain.case import CaseSource, CaseState
from server.domain.choice import Pick, begin
from server.domain.concurrence import Through
from server.domain.disclosure import Challenge, ChallengeAction, Disclosure, DisclosureGround, PartyReply, Reply
from server.domain.errors import StaleVersionError
from server.domain.ids import AccountId, CaseId, EntryId, Identity
from server.domain.panel import ChangeRequest, ChangeState, Seat
from server.domain.profile import EntryKind
from server.domain.referral import ChosenBy, DeclineGround, Referral
from server.domain.roster import Certificate, Entry, EntryState
from server.services.case_views import CaseConditions
from tests.factories import NOW
from tests.support.rosters import COURT, OFFICE, TODAY, an_organisation
from tests.support.store import CENTRE, CLERK, OTHER_MEDIATOR, Store

CASE = CaseId("case1")
ENTRY = Entry(
    id=EntryId("centre"),
    kind=EntryKind.ORGANISATION,
    court=COURT,
    office=OFFICE,
    organisation=None,
    proposed=None,
    live=an_organisation(),
    state=EntryState.LISTED,
    certificate=Certificate("LTD-1", TODAY),
)
THROUGH = Through(Identity("min"), AuthorityKind.RELATIVE, TODAY)
LETTER = Referral(
    id="r1",
    case=CASE,
    source=CaseSource.ENTRUSTED,
    entry=ENTRY.id,
    organisation="调解中心",
    mediator_entry=None,
    mediator_name="",
    chosen_by=ChosenBy.COURT,
    sent_at=NOW,
    sent_by=CLERK.id,
)


@pytest.fixture(autouse=True)
async def entry(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.roster.add(ENTRY)
        await uow.commit()


async def test_a_round_of_choosing_comes_back_with_its_picks(store: Store) -> None:
    choice = begin("c1", CASE, [Identity("li"), Identity("zhou")], NOW)
    picked = choice.pick(Pick(Identity("li"), ENTRY.id, NOW, "party:min", THROUGH))
    async with store.database.begin() as uow:
        await uow.choices.add(choice)
        await uow.choices.save(picked)
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.choices.latest(CASE) == replace(picked, version=1)
        assert await uow.choices.open_ones() == (CASE,)


async def test_referrals_come_back_newest_first(store: Store) -> None:
    declined = LETTER.decline(CENTRE.id, NOW, DeclineGround.OUT_OF_FIELD, "不熟悉航运")
    async with store.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.AWAITING_ACCEPTANCE))
        await uow.referrals.add(LETTER)
        await uow.referrals.save(declined)
        await uow.referrals.add(replace(LETTER, id="r2"))
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.referrals.of_case(CASE) == (replace(LETTER, id="r2"), replace(declined, version=1))
        assert await uow.referrals.unanswered() == (CASE,)


async def test_two_answers_at_once_are_one(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.referrals.add(LETTER)
        await uow.commit()

    async def answer(*, accepts: bool) -> str:
        try:
            async with store.database.begin() as uow:
                held = await uow.referrals.latest(CASE)
                assert held is not None
                accepted = held.accept(CENTRE.id, NOW, None) if accepts else None
                declined = None if accepts else held.decline(CENTRE.id, NOW, DeclineGround.UNSUITABLE, "无人手")
                await uow.referrals.save(accepted or declined or held)
                await uow.commit()
        except Exception as refusal:  # noqa: BLE001 - either the version or the table of states refuses
            return type(refusal).__name__
        return "done"

    answers = await asyncio.gather(answer(accepts=True), answer(accepts=False))

    assert answers.count("done") == 1


async def test_panel_disclosures_challenges_and_requests_come_back_as_they_were(store: Store) -> None:
    seat = Seat(CASE, AccountId("mediator1"), None, "王调解员", NOW, presides=True)
    yes = Disclosure(
        "d1", CASE, AccountId("mediator1"), "王调解员", (DisclosureGround.INTEREST,), "说明", NOW, (Identity("li"),)
    )
    replied = yes.answer(PartyReply(Identity("li"), Reply.CONTINUE, NOW, "party:min", THROUGH))
    asked = Challenge("x1", CASE, AccountId("mediator1"), Identity("li"), DisclosureGround.INTEREST, "持股", NOW)
    change = ChangeRequest("w1", CASE, Identity("li"), "听不懂", NOW)
    async with store.database.begin() as uow:
        await uow.panels.put_seat(seat)
        await uow.panels.put_seat(replace(seat, until=NOW, presides=False))
        await uow.panels.add_disclosure(yes)
        await uow.panels.save_disclosure(replied)
        await uow.panels.add_challenge(asked)
        await uow.panels.save_challenge(asked.decide(ChallengeAction.REJECT, "没有", CENTRE.id, CENTRE.name, NOW))
        await uow.panels.add_change(change)
        await uow.panels.save_change(replace(change, state=ChangeState.GRANTED))
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.panels.seats(CASE) == (replace(seat, until=NOW, presides=False),)
        assert await uow.panels.disclosures(CASE) == (replace(replied, version=1),)
        (decided,) = await uow.panels.challenges(CASE)
        assert (decided.decided_by, decided.version) == (CENTRE.id, 1)
        assert [one.state for one in await uow.panels.changes(CASE)] == [ChangeState.GRANTED]
        with pytest.raises(StaleVersionError):
            await uow.panels.save_change(change)


async def test_whoever_mediates_beside_the_presider_finds_the_case_until_they_leave(store: Store) -> None:
    async def found() -> int:
        return (await store.database.queries.cases(OTHER_MEDIATOR, CaseConditions(), TODAY)).total

    async def put(*beside: str) -> None:
        async with store.database.begin() as uow:
            case = await uow.cases.get(CASE)
            assert case is not None
            await uow.cases.save(replace(case, co_mediators=tuple(AccountId(one) for one in beside)))
            await uow.commit()

    assert await found() == 0
    await put("mediator22", "mediator2")
    assert await found() == 1
    await put("mediator22")
    assert await found() == 0


async def test_waiting_cases_are_listed_for_whose_business_they_are(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.TO_APPOINT, organisation=None, mediator=None))
        await uow.commit()

    async with store.database.begin() as uow:
        assert [one.id for one in await uow.referrals.waiting(CLERK)] == [CASE]
        assert await uow.referrals.waiting(CENTRE) == ()
