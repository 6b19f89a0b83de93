"""Whoever stands for parties answers a request for more time for them, never over their own word."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind, Sighting
from server.domain.case_link import CaseLink
from server.domain.concurrence import QUESTIONS_WORDING, standing
from server.domain.errors import ConflictError, ForbiddenError, GoneError, NotFoundError
from server.domain.ids import CaseId, Identity
from server.domain.party import Participant, Role, Side
from server.domain.secret import digest
from server.domain.speaking import Bar
from server.domain.term import StartEvent
from server.services import cases, own_course, own_extensions, terms
from server.services.access import LinkKey
from server.services.own_case_views import OwnExtensionView
from tests.factories import NOW, a_participant
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
WANG, ZHAO = (a_participant(identity=Identity(who), name=name) for who, name in (("wang", "王五"), ("zhao", "赵六")))
WITNESS = a_participant(identity=Identity("sun"), name="孙某", side=Side.NEUTRAL, role=Role.AGENT)


def authority(agent: Participant, principal: Participant, kind: AuthorityKind) -> Authority:
    """Return an authority with all its papers and no special power."""
    return Authority(
        id=f"{agent.identity}-{principal.identity}",
        case=CaseId("case1"),
        agent=agent.identity,
        principal=principal.identity,
        kind=kind,
        matters="参加调解",
        powers=frozenset(),
        papers=PAPERS[kind],
        signed_on=date(2026, 4, 1),
        recorded_by=CLERK.id,
        recorded_at=NOW,
        seen=Sighting("陈书记员", date(2026, 4, 2)) if kind is AuthorityKind.REPRESENTATIVE else None,
    )


CHOSEN = [authority(WORKER, one, AuthorityKind.REPRESENTATIVE) for one in (WANG, ZHAO)]
RELATIVE = authority(DAUGHTER, WORKER, AuthorityKind.RELATIVE)


@pytest.fixture
async def asked(store: Store) -> str:
    """Four parties, each person with an own link; the mediator asks for more time. Return the request."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, workers=10))
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW, None)
        for person in (WANG, ZHAO, WITNESS):
            await uow.cases.add_participant(person)
        for person in (WORKER, DAUGHTER, EMPLOYER, WANG, ZHAO, WITNESS):
            link = CaseLink(
                case.id, person.identity, digest(person.identity), NOW, NOW.replace(year=2099), digest("device")
            )
            await uow.case_links.add(link)
        await uow.commit()
    command = terms.AskExtension(SERIAL, "extend-0001", "还在核对工资流水")
    return (await terms.ask_extension(MEDIATOR, command, store.ports)).extensions[0].id


def key(person: Participant) -> LinkKey:
    return LinkKey(person.identity, "device")


async def grant(store: Store, *authorities: Authority) -> None:
    async with store.database.begin() as uow:
        for one in authorities:
            await uow.authorities.add(one)
        await uow.commit()


async def says(store: Store, asked: str, person: Participant, *, yes: bool = True) -> None:
    await own_extensions.answer(key(person), asked, yes, QUESTIONS_WORDING, store.ports)


async def seen(store: Store, person: Participant) -> OwnExtensionView | None:
    return (await own_course.look(key(person), store.ports)).extension


async def kept(store: Store) -> dict[Identity, tuple[bool, Identity | None]]:
    """Return what stands for each party, and who said it for them."""
    async with store.database.begin() as uow:
        (request,) = await uow.terms.extensions(CaseId("case1"))
    latest = standing(request.answers)
    return {who: (one.agrees, one.through.agent if one.through else None) for who, one in latest.items()}


async def lines(store: Store) -> list[str]:
    timeline = (await cases.view(CLERK, SERIAL, store.ports)).timeline
    return [line.text for line in timeline if line.kind == "extension.answered"]


async def test_a_representative_answers_in_person_and_for_everybody_who_chose_them_but_not_over_their_own_word(
    store: Store, asked: str
) -> None:
    await grant(store, *CHOSEN)
    await says(store, asked, ZHAO, yes=False)

    await says(store, asked, WORKER)

    li = WORKER.identity
    assert await kept(store) == {li: (True, None), WANG.identity: (True, li), ZHAO.identity: (False, None)}
    assert "李秀兰本人并代王五（推选的代表人，2026年4月1日授权）同意延长调解期限 30 日（在线）" in await lines(store)
    view = await seen(store, WORKER)
    assert view is not None
    assert [(one.name, one.answered_themselves) for one in view.stands_for] == [("王五", False), ("赵六", True)]


async def test_the_same_answer_again_for_the_same_people_writes_nothing(store: Store, asked: str) -> None:
    await grant(store, *CHOSEN)
    await says(store, asked, WORKER)
    before = await lines(store)

    await says(store, asked, WORKER)

    assert await lines(store) == before


async def test_each_party_counts_once_though_several_answer_for_it(store: Store, asked: str) -> None:
    await grant(store, RELATIVE, *CHOSEN)
    for person in (DAUGHTER, WORKER, EMPLOYER):
        await says(store, asked, person)

    assert set(await kept(store)) == {one.identity for one in (WORKER, WANG, ZHAO, EMPLOYER)}
    granted = await terms.grant_extension(MEDIATOR, SERIAL, asked, store.ports)
    assert [(one.name, one.by_right) for one in granted.extensions[0].answers if one.by_right] == [
        ("王五", AuthorityKind.REPRESENTATIVE),
        ("赵六", AuthorityKind.REPRESENTATIVE),
    ]


async def test_an_agent_answers_until_the_party_does_and_the_party_reads_who_did(store: Store, asked: str) -> None:
    await grant(store, RELATIVE)
    await says(store, asked, DAUGHTER)
    view = await seen(store, WORKER)
    assert view is not None
    assert (view.agrees, view.said_by) == (True, "张敏")

    await says(store, asked, WORKER, yes=False)

    with pytest.raises(ConflictError) as refusal:
        await says(store, asked, DAUGHTER)
    assert refusal.value.code == "extension.answered_themselves"
    assert await kept(store) == {WORKER.identity: (False, None)}


async def test_whoever_came_without_authority_is_told_why_and_who_can_and_nothing_is_kept(
    store: Store, asked: str
) -> None:
    with pytest.raises(ForbiddenError) as refusal:
        await says(store, asked, DAUGHTER)

    assert refusal.value.code == "extension.not_authorised"
    assert refusal.value.facts == {"party": "李秀兰", "why": "none", "who": "李秀兰"}
    assert await kept(store) == {}
    view = await seen(store, DAUGHTER)
    assert view is not None
    assert (view.for_self, view.stands_for, view.barred[0].why) == (False, (), Bar.NONE)


async def test_an_authority_that_was_ended_after_the_answer_leaves_it_as_it_is(store: Store, asked: str) -> None:
    await grant(store, RELATIVE)
    await says(store, asked, DAUGHTER)
    async with store.database.begin() as uow:
        await uow.authorities.save(RELATIVE.revoke(NOW))
        await uow.commit()

    assert await kept(store) == {WORKER.identity: (True, DAUGHTER.identity)}
    with pytest.raises(GoneError):
        await says(store, asked, DAUGHTER, yes=False)


async def test_a_witness_is_not_asked(store: Store, asked: str) -> None:
    with pytest.raises(NotFoundError):
        await says(store, asked, WITNESS)

    assert await seen(store, WITNESS) is None


async def test_whoever_may_answer_for_a_party_is_asked_by_message_as_well(store: Store) -> None:
    await grant(store, RELATIVE)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW, None)
        await uow.commit()

    await terms.ask_extension(MEDIATOR, terms.AskExtension(SERIAL, "extend-0001", "还在核对"), store.ports)

    async with store.database.begin() as uow:
        told = {message.key.rsplit(":", 1)[-1] for message in await uow.prompts.lease(NOW, NOW, 10)}
    assert told == {WORKER.identity, DAUGHTER.identity, EMPLOYER.identity}
