"""What comes up about a mediator in a live room is put to the parties there, and nothing is settled meanwhile."""

from dataclasses import replace

import pytest

from server.domain.authority import PAPERS, AuthorityKind
from server.domain.beijing import beijing_day
from server.domain.disclosure import DisclosureGround, Reply
from server.domain.errors import ConflictError, ForbiddenError, GoneError, NotFoundError
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Side
from server.services import challenges, impartiality, invitations, outcomes, panels, parties, powers, sessions
from server.services.access import LinkKey
from server.services.challenges import Against
from server.services.outcomes import Conclude
from server.services.session_views import Asking
from tests.support.referrals import SERIAL, YES
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

SESSION = "session1"
SETTLED = Conclude(SESSION, "key-00001", OutcomeKind.SETTLED, EndingCode.AGREEMENT, terms="十日内支付16,000元。")
ADJOURNED = Conclude(SESSION, "key-00002", OutcomeKind.ADJOURNED, reason="等各方答复披露")


async def link_of(store: Store, identity: str) -> LinkKey:
    device = (await invitations.open_link(LinkKey(f"token-{identity}", None), store.ports)).device
    return LinkKey(f"token-{identity}", device)


async def disclosed(store: Store) -> str:
    """Let the mediator disclose something while the room is open; return its name."""
    await sessions.mark_open(SESSION, store.clock.now(), store.ports)
    await panels.disclose(MEDIATOR, SERIAL, YES, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        (made,) = await uow.panels.disclosures(case.id)
    return made.id


async def missing(store: Store) -> tuple[Asking, ...]:
    return (await sessions.view(MEDIATOR, SESSION, store.ports)).impartiality.asking


async def test_a_disclosure_in_a_live_room_reaches_every_party_and_the_host_sees_who_is_silent(store: Store) -> None:
    held = await disclosed(store)
    li, zhou = await link_of(store, "li"), await link_of(store, "zhou")

    before = await missing(store)
    (answered,) = await impartiality.reply(li, held, Reply.CONTINUE, store.ports)
    after = await missing(store)
    (waiting,) = await impartiality.put_to(zhou, store.ports)
    await impartiality.reply(zhou, held, Reply.CONTINUE, store.ports)

    assert store.rooms.heard.count(("panel_changed", SESSION)) == 3
    assert len(before[0].missing) == len(after[0].missing) + 1
    assert (answered.reply, answered.text) == (Reply.CONTINUE, YES.text)
    assert waiting.reply is None
    assert await missing(store) == ()


@pytest.mark.parametrize("kind", [OutcomeKind.SETTLED, OutcomeKind.PARTLY_SETTLED])
async def test_nothing_is_settled_while_a_reply_is_to_come_but_the_session_may_be_adjourned(
    store: Store, kind: OutcomeKind
) -> None:
    await disclosed(store)

    with pytest.raises(ConflictError) as refused:
        await outcomes.conclude(MEDIATOR, replace(SETTLED, kind=kind), store.ports)
    assert refused.value.code == "disclosure.asking"

    outcome = await outcomes.conclude(MEDIATOR, ADJOURNED, store.ports)
    assert outcome.kind is OutcomeKind.ADJOURNED


async def test_nothing_is_settled_while_a_challenge_waits_for_its_decision(store: Store) -> None:
    await sessions.mark_open(SESSION, store.clock.now(), store.ports)
    await challenges.challenge(
        CLERK, SERIAL, Against("li", DisclosureGround.INTEREST, "调解员持有公司股份"), store.ports
    )

    with pytest.raises(ConflictError) as refused:
        await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    assert refused.value.code == "challenge.open"
    assert (await sessions.view(MEDIATOR, SESSION, store.ports)).impartiality.challenged


async def test_one_party_who_challenges_in_the_room_ends_the_hosting_at_once(store: Store) -> None:
    held = await disclosed(store)

    await impartiality.reply(await link_of(store, "zhou"), held, Reply.CHALLENGE, store.ports)

    assert ("unseat", SESSION, MEDIATOR.id) in store.rooms.heard
    assert await store.database.meetings.is_shut_out(SESSION, MEDIATOR.id)
    with pytest.raises(NotFoundError):
        await outcomes.conclude(MEDIATOR, SETTLED, store.ports)


async def test_nothing_more_is_recorded_once_nobody_presides(store: Store) -> None:
    held = await disclosed(store)

    await impartiality.reply(await link_of(store, "zhou"), held, Reply.CHALLENGE, store.ports)

    heard = [one[0] for one in store.rooms.heard]
    assert heard.index("stop_recording") < heard.index("unseat")


async def acts_for(store: Store, agent: str, party: str) -> None:
    """Record an authority with its papers; nothing of it names 和解."""
    command = powers.RecordAuthority(
        SERIAL,
        f"authority-{agent}-{party}",
        agent,
        party,
        AuthorityKind.CITIZEN,
        "参加调解",
        frozenset(),
        PAPERS[AuthorityKind.CITIZEN],
        beijing_day(store.clock.now()),
    )
    await powers.record(CLERK, command, store.ports)


async def changes_sides(store: Store) -> None:
    """End what the agent holds of the worker: nobody acts for both."""
    (held,) = (await parties.people(CLERK, SERIAL, store.ports)).authorities
    await powers.revoke(CLERK, SERIAL, held.id, store.ports)
    async with store.database.begin() as uow:
        await uow.cases.save_participant(replace(DAUGHTER, side=EMPLOYER.side, linked_to=EMPLOYER.identity))
        await uow.commit()


async def test_whoever_acts_for_a_party_answers_for_it_and_after_that_for_nobody(store: Store) -> None:
    held, agent = await disclosed(store), await link_of(store, "min")
    await acts_for(store, "min", "li")
    (before,) = await impartiality.put_to(agent, store.ports)
    await changes_sides(store)
    await acts_for(store, "min", "zhou")
    with pytest.raises(GoneError):
        await impartiality.put_to(agent, store.ports)
    again = await invitations.reissue(MEDIATOR, SESSION, "min", store.ports)
    agent = LinkKey(again.token, (await invitations.open_link(LinkKey(again.token, None), store.ports)).device)

    (put,) = await impartiality.put_to(agent, store.ports)
    await impartiality.reply(agent, held, Reply.CONTINUE, store.ports)

    assert [[one.name for one in asked.stands_for] for asked in (before, put)] == [[WORKER.name], [EMPLOYER.name]]
    assert [one.missing for one in await missing(store)] == [(WORKER.name,)]


async def test_a_party_is_asked_though_an_agent_replied_and_the_own_word_counts(store: Store) -> None:
    held, agent, worker = await disclosed(store), await link_of(store, "min"), await link_of(store, "li")
    await acts_for(store, "min", "li")
    await impartiality.reply(agent, held, Reply.CONTINUE, store.ports)

    (asked,) = await impartiality.put_to(worker, store.ports)
    await impartiality.reply(worker, held, Reply.CHALLENGE, store.ports)

    assert (asked.reply, asked.said_by, asked.settled) == (Reply.CONTINUE, DAUGHTER.name, False)
    assert ("unseat", SESSION, MEDIATOR.id) in store.rooms.heard


async def test_nobody_replies_over_the_word_of_a_party(store: Store) -> None:
    held, agent, worker = await disclosed(store), await link_of(store, "min"), await link_of(store, "li")
    await acts_for(store, "min", "li")
    await impartiality.reply(worker, held, Reply.CONTINUE, store.ports)

    assert await impartiality.put_to(agent, store.ports) == ()
    with pytest.raises(ConflictError) as refused:
        await impartiality.reply(agent, held, Reply.CHALLENGE, store.ports)
    assert refused.value.code == "disclosure.answered_themselves"
    assert await missing(store) == (Asking(MEDIATOR.name, (EMPLOYER.name,)),)


async def test_who_came_without_authority_is_told_why_and_who_can_and_nothing_is_kept(store: Store) -> None:
    held = await disclosed(store)
    agent = await link_of(store, "min")

    assert await impartiality.put_to(agent, store.ports) == ()
    with pytest.raises(ForbiddenError) as refused:
        await impartiality.reply(agent, held, Reply.CHALLENGE, store.ports)
    assert refused.value.code == "disclosure.not_authorised"
    assert refused.value.facts == {"party": WORKER.name, "why": "none", "who": WORKER.name}
    assert await missing(store) == (Asking(MEDIATOR.name, (WORKER.name, EMPLOYER.name)),)


async def test_nobody_who_is_not_asked_reads_or_answers_a_disclosure(store: Store) -> None:
    held = await disclosed(store)
    async with store.database.begin() as uow:
        await uow.cases.save_participant(replace(DAUGHTER, side=Side.NEUTRAL, linked_to=None))
        await uow.commit()
    witness = await link_of(store, "min")

    assert await impartiality.put_to(witness, store.ports) == ()
    with pytest.raises(NotFoundError):
        await impartiality.reply(witness, held, Reply.CHALLENGE, store.ports)
