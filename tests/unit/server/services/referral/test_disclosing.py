"""Disclosing, changing a mediator, and who presides."""

from datetime import timedelta

import pytest

from server.domain.case import CaseState
from server.domain.disclosure import DisclosureGround, DisclosureState, Reply
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.party import Capacity, PartyKind, Role, Side
from server.services import cases, choosing, impartiality, panels, parties
from server.services.panels import Said, Seating
from server.services.parties import AddPerson, PersonFacts
from tests.support.referrals import NO, SERIAL, YES, accepted, desk, sees
from tests.support.rosters import a_mediator
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store
from tests.unit.server.services.referral.test_choosing import a_link


async def test_a_party_replies_to_a_disclosure_by_their_own_link(store: Store) -> None:
    await accepted(store, YES)
    worker = await a_link(store, "li")
    (asked,) = (await choosing.own(worker, store.ports)).disclosures

    await impartiality.reply_own(worker, asked.id, Reply.CONTINUE, store.ports)

    (replied,) = (await choosing.own(worker, store.ports)).disclosures
    assert (asked.reply, replied.reply, replied.settled) == (None, Reply.CONTINUE, False)


async def test_a_reply_that_is_sent_again_is_the_one_that_was_given(store: Store) -> None:
    await accepted(store, YES)
    (made,) = (await desk(store)).disclosures
    await panels.reply(CLERK, SERIAL, made.id, made.replies[0].identity, Reply.CONTINUE, store.ports)
    before = (await desk(store)).disclosures
    store.clock.pass_by(timedelta(minutes=1))

    await panels.reply(CLERK, SERIAL, made.id, made.replies[0].identity, Reply.CONTINUE, store.ports)

    assert (await desk(store)).disclosures == before


async def test_a_yes_stops_everything_until_every_party_agreed(store: Store) -> None:
    await accepted(store, YES)
    (made,) = (await desk(store)).disclosures
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        with pytest.raises(ConflictError):
            await panels.require_ready(uow, case)

    for one in made.replies:
        await panels.reply(CENTRE, SERIAL, made.id, one.identity, Reply.CONTINUE, store.ports)

    assert (await desk(store)).disclosures[0].state is DisclosureState.CONTINUED
    async with store.database.begin() as uow:
        await panels.require_ready(uow, case)


async def test_one_party_who_does_not_want_the_mediator_ends_their_part(store: Store) -> None:
    await accepted(store, YES)
    (made,) = (await desk(store)).disclosures

    await panels.reply(CLERK, SERIAL, made.id, made.replies[0].identity, Reply.CHALLENGE, store.ports)

    assert not await sees(store, MEDIATOR)
    assert await sees(store, CENTRE)
    assert [(one.name, one.until is not None) for one in (await desk(store)).panel] == [("王调解员", True)]
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    assert await sees(store, OTHER_MEDIATOR)


async def test_a_mediator_discloses_for_themselves_also_later(store: Store) -> None:
    await accepted(store)
    store.clock.pass_by(timedelta(days=1))

    await panels.disclose(MEDIATOR, SERIAL, YES, store.ports)

    assert [one.state for one in (await desk(store)).disclosures] == [DisclosureState.ASKING, DisclosureState.CLEAR]
    with pytest.raises(InvalidError):
        await panels.disclose(MEDIATOR, SERIAL, Said((DisclosureGround.INTEREST,), " "), store.ports)
    for account in (CENTRE, CLERK):
        with pytest.raises(ForbiddenError):
            await panels.disclose(account, SERIAL, NO, store.ports)


async def test_several_mediate_and_exactly_one_presides(store: Store) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert await sees(store, OTHER_MEDIATOR)
    with pytest.raises(ForbiddenError):
        await panels.hand_over(OTHER_MEDIATOR, SERIAL, "mediator2", store.ports)
    await panels.hand_over(MEDIATOR, SERIAL, "mediator2", store.ports)

    seats = (await desk(store)).panel
    assert {one.name: one.presides for one in seats} == {"王调解员": False, "孙调解员": True}
    assert [await sees(store, one) for one in (MEDIATOR, OTHER_MEDIATOR)] == [True, True]
    assert any(line.kind == "panel.handed_over" for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline)


async def test_a_second_refusal_after_a_change_only_proposes_an_ending(store: Store) -> None:
    await accepted(store)
    await panels.ask_change(CLERK, SERIAL, "li", "听不懂方言", refuses_to_choose=False, ports=store.ports)
    (first,) = (await desk(store)).changes
    await panels.answer_change(CENTRE, SERIAL, first.id, grants=True, answer="", ports=store.ports)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    assert not (await desk(store)).proposes_ending

    await panels.ask_change(CLERK, SERIAL, "li", "还是不满意", refuses_to_choose=True, ports=store.ports)

    found = await desk(store)
    assert (found.proposes_ending, found.state) == (True, CaseState.ACCEPTED)


async def test_whoever_mediated_is_never_an_agent_of_the_case(store: Store) -> None:
    await accepted(store)
    facts = PersonFacts(
        name="小马",
        side=Side.RESPONDENT,
        role=Role.AGENT,
        title="代理人",
        phone="13800000000",
        id_number=a_mediator().id_number,
        kind=PartyKind.PERSON,
        standing=Capacity.USUAL,
    )

    with pytest.raises(ConflictError) as refusal:
        await parties.add_person(CLERK, AddPerson(SERIAL, "key-00001", facts), store.ports)

    assert refusal.value.code == "authority.mediator"
