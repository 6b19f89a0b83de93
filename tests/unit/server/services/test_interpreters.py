"""An interpreter of a case: in the record and the room, and in none of its papers (OL-19)."""

from dataclasses import replace

import pytest

from server.domain.account import Account
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep
from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, MediationError, NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.notice import NOTICE_VERSION
from server.domain.outcome import OutcomeKind
from server.domain.party import PartyKind, Role, Side
from server.domain.reminder import ReminderKind
from server.services import (
    case_links,
    cases,
    consents,
    desk,
    invitations,
    joining,
    notices,
    outcomes,
    parties,
    powers,
    schedule,
    sessions,
    steps,
)
from server.services.consents import AnswerConsent
from server.services.invitations import LinkKey
from server.services.specimen_numbers import citizen_number
from server.web.tickets import grants_of
from signaling.grants import Grant
from tests.support.kept import everything
from tests.support.people import SERIAL, THIRD, an_authority
from tests.support.store import CLERK, DAUGHTER, MEDIATOR, OTHER_MEDIATOR, Store
from tests.unit.server.services.test_manners import PLAN
from tests.unit.server.services.test_outcomes import SETTLED, hold
from tests.unit.server.services.test_parties import NUMBER

SIGNER = replace(
    THIRD,
    name="何手语",
    side=Side.NEUTRAL,
    role=Role.INTERPRETER,
    title="手语翻译",
    phone="13100001111",
    id_number=NUMBER,
    kind=PartyKind.PERSON,
    linked_to="li",
)


async def entered(
    store: Store,
    *,
    title: str = "手语翻译",
    linked_to: str = "li",
    key: str = "person-1",
    phone: str = SIGNER.phone,
) -> str:
    """Put the interpreter into the case; return who they are there."""
    number = SIGNER.id_number if phone == SIGNER.phone else citizen_number("19850101", "006")
    facts = replace(SIGNER, title=title, linked_to=linked_to, phone=phone, id_number=number)
    command = parties.AddPerson(SERIAL, key, facts)
    return (await parties.add_person(CLERK, command, store.ports)).people[-1].identity


async def test_an_interpreter_is_in_the_case_with_name_and_role_and_in_its_course(store: Store) -> None:
    signer = await entered(store, title="")

    view = await parties.people(CLERK, SERIAL, store.ports)
    course = (await cases.view(CLERK, SERIAL, store.ports)).timeline

    (shown,) = (one for one in view.people if one.identity == signer)
    assert (shown.name, shown.role, shown.side, shown.title) == ("何手语", Role.INTERPRETER, Side.NEUTRAL, "翻译")
    assert "登记何手语（翻译）" in [line.text for line in course]


async def test_an_interpreter_gets_a_link_to_the_meeting_answers_about_recording_and_comes_in(store: Store) -> None:
    signer = await entered(store)
    made = await schedule.schedule(MEDIATOR, replace(PLAN, people=("li", "zhou", signer)), store.ports)
    token = next(link.token for link in made.links if link.identity == signer)
    key = LinkKey(token, (await invitations.open_link(LinkKey(token, None), store.ports)).device)

    assert await store.database.meetings.without_consent(made.session) == {"li", "zhou"}
    landing = await invitations.look(key, store.ports)
    assert landing.own_party == "李秀兰"
    assert landing.other_party
    await notices.acknowledge(key, NOTICE_VERSION, store.ports)
    with pytest.raises(ConflictError) as unasked:
        await invitations.ticket_facts(key, store.ports)
    await consents.answer(key, AnswerConsent(Purpose.RECORDING, answer=False, version=WORDING_VERSION), store.ports)
    facts = await invitations.ticket_facts(key, store.ports)

    assert unasked.value.code == "consent.not_answered"
    assert (facts.name, facts.role, facts.title, facts.linked_to) == ("何手语", Role.INTERPRETER, "手语翻译", "li")
    assert grants_of(facts) == {Grant.PUBLISH, Grant.CHAT}


async def test_an_interpreter_is_not_invited_without_the_one_they_help(store: Store) -> None:
    signer = await entered(store, linked_to="min")

    with pytest.raises(InvalidError) as refused:
        await schedule.schedule(MEDIATOR, replace(PLAN, people=("li", "zhou", signer)), store.ports)

    assert refused.value.code == "interpreter.alone"


async def test_an_interpreter_has_no_link_to_the_papers_of_the_case(store: Store) -> None:
    signer = await entered(store)

    with pytest.raises(ConflictError) as refused:
        await case_links.issue(CLERK, SERIAL, signer, store.ports)

    assert refused.value.code == "interpreter.no_papers"


async def test_an_interpreter_agrees_to_no_step_and_acts_for_nobody(store: Store) -> None:
    signer = await entered(store)
    said = steps.RecordStep(
        SERIAL, signer, ConsentStep.E_SERVICE, answer=True, channel=ConsentChannel.ORAL, wording=STEPS_WORDING
    )

    for asked in (
        steps.record(CLERK, said, store.ports),
        powers.record(CLERK, an_authority(agent=signer), store.ports),
        powers.record(CLERK, an_authority(principal=signer, agent="min"), store.ports),
    ):
        with pytest.raises(ConflictError) as refused:
            await asked
        assert refused.value.code == "interpreter.no_papers"


async def test_the_link_of_an_interpreter_does_not_say_how_it_ended_and_the_record_says_they_were_there(
    store: Store,
) -> None:
    async with store.ports.begin() as uow:
        await uow.cases.save_participant(replace(DAUGHTER, side=Side.NEUTRAL, role=Role.INTERPRETER))
        await uow.commit()
    await hold(store)
    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    theirs, helped = [await invitations.look(LinkKey(token, None), store.ports) for token in ("token-min", "token-li")]
    kept = (await sessions.view(MEDIATOR, "session1", store.ports)).outcome

    assert (theirs.outcome, helped.outcome) == (None, OutcomeKind.SETTLED)
    assert kept is not None
    assert DAUGHTER.identity in {person.identity for person in kept.attendance}


async def test_an_interpreter_comes_to_a_session_planned_before_anybody_knew_that_they_are_needed(store: Store) -> None:
    signer = await entered(store)

    made = await joining.join(MEDIATOR, "session1", signer, store.ports)
    landing = await invitations.look(LinkKey(made.token, None), store.ports)

    assert (made.name, landing.own_party) == ("何手语", "李秀兰")
    told = [one for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is ReminderKind.SESSION_INVITED]
    assert [one.name for one in told] == ["何手语"]
    course = [line.text for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]
    assert "请何手语（手语翻译）参加第 1 次调解会议" in course
    assert store.rooms.heard == [("participants_changed", "session1")]


async def test_an_interpreter_comes_to_a_session_that_goes_on_and_to_none_that_is_over(store: Store) -> None:
    signer = await entered(store)
    other = await entered(store, linked_to="zhou", key="person-2", phone="13100002222")
    await hold(store)

    await joining.join(MEDIATOR, "session1", signer, store.ports)
    await outcomes.conclude(MEDIATOR, SETTLED, store.ports)
    with pytest.raises(ConflictError) as refused:
        await joining.join(MEDIATOR, "session1", other, store.ports)

    assert refused.value.code == "session.over"


async def test_nobody_is_invited_twice_or_alone(store: Store) -> None:
    signer = await entered(store)
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SessionId("session1"), Identity("zhou"))
        assert link is not None
        await uow.invitations.save(link.revoke(store.clock.now()))
        await uow.commit()
    alone = await entered(store, linked_to="zhou", key="person-2", phone="13100002222")
    await joining.join(MEDIATOR, "session1", signer, store.ports)
    before = everything(store.database.engine)

    refusals = {}
    for identity in (signer, alone, "nobody"):
        with pytest.raises(MediationError) as refused:
            await joining.join(MEDIATOR, "session1", identity, store.ports)
        refusals[identity] = refused.value.code

    assert refusals == {
        signer: "session.invited",
        alone: "interpreter.alone",
        "nobody": "participant.unknown",
    }
    assert everything(store.database.engine) == before


@pytest.mark.parametrize("account", [CLERK, OTHER_MEDIATOR])
async def test_only_whoever_mediates_invites_an_interpreter(store: Store, account: Account) -> None:
    signer = await entered(store)

    with pytest.raises((ForbiddenError, NotFoundError)):
        await joining.join(account, "session1", signer, store.ports)
