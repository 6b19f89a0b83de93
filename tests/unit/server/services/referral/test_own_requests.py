"""What a party asks about the mediator by the own link: the court, a challenge, another mediator."""

from datetime import date, timedelta

import pytest

from server.domain.authority import PAPERS, AuthorityKind
from server.domain.choice import ChoiceState, HandedOver
from server.domain.disclosure import ChallengeAction, ChallengeState, DisclosureGround
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, InvalidError, NotFoundError
from server.domain.ids import AccountId
from server.domain.outcome import EndingCode
from server.domain.panel import ChangeState
from server.domain.reminder import ReminderKind
from server.services import cases, challenges, choosing, endings, own_requests, panels, powers, schedule
from server.services.panels import Seating
from server.services.words import AUTHORITIES
from tests.support.people import an_authority
from tests.support.referrals import NO, PLANNED, SERIAL, accepted, both_choose, desk, identities, refer, sees
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store
from tests.unit.server.services.referral.test_choosing import a_link

WHY = "调解员是公司的法律顾问"


async def kinds(store: Store, account: str) -> list[ReminderKind]:
    """Return of what an account is reminded in the console."""
    return [one.kind for one in await store.ports.desk.prompts(AccountId(account), 20)]


async def test_a_party_who_asks_the_court_to_appoint_ends_the_choosing_once(store: Store) -> None:
    await both_choose(store)
    worker, employer = [await a_link(store, one) for one in await identities(store)]
    assert "court" in (await choosing.own(worker, store.ports)).may

    await choosing.ask_court_own(worker, store.ports)
    before = len((await cases.view(CLERK, SERIAL, store.ports)).timeline)
    await choosing.ask_court_own(worker, store.ports)
    await choosing.ask_court_own(employer, store.ports)

    found = await choosing.own(employer, store.ports)
    assert (found.state, found.handed_over, found.may) == (ChoiceState.COURT, HandedOver.ASKED, ())
    assert len((await cases.view(CLERK, SERIAL, store.ports)).timeline) == before


async def test_nobody_asks_the_court_once_both_picked_the_same_or_before_anybody_chooses(store: Store) -> None:
    worker = await a_link(store, "li")
    with pytest.raises(NotFoundError):
        await choosing.ask_court_own(worker, store.ports)
    await both_choose(store)
    for one in await identities(store):
        await choosing.record_pick(CLERK, SERIAL, one, "centre", store.ports)

    with pytest.raises(IllegalTransitionError):
        await choosing.ask_court_own(worker, store.ports)

    assert (await choosing.own(worker, store.ports)).state is ChoiceState.MATCHED


async def test_a_party_challenges_without_any_disclosure_and_reads_the_decision(store: Store) -> None:
    await accepted(store)
    worker, employer = await a_link(store, "li"), await a_link(store, "zhou")

    await own_requests.challenge(worker, DisclosureGround.INTEREST, WHY, store.ports)
    await own_requests.challenge(worker, DisclosureGround.INTEREST, f" {WHY} ", store.ports)
    (held,) = (await desk(store)).challenges
    with pytest.raises(ConflictError) as second:
        await own_requests.challenge(employer, DisclosureGround.INTEREST, WHY, store.ports)
    await challenges.decide(CENTRE, SERIAL, held.id, ChallengeAction.REJECT, "查无此事", store.ports)

    own, other = await choosing.own(worker, store.ports), await choosing.own(employer, store.ports)
    assert second.value.code == "challenge.asked"
    assert own.challenge is not None
    assert (own.challenge.state, own.challenge.decision) == (ChallengeState.REJECTED, "查无此事")
    assert (other.challenge, other.may) == (None, ("challenge", "change"))


async def test_the_room_looks_again_when_a_party_challenges_by_the_own_link(store: Store) -> None:
    await accepted(store)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    worker = await a_link(store, "li")
    store.rooms.heard.clear()

    await own_requests.challenge(worker, DisclosureGround.INTEREST, WHY, store.ports)

    assert ("panel_changed", made.session) in store.rooms.heard


async def test_whoever_decides_is_told_of_a_request_and_the_mediator_is_not(store: Store) -> None:
    await accepted(store)

    await own_requests.ask_change(await a_link(store, "li"), "听不懂方言", refuses_to_choose=False, ports=store.ports)

    assert await kinds(store, CENTRE.id) == [ReminderKind.PARTY_REQUEST]
    assert await kinds(store, MEDIATOR.id) == []


async def test_a_second_own_request_that_chooses_nobody_proposes_an_ending_and_ends_nothing(store: Store) -> None:
    await accepted(store)
    worker = await a_link(store, "li")
    await own_requests.ask_change(worker, "听不懂方言", refuses_to_choose=False, ports=store.ports)
    with pytest.raises(ConflictError) as waits:
        await own_requests.ask_change(worker, "还有别的原因", refuses_to_choose=True, ports=store.ports)
    (first,) = (await desk(store)).changes
    await panels.answer_change(CENTRE, SERIAL, first.id, grants=True, answer="", ports=store.ports)
    with pytest.raises(ConflictError) as nobody:
        await own_requests.ask_change(worker, "也不要", refuses_to_choose=True, ports=store.ports)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    store.clock.pass_by(timedelta(hours=1))

    await own_requests.ask_change(worker, "还是不满意", refuses_to_choose=True, ports=store.ports)

    found, own = await desk(store), await choosing.own(worker, store.ports)
    assert (waits.value.code, nobody.value.code) == ("change.asked", "request.nobody")
    assert (found.proposes_ending, len(found.changes)) == (True, 2)
    assert own.change is not None
    assert (own.change.state, own.change.reason) == (ChangeState.ASKED, "还是不满意")


async def test_nobody_challenges_who_has_not_accepted_and_nothing_is_taken_without_authority_or_reason(
    store: Store,
) -> None:
    await refer(store)
    worker, agent = await a_link(store, "li"), await a_link(store, "min")

    with pytest.raises(ConflictError):
        await own_requests.challenge(worker, DisclosureGround.INTEREST, WHY, store.ports)
    with pytest.raises(ForbiddenError):
        await own_requests.challenge(agent, DisclosureGround.INTEREST, WHY, store.ports)
    with pytest.raises(InvalidError):
        await own_requests.challenge(worker, DisclosureGround.INTEREST, "  ", store.ports)

    assert ((await desk(store)).challenges, (await choosing.own(worker, store.ports)).may) == ((), ())


async def test_whoever_stands_for_a_party_by_an_authority_asks_for_them_and_it_is_said_by_which(store: Store) -> None:
    await accepted(store)
    agent, worker = await a_link(store, "min"), await a_link(store, "li")
    assert (await choosing.own(agent, store.ports)).may == ()
    authority = an_authority(signed_on=date(2026, 3, 1), kind=AuthorityKind.LAWYER, papers=PAPERS[AuthorityKind.LAWYER])
    await powers.record(MEDIATOR, authority, store.ports)
    assert (await choosing.own(agent, store.ports)).may == ("challenge", "change")

    for _ in range(2):
        await own_requests.challenge(agent, DisclosureGround.INTEREST, WHY, store.ports)
    await own_requests.ask_change(agent, "听不懂方言", refuses_to_choose=False, ports=store.ports)

    found = await desk(store)
    assert [one.asked_by for one in found.challenges] == ["李秀兰"]
    assert [one.asked_by for one in found.changes] == ["李秀兰"]
    course = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    lines = [line.text for line in course if line.kind.endswith(".asked")]
    assert len(lines) == 2
    right = f"{AUTHORITIES[AuthorityKind.LAWYER]}，2026年3月1日授权"
    assert all(text.startswith(f"张敏（代理人）代李秀兰（{right}）") for text in lines)
    for key in (agent, worker):
        own = await choosing.own(key, store.ports)
        assert own.challenge is not None
        assert (own.challenge.reason, own.may) == (WHY, ())
    with pytest.raises(ConflictError) as waits:
        await own_requests.ask_change(worker, "想换一位", refuses_to_choose=True, ports=store.ports)
    assert waits.value.code == "change.asked"


async def test_an_authority_without_its_papers_or_over_asks_for_nobody(store: Store) -> None:
    await accepted(store)
    agent = await a_link(store, "min")
    bare = an_authority(signed_on=date(2026, 3, 1), papers=frozenset())
    over = an_authority(key="authority-2", signed_on=date(2026, 3, 1), until=date(2026, 3, 2))
    for authority in (bare, over):
        await powers.record(MEDIATOR, authority, store.ports)

        with pytest.raises(ForbiddenError) as refused:
            await own_requests.challenge(agent, DisclosureGround.INTEREST, WHY, store.ports)
        with pytest.raises(ForbiddenError) as change:
            await own_requests.ask_change(agent, WHY, refuses_to_choose=False, ports=store.ports)

        assert {refused.value.code, change.value.code} == {"request.not_party"}
    assert (await desk(store)).challenges == ()


async def test_a_request_about_a_mediator_who_left_does_not_take_the_next_one_off_the_case(store: Store) -> None:
    await accepted(store)
    await own_requests.ask_change(await a_link(store, "li"), "听不懂方言", refuses_to_choose=False, ports=store.ports)
    await own_requests.challenge(await a_link(store, "zhou"), DisclosureGround.INTEREST, WHY, store.ports)
    (asked,), (challenged,) = (await desk(store)).changes, (await desk(store)).challenges
    await challenges.decide(CENTRE, SERIAL, challenged.id, ChallengeAction.UPHOLD, "查证属实", store.ports)
    store.clock.pass_by(timedelta(hours=1))
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    with pytest.raises(ConflictError) as refused:
        await panels.answer_change(CENTRE, SERIAL, asked.id, grants=True, answer="", ports=store.ports)

    assert refused.value.code == "change.changed_since"
    assert await sees(store, OTHER_MEDIATOR)
    await panels.answer_change(CENTRE, SERIAL, asked.id, grants=False, answer="已经换过", ports=store.ports)


async def test_nobody_is_replaced_once_the_mediation_is_over(store: Store) -> None:
    await accepted(store)
    await own_requests.ask_change(await a_link(store, "li"), "听不懂方言", refuses_to_choose=False, ports=store.ports)
    (asked,) = (await desk(store)).changes
    end = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "对方明确不愿调解")
    await endings.end(MEDIATOR, end, store.ports)

    with pytest.raises(ConflictError) as refused:
        await panels.answer_change(CENTRE, SERIAL, asked.id, grants=True, answer="", ports=store.ports)

    assert refused.value.code == "change.case_over"
    assert await sees(store, MEDIATOR)
