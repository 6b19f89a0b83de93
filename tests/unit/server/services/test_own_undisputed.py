"""Undisputed facts: each party confirms by its own link, or through whoever stands for it, the words that stand."""

from dataclasses import replace

import pytest

from server.domain.authority import AuthorityKind
from server.domain.case_link import CaseLink
from server.domain.concurrence import QUESTIONS_WORDING, ConcurrenceForm
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, MediationError, NotFoundError
from server.domain.outcome import EndingCode
from server.domain.party import Participant
from server.domain.reminder import ReminderKind
from server.domain.secret import digest
from server.domain.undisputed import FactSays, FactsState, StatedFact
from server.services import cases, desk, endings, own_course, own_undisputed, undisputed
from server.services.access import LinkKey
from server.services.ending_views import CaseEndingView
from server.services.own_undisputed import OwnAnswer
from server.services.undisputed import RecordAnswer, WriteFacts
from server.services.undisputed_views import OwnFactsView, UndisputedFactsView
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store
from tests.unit.server.services.test_own_extensions import SERIAL, WITNESS, authority

HIRED = StatedFact("2021年5月3日入职", "劳动合同第一页")
WAGE = StatedFact("月工资六千元", "双方4月7日会上陈述")
DENIED = "工资是七千不是六千"
YES = (FactSays(1, agrees=True), FactSays(2, agrees=True))
NO = (FactSays(1, agrees=True), FactSays(2, agrees=False, words=DENIED))
RELATIVE = authority(DAUGHTER, WORKER, AuthorityKind.RELATIVE)


@pytest.fixture
async def written(store: Store) -> UndisputedFactsView:
    """Every person has an own link; the mediator wrote two facts."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.add_participant(WITNESS)
        for person in (WORKER, DAUGHTER, EMPLOYER, WITNESS):
            link = CaseLink(
                case.id, person.identity, digest(person.identity), NOW, NOW.replace(year=2099), digest("device")
            )
            await uow.case_links.add(link)
        await uow.commit()
    return await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (HIRED, WAGE)), store.ports)


async def says(store: Store, person: Participant, answers: tuple[FactSays, ...] = YES, sha256: str = "") -> None:
    stands = (await undisputed.view(MEDIATOR, SERIAL, store.ports)).sha256
    command = OwnAnswer(sha256 or stands, QUESTIONS_WORDING, answers)
    await own_undisputed.answer(LinkKey(person.identity, "device"), command, store.ports)


async def seen(store: Store, person: Participant) -> OwnFactsView | None:
    return (await own_course.look(LinkKey(person.identity, "device"), store.ports)).facts


async def states(store: Store) -> dict[str, FactsState]:
    view = await undisputed.view(MEDIATOR, SERIAL, store.ports)
    return {one.name: one.state for one in view.parties}


async def messages(store: Store, kind: ReminderKind) -> list[str]:
    return [one.name for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is kind]


async def grant(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.authorities.add(RELATIVE)
        await uow.commit()


async def hand_over(store: Store) -> CaseEndingView:
    command = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人不想再谈")
    await endings.end(MEDIATOR, command, store.ports)
    await endings.report(MEDIATOR, endings.WriteReport(SERIAL, 0, "调解一次。", "相差较大。", "", ""), store.ports)
    return await endings.hand_over(MEDIATOR, SERIAL, 1, store.ports)


async def test_each_party_is_asked_by_message_which_says_nothing_of_the_facts(
    store: Store, written: UndisputedFactsView
) -> None:
    assert set(await messages(store, ReminderKind.FACTS_ASKED)) == {WORKER.name, EMPLOYER.name}
    texts = [one.text for one in await desk.sent(CLERK, SERIAL, store.ports)]
    assert all("不是和解让步" in text and "诉讼中使用" in text for text in texts)
    assert not any(HIRED.text in text for text in texts)
    assert written.edition == 1


async def test_a_party_reads_the_facts_with_source_and_never_what_the_other_party_said(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, EMPLOYER, NO)

    own, theirs = await seen(store, WORKER), await seen(store, EMPLOYER)

    assert own is not None
    assert theirs is not None
    assert [(one.number, one.text, one.source) for one in own.facts] == [
        (1, HIRED.text, HIRED.source),
        (2, WAGE.text, WAGE.source),
    ]
    assert [(one.agrees, one.words) for one in own.facts] == [(None, ""), (None, "")]
    assert DENIED not in str([(one.text, one.words) for one in own.facts])
    assert [(one.agrees, one.words) for one in theirs.facts] == [(True, ""), (False, DENIED)]
    assert (own.sha256, own.open) == (written.sha256, True)


async def test_whoever_mediates_sees_each_party_and_the_words_of_a_refusal(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, WORKER)
    await says(store, EMPLOYER, NO)

    view = await undisputed.view(MEDIATOR, SERIAL, store.ports)

    assert await states(store) == {WORKER.name: FactsState.CONFIRMED, EMPLOYER.name: FactsState.REFUSED}
    assert [fact.joint for fact in view.facts] == [True, False]
    assert [(one.name, one.words) for one in view.facts[1].refused] == [(EMPLOYER.name, DENIED)]
    assert written.facts[0].joint is False


async def test_other_words_void_every_confirmation_and_ask_again(store: Store, written: UndisputedFactsView) -> None:
    for person in (WORKER, EMPLOYER):
        await says(store, person)

    await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 1, (HIRED, replace(WAGE, text="月工资七千元"))), store.ports)

    assert set((await states(store)).values()) == {FactsState.PENDING}
    assert (await messages(store, ReminderKind.FACTS_ASKED)).count(WORKER.name) == 2
    with pytest.raises(ConflictError) as refusal:
        await says(store, WORKER, sha256=written.sha256)
    assert refusal.value.code == "facts.changed"
    assert set((await states(store)).values()) == {FactsState.PENDING}


async def test_going_back_to_earlier_words_does_not_bring_their_confirmations_back(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, WORKER)
    await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 1, (HIRED,)), store.ports)

    back = await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 2, (HIRED, WAGE)), store.ports)

    assert (back.edition, back.sha256) == (3, written.sha256)
    assert (await states(store))[WORKER.name] is FactsState.PENDING


async def test_the_same_words_and_the_same_answers_again_change_and_tell_nothing(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, WORKER)
    before = (await cases.view(CLERK, SERIAL, store.ports)).timeline

    await says(store, WORKER)
    again = await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (HIRED, WAGE)), store.ports)

    assert (again.edition, (await states(store))[WORKER.name]) == (written.edition, FactsState.CONFIRMED)
    assert (await cases.view(CLERK, SERIAL, store.ports)).timeline == before


async def test_who_writes_over_facts_they_have_not_seen_changes_nothing(
    store: Store, written: UndisputedFactsView
) -> None:
    with pytest.raises(MediationError) as refusal:
        await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (HIRED,)), store.ports)
    assert refusal.value.code == "conflict.stale"
    assert (await undisputed.view(MEDIATOR, SERIAL, store.ports)).sha256 == written.sha256


@pytest.mark.usefixtures("written")
async def test_whoever_holds_an_authority_confirms_for_the_party_but_not_over_its_own_word(store: Store) -> None:
    await grant(store)
    await says(store, DAUGHTER)

    view = await undisputed.view(MEDIATOR, SERIAL, store.ports)
    worker = next(one for one in view.facts[0].answers if one.name == WORKER.name)
    assert (worker.agrees, worker.recorded_by, worker.by_right) == (True, DAUGHTER.name, AuthorityKind.RELATIVE)
    told = await seen(store, WORKER)
    assert told is not None
    assert told.said_by == DAUGHTER.name

    await says(store, WORKER, NO)
    assert (await states(store))[WORKER.name] is FactsState.REFUSED
    with pytest.raises(ConflictError) as refusal:
        await says(store, DAUGHTER)
    assert refusal.value.code == "facts.answered_themselves"
    assert (await states(store))[WORKER.name] is FactsState.REFUSED


@pytest.mark.usefixtures("written")
async def test_who_came_with_a_party_without_authority_confirms_nothing_and_a_witness_is_not_asked(
    store: Store,
) -> None:
    with pytest.raises(ForbiddenError) as refusal:
        await says(store, DAUGHTER)
    assert refusal.value.code == "facts.not_authorised"
    with pytest.raises(NotFoundError):
        await says(store, WITNESS)
    assert await seen(store, WITNESS) is None
    assert set((await states(store)).values()) == {FactsState.PENDING}


async def test_staff_records_what_was_said_on_paper_or_orally_and_never_over_a_partys_own_link(
    store: Store, written: UndisputedFactsView
) -> None:
    def command(form: ConcurrenceForm) -> RecordAnswer:
        return RecordAnswer(SERIAL, written.sha256, WORKER.identity, form, YES)

    with pytest.raises(InvalidError) as refusal:
        await undisputed.record(MEDIATOR, command(ConcurrenceForm.ONLINE), store.ports)
    assert refusal.value.code == "consent.channel"
    recorded = await undisputed.record(MEDIATOR, command(ConcurrenceForm.WRITTEN), store.ports)
    worker = next(one for one in recorded.facts[0].answers if one.name == WORKER.name)
    assert (worker.form, worker.recorded_by) == (ConcurrenceForm.WRITTEN, MEDIATOR.name)

    await says(store, WORKER, NO)
    with pytest.raises(ConflictError) as conflict:
        await undisputed.record(MEDIATOR, command(ConcurrenceForm.ORAL), store.ports)
    assert conflict.value.code == "facts.answered_online"
    assert (await states(store))[WORKER.name] is FactsState.REFUSED


@pytest.mark.parametrize(("identity", "code"), [("nobody", "facts.unknown_party"), ("sun", "facts.unknown_party")])
async def test_nothing_is_recorded_for_a_stranger_or_a_witness(
    store: Store, written: UndisputedFactsView, identity: str, code: str
) -> None:
    command = RecordAnswer(SERIAL, written.sha256, identity, ConcurrenceForm.ORAL, YES)
    with pytest.raises(InvalidError) as refusal:
        await undisputed.record(MEDIATOR, command, store.ports)
    assert refusal.value.code == code


@pytest.mark.usefixtures("written")
async def test_whoever_mediates_is_told_once_all_answered_and_again_when_all_confirmed(store: Store) -> None:
    async def told() -> list[str]:
        bell = await desk.prompts(MEDIATOR, store.ports)
        return [one.text for one in bell if one.kind is ReminderKind.FACTS_ANSWERED]

    await says(store, WORKER)
    assert await told() == []
    await says(store, EMPLOYER, NO)
    (first,) = await told()
    await says(store, EMPLOYER)
    assert len(await told()) == 2
    assert DENIED not in first


@pytest.mark.usefixtures("written")
async def test_only_what_all_confirmed_is_handed_over_and_the_rest_leaves_no_trace_in_what_the_court_reads(
    store: Store,
) -> None:
    await says(store, WORKER)
    await says(store, EMPLOYER, NO)

    view = await hand_over(store)
    court = await endings.view(CLERK, SERIAL, store.ports)

    assert view.ending is not None
    assert court.ending is not None
    assert court.ending.report is not None
    assert [one.text for one in court.ending.report.undisputed] == [HIRED.text]
    assert [(one.name, one.form) for one in court.ending.report.undisputed[0].confirmations] == [
        (WORKER.name, ConcurrenceForm.ONLINE),
        (EMPLOYER.name, ConcurrenceForm.ONLINE),
    ]
    assert "undisputed_facts" in [item.kind for item in view.ending.handed_over]
    lines = [line.text for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]
    for word in (DENIED, WAGE.text, WAGE.source):
        assert not any(word in text for text in [*lines, str(court.ending.report.undisputed[0].text)])


@pytest.mark.usefixtures("written")
async def test_facts_that_nobody_or_one_side_alone_confirmed_are_not_on_the_list_at_all(store: Store) -> None:
    await says(store, WORKER)

    view = await hand_over(store)

    assert view.ending is not None
    assert view.ending.report is not None
    assert view.ending.report.undisputed == ()
    assert "undisputed_facts" not in [item.kind for item in view.ending.handed_over]


async def test_before_the_hand_over_the_court_reads_no_fact_at_all(store: Store, written: UndisputedFactsView) -> None:
    for person in (WORKER, EMPLOYER):
        await says(store, person)

    with pytest.raises(ForbiddenError):
        await undisputed.view(CLERK, SERIAL, store.ports)
    command = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人不想再谈")
    await endings.end(MEDIATOR, command, store.ports)
    await endings.report(MEDIATOR, endings.WriteReport(SERIAL, 0, "调解一次。", "相差较大。", "", ""), store.ports)
    court = await endings.view(CLERK, SERIAL, store.ports)
    assert court.ending is not None
    assert court.ending.report is not None
    assert court.ending.report.undisputed == ()
    assert written.open


async def test_after_the_ending_facts_are_still_confirmed_and_after_the_hand_over_nothing_changes_any_more(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, WORKER)
    command = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, "申请人不想再谈")
    await endings.end(MEDIATOR, command, store.ports)
    await says(store, EMPLOYER)
    handed = await hand_over(store)

    attempts = (
        says(store, WORKER, NO),
        undisputed.write(MEDIATOR, WriteFacts(SERIAL, 1, (HIRED,)), store.ports),
        undisputed.record(
            MEDIATOR, RecordAnswer(SERIAL, written.sha256, EMPLOYER.identity, ConcurrenceForm.ORAL, NO), store.ports
        ),
    )
    for attempt in attempts:
        with pytest.raises(ConflictError) as refusal:
            await attempt
        assert refusal.value.code == "facts.closed"
    assert await endings.view(MEDIATOR, SERIAL, store.ports) == handed
    own = await seen(store, WORKER)
    assert own is not None
    assert (own.open, [one.handed_over for one in own.facts]) == (False, [True, True])


async def test_nothing_can_be_confirmed_where_nothing_was_written_or_all_was_taken_back(
    store: Store, written: UndisputedFactsView
) -> None:
    await says(store, WORKER)

    await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 1, ()), store.ports)

    assert await seen(store, WORKER) is None
    with pytest.raises(NotFoundError) as refusal:
        await says(store, WORKER, sha256=written.sha256)
    assert refusal.value.code == "facts.none"


@pytest.mark.usefixtures("written")
async def test_an_answer_to_an_older_wording_of_the_question_is_refused(store: Store) -> None:
    stands = (await undisputed.view(MEDIATOR, SERIAL, store.ports)).sha256
    with pytest.raises(ConflictError) as refusal:
        await own_undisputed.answer(LinkKey(WORKER.identity, "device"), OwnAnswer(stands, "2020-01", YES), store.ports)
    assert refusal.value.code == "consent.outdated_wording"


@pytest.mark.usefixtures("written")
async def test_the_audit_log_keeps_who_answered_which_words_and_how_and_no_words_of_a_refusal(store: Store) -> None:
    await says(store, EMPLOYER, NO)

    (entry,) = [one for one in await read_audit(store.database.engine) if one.act.action == "facts.answered"]
    stands = (await undisputed.view(MEDIATOR, SERIAL, store.ports)).sha256
    assert entry.act.actor == f"party:{EMPLOYER.identity}"
    assert dict(entry.act.facts) == {
        "sha256": stands,
        "form": "online",
        "answer": "1:yes,2:no",
        "for": EMPLOYER.identity,
    }
