"""Papers shown with a report to the roster: read by who reports and the court that confirms, and by nobody else."""

from dataclasses import replace

import pytest

from server.domain.account import Account
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.roster import EntryState
from server.domain.roster_paper import MOST
from server.services import adoptions, roster, roster_papers
from server.services.filing import Upload
from server.services.roster import Confirm, Enter, Values
from server.services.roster_views import EntryView, RosterFilter
from server.storage import tables
from tests.factories import an_account
from tests.support.rosters import COURT, OFFICE, a_mediator, an_organisation
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, Store

OFFICER = an_account(id="office1", login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
OTHER_OFFICER = an_account(id="office2", login="office2", role=Role.LABOUR_OFFICE, organisation="涧西区人社局")
ADMIN = an_account(id="admin1", login="admin", name="孙院长", role=Role.COURT_ADMIN, organisation=COURT)
OTHER_ADMIN = an_account(id="admin2", login="admin2", role=Role.COURT_ADMIN, organisation="另一法院")
OTHER_CENTRE = an_account(id="centre2", login="centre2", role=Role.ORGANISATION, organisation="别的中心")
PROOF = Upload("培训证明.pdf", b"%PDF-1.7 training")
CHANGE = Upload("变更申请表.png", b"\x89PNG\r\n\x1a\n change")


@pytest.fixture(autouse=True)
async def people(store: Store) -> None:
    async with store.database.begin() as uow:
        for account in (OFFICER, OTHER_OFFICER, ADMIN, OTHER_ADMIN, OTHER_CENTRE):
            await uow.accounts.add(account)
        await uow.commit()


async def draft(store: Store) -> EntryView:
    enter = Enter("key-centre", EntryKind.ORGANISATION, COURT, None, an_organisation())
    return await roster.enter(OFFICER, enter, store.ports)


async def listed(store: Store) -> EntryView:
    made = await draft(store)
    reported = await roster.report(OFFICER, made.id, made.version, store.ports)
    return await roster.confirm(ADMIN, Confirm(made.id, reported.version, "LTD-1"), store.ports)


async def attached(store: Store, entry: str, upload: Upload = PROOF, account: Account = OFFICER) -> EntryView:
    return await roster_papers.attach(account, entry, upload, store.ports)


async def changed(store: Store, held: EntryView) -> EntryView:
    return await roster.propose(
        OFFICER, held.id, held.version, Values(an_organisation(speciality="道路运输")), store.ports
    )


async def opened(store: Store, account: Account, held: EntryView) -> bytes:
    return (await roster_papers.read(account, held.id, held.papers[0].id, store.ports)).content


async def acts(store: Store, action: str) -> list[str]:
    table = tables.audit_entry
    async with store.database.engine.connect() as connection:
        return list((await connection.execute(table.select().where(table.c.action == action))).scalars())


async def test_what_is_shown_with_a_change_is_read_by_the_court_that_confirms_and_stays_with_the_version(
    store: Store,
) -> None:
    held = await attached(store, (await listed(store)).id)
    waiting = await changed(store, held)

    assert [one.name for one in (await roster.view(ADMIN, held.id, store.ports)).papers] == ["培训证明.pdf"]
    assert await opened(store, ADMIN, waiting) == PROOF.content
    confirmed = await roster.confirm(ADMIN, Confirm(held.id, waiting.version), store.ports)
    later = await attached(store, held.id, CHANGE)

    assert [(one.name, one.version) for one in confirmed.papers] == [("培训证明.pdf", 2)]
    assert [(one.name, one.version) for one in later.papers] == [("培训证明.pdf", 2), ("变更申请表.png", None)]
    assert await opened(store, ADMIN, later) == PROOF.content


async def test_every_reading_of_a_paper_is_in_the_audit_log(store: Store) -> None:
    held = await attached(store, (await draft(store)).id)

    await opened(store, OFFICER, held)
    await opened(store, CENTRE, held)

    assert len(await acts(store, "roster.paper_read")) == 2


@pytest.mark.parametrize("account", [CLERK, JUDGE, MEDIATOR])
async def test_who_neither_reports_nor_confirms_reads_no_paper_and_is_told_of_none(
    store: Store, account: Account
) -> None:
    held = await changed(store, await attached(store, (await listed(store)).id))

    with pytest.raises(ForbiddenError):
        await opened(store, account, held)
    assert (await roster.view(account, held.id, store.ports)).papers == ()
    assert await acts(store, "roster.paper_read") == []


async def test_another_office_another_organisation_and_another_court_read_no_paper_and_add_none(store: Store) -> None:
    held = await changed(store, await attached(store, (await listed(store)).id))

    for account in (OTHER_OFFICER, OTHER_CENTRE, OTHER_ADMIN):
        with pytest.raises(NotFoundError):
            await opened(store, account, held)
    for account in (OTHER_OFFICER, OTHER_CENTRE):
        with pytest.raises(NotFoundError):
            await attached(store, held.id, CHANGE, account)
    for account in (ADMIN, MEDIATOR):
        with pytest.raises(ForbiddenError):
            await attached(store, held.id, CHANGE, account)


async def test_a_court_that_took_a_mediator_over_reads_none_of_the_papers(store: Store) -> None:
    held = await listed(store)
    enter = Enter("key-member", EntryKind.MEDIATOR, COURT, held.id, a_mediator(name="王调解员"))
    made = await attached(store, (await roster.enter(OFFICER, enter, store.ports)).id)
    reported = await roster.report(OFFICER, made.id, made.version, store.ports)
    member = await roster.confirm(ADMIN, Confirm(made.id, reported.version, "LTY-1"), store.ports)
    await adoptions.ask(OTHER_ADMIN, COURT, "LTY-1", store.ports)
    await adoptions.answer(CENTRE, member.id, OTHER_ADMIN.organisation, consents=True, ports=store.ports)

    assert (await roster.view(OTHER_ADMIN, member.id, store.ports)).papers == ()
    with pytest.raises(NotFoundError):
        await opened(store, OTHER_ADMIN, member)


async def test_a_court_sees_no_paper_before_it_is_reported(store: Store) -> None:
    held = await attached(store, (await listed(store)).id)

    assert (await roster.view(ADMIN, held.id, store.ports)).papers == ()
    with pytest.raises(NotFoundError):
        await opened(store, ADMIN, held)


async def test_a_paper_that_came_after_the_court_read_the_change_is_not_confirmed_unseen(store: Store) -> None:
    waiting = await changed(store, await listed(store))
    await attached(store, waiting.id)

    with pytest.raises(StaleVersionError):
        await roster.confirm(ADMIN, Confirm(waiting.id, waiting.version), store.ports)

    assert [one.version for one in (await roster.view(ADMIN, waiting.id, store.ports)).papers] == [None]


async def test_while_the_court_looks_at_a_first_report_its_papers_stay_as_they_are(store: Store) -> None:
    held = await attached(store, (await draft(store)).id)
    reported = await roster.report(OFFICER, held.id, held.version, store.ports)

    with pytest.raises(ConflictError, match=r"roster\.papers_closed"):
        await attached(store, held.id, CHANGE)
    with pytest.raises(ConflictError, match=r"roster\.papers_closed"):
        await roster_papers.take_out(OFFICER, held.id, held.papers[0].id, store.ports)

    assert "attach" not in reported.may
    returned = await roster.give_back(ADMIN, held.id, reported.version, "缺培训证明", store.ports)
    assert returned.papers == ()
    assert len((await attached(store, held.id, CHANGE)).papers) == 2


async def test_the_same_file_twice_is_one_and_does_not_change_what_was_read(store: Store) -> None:
    first = await attached(store, (await draft(store)).id)

    assert await attached(store, first.id) == first


async def test_a_paper_that_waits_is_taken_out_with_its_bytes_and_one_that_was_confirmed_stays(store: Store) -> None:
    held = await attached(store, (await draft(store)).id)

    without = await roster_papers.take_out(OFFICER, held.id, held.papers[0].id, store.ports)
    assert without.papers == ()
    with pytest.raises(NotFoundError):
        await opened(store, OFFICER, held)
    assert len(await acts(store, "roster.paper_removed")) == 1

    again = await attached(store, held.id)
    reported = await roster.report(OFFICER, held.id, again.version, store.ports)
    done = await roster.confirm(ADMIN, Confirm(held.id, reported.version, "LTD-1"), store.ports)
    with pytest.raises(ConflictError, match=r"roster\.paper_kept"):
        await roster_papers.take_out(OFFICER, held.id, done.papers[0].id, store.ports)


async def test_ten_papers_go_with_a_report_and_only_documents_and_pictures(store: Store) -> None:
    entry = (await draft(store)).id
    for content, code in (
        (b"RIFF\0\0\0\0WEBPVP8 ", "roster.paper_type"),
        (b"GIF89a", "material.type"),
        (b"", "material.empty"),
    ):
        with pytest.raises(InvalidError) as refusal:
            await attached(store, entry, replace(PROOF, content=content))
        assert refusal.value.code == code
    for number in range(MOST):
        await attached(store, entry, replace(PROOF, content=PROOF.content + b"%d" % number))

    with pytest.raises(InvalidError) as refusal:
        await attached(store, entry)

    assert refusal.value.code == "roster.too_many_papers"


async def test_nothing_of_a_paper_is_on_the_public_roster(store: Store) -> None:
    waiting = await changed(store, await attached(store, (await listed(store)).id))
    confirmed = await roster.confirm(ADMIN, Confirm(waiting.id, waiting.version), store.ports)

    text = str(await roster.public(RosterFilter(), store.ports))

    assert confirmed.state is EntryState.LISTED
    assert "培训证明" not in text
    assert confirmed.papers[0].id not in text
