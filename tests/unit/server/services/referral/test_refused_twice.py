"""What is answered or decided is not answered or decided again, and the second try leaves every row as it was."""

from collections.abc import Awaitable, Callable
from itertools import product

import pytest

from server.domain.disclosure import ChallengeAction, DisclosureGround, Reply
from server.domain.errors import MediationError
from server.domain.referral import DeclineGround
from server.services import challenges, choosing, panels, referrals
from server.services.challenges import Against
from server.services.referrals import Accept
from tests.support.kept import everything
from tests.support.referrals import NO, SERIAL, YES, accepted, desk, refer
from tests.support.store import CENTRE, CLERK, Store

Step = Callable[[Store], Awaitable[object]]


async def accept(store: Store) -> None:
    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)


async def decline(store: Store) -> None:
    await referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "没有人手", store.ports)


async def take_back(store: Store) -> None:
    await referrals.withdraw(CLERK, SERIAL, "发错了", store.ports)


async def start_again(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)


async def refuse(step: Step, store: Store) -> None:
    before, heard = everything(store.database.engine), list(store.rooms.heard)
    with pytest.raises(MediationError) as refusal:
        await step(store)
    assert everything(store.database.engine) == before, refusal.value.code
    assert store.rooms.heard == heard


@pytest.mark.parametrize(("first", "second"), list(product((accept, decline), (accept, decline, take_back))))
async def test_a_referral_that_was_answered_is_not_answered_or_taken_back(
    store: Store, first: Step, second: Step
) -> None:
    await refer(store)
    await first(store)

    await refuse(second, store)


async def test_a_choice_that_was_used_is_not_begun_again_while_the_referral_waits(store: Store) -> None:
    await refer(store)

    await refuse(start_again, store)


@pytest.mark.parametrize(
    "answers",
    [
        {"li": Reply.CONTINUE, "zhou": Reply.CONTINUE},
        {"li": Reply.CONTINUE, "zhou": Reply.CHALLENGE},
    ],
)
@pytest.mark.parametrize("later", Reply)
async def test_a_disclosure_that_is_settled_takes_no_further_reply(
    store: Store, answers: dict[str, Reply], later: Reply
) -> None:
    await accepted(store, YES)
    (held,) = (await desk(store)).disclosures
    for identity, said in answers.items():
        await panels.reply(CLERK, SERIAL, held.id, identity, said, store.ports)

    await refuse(lambda store: panels.reply(CLERK, SERIAL, held.id, "li", later, store.ports), store)


@pytest.mark.parametrize(("first", "second"), list(product(ChallengeAction, ChallengeAction)))
async def test_a_challenge_that_was_decided_is_not_decided_again(
    store: Store, first: ChallengeAction, second: ChallengeAction
) -> None:
    await accepted(store)
    await challenges.challenge(CLERK, SERIAL, Against("li", DisclosureGround.INTEREST, "持有公司股份"), store.ports)
    (asked,) = (await desk(store)).challenges
    await challenges.decide(CENTRE, SERIAL, asked.id, first, "查证过了", store.ports)

    await refuse(lambda store: challenges.decide(CENTRE, SERIAL, asked.id, second, "再看", store.ports), store)


@pytest.mark.parametrize(("first", "second"), list(product((True, False), (True, False))))
async def test_a_request_for_another_mediator_that_was_answered_is_not_answered_again(
    store: Store, *, first: bool, second: bool
) -> None:
    await accepted(store)
    await panels.ask_change(CENTRE, SERIAL, "li", "沟通不畅", refuses_to_choose=False, ports=store.ports)
    (asked,) = (await desk(store)).changes
    await panels.answer_change(CENTRE, SERIAL, asked.id, grants=first, answer="看过了", ports=store.ports)

    await refuse(
        lambda store: panels.answer_change(CENTRE, SERIAL, asked.id, grants=second, answer="再看", ports=store.ports),
        store,
    )
