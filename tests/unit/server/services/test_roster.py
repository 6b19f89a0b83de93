"""The roster at work: who may report, who confirms, what each reader sees, and what a file brings in."""

from dataclasses import replace

import pytest

from server.domain.account import Account
from server.domain.adoption import AdoptionState
from server.domain.complaint import ComplaintAction, ComplaintGround
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.domain.fitness import FitReason
from server.domain.ids import AccountId, EntryId
from server.domain.origin import Origin
from server.domain.party import Role
from server.domain.profile import DisputeKind, EntryKind, Skill
from server.domain.roster import EntryState
from server.services import adoptions, complaints, roster, roster_import, sheets
from server.services.complaints import Complain, Decide
from server.services.roster import Confirm, Enter, Values
from server.services.roster_import import RowResult
from server.services.roster_views import EntryView, RosterFilter
from server.services.specimen_numbers import citizen_number
from tests.factories import a_case, an_account
from tests.support.rosters import (
    CENTRE_LINE,
    COURT,
    OFFICE,
    PERSON_LINE,
    a_mediator,
    an_organisation,
    rows_of,
)
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

OFFICER = an_account(id="office1", login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
OTHER_OFFICER = an_account(id="office2", login="office2", role=Role.LABOUR_OFFICE, organisation="涧西区人社局")
ADMIN = an_account(id="admin1", login="admin", name="孙院长", role=Role.COURT_ADMIN, organisation=COURT)
OTHER_ADMIN = an_account(id="admin2", login="admin2", role=Role.COURT_ADMIN, organisation="另一法院")
OTHER_CENTRE = an_account(id="centre2", login="centre2", role=Role.ORGANISATION, organisation="别的中心")
HOME = frozenset({Origin.MAINLAND})


@pytest.fixture(autouse=True)
async def people(store: Store) -> None:
    async with store.database.begin() as uow:
        for account in (OFFICER, OTHER_OFFICER, ADMIN, OTHER_ADMIN, OTHER_CENTRE):
            await uow.accounts.add(account)
        await uow.commit()


async def listed(store: Store, enter: Enter, certificate: str) -> EntryView:
    """Bring an entry onto the roster, as the two offices do."""
    draft = await roster.enter(OFFICER, enter, store.ports)
    reported = await roster.report(OFFICER, draft.id, draft.version, store.ports)
    return await roster.confirm(ADMIN, Confirm(reported.id, reported.version, certificate), store.ports)


async def a_centre(store: Store) -> EntryView:
    return await listed(
        store, Enter("key-centre", EntryKind.ORGANISATION, COURT, None, an_organisation()), "LTD-2024-003"
    )


async def a_member(store: Store, centre: str, name: str = "王调解员", certificate: str = "LTY-2024-011") -> EntryView:
    profile = a_mediator(name=name, skills=(Skill.REMUNERATION,))
    return await listed(store, Enter(f"key-{certificate}", EntryKind.MEDIATOR, COURT, centre, profile), certificate)


async def test_a_change_waits_for_the_court_and_the_public_sees_the_old_values_until_then(store: Store) -> None:
    centre = await a_centre(store)
    new = Values(an_organisation(speciality="道路运输", phone="0379-61111111"))

    waiting = await roster.propose(CENTRE, centre.id, centre.version, new, store.ports)
    before = await roster.public(RosterFilter(), store.ports)
    confirmed = await roster.confirm(ADMIN, Confirm(centre.id, waiting.version), store.ports)
    after = await roster.public(RosterFilter(), store.ports)

    assert (waiting.state, waiting.changed) == (EntryState.CHANGE_PENDING, ("speciality", "phone"))
    assert [one.speciality for one in before.entries] == [""]
    assert [one.speciality for one in after.entries] == ["道路运输"]
    assert [(one.number, one.what) for one in confirmed.versions] == [(2, "changed"), (1, "listed")]


async def test_private_fields_left_out_of_a_change_stay_as_they_are(store: Store) -> None:
    centre = await a_centre(store)
    member = await a_member(store, centre.id)
    new = Values(
        a_mediator(name="王调解员", skills=(Skill.REMUNERATION,), phone="", id_number="", max_open=14),
        frozenset({"phone", "id_number"}),
    )

    waiting = await roster.propose(CENTRE, member.id, member.version, new, store.ports)

    assert waiting.changed == ("max_open",)
    assert waiting.live is not None
    assert waiting.live.private == {"phone": "138****2207", "id_number": "990***********0044", "born_on": "1980"}


async def test_the_name_of_a_removed_mediator_can_still_be_read(store: Store) -> None:
    centre = await a_centre(store)
    member = await a_member(store, centre.id)

    asked = await roster.propose_removal(CENTRE, member.id, member.version, "本人退休", store.ports)
    gone = await roster.confirm(ADMIN, Confirm(member.id, asked.version), store.ports)

    assert gone.state is EntryState.STOPPED
    assert [(one.what, one.name) for one in gone.versions] == [("removed", "王调解员"), ("listed", "王调解员")]
    assert [one.name for one in (await roster.public(RosterFilter(), store.ports)).entries] == ["调解中心"]


@pytest.mark.parametrize("account", [OTHER_OFFICER, OTHER_CENTRE])
async def test_others_neither_see_nor_change_an_entry_they_do_not_keep(store: Store, account: Account) -> None:
    centre = await a_centre(store)

    for attempt in (
        roster.view(account, centre.id, store.ports),
        roster.propose(account, centre.id, centre.version, Values(an_organisation(max_open=1)), store.ports),
        roster.propose_removal(account, centre.id, centre.version, "不要了", store.ports),
    ):
        with pytest.raises(NotFoundError):
            await attempt
    assert (await roster.view(ADMIN, centre.id, store.ports)).version == centre.version


async def test_another_court_and_people_without_the_right_confirm_nothing(store: Store) -> None:
    draft = await roster.enter(
        OFFICER, Enter("key-00001", EntryKind.ORGANISATION, COURT, None, an_organisation()), store.ports
    )
    reported = await roster.report(OFFICER, draft.id, draft.version, store.ports)
    command = Confirm(reported.id, reported.version, "LTD-1")

    with pytest.raises(NotFoundError):
        await roster.confirm(OTHER_ADMIN, command, store.ports)
    for account in (CLERK, OFFICER, CENTRE, MEDIATOR):
        with pytest.raises(ForbiddenError):
            await roster.confirm(account, command, store.ports)
    assert (await roster.view(OFFICER, draft.id, store.ports)).state is EntryState.REPORTED


async def test_what_was_changed_after_it_was_read_is_not_confirmed(store: Store) -> None:
    centre = await a_centre(store)
    first = await roster.propose(CENTRE, centre.id, centre.version, Values(an_organisation(max_open=50)), store.ports)
    await roster.propose(CENTRE, centre.id, first.version, Values(an_organisation(max_open=900)), store.ports)

    with pytest.raises(StaleVersionError):
        await roster.confirm(ADMIN, Confirm(centre.id, first.version), store.ports)
    (one,) = (await roster.listing(ADMIN, RosterFilter(), store.ports)).entries
    assert (one.max_open, one.state) == (40, EntryState.CHANGE_PENDING)


async def test_the_same_new_entry_twice_is_one_and_the_same_name_twice_is_refused(store: Store) -> None:
    enter = Enter("key-00001", EntryKind.ORGANISATION, COURT, None, an_organisation())

    first = await roster.enter(OFFICER, enter, store.ports)
    again = await roster.enter(OFFICER, enter, store.ports)

    assert first == again
    with pytest.raises(ConflictError) as refusal:
        await roster.enter(OFFICER, replace(enter, key="key-00002"), store.ports)
    assert refusal.value.code == "roster.exists"


async def test_an_organisation_enters_only_itself_and_its_own_mediators(store: Store) -> None:
    centre = await a_centre(store)
    stranger = Enter("key-00003", EntryKind.MEDIATOR, COURT, centre.id, a_mediator())

    with pytest.raises(InvalidError):
        await roster.enter(OTHER_CENTRE, stranger, store.ports)
    with pytest.raises(ForbiddenError):
        await roster.enter(
            OTHER_CENTRE, Enter("key-00004", EntryKind.ORGANISATION, COURT, None, an_organisation()), store.ports
        )
    assert (await roster.enter(CENTRE, replace(stranger, key="key-00005"), store.ports)).state is EntryState.DRAFT


async def test_a_court_never_sees_a_draft(store: Store) -> None:
    draft = await roster.enter(
        OFFICER, Enter("key-00001", EntryKind.ORGANISATION, COURT, None, an_organisation()), store.ports
    )

    with pytest.raises(NotFoundError):
        await roster.view(ADMIN, draft.id, store.ports)
    assert (await roster.listing(ADMIN, RosterFilter(), store.ports)).total == 0


async def test_a_clerk_reads_the_roster_without_private_values_and_without_what_waits(store: Store) -> None:
    centre = await a_centre(store)
    await roster.propose(CENTRE, centre.id, centre.version, Values(an_organisation(max_open=50)), store.ports)

    seen = await roster.view(CLERK, centre.id, store.ports)

    assert seen.live is not None
    assert (seen.live.private, seen.proposed, seen.may, seen.versions) == (None, None, (), ())


async def test_the_public_roster_holds_the_legal_minimum_and_nothing_private(store: Store) -> None:
    centre = await a_centre(store)
    await a_member(store, centre.id)

    text = str(await roster.public(RosterFilter(), store.ports))

    for private in ("13812342207", "138****", citizen_number("19800501", "004"), "1980", "0379", "西工区某路1号"):
        assert private not in text
    assert "调解中心" in text
    assert COURT in text


async def test_the_public_roster_is_filtered_by_kind_field_and_court(store: Store) -> None:
    centre = await a_centre(store)
    await a_member(store, centre.id)

    async def names(wanted: RosterFilter) -> list[str]:
        return [one.name for one in (await roster.public(wanted, store.ports)).entries]

    assert await names(RosterFilter(skill=Skill.INJURY)) == ["调解中心"]
    assert await names(RosterFilter(kind=EntryKind.MEDIATOR)) == ["王调解员"]
    assert await names(RosterFilter(dispute=DisputeKind.PERSONNEL)) == ["调解中心"]
    assert await names(RosterFilter(court="另一法院")) == []
    assert await names(RosterFilter(text="王")) == ["王调解员"]
    assert await names(RosterFilter(text="%")) == []


async def test_a_mediator_counts_only_while_their_organisation_is_in_force(store: Store) -> None:
    centre = await a_centre(store)
    await a_member(store, centre.id)

    await roster.suspend(ADMIN, centre.id, centre.version, "年审不合格", store.ports)

    assert (await roster.public(RosterFilter(), store.ports)).entries == ()
    assert await roster.candidates(a_case(court=COURT), HOME, store.ports) == ()


async def test_a_mediator_is_not_listed_before_their_organisation(store: Store) -> None:
    draft = await roster.enter(
        OFFICER, Enter("key-00001", EntryKind.ORGANISATION, COURT, None, an_organisation()), store.ports
    )

    with pytest.raises(ConflictError) as refusal:
        await a_member(store, draft.id)
    assert refusal.value.code == "roster.organisation_not_listed"


async def test_two_entries_never_share_a_certificate(store: Store) -> None:
    centre = await a_centre(store)

    with pytest.raises(ConflictError) as refusal:
        await a_member(store, centre.id, certificate="LTD-2024-003")
    assert refusal.value.code == "roster.certificate_taken"


async def test_an_account_belongs_to_one_mediator_of_its_own_organisation(store: Store) -> None:
    centre = await a_centre(store)
    wang, ma = await a_member(store, centre.id), await a_member(store, centre.id, "马调解员", "LTY-2")

    linked = await roster.link(ADMIN, wang.id, wang.version, "mediator", store.ports)

    assert linked.account == "mediator"
    with pytest.raises(ConflictError) as taken:
        await roster.link(ADMIN, ma.id, ma.version, "mediator", store.ports)
    assert taken.value.code == "roster.account_taken"
    for login in ("clerk", "nobody"):
        with pytest.raises(InvalidError):
            await roster.link(ADMIN, ma.id, ma.version, login, store.ports)


async def test_cases_that_nobody_mediates_are_not_counted_for_a_mediator_without_an_account(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial("LY2026-000128")
        assert case is not None
        await uow.cases.save(replace(case, mediator=None))
        await uow.commit()

    shown = await roster.view(ADMIN, wang.id, store.ports)
    found = await roster.listing(ADMIN, RosterFilter(), store.ports)
    offered = await roster.candidates(a_case(court=COURT, place="西工区"), HOME, store.ports)

    assert shown.performance.open_cases == 0
    assert [one.open_cases for one in found.entries if one.id == wang.id] == [0]
    assert {one.open_cases for one in offered if one.name == "王调解员"} <= {0}


async def test_candidates_come_best_first_with_their_open_cases(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    await roster.link(ADMIN, wang.id, wang.version, "mediator", store.ports)

    found = await roster.candidates(a_case(court=COURT, place="西工区"), HOME, store.ports)

    assert [(one.name, one.open_cases) for one in found] == [("调解中心", 1), ("王调解员", 1)]
    assert found[0].reasons == (FitReason.KIND, FitReason.SKILL, FitReason.REGION, FitReason.ROOM)
    assert found[1].account == MEDIATOR.id


async def test_a_mediator_of_another_court_counts_after_agreeing_and_not_before(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    await roster.link(ADMIN, wang.id, wang.version, "mediator", store.ports)
    elsewhere = a_case(court="另一法院")

    async def chosen() -> list[str]:
        return [one.name for one in await roster.candidates(elsewhere, HOME, store.ports)]

    asked = await adoptions.ask(OTHER_ADMIN, COURT, "LTY-2024-011", store.ports)
    before = await chosen()
    with pytest.raises(NotFoundError):
        await adoptions.answer(OTHER_MEDIATOR, wang.id, "另一法院", consents=True, ports=store.ports)
    with pytest.raises(NotFoundError):
        await adoptions.answer(CENTRE, wang.id, "另一法院", consents=True, ports=store.ports)
    await adoptions.answer(MEDIATOR, wang.id, "另一法院", consents=True, ports=store.ports)
    agreed = await chosen()
    await adoptions.end(OTHER_ADMIN, wang.id, store.ports)

    assert asked.adoptions[0].state is AdoptionState.ASKED
    assert (before, agreed, await chosen()) == ([], ["王调解员"], [])


async def test_a_complaint_is_read_by_the_inviting_court_alone(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    command = Complain(
        "key-00001", wang.id, ComplaintGround.COERCION, "一再说不签就走不了。", "", "李秀兰", "13800006027"
    )
    await complaints.complain(command, store.ports)
    await complaints.complain(command, store.ports)

    (found,) = await complaints.listing(ADMIN, store.ports)

    assert (found.name, found.ground, found.phone) == ("王调解员", ComplaintGround.COERCION, "138****6027")
    assert await complaints.listing(OTHER_ADMIN, store.ports) == ()
    for account in (MEDIATOR, CENTRE, CLERK, OFFICER):
        with pytest.raises(ForbiddenError):
            await complaints.listing(account, store.ports)


async def test_an_upheld_complaint_can_stop_the_entry_in_the_same_step(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    await complaints.complain(
        Complain("key-00001", wang.id, ComplaintGround.FAVOURS, "收了公司的礼金两千元。", "", "李秀兰", "13800006027"),
        store.ports,
    )
    (found,) = await complaints.listing(ADMIN, store.ports)
    decide = Decide(found.id, ComplaintAction.UPHOLD, "属实，解除聘任。", "市司法局", suspends=True)

    with pytest.raises(NotFoundError):
        await complaints.decide(OTHER_ADMIN, decide, store.ports)
    await complaints.decide(ADMIN, decide, store.ports)

    stopped = await roster.view(ADMIN, wang.id, store.ports)
    assert (stopped.state, stopped.stopped) == (EntryState.STOPPED, "suspended")


async def test_even_a_court_admin_does_not_decide_on_themselves(store: Store) -> None:
    centre = await a_centre(store)
    wang = await a_member(store, centre.id)
    async with store.database.begin() as uow:
        held = await uow.roster.get(EntryId(wang.id))
        assert held is not None
        await uow.roster.save(replace(held, account=AccountId("admin1")))
        await uow.commit()
    await complaints.complain(
        Complain("key-00001", wang.id, ComplaintGround.LEAK, "把我们的谈话告诉了同事。", "", "李秀兰", "13800006027"),
        store.ports,
    )

    assert await complaints.listing(ADMIN, store.ports) == ()


async def test_a_file_is_checked_row_by_row_and_keeps_nothing_before_it_is_applied(store: Store) -> None:
    rows = rows_of(
        CENTRE_LINE,
        PERSON_LINE,
        {**PERSON_LINE, "skills": "算命"},
        {**PERSON_LINE, "name": "小马", "born_on": "2015-01-01"},
    )

    found = await roster_import.check(OFFICER, b"file", rows, store.ports)

    assert [(one.row, one.result) for one in found.rows] == [
        (2, RowResult.ADDED),
        (3, RowResult.ADDED),
        (4, RowResult.REFUSED),
        (5, RowResult.REFUSED),
    ]
    assert [one.faults for one in found.rows[2:]] == [{"skills": "unknown"}, {"born_on": "under_age"}]
    assert (await roster.listing(OFFICER, RosterFilter(), store.ports)).total == 0


async def test_an_organisation_without_its_code_is_told_that_the_code_is_missing(store: Store) -> None:
    enter = Enter("key-code", EntryKind.ORGANISATION, COURT, None, an_organisation(code=""))
    draft = await roster.enter(OFFICER, enter, store.ports)

    with pytest.raises(InvalidError) as refusal:
        await roster.report(OFFICER, draft.id, draft.version, store.ports)

    assert (refusal.value.code, refusal.value.facts) == ("roster.incomplete", {"code": "required"})


async def test_an_empty_name_is_among_the_reasons_of_a_row(store: Store) -> None:
    rows = rows_of({**CENTRE_LINE, "name": "", "kind": "单位"})

    found = await roster_import.check(OFFICER, b"file", rows, store.ports)

    assert found.rows[0].faults == {"kind": "unknown", "name": "required"}


async def test_a_sheet_with_other_heads_is_told_so_once_and_its_other_columns_are_named(store: Store) -> None:
    other = sheets.read("类型,名称,电话\n组织,调解中心,1\n".encode(), 10)
    with_more = sheets.read(
        sheets.write_csv([["类别", "名称", "邀请法院", "备注"], ["组织", "调解中心", COURT, "旧"]]), 10
    )

    with pytest.raises(InvalidError) as refusal:
        await roster_import.check(OFFICER, b"file", other, store.ports)

    assert refusal.value.facts == {"missing": "类别、邀请法院", "unknown": "类型"}
    assert (await roster_import.check(OFFICER, b"file", with_more, store.ports)).unknown == ("备注",)


async def test_a_checked_file_is_reported_once_and_again_changes_nothing(store: Store) -> None:
    rows = rows_of(CENTRE_LINE, PERSON_LINE)
    checked = await roster_import.check(OFFICER, b"file", rows, store.ports)

    first = await roster_import.apply(OFFICER, b"file", rows, checked.digest, store.ports)
    again = await roster_import.apply(OFFICER, b"file", rows, checked.digest, store.ports)

    assert [one.result for one in first.rows] == [RowResult.ADDED] * 2
    assert [one.result for one in again.rows] == [RowResult.UNCHANGED] * 2
    found = (await roster.listing(OFFICER, RosterFilter(), store.ports)).entries
    assert [(one.name, one.state) for one in found] == [
        (CENTRE_LINE["name"], EntryState.REPORTED),
        ("某调解员", EntryState.REPORTED),
    ]


async def test_a_file_that_was_not_checked_is_refused(store: Store) -> None:
    with pytest.raises(InvalidError) as refusal:
        await roster_import.apply(OFFICER, b"another file", rows_of(CENTRE_LINE), "0" * 64, store.ports)

    assert refusal.value.code == "sheet.not_checked"
    assert (await roster.listing(OFFICER, RosterFilter(), store.ports)).total == 0


async def test_a_row_about_what_is_listed_waits_for_the_court(store: Store) -> None:
    rows = rows_of(CENTRE_LINE)
    checked = await roster_import.check(OFFICER, b"file", rows, store.ports)
    await roster_import.apply(OFFICER, b"file", rows, checked.digest, store.ports)
    (entry,) = (await roster.listing(ADMIN, RosterFilter(), store.ports)).entries
    reported = await roster.view(ADMIN, entry.id, store.ports)
    await roster.confirm(ADMIN, Confirm(entry.id, reported.version, "LTD-9"), store.ports)
    changed = rows_of({**CENTRE_LINE, "max_open": "60"})
    digest = (await roster_import.check(OFFICER, b"new", changed, store.ports)).digest

    found = await roster_import.apply(OFFICER, b"new", changed, digest, store.ports)

    assert found.rows[0].result is RowResult.CHANGED
    waiting = await roster.view(ADMIN, entry.id, store.ports)
    assert (waiting.state, waiting.changed) == (EntryState.CHANGE_PENDING, ("max_open",))


async def test_someone_without_the_right_brings_in_nothing(store: Store) -> None:
    for account in (CLERK, MEDIATOR, ADMIN):
        with pytest.raises(ForbiddenError):
            await roster_import.check(account, b"file", rows_of(CENTRE_LINE), store.ports)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_template_can_be_taken_in_as_it_is(store: Store, form: str) -> None:
    rows = sheets.read(roster_import.template(form), 10)

    found = await roster_import.check(OFFICER, b"template", rows, store.ports)

    assert [one.result for one in found.rows] == [RowResult.ADDED] * 2
