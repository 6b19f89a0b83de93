"""Two who change one thing at the same moment, on both databases: one wins, the other is told, and nothing is torn."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from server.domain import clocks
from server.domain.agreement_effect import Signature
from server.domain.application import Door
from server.domain.authority import AuthorityKind, Paper, Power
from server.domain.calendar import NOTICES
from server.domain.concurrence import ConcurrenceForm
from server.domain.contact import ContactChannel, ContactOutcome
from server.domain.disclosure import DisclosureGround
from server.domain.doors import AgreementDoor
from server.domain.errors import MediationError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Role, Side
from server.domain.performance import ClauseKind
from server.domain.profile import EntryKind
from server.domain.roster import EntryState
from server.domain.term import PauseKind, StartEvent, TermPolicy
from server.services import (
    calendars,
    case_links,
    contacts,
    doors,
    effects,
    endings,
    intake,
    invitations,
    joining,
    outcomes,
    own_requests,
    parties,
    pauses,
    powers,
    roster,
    roster_import,
    sessions,
    terms,
)
from server.services import clocks as clock_work
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.roster_views import RosterFilter
from tests.factories import NOW
from tests.support.intake import PDF
from tests.support.kept import broken_audit_entry
from tests.support.rosters import CENTRE_LINE, OFFICE, PERSON_LINE, a_mediator, an_entry, rows_of
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
VISIBLE = frozenset({"conflict.stale", "case.illegal_transition"})
LABOUR = replace(CLERK, id=AccountId("office1"), login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
ADMIN = replace(CLERK, id=AccountId("admin1"), login="admin", role=Role.COURT_ADMIN)
ENTRY = an_entry(EntryState.DRAFT)

Writer = Callable[[Store, int], Awaitable[object]]
"""What the writer of this number does."""


@dataclass(frozen=True)
class Race:
    """What two do at once. `refusals` are what the one who loses may be told; empty: both may win."""

    write: Writer
    before: tuple[Writer, ...] = ()
    refusals: frozenset[str] = field(default=VISIBLE)


async def end(store: Store, number: int) -> object:
    command = endings.End(SERIAL, f"ending-{number}", EndingCode.PARTY_UNWILLING, "一方不愿意")
    return await endings.end(MEDIATOR, command, store.ports)


async def report(store: Store, number: int) -> object:
    command = endings.WriteReport(SERIAL, 0, "双方到场。", f"分歧{number}", "", "")
    return await endings.report(MEDIATOR, command, store.ports)


async def hand_over(store: Store, _number: int) -> object:
    return await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)


async def pause(store: Store, number: int) -> object:
    command = pauses.StartPause(SERIAL, PauseKind.APPRAISAL, f"鉴定{number}")
    return await pauses.start(MEDIATOR, command, store.ports)


async def ask(store: Store, number: int) -> object:
    command = terms.AskExtension(SERIAL, f"extension-{number}", "还在核对", None)
    return await terms.ask_extension(MEDIATOR, command, store.ports)


async def extension_of(store: Store) -> str:
    async with store.database.begin() as uow:
        return (await uow.terms.extensions(CaseId("case1")))[0].id


async def agree(store: Store, number: int) -> object:
    who = (WORKER, EMPLOYER)[number % 2]
    says = terms.PartySays(who.identity, agrees=True, form=ConcurrenceForm.ORAL, at=NOW)
    return await terms.answer_extension(MEDIATOR, SERIAL, await extension_of(store), says, store.ports)


async def first_agrees(store: Store, _number: int) -> object:
    return await agree(store, 0)


async def second_agrees(store: Store, _number: int) -> object:
    return await agree(store, 1)


async def grant(store: Store, _number: int) -> object:
    return await terms.grant_extension(MEDIATOR, SERIAL, await extension_of(store), store.ports)


async def call(store: Store, number: int) -> object:
    command = contacts.LogContact(
        SERIAL,
        f"contact-{number}",
        EMPLOYER.identity,
        NOW,
        ContactChannel.TELEPHONE,
        ContactOutcome.NO_ANSWER,
        "",
        f"第{number}次",
    )
    return await contacts.log(MEDIATOR, command, store.ports)


async def authorise(store: Store, number: int) -> object:
    command = powers.RecordAuthority(
        SERIAL,
        f"authority-{number}",
        f"agent{number}" if number else DAUGHTER.identity,
        WORKER.identity,
        AuthorityKind.RELATIVE,
        "参加调解",
        frozenset({Power.SETTLE}),
        frozenset({Paper.AUTHORITY, Paper.IDENTITY, Paper.RELATION}),
        NOW.date(),
    )
    return await powers.record(CLERK, command, store.ports)


async def correct(store: Store, number: int) -> object:
    command = parties.CorrectPerson(
        SERIAL, WORKER.identity, 0, WORKER.name, f"申请人{number}", WORKER.standing, WORKER.origin
    )
    return await parties.correct_person(CLERK, command, store.ports)


async def begin(store: Store, _number: int) -> object:
    return await intake.begin(CLERK, intake.Begin(Door.COUNTER, "draft-0001"), store.ports)


async def draft_of(store: Store) -> str:
    return (await intake.begin(CLERK, intake.Begin(Door.COUNTER, "draft-0001"), store.ports)).case


async def write(store: Store, number: int) -> object:
    view = await intake.read(CLERK, await draft_of(store), store.ports)
    application = replace(view.application, facts=f"第{number}稿")
    return await intake.write(CLERK, view.case, 0, application, store.ports)


async def hand_in(store: Store, _number: int) -> object:
    return await intake.hand_in(CLERK, await draft_of(store), store.ports)


async def settle(store: Store, _number: int) -> None:
    await sessions.mark_open("session1", NOW, store.ports)
    agreed = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="十日内支付16,000元。")
    await outcomes.conclude(MEDIATOR, agreed, store.ports)


async def take_effect(store: Store, _number: int) -> object:
    moment = NOW - timedelta(minutes=1)
    command = effects.TakeEffect(
        serial=SERIAL,
        signatures=tuple(Signature(one.identity, moment, one.identity) for one in (WORKER, EMPLOYER)),
        mediator_signed_at=moment,
        sealed_at=moment,
        clauses=frozenset({ClauseKind.PAYMENT}),
        performances=(),
    )
    return await effects.take_effect(MEDIATOR, command, store.ports)


async def apply(store: Store, number: int) -> object:
    command = doors.Apply(
        SERIAL, f"door-{number}", AgreementDoor.JUDICIAL_CONFIRMATION, WORKER.identity, ConcurrenceForm.WRITTEN
    )
    return await doors.apply(MEDIATOR, command, store.ports)


async def enter(store: Store, _number: int) -> object:
    command = roster.Enter("entry-0001", EntryKind.MEDIATOR, ENTRY.court, None, a_mediator())
    return await roster.enter(LABOUR, command, store.ports)


async def listed(store: Store, _number: int) -> None:
    async with store.database.begin() as uow:
        await uow.roster.add(ENTRY)
        await uow.commit()


async def edit(store: Store, number: int) -> object:
    values = roster.Values(a_mediator(name=f"马{number}"))
    return await roster.edit(LABOUR, ENTRY.id, 0, values, store.ports)


async def decide(store: Store, number: int) -> object:
    decided = TermPolicy(extension_days=10 + number)
    return await terms.save_policy(ADMIN, TermPolicy(), decided, store.ports)


async def enter_interpreter(store: Store, _number: int) -> object:
    signer = replace(DAUGHTER, identity=Identity("signer"), side=Side.NEUTRAL, role=Role.INTERPRETER)
    async with store.database.begin() as uow:
        await uow.cases.add_participant(signer)
        await uow.commit()
    return signer


async def invite_interpreter(store: Store, _number: int) -> object:
    return await joining.join(MEDIATOR, "session1", "signer", store.ports)


async def reissue(store: Store, _number: int) -> object:
    return await invitations.reissue(MEDIATOR, "session1", WORKER.identity, store.ports)


RACES = {
    "a court decides about extensions": Race(decide, (), frozenset({"conflict.stale"})),
    "a case is ended": Race(end),
    "a case is paused": Race(pause),
    "a report is written": Race(report, (end,), frozenset({"conflict.stale"})),
    "a case is handed over": Race(hand_over, (end, report), frozenset({"conflict.stale", "hand_over.done"})),
    "an extension is asked for": Race(ask, (), frozenset({"conflict.stale", "extension.pending"})),
    "two parties answer an extension": Race(agree, (ask,), frozenset()),
    "an extension is granted": Race(
        grant, (ask, first_agrees, second_agrees), frozenset({"conflict.stale", "extension.illegal_transition"})
    ),
    "an agreement takes effect": Race(take_effect, (settle,)),
    "an agreement goes through a door": Race(
        apply, (settle, take_effect), frozenset({"conflict.stale", "door.closed"})
    ),
    "a try to reach somebody is noted": Race(call, (), frozenset()),
    "an authority is recorded": Race(authorise, (), frozenset()),
    "a person is corrected": Race(correct, (), frozenset({"conflict.stale"})),
    "an application is begun with one key": Race(begin, (), frozenset()),
    "a draft is saved": Race(write, (begin,), frozenset({"conflict.stale"})),
    "an application is handed in": Race(hand_in, (begin,), frozenset()),
    "a roster entry is made with one key": Race(enter, (), frozenset()),
    "a roster entry is edited": Race(edit, (listed,), frozenset({"conflict.stale"})),
    "a link to a session is made anew": Race(reissue, (), frozenset()),
    "an interpreter is invited": Race(
        invite_interpreter, (enter_interpreter,), frozenset({"conflict.stale", "session.invited"})
    ),
}


@pytest.fixture
async def running(store: Store) -> Store:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW - timedelta(days=13), NOW - timedelta(days=14))
        await clock_work.refresh(uow, case, NOW)
        await uow.accounts.add(LABOUR)
        await uow.accounts.add(ADMIN)
        for number in (1, 2):
            await uow.cases.add_participant(replace(DAUGHTER, identity=Identity(f"agent{number}")))
        await uow.commit()
    return store


async def told(store: Store, write: Writer, number: int) -> str:
    try:
        await write(store, number)
    except MediationError as refusal:
        return refusal.code
    return "done"


@pytest.mark.parametrize("name", RACES)
async def test_of_two_writers_at_once_one_wins_and_the_other_is_told(running: Store, name: str) -> None:
    race = RACES[name]
    for step in race.before:
        await step(running, 0)

    answers = sorted(await asyncio.gather(*(told(running, race.write, number) for number in (1, 2))))

    if race.refusals:
        assert answers.count("done") == 1, answers
        assert set(answers) <= race.refusals | {"done"}, answers
    else:
        assert set(answers) <= {"done", "conflict.stale"}, answers
        assert "done" in answers
    assert await broken_audit_entry(running.database.engine) is None
    await require_fresh_clocks(running)


async def require_fresh_clocks(store: Store) -> None:
    """Fail when the kept clocks of the case are not what its facts give."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        facts = (await uow.terms.facts([case]))[case.id]
        fresh = clocks.clocks(facts, await uow.calendars.load(), NOW)
        kept = await uow.clocks.of(case.id)
    assert {(clock.key, clock.deadline.due, clock.state.value) for clock in fresh} == {
        (clock.key, clock.due_on, clock.state) for clock in kept
    }


async def test_a_calendar_notice_entered_while_a_case_moves_leaves_its_clocks_right(running: Store) -> None:
    shipped = NOTICES[2026]
    off = tuple(sorted(shipped.off | {date(2026, 4, 24)}))
    notice = calendars.EnterNotice(2026, 0, "通知", off, tuple(sorted(shipped.makeup)))

    answers = await asyncio.gather(
        calendars.enter(ADMIN, notice, running.ports), told(running, call, 1), told(running, call, 2)
    )

    assert set(answers[1:]) <= {"done", "conflict.stale"}
    await require_fresh_clocks(running)


async def test_two_who_hand_in_one_application_make_one_case(running: Store) -> None:
    await begin(running, 0)

    await asyncio.gather(*(told(running, hand_in, number) for number in (1, 2)))

    desk = await intake.desk(CLERK, running.ports)
    assert len(desk.cases) == 1


async def test_of_a_file_taken_out_and_an_application_handed_in_at_once_the_receipt_names_what_is_kept(
    running: Store,
) -> None:
    await begin(running, 0)
    (draft,) = (await intake.desk(CLERK, running.ports)).drafts
    view = await intake.add_material(CLERK, draft.case, Upload("劳动合同.pdf", PDF), running.ports)

    async def take_out(store: Store, _: int) -> object:
        return await intake.remove_material(CLERK, view.case, view.materials[0].id, store.ports)

    answers = await asyncio.gather(told(running, take_out, 0), told(running, hand_in, 0))

    async with running.database.begin() as uow:
        kept = [one.file.sha256 for one in await uow.materials.of_case(CaseId(view.case))]
        receipt = await uow.receipts.get(CaseId(view.case))
    assert receipt is not None
    assert [one.sha256 for one in receipt.materials] == kept
    assert len(running.blobs.kept) == len(kept) + 2, "the receipt, the certificate, and each file that is named"
    assert answers[0] in {"done", "intake.handed_in"}
    assert answers[1] == "done"


@pytest.mark.parametrize("repeat", range(2))
async def test_a_draft_discarded_while_it_is_handed_in_is_either_gone_or_a_case(running: Store, repeat: int) -> None:
    await begin(running, repeat)
    (draft,) = (await intake.desk(CLERK, running.ports)).drafts

    async def discard(store: Store, _: int) -> None:
        await intake.discard(CLERK, draft.case, store.ports)

    answers = await asyncio.gather(told(running, discard, 0), told(running, hand_in, 0))

    async with running.database.begin() as uow:
        case, left = await uow.cases.get(CaseId(draft.case)), await uow.drafts.get(CaseId(draft.case))
    assert (case is None) == (left is None) == (answers[0] == "done")


async def test_a_roster_file_applied_twice_at_the_same_moment_enters_each_once(running: Store) -> None:
    rows = rows_of(CENTRE_LINE, PERSON_LINE)
    digest = (await roster_import.check(LABOUR, b"file", rows, running.ports)).digest

    async def take_over(store: Store, _: int) -> object:
        return await roster_import.apply(LABOUR, b"file", rows, digest, store.ports)

    answers = await asyncio.gather(*(told(running, take_over, number) for number in (1, 2)))

    assert answers == ["done", "done"]
    found = (await roster.listing(LABOUR, RosterFilter(), running.ports)).entries
    names = [one.name for one in found if one.name in {CENTRE_LINE["name"], PERSON_LINE["name"]}]
    assert sorted(names) == sorted({CENTRE_LINE["name"], PERSON_LINE["name"]})


async def test_two_agents_recorded_at_once_beside_one_do_not_become_three(running: Store) -> None:
    await authorise(running, 0)

    answers = await asyncio.gather(*(told(running, authorise, number) for number in (1, 2)))

    async with running.database.begin() as uow:
        assert len(await uow.authorities.of_case(CaseId("case1"))) == 2
    assert sorted(answers) == ["authority.too_many", "done"]


async def test_one_challenge_sent_twice_at_once_by_the_own_link_is_one_challenge(running: Store) -> None:
    link = await case_links.issue(CLERK, SERIAL, WORKER.identity, running.ports)
    opened = await case_links.open_link(LinkKey(link.token, None), running.ports)
    key = LinkKey(link.token, opened.device)

    async def challenge(store: Store, _: int) -> None:
        await own_requests.challenge(key, DisclosureGround.INTEREST, "调解员是公司的法律顾问", store.ports)

    answers = await asyncio.gather(*(told(running, challenge, number) for number in (1, 2)))

    async with running.database.begin() as uow:
        assert len(await uow.panels.challenges(CaseId("case1"))) == 1
    assert "done" in answers
    assert set(answers) <= {"done", "conflict.stale"}
