"""Whoever stands for a party chooses and replies to a disclosure for it; nobody else does, nor over its word."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.authority import PAPERS, AuthorityKind, Paper, PaperFile, Sighting
from server.domain.beijing import beijing_day
from server.domain.choice import ChoiceState
from server.domain.disclosure import Reply
from server.domain.errors import ConflictError, ForbiddenError, GoneError, NotFoundError
from server.domain.ids import CaseId, Identity
from server.domain.material import MaterialId
from server.domain.party import Role, Side
from server.domain.speaking import Bar
from server.services import cases, choosing, impartiality, powers
from server.services.access import LinkKey
from server.services.referral_views import OwnChoice
from tests.factories import a_participant
from tests.support.people import an_authority
from tests.support.referrals import SERIAL, TUESDAY, YES, accepted, agrees, desk
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store
from tests.unit.server.services.referral.test_choosing import a_link
from tests.unit.server.services.test_own_extensions import authority

TODAY = beijing_day(TUESDAY)
LAWYER = an_authority(signed_on=TODAY, kind=AuthorityKind.LAWYER, papers=PAPERS[AuthorityKind.LAWYER])
WANG, ZHAO = (a_participant(identity=Identity(who), name=name) for who, name in (("wang", "王五"), ("zhao", "赵六")))


async def all_choose(store: Store, *identities: str) -> None:
    for identity in identities:
        await agrees(store, identity)
    await choosing.start(CLERK, SERIAL, joint=True, ports=store.ports)


async def pick(store: Store, key: LinkKey, entry: str = "centre") -> OwnChoice:
    return await choosing.pick_own(key, entry, store.ports)


async def lines(store: Store, kind: str) -> list[str]:
    return [line.text for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline if line.kind == kind]


async def test_an_agent_picks_for_a_party_and_the_record_says_by_which_authority(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")
    agent, worker = await a_link(store, "min"), await a_link(store, "li")

    theirs = await pick(store, agent)
    own = await choosing.own(worker, store.ports)

    assert (theirs.own, theirs.said_by, [one.name for one in theirs.stands_for]) == ("centre", "", ["李秀兰"])
    assert (own.own, own.said_by) == ("centre", "张敏")
    assert await lines(store, "choice.picked") == [
        "张敏代李秀兰（律师或者基层法律服务工作者，2026年3月31日授权）已选择调解员"
    ]
    choice = (await desk(store)).choice
    assert choice is not None
    assert [(one.name, one.picked, one.by_right, one.said_by) for one in choice.choosers] == [
        ("李秀兰", True, AuthorityKind.LAWYER, "张敏"),
        (EMPLOYER.name, False, None, ""),
    ]


async def test_the_same_pick_again_writes_nothing(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")
    agent = await a_link(store, "min")

    for _ in range(2):
        await pick(store, agent)

    assert len(await lines(store, "choice.picked")) == 1


async def test_what_an_agent_picked_gives_way_to_the_party_and_is_never_put_over_its_word(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")
    agent, worker = await a_link(store, "min"), await a_link(store, "li")
    await pick(store, agent)

    own = await pick(store, worker, "union")

    with pytest.raises(ConflictError) as refused:
        await pick(store, agent)
    assert refused.value.code == "choice.answered_themselves"
    assert (own.own, own.said_by) == ("union", "")
    seen = await choosing.own(agent, store.ports)
    assert (seen.own, [one.answered_themselves for one in seen.stands_for]) == (None, [True])


async def test_a_pick_by_authority_and_that_of_the_other_side_match(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")
    await pick(store, await a_link(store, "min"))

    found = await pick(store, await a_link(store, "zhou"))

    assert found.state is ChoiceState.MATCHED


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (None, Bar.NONE),
        (replace(LAWYER, papers=frozenset({Paper.AUTHORITY})), Bar.PAPERS),
        (replace(LAWYER, signed_on=date(2026, 4, 15)), Bar.NOT_YET),
    ],
    ids=["none", "papers", "not-yet"],
)
async def test_without_an_authority_that_holds_nothing_is_picked_and_it_is_said_why_and_who_can(
    store: Store, held: powers.RecordAuthority | None, why: Bar
) -> None:
    if held is not None:
        await powers.record(CLERK, held, store.ports)
    await all_choose(store, "li", "zhou")
    agent = await a_link(store, "min")

    for act in (lambda: pick(store, agent), lambda: choosing.ask_court_own(agent, store.ports)):
        with pytest.raises(ForbiddenError) as refused:
            await act()
        assert refused.value.code == "choice.not_authorised"
        assert refused.value.facts == {"party": "李秀兰", "why": why, "who": "李秀兰"}

    own = await choosing.own(agent, store.ports)
    assert (own.for_self, own.stands_for, own.may) == (False, (), ())
    assert [(one.name, one.why, one.who_may) for one in own.barred] == [("李秀兰", why, ("李秀兰",))]
    assert await lines(store, "choice.picked") == []


async def test_whose_authority_is_over_opens_nothing(store: Store) -> None:
    over = replace(LAWYER, signed_on=date(2026, 1, 5), until=date(2026, 2, 5))
    await powers.record(CLERK, over, store.ports)
    await all_choose(store, "li", "zhou")
    agent = await a_link(store, "min")

    with pytest.raises(GoneError):
        await choosing.own(agent, store.ports)
    with pytest.raises(GoneError):
        await pick(store, agent)


async def test_an_agent_of_one_side_never_picks_for_the_other(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")

    await pick(store, await a_link(store, "min"))

    choice = (await desk(store)).choice
    assert choice is not None
    assert {one.identity: one.picked for one in choice.choosers} == {"li": True, "zhou": False}


async def test_a_witness_neither_chooses_nor_reads_who_could_be_chosen(store: Store) -> None:
    async with store.database.begin() as uow:
        witness = a_participant(identity=Identity("sun"), name="孙某", side=Side.NEUTRAL, role=Role.AGENT)
        await uow.cases.add_participant(witness)
        await uow.commit()
    await all_choose(store, "li", "zhou")
    key = await a_link(store, "sun")

    for act in (lambda: pick(store, key), lambda: choosing.ask_court_own(key, store.ports)):
        with pytest.raises(NotFoundError) as refused:
            await act()
        assert refused.value.code == "choice.not_asked"
    own = await choosing.own(key, store.ports)
    assert (own.candidates, own.own, own.others_picked, own.barred) == ((), None, False, ())


async def test_an_agent_asks_the_court_for_a_party_and_the_line_says_for_whom(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)
    await all_choose(store, "li", "zhou")

    await choosing.ask_court_own(await a_link(store, "min"), store.ports)

    (line,) = await lines(store, "choice.handed_over")
    assert line == "张敏代李秀兰（律师或者基层法律服务工作者，2026年3月31日授权）请求法院指定调解员"


async def ten_workers(store: Store) -> None:
    """Ten workers, two of them here, chose the first as representative, the paper of one still to come."""
    shown = replace(
        authority(WORKER, WANG, AuthorityKind.REPRESENTATIVE), signed_on=TODAY, seen=Sighting("陈书记员", TODAY)
    )
    bare = replace(authority(WORKER, ZHAO, AuthorityKind.REPRESENTATIVE), signed_on=TODAY, seen=None)
    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId("case1"))
        assert case is not None
        await uow.cases.save(replace(case, workers=10))
        for person in (WANG, ZHAO):
            await uow.cases.add_participant(person)
        for one in (shown, bare):
            await uow.authorities.add(one)
        await uow.commit()


async def test_a_representative_picks_for_those_alone_whose_written_authority_is_there(store: Store) -> None:
    await ten_workers(store)
    await all_choose(store, "li", "wang", "zhao", "zhou")

    own = await pick(store, await a_link(store, "li"))

    choice = (await desk(store)).choice
    assert choice is not None
    assert {one.name: one.picked for one in choice.choosers} == {
        WORKER.name: True,
        "王五": True,
        "赵六": False,
        EMPLOYER.name: False,
    }
    assert [(one.name, one.why) for one in own.barred] == [("赵六", Bar.PAPERS)]
    assert await lines(store, "choice.picked") == ["李秀兰本人并代王五（推选的代表人，2026年3月31日授权）已选择调解员"]


async def test_a_guardian_replies_to_a_disclosure_only_once_the_papers_are_files(store: Store) -> None:
    await accepted(store, YES)
    guardian = await a_link(store, "min")
    (made,) = (await desk(store)).disclosures
    bare = replace(
        authority(DAUGHTER, WORKER, AuthorityKind.GUARDIAN), signed_on=TODAY, papers=frozenset({Paper.IDENTITY})
    )
    async with store.database.begin() as uow:
        await uow.authorities.add(bare)
        await uow.commit()

    with pytest.raises(ForbiddenError) as refused:
        await impartiality.reply_own(guardian, made.id, Reply.CONTINUE, store.ports)
    (asked,) = (await choosing.own(guardian, store.ports)).disclosures
    async with store.database.begin() as uow:
        files = tuple(PaperFile(one, MaterialId(f"m-{one}")) for one in (Paper.RELATION, Paper.CAPACITY))
        await uow.authorities.save(bare.show(bare.papers, files))
        await uow.commit()
    await impartiality.reply_own(guardian, made.id, Reply.CONTINUE, store.ports)

    assert (refused.value.code, refused.value.facts["why"]) == ("disclosure.not_authorised", "papers")
    assert [(one.why, one.papers) for one in asked.barred] == [(Bar.PAPERS, (Paper.CAPACITY, Paper.RELATION))]
    replies = (await desk(store)).disclosures[0].replies
    assert [(one.name, one.reply, one.by_right, one.said_by) for one in replies] == [
        ("李秀兰", Reply.CONTINUE, AuthorityKind.GUARDIAN, "张敏"),
        (EMPLOYER.name, None, None, ""),
    ]
    assert await lines(store, "disclosure.replied") == ["张敏代李秀兰（法定代理人）同意继续"]


async def test_one_challenge_by_an_agent_ends_the_part_of_the_mediator(store: Store) -> None:
    await accepted(store, YES)
    await powers.record(CLERK, LAWYER, store.ports)
    (made,) = (await desk(store)).disclosures

    await impartiality.reply_own(await a_link(store, "min"), made.id, Reply.CHALLENGE, store.ports)

    assert [(one.name, one.until is not None) for one in (await desk(store)).panel] == [(MEDIATOR.name, True)]


async def test_an_authority_that_ended_after_the_reply_leaves_it_as_it_is(store: Store) -> None:
    await accepted(store, YES)
    people = await powers.record(CLERK, LAWYER, store.ports)
    agent = await a_link(store, "min")
    (made,) = (await desk(store)).disclosures
    await impartiality.reply_own(agent, made.id, Reply.CONTINUE, store.ports)

    await powers.revoke(CLERK, SERIAL, people.authorities[0].id, store.ports)

    with pytest.raises(GoneError):
        await impartiality.reply_own(agent, made.id, Reply.CHALLENGE, store.ports)
    assert [one.reply for one in (await desk(store)).disclosures[0].replies] == [Reply.CONTINUE, None]


async def test_whoever_may_choose_for_a_party_is_written_to_as_well(store: Store) -> None:
    await powers.record(CLERK, LAWYER, store.ports)

    await all_choose(store, "li", "zhou")

    async with store.database.begin() as uow:
        told = {one.key.rsplit(":", 1)[-1] for one in await uow.prompts.lease(TUESDAY, TUESDAY, 20)}
    assert told == {"li", "min", "zhou"}
