"""Choosing, referring, accepting: picks stay hidden, both thresholds run, access ends with the mandate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from server.domain.account import Account
from server.domain.award import Arbitration, Award, Finality, Received
from server.domain.award import Standing as LabourStanding
from server.domain.case import CaseState, Source
from server.domain.case_link import CaseLink
from server.domain.choice import ChoiceState, HandedOver
from server.domain.contact import AskResult
from server.domain.disclosure import ChallengeAction, DisclosureState, Ground, Reply
from server.domain.errors import ConflictError, ForbiddenError, IllegalTransitionError, InvalidError, NotFoundError
from server.domain.ids import AccountId, CaseId, EntryId, Identity
from server.domain.origin import Origin
from server.domain.outcome import EndingCode
from server.domain.party import PartyKind, Role, Side, Standing
from server.domain.profile import EntryKind
from server.domain.referral import DeclineGround, ReferralState
from server.domain.roster import Certificate, Entry, EntryState
from server.domain.secret import digest
from server.services import cases, choosing, contacts, endings, panels, parties, referral_desk, referrals
from server.services.access import LinkKey
from server.services.contacts import Conclude
from server.services.endings import End
from server.services.panels import Said, Seating
from server.services.parties import AddPerson, PersonFacts
from server.services.referral_views import ReferralDesk
from server.services.referrals import Accept, Send
from tests.factories import a_participant, an_account
from tests.support.rosters import COURT, OFFICE, TODAY, a_mediator, an_organisation
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
TUESDAY = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
"""As on the screen: the third working day is Friday 3 April, the fifth Wednesday 8 April, after 清明."""
NO = Said((), "")
YES = Said((Ground.OTHER_RELATION,), "2022年在该公司所在园区讲过一次课。")
UNION = an_account(id="union1", login="union", role=Role.ORGANISATION, organisation="总工会调解委员会")


def entry(name: str, account: str | None, above: str | None = "centre", certificate: str = "") -> Entry:
    profile = a_mediator(name=name) if above else an_organisation(name=name)
    return Entry(
        id=EntryId(name),
        kind=EntryKind.MEDIATOR if above else EntryKind.ORGANISATION,
        court=COURT,
        office=OFFICE,
        organisation=EntryId(above) if above else None,
        proposed=None,
        live=profile,
        state=EntryState.LISTED,
        account=AccountId(account) if account else None,
        certificate=Certificate(certificate or name, TODAY),
    )


@pytest.fixture(autouse=True)
async def ready(store: Store) -> None:
    """Put the case of the store back to where nobody has it, with two organisations and two mediators on the roster."""
    store.clock.at = TUESDAY
    async with store.database.begin() as uow:
        await uow.accounts.add(UNION)
        centre = replace(entry("调解中心", None, None), id=EntryId("centre"))
        union = replace(entry("总工会调解委员会", None, None), id=EntryId("union"))
        for one in (centre, union, entry("王调解员", "mediator1"), entry("孙调解员", "mediator2")):
            await uow.roster.add(one)
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        free = replace(case, state=CaseState.TO_APPOINT, organisation=None, mediator=None, received_at=TUESDAY)
        await uow.cases.save(free)
        await uow.commit()


async def desk(store: Store, account: Account = CLERK) -> ReferralDesk:
    return await referral_desk.view(account, SERIAL, store.ports)


async def refer(store: Store, to: str = "centre") -> None:
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(SERIAL, f"key-{to}-0001", to), store.ports)


async def accepted(store: Store, said: Said = NO) -> None:
    await refer(store)
    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", said), store.ports)


async def identities(store: Store) -> tuple[str, ...]:
    return tuple(one.identity for one in (await desk(store)).choice.choosers)  # type: ignore[union-attr]  # it is begun


async def sees(store: Store, account: Account) -> bool:
    try:
        await cases.view(account, SERIAL, store.ports)
    except NotFoundError:
        return False
    return True


async def test_picks_stay_hidden_until_both_are_the_same(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
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
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
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
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
    worker, _ = await identities(store)

    with pytest.raises(ConflictError) as refused:
        await choosing.record_pick(CLERK, SERIAL, worker, FROM_MACAO.id, store.ports)

    assert refused.value.code == "referral.unfit"
    own = await choosing.own(await a_link(store, worker), store.ports)
    assert (own.own, FROM_MACAO.id in {one.id for one in own.candidates}) == (None, False)


async def test_different_picks_go_to_the_court_after_two_working_days(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
    worker, employer = await identities(store)
    await choosing.record_pick(CLERK, SERIAL, worker, "centre", store.ports)
    await choosing.record_pick(CLERK, SERIAL, employer, "union", store.ports)

    store.clock.at = datetime(2026, 4, 2, 15, 59, tzinfo=UTC)
    assert await choosing.expire(store.ports) == 0
    store.clock.at = datetime(2026, 4, 2, 16, 0, tzinfo=UTC)
    assert await choosing.expire(store.ports) == 1
    assert await choosing.expire(store.ports) == 0

    found = (await desk(store)).choice
    assert found is not None
    assert (found.state, found.handed_over) == (ChoiceState.COURT, HandedOver.NO_MATCH)
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
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)

    mine = await choosing.pick_own(worker, "centre", store.ports)
    theirs = await choosing.own(employer, store.ports)

    assert (mine.own, mine.others_picked, mine.state) == ("centre", False, ChoiceState.OPEN)
    assert (theirs.own, theirs.others_picked) == (None, True)
    assert (await choosing.pick_own(employer, "centre", store.ports)).state is ChoiceState.MATCHED


async def test_a_party_replies_to_a_disclosure_by_their_own_link(store: Store) -> None:
    await accepted(store, YES)
    worker = await a_link(store, "li")
    (asked,) = (await choosing.own(worker, store.ports)).disclosures

    await panels.reply_own(worker, asked.id, Reply.CONTINUE, store.ports)

    (replied,) = (await choosing.own(worker, store.ports)).disclosures
    assert (asked.reply, replied.reply, replied.settled) == (None, Reply.CONTINUE, False)


async def test_the_court_waits_while_the_parties_choose_and_follows_their_choice(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)
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


async def test_a_referral_shows_both_thresholds_as_on_the_calendar(store: Store) -> None:
    await refer(store)

    (sent,) = (await desk(store)).referrals

    assert [(one.key, one.deadline.due_on.isoformat()) for one in sent.clocks] == [
        ("accept_3", "2026-04-03"),
        ("accept_5", "2026-04-08"),
    ]
    assert all(one.deadline.trace for one in sent.clocks)


async def test_the_same_letter_twice_is_one(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)
    letter = Send(SERIAL, "key-00001", "centre")

    await referrals.send(CLERK, letter, store.ports)
    await referrals.send(CLERK, letter, store.ports)

    assert len((await desk(store)).referrals) == 1


async def test_only_those_to_whom_it_was_referred_see_the_case(store: Store) -> None:
    assert [await sees(store, one) for one in (CENTRE, UNION, MEDIATOR)] == [False, False, False]

    await refer(store)

    assert [await sees(store, one) for one in (CENTRE, UNION, MEDIATOR, OTHER_MEDIATOR)] == [True, False, False, False]


async def test_acceptance_starts_the_term_and_keeps_both_instants(store: Store) -> None:
    await refer(store)
    signed = TUESDAY + timedelta(hours=1)
    store.clock.at = TUESDAY + timedelta(hours=5)

    await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO, signed), store.ports)

    found = await desk(store)
    assert (found.referrals[0].answered_at, found.referrals[0].signed_for_at) == (store.clock.at, signed)
    assert found.state is CaseState.ACCEPTED
    assert [(one.name, one.presides) for one in found.panel] == [("王调解员", True)]
    async with store.database.begin() as uow:
        term = await uow.terms.get((await uow.cases.by_serial(SERIAL)).id)  # type: ignore[union-attr]  # it is there
    assert term is not None
    assert (term.started_at, term.signed_for_at) == (store.clock.at, signed)
    assert await sees(store, MEDIATOR)


@pytest.mark.parametrize("mediator", ["union", "nobody", "centre"])
async def test_a_referral_is_accepted_only_with_an_own_mediator(store: Store, mediator: str) -> None:
    await refer(store)

    with pytest.raises(InvalidError) as refusal:
        await referrals.accept(CENTRE, Accept(SERIAL, mediator, NO), store.ports)

    assert refusal.value.code == "referral.mediator"
    assert (await desk(store)).state is CaseState.AWAITING_ACCEPTANCE


async def test_who_declines_loses_sight_of_the_case_at_that_moment(store: Store) -> None:
    await refer(store)
    assert await sees(store, CENTRE)

    await referrals.decline(CENTRE, SERIAL, DeclineGround.OUT_OF_FIELD, "本中心没有懂航运的调解员", store.ports)

    assert not await sees(store, CENTRE)
    with pytest.raises(NotFoundError):
        await referral_desk.view(CENTRE, SERIAL, store.ports)
    found = await desk(store)
    assert (found.state, found.referrals[0].state) == (CaseState.TO_APPOINT, ReferralState.DECLINED)
    assert found.choice is not None
    assert found.choice.handed_over is HandedOver.AFTER_REFUSAL
    await referrals.send(CLERK, Send(SERIAL, "key-00009", "union"), store.ports)
    assert await sees(store, UNION)
    assert [one.organisation for one in (await desk(store, UNION)).referrals] == ["总工会调解委员会"]


async def test_the_days_of_a_referral_are_told_from_sending_to_the_last(store: Store) -> None:
    await refer(store)

    days = (await desk(store)).referrals[0].clocks[1].strip

    assert [(one.day.day, one.kind.value) for one in days] == [
        (31, "working"),
        (1, "working"),
        (2, "working"),
        (3, "working"),
        (4, "holiday"),
        (5, "holiday"),
        (6, "holiday"),
        (7, "working"),
        (8, "working"),
    ]


async def test_declining_needs_the_reason_in_writing(store: Store) -> None:
    await refer(store)

    with pytest.raises(InvalidError):
        await referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "  ", store.ports)
    assert await sees(store, CENTRE)


async def test_the_court_may_appoint_anew_after_three_working_days_and_not_before(store: Store) -> None:
    await refer(store)
    store.clock.at = datetime(2026, 4, 3, 15, 59, tzinfo=UTC)
    with pytest.raises(ConflictError) as early:
        await referrals.withdraw(CLERK, SERIAL, "另行指定", store.ports)
    store.clock.at = datetime(2026, 4, 3, 16, 0, tzinfo=UTC)

    await referrals.withdraw(CLERK, SERIAL, "另行指定", store.ports)

    assert early.value.code == "referral.too_early"
    assert (await desk(store)).referrals[0].state is ReferralState.WITHDRAWN
    assert not await sees(store, CENTRE)


async def test_an_unanswered_referral_goes_back_after_five_working_days_by_itself_once(store: Store) -> None:
    await refer(store)
    store.clock.at = datetime(2026, 4, 8, 15, 59, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 0
    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    with pytest.raises(ConflictError) as late:
        await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert await referrals.expire(store.ports) == 1
    assert await referrals.expire(store.ports) == 0

    assert late.value.code == "referral.overdue"
    found = await desk(store)
    assert (found.state, found.referrals[0].state) == (CaseState.TO_APPOINT, ReferralState.OVERDUE)
    assert not await sees(store, CENTRE)


async def test_a_case_whose_record_is_broken_keeps_no_other_referral_from_going_back(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        other = replace(case, id=CaseId("case2"), serial="LY2026-000129", state=CaseState.TO_APPOINT, version=0)
        await uow.cases.add(other)
        await uow.cases.add_participant(a_participant(identity="wang", case=other.id))
        await uow.commit()
    await refer(store)
    store.clock.pass_by(timedelta(seconds=1))
    await choosing.start(CLERK, other.serial, joint=False, ports=store.ports)
    await referrals.send(CLERK, Send(other.serial, "key-centre-0002", "centre"), store.ports)
    async with store.database.engine.begin() as connection:
        await connection.execute(text("UPDATE referral SET chosen_by = 'nobody' WHERE case_id = 'case1'"))

    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 1
    assert (await referral_desk.view(CLERK, other.serial, store.ports)).state is CaseState.TO_APPOINT


async def test_a_mediator_named_in_a_referral_conducts_nothing_before_accepting(store: Store) -> None:
    await refer(store, "王调解员")
    refused = []
    for attempt in (
        endings.end(MEDIATOR, End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "不愿意调解"), store.ports),
        panels.disclose(MEDIATOR, SERIAL, NO, store.ports),
        contacts.conclude(MEDIATOR, Conclude(SERIAL, "zhou", AskResult.REFUSED, "不愿意"), store.ports),
    ):
        with pytest.raises(ConflictError) as refusal:
            await attempt
        refused.append(refusal.value.code)

    assert refused == ["referral.unanswered"] * 3
    assert (await desk(store)).state is CaseState.AWAITING_ACCEPTANCE
    store.clock.at = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    assert await referrals.expire(store.ports) == 1


async def test_nothing_is_referred_before_everyone_was_told_of_the_risk(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), LabourStanding.WORKER, TODAY.replace(day=1, month=3), "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    assert refusal.value.code == "award.explanation_owed"
    assert (await desk(store)).explanation_owed == ("李秀兰", "周经理")


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
        await panels.disclose(MEDIATOR, SERIAL, Said((Ground.INTEREST,), " "), store.ports)
    for account in (CENTRE, CLERK):
        with pytest.raises(ForbiddenError):
            await panels.disclose(account, SERIAL, NO, store.ports)


async def test_a_challenge_is_never_decided_by_the_mediator_it_is_about(store: Store) -> None:
    await accepted(store)
    await panels.challenge(CLERK, SERIAL, "li", Ground.INTEREST, "调解员持有公司股份", store.ports)
    (held,) = (await desk(store)).challenges

    with pytest.raises(ForbiddenError) as own:
        await panels.decide(MEDIATOR, SERIAL, held.id, ChallengeAction.REJECT, "没有关系", store.ports)
    await panels.decide(CENTRE, SERIAL, held.id, ChallengeAction.UPHOLD, "查证属实", store.ports)

    assert own.value.code == "challenge.own"
    assert not await sees(store, MEDIATOR)
    with pytest.raises(IllegalTransitionError):
        await panels.decide(CENTRE, SERIAL, held.id, ChallengeAction.REJECT, "再查", store.ports)


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
        standing=Standing.USUAL,
    )

    with pytest.raises(ConflictError) as refusal:
        await parties.add_person(CLERK, AddPerson(SERIAL, "key-00001", facts), store.ports)

    assert refusal.value.code == "authority.mediator"


async def test_an_organisation_takes_on_what_came_to_it_without_a_court(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=Source.ORGANISATION, court=None, organisation="调解中心"))
        await uow.commit()

    found = await referral_desk.view(CENTRE, SERIAL, store.ports)
    await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert {one.name for one in found.candidates} == {"王调解员", "孙调解员"}
    assert await sees(store, MEDIATOR)


async def test_a_judge_follows_and_refers_nothing(store: Store) -> None:
    assert "send" not in (await desk(store, JUDGE)).may
    with pytest.raises(ForbiddenError):
        await choosing.start(JUDGE, SERIAL, joint=True, ports=store.ports)
