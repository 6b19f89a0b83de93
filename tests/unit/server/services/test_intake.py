"""Intake at the counter: drafts, who may write what, returns, and the house an application belongs to."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.account import Account
from server.domain.application import ClaimItem, Door
from server.domain.award import ExplanationChannel
from server.domain.case import CaseState
from server.domain.causes import CaseType, Plain
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId
from server.domain.party import Side
from server.domain.receipt import ADVICE, ReturnCode
from server.services import intake
from server.services.filing import Upload
from server.storage import intake_screens
from server.storage.audit_log import read_audit
from tests.support.intake import FIRST, KEY, PDF, awarded, begun, complete, handed_in, party
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store


async def test_beginning_twice_with_one_key_is_one_draft(store: Store) -> None:
    first = await begun(store)

    assert (await begun(store)).case == first.case
    assert len((await intake.desk(CLERK, store.ports)).drafts) == 1


async def test_an_explanation_online_can_only_come_from_the_party(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, awarded(view), store.ports)

    with pytest.raises(InvalidError):
        await intake.explain(CLERK, view.case, view.explanations[0].identity, ExplanationChannel.ONLINE, store.ports)


@pytest.mark.parametrize("code", ReturnCode)
async def test_each_code_of_return_gives_its_own_advice_and_the_case_comes_back_in(
    store: Store, code: ReturnCode
) -> None:
    view = await handed_in(store)

    returned = await intake.give_back(CLERK, view.case, intake.GiveBack(code, "请补充"), store.ports)
    again = await intake.resubmit(CLERK, view.case, store.ports)

    assert returned.state is CaseState.RETURNED
    assert [each.advice for each in returned.returns] == [ADVICE[code]]
    assert len(set(ADVICE.values())) == len(ReturnCode) == 3
    assert again.state is CaseState.RECEIVED
    assert again.receipt == view.receipt


async def test_no_day_for_a_mediator_runs_in_a_case_that_was_given_back(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    assert "appoint" in await clocks_of(store, view.case)

    await intake.give_back(CLERK, view.case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE, "请补充"), store.ports)
    assert "appoint" not in await clocks_of(store, view.case)
    await intake.resubmit(CLERK, view.case, store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    assert "appoint" in await clocks_of(store, view.case)


async def test_the_days_of_the_court_run_at_intake_until_the_case_is_taken_on_or_returned(store: Store) -> None:
    view = await handed_in(store)
    assert await clocks_of(store, view.case) == {"take_on"}

    await intake.give_back(CLERK, view.case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE, "请补充"), store.ports)
    assert await clocks_of(store, view.case) == set()
    again = await intake.resubmit(CLERK, view.case, store.ports)
    assert await clocks_of(store, view.case) == {"take_on"}

    await intake.write(CLERK, view.case, again.version, complete(again), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    assert await clocks_of(store, view.case) == {"appoint"}


async def clocks_of(store: Store, case: str) -> set[str]:
    async with store.database.begin() as uow:
        return {one.key for one in await uow.clocks.of(CaseId(case))}


async def test_nothing_is_written_into_a_case_that_was_taken_on(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await intake.write(CLERK, view.case, view.version, complete(view, facts="另一说法"), store.ports)
    assert refusal.value.code == "intake.closed"
    assert (await intake.read(CLERK, view.case, store.ports)).application.facts == view.application.facts


async def test_of_two_clerks_writing_the_same_application_the_second_is_told(store: Store) -> None:
    view = await begun(store)
    await intake.write(CLERK, view.case, view.version, complete(view, place="西工区"), store.ports)

    with pytest.raises(StaleVersionError):
        await intake.write(CLERK, view.case, view.version, complete(view, place="涧西区"), store.ports)
    assert (await intake.read(CLERK, view.case, store.ports)).application.place == "西工区"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"court_number": "随便写的号"}, "case.court_number"),
        ({"case_type": CaseType.CRIMINAL}, "case_type.ineligible"),
        ({"case_type": CaseType.CIVIL}, "case_type.ineligible"),
        ({"cause_code": "no.such"}, "cause.unknown"),
    ],
)
async def test_what_may_not_be_saved_is_refused_and_changes_nothing(
    store: Store, changes: dict[str, Any], code: str
) -> None:
    view = await handed_in(store)

    with pytest.raises(InvalidError) as refusal:
        await intake.write(CLERK, view.case, view.version, complete(view, **changes), store.ports)
    assert refusal.value.code == code
    assert (await intake.read(CLERK, view.case, store.ports)).version == view.version


async def test_a_party_of_a_case_cannot_be_written_away(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    only = complete(view, parties=(party(view.application.parties[0].key),))

    with pytest.raises(InvalidError):
        await intake.write(CLERK, view.case, view.version, only, store.ports)


async def test_a_name_a_browser_made_up_never_becomes_an_identity(store: Store) -> None:
    view = await handed_in(store)
    stolen = complete(view, parties=(party("li"), party("zhou", Side.RESPONDENT)))

    written = await intake.write(CLERK, view.case, view.version, stolen, store.ports)

    assert {"li", "zhou"}.isdisjoint(each.key for each in written.application.parties)


async def test_a_file_made_of_a_paper_says_who_made_it_when_and_who_keeps_the_paper(store: Store) -> None:
    view = await begun(store)

    view = await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF, holder="陈志强"), store.ports)

    (material,) = view.materials
    assert (material.digitised_by, material.digitised_at, material.holder) == (CLERK.name, FIRST, "陈志强")
    assert material.sha256 == hashlib.sha256(PDF).hexdigest()


async def test_nothing_is_taken_out_after_the_first_submission(store: Store) -> None:
    view = await begun(store)
    view = await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)

    with pytest.raises(ConflictError):
        await intake.remove_material(CLERK, view.case, view.materials[0].id, store.ports)
    with pytest.raises(ConflictError):
        await intake.discard(CLERK, view.case, store.ports)


async def test_an_award_received_on_a_day_to_come_is_refused_and_nothing_is_kept(store: Store) -> None:
    view = await begun(store)
    tomorrow = FIRST.date() + timedelta(days=1)

    with pytest.raises(InvalidError) as refusal:
        await intake.write(CLERK, view.case, view.version, awarded(view, tomorrow), store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("award.incomplete", {"on": "future"})
    assert await intake.read(CLERK, view.case, store.ports) == view


async def test_a_discarded_draft_leaves_no_bytes_behind(store: Store) -> None:
    view = await begun(store)
    await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)

    await intake.discard(CLERK, view.case, store.ports)

    assert store.blobs.kept == {}
    with pytest.raises(NotFoundError):
        await intake.read(CLERK, view.case, store.ports)


@pytest.mark.parametrize("account", [MEDIATOR, JUDGE])
async def test_who_does_not_receive_cases_cannot_begin_one(store: Store, account: Account) -> None:
    with pytest.raises(ForbiddenError):
        await intake.begin(account, intake.Begin(Door.COUNTER, KEY), store.ports)


async def test_another_house_does_not_know_of_an_application(store: Store) -> None:
    view = await handed_in(store)

    with pytest.raises(NotFoundError):
        await intake.read(CENTRE, view.case, store.ports)


@pytest.mark.parametrize("door", [Door.SELF, Door.ORGANISATION])
async def test_a_court_has_no_such_door(store: Store, door: Door) -> None:
    with pytest.raises(InvalidError):
        await intake.begin(CLERK, intake.Begin(door, KEY), store.ports)


async def test_every_act_of_intake_is_in_the_audit_log_and_none_says_a_name(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)

    entries = await read_audit(store.database.engine)

    actions = [entry.act.action for entry in entries]
    assert actions == ["intake.begun", "case.received", "step.answered", "application.changed", "case.taken_on"]
    assert "陈志强" not in str([entry.act for entry in entries])


async def test_who_changed_which_field_of_what_was_received_is_in_the_audit_log_and_no_word_of_it(store: Store) -> None:
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    view = await intake.hand_in(CLERK, view.case, store.ports)
    own, other = view.application.parties
    lower = replace(
        view.application,
        claims=(ClaimItem(Plain.UNPAID_WAGES, 800_000),),
        parties=(replace(own, phone="13900001111"), other),
    )

    view = await intake.write(CLERK, view.case, view.version, lower, store.ports)
    await intake.write(CLERK, view.case, view.version, lower, store.ports)

    changed = [entry.act for entry in await read_audit(store.database.engine) if entry.act.action.endswith(".changed")]
    assert [(act.actor, act.facts) for act in changed] == [
        (f"account:{CLERK.id}", (("fields", "party.phone claims"),)),
    ]


async def test_who_took_a_file_out_stands_in_the_audit_log_with_its_digest(store: Store) -> None:
    view = await begun(store)
    view = await intake.add_material(CLERK, view.case, Upload("劳动合同.pdf", PDF), store.ports)

    await intake.remove_material(CLERK, view.case, view.materials[0].id, store.ports)

    act = (await read_audit(store.database.engine))[-1].act
    assert (act.actor, act.action) == (f"account:{CLERK.id}", "material.removed")
    assert dict(act.facts)["sha256"] == hashlib.sha256(PDF).hexdigest()


async def test_of_more_than_the_desk_shows_the_ones_that_wait_longest_are_there_and_it_says_how_many_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_screens, "LONGEST", 2)
    received = []
    for day in range(4):
        store.clock.at = FIRST + timedelta(days=day)
        draft = await intake.begin(CLERK, intake.Begin(Door.COUNTER, f"key-{day:04}"), store.ports)
        received.append(await intake.hand_in(CLERK, draft.case, store.ports))
    await intake.give_back(
        CLERK, received[3].case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE, "请补充"), store.ports
    )

    desk = await intake.desk(CLERK, store.ports)

    assert [one.serial for one in desk.cases] == [received[at].serial for at in (0, 1, 3)]
    assert (desk.waiting, desk.given_back) == (3, 1)
