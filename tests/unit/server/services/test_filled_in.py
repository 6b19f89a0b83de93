"""Applying on the phone beside the simplest case: several on the other side, an employer, an agent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.application import Filler
from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Finality, Standing
from server.domain.case import Case
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep
from server.domain.concurrence import QUESTIONS_WORDING
from server.domain.data_request import DataRequestKind
from server.domain.errors import ConflictError
from server.domain.party import Participant, PartyKind, Side
from server.services import (
    case_links,
    cases,
    choosing,
    data_requests,
    intake,
    own_case,
    own_course,
    own_extensions,
    own_requests,
    own_room,
)
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.own_case_views import OwnCaseView
from server.services.steps import OwnAnswer
from tests.support.id_numbers import COMPANY_CODE, WORKER_NUMBER
from tests.support.intake import PDF, applying, party, written
from tests.support.store import CLERK, Store

DAUGHTER = Filler(AuthorityKind.RELATIVE, "陈小雨", "13900001234")
YES = OwnAnswer(ConsentStep.E_SIGNATURE, answer=True, wording=STEPS_WORDING, origin="")


async def keys_of(store: Store, key: LinkKey) -> tuple[str, str]:
    application = (await own_case.look(key, store.ports)).application
    assert application is not None
    own, other = (each.key for each in application.parties)
    return own, other


async def handed(store: Store, view: OwnCaseView) -> tuple[Case, tuple[Participant, ...]]:
    """Return the case that was handed in, and its people."""
    assert view.serial is not None
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(view.serial)
        assert case is not None
        return case, await uow.cases.participants(case.id)


async def filled_in(store: Store) -> tuple[LinkKey, OwnCaseView]:
    """Return the link by which a daughter handed in her father's application, and what she sees."""
    key = await applying(store)
    await written(store, key, filler=DAUGHTER)
    return key, await own_case.hand_in(key, store.ports)


async def test_a_dispatched_worker_names_agency_and_employer_and_both_are_respondents_of_the_case(store: Store) -> None:
    key = await applying(store)
    own, other = await keys_of(store, key)
    agency = party("made-up", Side.RESPONDENT, name="洛阳人力派遣有限公司", id_number="", phone="")

    await written(store, key, parties=(party(own), party(other, Side.RESPONDENT), agency))
    _, people = await handed(store, await own_case.hand_in(key, store.ports))

    respondents = [one for one in people if one.side is Side.RESPONDENT]
    assert [one.name for one in respondents] == ["洛阳北辰重工机械有限公司", "洛阳人力派遣有限公司"]
    assert "made-up" not in {one.identity for one in respondents}


async def test_an_employer_applies_on_its_own_link_with_its_code_and_reads_its_own_days(
    store: Store,
) -> None:
    key = await applying(store)
    own, other = await keys_of(store, key)
    firm = party(
        own,
        standing=Standing.EMPLOYER,
        name="洛阳北辰重工机械有限公司",
        id_number=COMPANY_CODE,
        representative="周经理",
        consent_channel=ConsentChannel.ONLINE,
        award_received=date(2026, 3, 16),
        award_proof="签收",
    )
    worker = party(
        other, Side.RESPONDENT, standing=Standing.WORKER, name="陈志强", id_number=WORKER_NUMBER,
        award_received=date(2026, 3, 20), award_proof="签收",
    )  # fmt: skip

    await written(store, key, parties=(firm, worker), arbitration=Arbitration.AWARDED, finality=Finality.FINAL)
    view = await own_case.hand_in(key, store.ports)

    _, people = await handed(store, view)
    assert [(one.name, one.kind) for one in people] == [
        ("洛阳北辰重工机械有限公司", PartyKind.EMPLOYER),
        ("陈志强", PartyKind.PERSON),
    ]
    assert view.last_day is not None
    assert (view.last_day.name, view.last_day.received_on) == ("洛阳北辰重工机械有限公司", date(2026, 3, 16))
    assert (view.last_day.article, view.last_day.due) == ("劳动争议调解仲裁法 第四十九条", date(2026, 4, 15))
    assert "intake.id_number_wrong" not in {gap.code for gap in view.gaps}


async def test_a_code_of_an_employer_with_a_wrong_check_digit_is_said_to_be_wrong(store: Store) -> None:
    key = await applying(store)
    own, other = await keys_of(store, key)
    wrong = COMPANY_CODE[:-1] + ("0" if COMPANY_CODE[-1] != "0" else "1")
    firm = party(own, standing=Standing.EMPLOYER, name="北辰重工", id_number=wrong)

    await written(store, key, parties=(firm, party(other, Side.RESPONDENT)))
    view = await own_case.hand_in(key, store.ports)

    assert "intake.id_number_wrong" in {gap.code for gap in view.gaps}


async def test_who_fills_it_in_for_another_is_on_the_receipt_and_in_the_case_and_answers_nothing(store: Store) -> None:
    _, view = await filled_in(store)

    assert view.fills_in
    assert view.receipt is not None
    assert view.receipt.submitter == "陈志强（陈小雨 代填）"
    assert view.serial is not None
    lines = [line.text for line in (await cases.view(CLERK, view.serial, store.ports)).timeline]
    assert any(line.startswith("由陈小雨（近亲属或者工作人员）代填") for line in lines)
    case, people = await handed(store, view)
    assert [one.name for one in people] == ["陈志强", "洛阳北辰重工机械有限公司"]
    async with store.database.begin() as uow:
        assert await uow.steps.of_person(case.id, people[0].identity) == {}
    desk = await intake.read(CLERK, case.id, store.ports)
    assert "intake.consent_missing" in {gap.code for gap in desk.gaps}
    assert "intake.consent_missing" not in {gap.code for gap in view.gaps}


ACTS: dict[str, Callable[[LinkKey, Store], Awaitable[object]]] = {
    "answer a step": lambda key, store: own_case.answer_step(key, YES, store.ports),
    "say the risk was understood": lambda key, store: own_case.acknowledge_risk(key, store.ports),
    "confirm a record": lambda key, store: own_case.confirm_record(key, "doc", store.ports),
    "agree to a longer term": lambda key, store: own_extensions.answer(
        key, "ext", agrees=True, wording=QUESTIONS_WORDING, ports=store.ports
    ),
    "pick a mediator": lambda key, store: choosing.pick_own(key, "entry", store.ports),
    "ask for another mediator": lambda key, store: own_requests.ask_change(
        key, "偏向对方", refuses_to_choose=False, ports=store.ports
    ),
    "enter the room": lambda key, store: own_room.enter(key, "session", store.ports),
    "ask for personal data": lambda key, store: data_requests.ask(key, DataRequestKind.CORRECT, "", store.ports),
}


@pytest.mark.parametrize("act", ACTS)
async def test_by_the_link_of_who_fills_it_in_nothing_is_done_that_binds_the_party(store: Store, act: str) -> None:
    key, _ = await filled_in(store)

    with pytest.raises(ConflictError) as refusal:
        await ACTS[act](key, store)

    assert refusal.value.code == "case_link.filled_in"


async def test_who_fills_it_in_hands_in_papers_and_reads_how_it_goes(store: Store) -> None:
    key, _ = await filled_in(store)

    view = await own_case.add_material(key, Upload("劳动合同.pdf", PDF), store.ports)
    await own_course.look(key, store.ports)

    assert [(one.name, one.uploaded_by) for one in view.materials] == [("劳动合同.pdf", "陈小雨（代陈志强）")]


async def test_that_it_was_filled_in_for_another_is_not_taken_back_once_it_was_handed_in(store: Store) -> None:
    key, view = await filled_in(store)
    assert view.application is not None
    own, *others = view.application.parties
    yes = replace(own, consent=True, consent_channel=ConsentChannel.ONLINE)

    again = await own_case.write(
        key, view.version, "", replace(view.application, filler=None, parties=(yes, *others)), store.ports
    )

    assert again.fills_in
    assert again.application is not None
    assert (again.application.filler, again.application.parties[0].consent) == (DAUGHTER, None)


async def test_a_yes_that_was_ticked_before_it_was_said_for_whom_does_not_stay(store: Store) -> None:
    key = await applying(store)
    await written(store, key)

    view = await written(store, key, filler=DAUGHTER)

    assert view.application is not None
    assert view.application.parties[0].consent is None


async def test_the_party_answers_by_the_link_that_staff_made_for_them_and_the_other_is_dead(store: Store) -> None:
    key, view = await filled_in(store)
    _, people = await handed(store, view)
    assert view.serial is not None
    store.clock.pass_by(timedelta(minutes=1))
    made = await case_links.issue(CLERK, view.serial, people[0].identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    own = LinkKey(made.token, opened.device)

    answered = await own_case.answer_step(own, YES, store.ports)

    assert not answered.fills_in
    assert answered.application is not None
    first, *others = answered.application.parties
    yes = replace(first, consent=True, consent_channel=ConsentChannel.ONLINE)
    said = replace(answered.application, parties=(yes, *others))
    kept = await own_case.write(own, answered.version, "", said, store.ports)
    assert kept.application is not None
    assert kept.application.parties[0].consent is True
    with pytest.raises(Exception, match=r"case_link\.replaced"):
        await own_case.look(key, store.ports)
