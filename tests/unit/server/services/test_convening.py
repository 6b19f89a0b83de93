"""No session behind a party's back: who must be invited, and whose word to separate times counts (OM-18)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.authority import AuthorityKind
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.concurrence import ConcurrenceForm
from server.domain.errors import ConflictError
from server.domain.ids import CaseId, Identity
from server.domain.party import PartyKind, Role
from server.domain.session import SessionForm, SessionMode
from server.services import powers, schedule, steps
from server.services.terms import PartySays
from signaling.errors import Code
from tests.factories import NOW
from tests.support.people import SERIAL, an_authority
from tests.support.store import DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

COLLEAGUE = replace(WORKER, identity=Identity("zhao"), name="赵工友", phone="13800006030", id_number="")
JOINT = schedule.Schedule(
    SERIAL, "schedule-1", NOW + timedelta(days=2), 60, SessionMode.ONLINE, SessionForm.JOINT, "", ("li", "zhou")
)


def agreeing(identity: str, *, yes: bool = True) -> steps.RecordStep:
    reason = "" if yes else "想一起谈"
    step = ConsentStep.SEPARATE_SESSIONS
    return steps.RecordStep(SERIAL, identity, step, yes, ConsentChannel.ORAL, reason=reason)


@pytest.fixture
async def three(store: Store) -> Store:
    """Return a case of two workers and one employer, days before its session."""
    async with store.database.begin() as uow:
        await uow.cases.add_participant(COLLEAGUE)
        await uow.commit()
    store.clock.pass_by(-timedelta(days=3))
    return store


async def refused(store: Store, command: schedule.Schedule) -> tuple[str, str]:
    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, command, store.ports)
    async with store.database.begin() as uow:
        assert len(await uow.sessions.of_case(CaseId("case1"))) == 1
    return refusal.value.code, refusal.value.facts["missing"]


async def test_a_joint_session_without_a_party_of_the_same_side_needs_that_partys_consent_alone(three: Store) -> None:
    left_out = ("session.party_left_out", "赵工友")
    assert await refused(three, JOINT) == left_out
    for other in ("li", "zhou"):
        await steps.record(MEDIATOR, agreeing(other), three.ports)
    assert await refused(three, JOINT) == left_out
    says = PartySays("zhao", False, ConcurrenceForm.ORAL, three.clock.at)  # noqa: FBT003 - declines
    assert await refused(three, replace(JOINT, answers=(says,))) == left_out

    three.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing("zhao"), three.ports)
    made = await schedule.schedule(MEDIATOR, JOINT, three.ports)

    assert {link.identity for link in made.links} == {"li", "zhou"}


async def test_a_joint_session_is_not_planned_without_a_party_who_took_the_consent_back(three: Store) -> None:
    await steps.record(MEDIATOR, agreeing("zhao"), three.ports)
    three.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing("zhao", yes=False), three.ports)

    assert await refused(three, JOINT) == ("session.party_left_out", "赵工友")


async def test_a_party_whose_agent_comes_is_not_left_out_once_the_authority_is_on_record(store: Store) -> None:
    by_agent = replace(JOINT, people=("min", "zhou"))
    assert await refused(store, by_agent) == ("session.party_left_out", WORKER.name)

    await powers.record(MEDIATOR, an_authority(), store.ports)

    assert (await schedule.schedule(MEDIATOR, by_agent, store.ports)).links


async def test_an_employer_whose_agent_agreed_has_agreed_to_a_separate_session(store: Store) -> None:
    lawyer = replace(
        DAUGHTER, identity=Identity("lawyer"), name="赵律师", phone="13600001299", id_number="", side=EMPLOYER.side,
        linked_to=EMPLOYER.identity, role=Role.AGENT,
    )  # fmt: skip
    async with store.database.begin() as uow:
        employer = await uow.cases.participant(CaseId("case1"), EMPLOYER.identity)
        assert employer is not None
        await uow.cases.save_participant(replace(employer, kind=PartyKind.EMPLOYER))
        await uow.cases.add_participant(lawyer)
        await uow.commit()
    store.clock.pass_by(-timedelta(days=3))
    apart = replace(JOINT, form=SessionForm.SEPARATE, people=("li",))
    for identity in ("li", "lawyer"):
        await steps.record(MEDIATOR, agreeing(identity), store.ports)
    assert await refused(store, apart) == ("session.separate_consent_missing", EMPLOYER.name)

    staff = an_authority(agent="lawyer", principal=EMPLOYER.identity, kind=AuthorityKind.RELATIVE)
    await powers.record(MEDIATOR, staff, store.ports)
    made = await schedule.schedule(MEDIATOR, apart, store.ports)
    assert await missing(store, made.session) is None

    store.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing("lawyer", yes=False), store.ports)
    assert await missing(store, made.session) == (Code.NO_SEPARATE_CONSENT, (EMPLOYER.name,))


async def test_a_joint_session_does_not_begin_once_the_party_left_out_took_the_consent_back(three: Store) -> None:
    await steps.record(MEDIATOR, agreeing("zhao"), three.ports)
    made = await schedule.schedule(MEDIATOR, JOINT, three.ports)
    assert await missing(three, made.session) is None

    three.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing("zhao", yes=False), three.ports)

    assert await missing(three, made.session) == (Code.LEFT_OUT, ("赵工友",))


async def test_a_joint_session_does_not_begin_behind_the_back_of_a_party_who_came_into_the_case_since(
    store: Store,
) -> None:
    store.clock.pass_by(-timedelta(days=3))
    made = await schedule.schedule(MEDIATOR, JOINT, store.ports)
    assert await missing(store, made.session) is None

    async with store.database.begin() as uow:
        await uow.cases.add_participant(COLLEAGUE)
        await uow.commit()

    assert await missing(store, made.session) == (Code.LEFT_OUT, ("赵工友",))


async def test_a_session_does_not_begin_with_an_agent_whose_authority_was_taken_back(store: Store) -> None:
    store.clock.pass_by(-timedelta(days=3))
    view = await powers.record(MEDIATOR, an_authority(), store.ports)
    by_agent = replace(JOINT, people=("min", "zhou"))
    made = await schedule.schedule(MEDIATOR, by_agent, store.ports)
    assert await missing(store, made.session) is None

    (authority,) = view.authorities
    await powers.revoke(MEDIATOR, SERIAL, authority.id, store.ports)

    assert await missing(store, made.session) == (Code.LEFT_OUT, (WORKER.name,))


async def test_a_session_does_not_begin_with_an_agent_once_the_party_took_back_to_mediate_online(store: Store) -> None:
    store.clock.pass_by(-timedelta(days=3))
    await powers.record(MEDIATOR, an_authority(), store.ports)
    for identity in ("li", "min"):
        await steps.record(MEDIATOR, replace(agreeing(identity), step=ConsentStep.ONLINE_MEDIATION), store.ports)
    made = await schedule.schedule(MEDIATOR, replace(JOINT, people=("min", "zhou")), store.ports)
    assert await missing(store, made.session) is None

    store.clock.pass_by(timedelta(minutes=1))
    taken_back = replace(agreeing("li", yes=False), step=ConsentStep.ONLINE_MEDIATION)
    await steps.record(MEDIATOR, taken_back, store.ports)

    assert await missing(store, made.session) == (Code.NO_CONSENT, (WORKER.name,))


async def missing(store: Store, session: str) -> tuple[Code, tuple[str, ...]] | None:
    return await store.database.meetings.missing_consent(session, store.clock.at)
