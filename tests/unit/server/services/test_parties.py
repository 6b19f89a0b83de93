from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from server.domain.authority import PAPERS, AuthorityKind, Power
from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, Step, WithdrawalAction
from server.domain.concurrence import Form as ConcurrenceForm
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, KeyReusedError, NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.origin import Origin
from server.domain.party import Participant, PartyKind, Role, Side, Standing
from server.domain.personal import PersonalPurpose
from server.domain.reminder import ReminderKind
from server.domain.session import Form as SessionForm
from server.domain.session import SessionMode, SessionState
from server.services import cases, contacts, desk, parties, powers, schedule, steps
from server.services.ports.parties import CasePeopleView
from server.services.terms import PartySays
from tests.factories import NOW
from tests.support.id_numbers import OTHER_CODE, WORKER_NUMBER, mistyped
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_JUDGE, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
NUMBER = "410302197912240013"
"""Of nobody, with the right check digit."""
THIRD = parties.PersonFacts(
    name="洛阳某劳务派遣有限公司",
    side=Side.RESPONDENT,
    role=Role.PARTY,
    title="被申请人",
    phone="037900001111",
    id_number=OTHER_CODE,
    kind=PartyKind.EMPLOYER,
    standing=Standing.DISPATCHING,
)

AGENT = replace(
    THIRD,
    side=Side.APPLICANT,
    role=Role.AGENT,
    kind=PartyKind.PERSON,
    linked_to="li",
    id_number=WORKER_NUMBER,
)


def agreeing(identity: str = "li", step: Step = Step.ONLINE_MEDIATION, *, yes: bool = True) -> steps.RecordStep:
    return steps.RecordStep(SERIAL, identity, step, yes, ConsentChannel.ORAL, reason="" if yes else "想当面谈")


def an_authority(**changes: object) -> powers.RecordAuthority:
    command = powers.RecordAuthority(
        serial=SERIAL,
        key="authority-1",
        agent="min",
        principal="li",
        kind=AuthorityKind.RELATIVE,
        matters="代为参加调解",
        powers=frozenset({Power.SETTLE}),
        papers=PAPERS[AuthorityKind.RELATIVE],
        signed_on=date(2026, 4, 1),
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


def a_try(**changes: object) -> contacts.LogContact:
    command = contacts.LogContact(
        SERIAL, "contact-1", "zhou", NOW - timedelta(hours=1), ContactChannel.TELEPHONE, ContactOutcome.NO_ANSWER, ""
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


def stands(view: CasePeopleView, identity: str, step: Step) -> bool | None:
    person = next(person for person in view.people if person.identity == identity)
    return next(answer.answer for answer in person.consents if answer.step is step)


async def lines(store: Store) -> list[str]:
    return [line.kind for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]


async def test_a_person_is_added_once_however_often_the_request_comes(store: Store) -> None:
    first = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    again = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)

    assert first == again
    assert [person.standing for person in first.people][-1] is Standing.DISPATCHING
    other = replace(THIRD, name="另一公司")
    with pytest.raises(KeyReusedError):
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", other), store.ports)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("id_number.code_check", {"id_number": mistyped(OTHER_CODE)}),
        ("id_number.code_length", {"id_number": OTHER_CODE[:-1]}),
        ("id_number.check", {"kind": PartyKind.PERSON, "id_number": mistyped(WORKER_NUMBER)}),
        ("id_number.paper", {"kind": PartyKind.PERSON, "origin": Origin.FOREIGN, "id_number": "E/12"}),
    ],
)
async def test_a_number_that_cannot_be_right_adds_nobody_and_is_in_no_word_of_the_refusal(
    store: Store, code: str, changes: dict[str, Any]
) -> None:
    facts = replace(THIRD, **changes)

    with pytest.raises(InvalidError) as refusal:
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", facts), store.ports)

    assert refusal.value.code == code
    assert facts.id_number not in f"{refusal.value.facts} {refusal.value!r}"
    assert len((await parties.people(CLERK, SERIAL, store.ports)).people) == 3


async def test_whose_original_paper_staff_saw_is_kept_as_the_paper_says_and_the_case_tells_so(store: Store) -> None:
    facts = replace(THIRD, id_number="3-1987-0042", identity_seen="外国企业登记证原件，公证译本")

    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", facts), store.ports)

    assert view.people[-1].identity_seen == "外国企业登记证原件，公证译本"
    assert "party.identity_seen" in await lines(store)


async def test_another_number_or_kind_of_paper_is_checked_and_a_name_alone_is_not(store: Store) -> None:
    same = parties.CorrectPerson(SERIAL, "li", 0, "李秀兰", "申请人", Standing.USUAL, Origin.MAINLAND)

    with pytest.raises(InvalidError):
        await parties.correct_person(CLERK, replace(same, id_number=mistyped(WORKER_NUMBER)), store.ports)
    abroad = replace(same, origin=Origin.FOREIGN, id_number="e1234567")
    await parties.correct_person(CLERK, abroad, store.ports)
    with pytest.raises(InvalidError):
        await parties.correct_person(CLERK, replace(same, version=1), store.ports)
    renamed = await parties.correct_person(
        CLERK, replace(abroad, version=1, name="李秀蘭", id_number=None), store.ports
    )

    assert renamed.people[0].name == "李秀蘭"
    shown = await parties.reveal(
        CLERK, parties.Reveal(SERIAL, "li", PersonalPurpose.IDENTITY_CHECK, "核对证件"), store.ports
    )
    assert shown.id_number == "E1234567"


async def test_the_list_masks_and_the_numbers_in_full_need_a_purpose_that_is_kept(store: Store) -> None:
    masked = await parties.people(MEDIATOR, SERIAL, store.ports)
    command = parties.Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "核对送达电话")
    shown = await parties.reveal(MEDIATOR, command, store.ports)

    assert "13800006027" not in str(masked)
    assert shown.phone == "13800006027"
    (look,) = await parties.looks(CLERK, SERIAL, store.ports)
    assert (look.who, look.name, look.purpose) == ("王调解员", "李秀兰", PersonalPurpose.CONTACT)


async def test_numbers_are_not_shown_without_a_reason_or_the_right_and_nothing_is_kept(store: Store) -> None:
    command = parties.Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "  ")

    with pytest.raises(InvalidError):
        await parties.reveal(MEDIATOR, command, store.ports)
    with pytest.raises(ForbiddenError):
        await parties.reveal(CENTRE, replace(command, reason="核对电话"), store.ports)
    with pytest.raises(NotFoundError):
        await parties.reveal(OTHER_JUDGE, replace(command, reason="核对电话"), store.ports)
    assert await parties.looks(CLERK, SERIAL, store.ports) == ()


async def test_a_correction_says_what_changed_and_an_empty_one_changes_nothing(store: Store) -> None:
    command = parties.CorrectPerson(SERIAL, "li", 0, "李秀兰", "申请人", Standing.USUAL, Origin.MAINLAND)

    await parties.correct_person(CLERK, command, store.ports)
    before = await lines(store)
    after = await parties.correct_person(CLERK, replace(command, phone="13812345678"), store.ports)

    assert "party.corrected" not in before
    assert "party.corrected" in await lines(store)
    assert after.people[0].phone == "138****5678"


async def test_who_may_not_write_people_adds_none(store: Store) -> None:
    for account, refusal in ((JUDGE, ForbiddenError), (OTHER_MEDIATOR, NotFoundError)):
        with pytest.raises(refusal):
            await parties.add_person(account, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    assert len((await parties.people(CLERK, SERIAL, store.ports)).people) == 3


async def test_no_third_agent_is_entered_beside_a_party_but_a_legal_representative_is(store: Store) -> None:
    agent = replace(AGENT, name="王律师")
    await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", agent), store.ports)
    third = replace(agent, name="孙律师")
    with pytest.raises(ConflictError) as refusal:
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-2", third), store.ports)

    assert refusal.value.code == "authority.too_many"
    assert [one.name for one in (await parties.people(CLERK, SERIAL, store.ports)).people][-1] == "王律师"
    guardian = replace(third, is_guardian=True)
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-3", guardian), store.ports)
    assert view.people[-1].name == "孙律师"


async def test_who_follows_an_agent_whose_authority_was_ended_is_entered(store: Store) -> None:
    (held,) = (await powers.record(CLERK, an_authority(), store.ports)).authorities
    await powers.revoke(CLERK, SERIAL, held.id, store.ports)
    for number in range(2):
        command = parties.AddPerson(SERIAL, f"person-{number}", replace(AGENT, name=f"律师{number}"))
        await parties.add_person(CLERK, command, store.ports)

    assert [one.name for one in (await parties.people(CLERK, SERIAL, store.ports)).people][-2:] == ["律师0", "律师1"]


async def test_one_consent_leaves_every_other_as_it_was(store: Store) -> None:
    view = await steps.record(MEDIATOR, agreeing(), store.ports)

    answers = {(person.identity, answer.step): answer.answer for person in view.people for answer in person.consents}
    assert {key for key, answer in answers.items() if answer is not None} == {("li", Step.ONLINE_MEDIATION)}


async def test_nobody_records_an_answer_as_given_online_for_somebody_else(store: Store) -> None:
    with pytest.raises(InvalidError):
        await steps.record(MEDIATOR, replace(agreeing(), channel=ConsentChannel.ONLINE), store.ports)


async def test_a_withdrawal_an_hour_before_waits_for_a_decision_and_the_session_stands(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(-timedelta(hours=1))

    asked = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)
    (withdrawal,) = asked.withdrawals
    assert stands(asked, "li", Step.ONLINE_MEDIATION) is True

    refused = await steps.decide(
        MEDIATOR, steps.Decide(SERIAL, withdrawal.id, WithdrawalAction.REFUSE, "已临近开会"), store.ports
    )
    assert stands(refused, "li", Step.ONLINE_MEDIATION) is True


async def test_a_granted_withdrawal_takes_the_consent_back(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(-timedelta(hours=1))
    (withdrawal,) = (await steps.record(MEDIATOR, agreeing(yes=False), store.ports)).withdrawals

    view = await steps.decide(
        JUDGE, steps.Decide(SERIAL, withdrawal.id, WithdrawalAction.GRANT, "理由充分"), store.ports
    )

    assert stands(view, "li", Step.ONLINE_MEDIATION) is False


async def test_a_withdrawal_long_before_takes_effect_at_once(store: Store) -> None:
    store.clock.pass_by(-timedelta(days=3))
    await steps.record(MEDIATOR, agreeing(), store.ports)

    view = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)

    assert stands(view, "li", Step.ONLINE_MEDIATION) is False
    assert view.withdrawals == ()


@pytest.mark.parametrize("step", Step)
async def test_whoever_runs_the_case_is_told_what_a_consent_taken_back_changes(store: Store, step: Step) -> None:
    store.clock.pass_by(-timedelta(days=3))
    await steps.record(MEDIATOR, agreeing(step=step), store.ports)
    assert [one for one in await desk.prompts(MEDIATOR, store.ports) if one.kind == "consent_withdrawn"] == []
    for _ in range(2):
        await steps.record(MEDIATOR, agreeing(step=step, yes=False), store.ports)

    (told,) = [one for one in await desk.prompts(MEDIATOR, store.ports) if one.kind == "consent_withdrawn"]
    assert steps.AFTERWARDS[step] in told.text
    view = await parties.people(MEDIATOR, SERIAL, store.ports)
    others = [one for person in view.people for one in person.consents if (person.identity, one.step) != ("li", step)]
    assert {one.answer for one in others} == {None}


def separately(*says: str) -> schedule.Schedule:
    answers = tuple(PartySays(one, True, ConcurrenceForm.ORAL, NOW - timedelta(days=4)) for one in says)  # noqa: FBT003 - they agree
    when = NOW + timedelta(days=2)
    return schedule.Schedule(
        SERIAL, "schedule-1", when, 60, SessionMode.ONLINE, SessionForm.SEPARATE, "", ("li",), answers
    )


async def test_a_separate_session_is_planned_on_the_consents_of_the_matrix_and_not_once_one_was_taken_back(
    store: Store,
) -> None:
    store.clock.pass_by(-timedelta(days=3))
    names = [person.identity for person in await participants(store) if person.role is Role.PARTY]
    for identity in names:
        await steps.record(MEDIATOR, agreeing(identity, Step.SEPARATE_SESSIONS), store.ports)
    store.clock.pass_by(timedelta(minutes=1))
    last = names[-1]
    await steps.record(MEDIATOR, agreeing(last, Step.SEPARATE_SESSIONS, yes=False), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await schedule.schedule(MEDIATOR, separately(*names), store.ports)
    assert refusal.value.code == "session.separate_consent_missing"

    store.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing(last, Step.SEPARATE_SESSIONS), store.ports)
    made = await schedule.schedule(MEDIATOR, separately(), store.ports)
    assert await store.database.meetings.without_separate_consent(made.session) == ()

    store.clock.pass_by(timedelta(minutes=1))
    await steps.record(MEDIATOR, agreeing(last, Step.SEPARATE_SESSIONS, yes=False), store.ports)
    (name,) = await store.database.meetings.without_separate_consent(made.session)
    assert name in [person.name for person in await participants(store) if person.identity == last]
    assert await store.database.meetings.without_separate_consent("session1") == ()


async def participants(store: Store) -> tuple[Participant, ...]:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        return tuple(await uow.cases.participants(case.id))


async def test_an_authority_shows_whether_its_agent_may_settle(store: Store) -> None:
    view = await powers.record(CLERK, an_authority(), store.ports)
    full = an_authority(key="authority-2", matters="全权代理", powers=frozenset())
    again = await powers.record(CLERK, full, store.ports)

    assert [one.may_settle for one in view.authorities] == [True]
    assert [one.may_settle for one in again.authorities] == [True, False]


async def test_a_mediator_of_the_case_cannot_be_an_agent_in_it(store: Store) -> None:
    facts = replace(
        THIRD,
        name=MEDIATOR.name,
        role=Role.AGENT,
        kind=PartyKind.PERSON,
        standing=Standing.USUAL,
        id_number=WORKER_NUMBER,
    )
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-2", facts), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await powers.record(CLERK, an_authority(agent=view.people[-1].identity), store.ports)

    assert refusal.value.code == "authority.mediator"
    assert (await parties.people(CLERK, SERIAL, store.ports)).authorities == ()


async def test_an_authority_of_a_person_of_another_case_does_not_exist(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await powers.record(CLERK, an_authority(agent="nobody"), store.ports)
    with pytest.raises(NotFoundError):
        await powers.revoke(CLERK, SERIAL, "nothing", store.ports)


async def test_nobody_is_called_unreachable_whom_nobody_tried_to_reach(store: Store) -> None:
    command = contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "多次联系不上")

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, command, store.ports)

    assert refusal.value.code == "contact.nothing_tried"
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


async def test_unreachable_after_a_try_ends_the_case_and_says_so_in_one_step(store: Store) -> None:
    await contacts.log(MEDIATOR, a_try(), store.ports)

    await contacts.conclude(
        MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "三次无人接听"), store.ports
    )

    view = await cases.view(MEDIATOR, SERIAL, store.ports)
    assert view.state is CaseState.ENDED
    assert [line.kind for line in reversed(view.timeline[:5])] == [
        "party.asked", "session.cancelled", "case.ended", "case.paper_owed", "case.ending_told",
    ]  # fmt: skip
    assert view.timeline[0].text == "已给双方 3 人发出终结通知"


async def test_a_no_calls_off_what_was_planned_and_writes_to_the_applicants_at_once(store: Store) -> None:
    store.clock.at = NOW - timedelta(days=1)
    command = contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "经理说不想谈")

    await contacts.conclude(MEDIATOR, command, store.ports)

    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        link = await uow.invitations.get(SessionId("session1"), Identity("li"))
    assert session is not None
    assert link is not None
    assert (session.state, link.is_alive) == (SessionState.CANCELLED, False)
    assert store.rooms.heard == [("end", "session1")]
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    told = {one.name: one.text for one in sent if one.kind is ReminderKind.MEDIATION_ENDED}
    assert told.keys() == {"李秀兰", "张敏", "周经理"}
    assert {name for name, text in told.items() if "对方不同意调解" in text} == {"李秀兰", "张敏"}
    assert all("经理说" not in text for text in told.values())


async def test_a_no_in_an_open_session_ends_nothing_and_tells_nobody(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(session.open(NOW))
        await uow.commit()

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "ending.session_open"
    assert await desk.sent(CLERK, SERIAL, store.ports) == ()
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


@pytest.mark.parametrize("identity", ["li", "min"])
async def test_the_no_of_somebody_who_was_not_asked_ends_nothing(store: Store, identity: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, identity, AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "contact.not_asked"
    assert (await cases.view(MEDIATOR, SERIAL, store.ports)).state is CaseState.SCHEDULED


async def test_the_no_of_one_respondent_ends_nothing_while_another_agreed(store: Store) -> None:
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    third = next(person.identity for person in view.people if person.name == THIRD.name)
    await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, third, AskResult.AGREED, ""), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.REFUSED, "不谈"), store.ports)

    assert refusal.value.code == "contact.another_agreed"


async def test_who_was_reached_last_is_not_called_unreachable(store: Store) -> None:
    await contacts.log(MEDIATOR, a_try(), store.ports)
    later = a_try(key="contact-2", at=NOW - timedelta(minutes=5), outcome=ContactOutcome.REACHED)
    await contacts.log(MEDIATOR, later, store.ports)

    command = contacts.Conclude(SERIAL, "zhou", AskResult.UNREACHABLE, "联系不上")
    with pytest.raises(ConflictError) as refusal:
        await contacts.conclude(MEDIATOR, command, store.ports)

    assert refusal.value.code == "contact.nothing_tried"


async def test_a_yes_on_the_telephone_is_oral_consent_to_online_mediation_and_to_nothing_else(store: Store) -> None:
    view = await contacts.conclude(MEDIATOR, contacts.Conclude(SERIAL, "zhou", AskResult.AGREED, ""), store.ports)

    assert stands(view, "zhou", Step.ONLINE_MEDIATION) is True
    assert stands(view, "zhou", Step.E_SIGNATURE) is None


async def test_a_try_in_the_future_is_refused_and_a_repeat_is_one(store: Store) -> None:
    with pytest.raises(InvalidError):
        await contacts.log(MEDIATOR, a_try(at=NOW + timedelta(minutes=1)), store.ports)
    await contacts.log(MEDIATOR, a_try(), store.ports)
    view = await contacts.log(MEDIATOR, a_try(), store.ports)

    assert [(one.number, one.outcome) for one in view.contacts] == [("137****8852", ContactOutcome.NO_ANSWER)]


def test_the_wording_of_the_steps_has_a_version() -> None:
    assert agreeing().wording == STEPS_WORDING


async def test_a_withdrawal_while_people_wait_for_a_late_session_needs_a_decision_too(store: Store) -> None:
    await steps.record(MEDIATOR, agreeing(), store.ports)
    store.clock.pass_by(timedelta(minutes=20))

    view = await steps.record(MEDIATOR, agreeing(yes=False), store.ports)

    assert stands(view, "li", Step.ONLINE_MEDIATION) is True
    assert len(view.withdrawals) == 1
