"""The roster on both databases: what is kept comes back, personal numbers are sealed, two writers conflict visibly."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from server.domain.adoption import Adoption
from server.domain.complaint import Complaint, ComplaintAction, ComplaintGround
from server.domain.errors import ConflictError, StaleVersionError
from server.domain.ids import AccountId, ComplaintId, EntryId
from server.domain.origin import Origin
from server.domain.profile import EntryKind, Fee, PoolTag, RosterLevel
from server.domain.roster import Certificate, Confirmed, Entry, EntryState, Version
from server.services.roster_views import RosterFilter
from server.services.specimen_numbers import citizen_number
from tests.factories import NOW, a_case
from tests.support.rosters import COURT, OFFICE, REPORT, a_mediator, an_entry, an_organisation
from tests.support.store import CLERK, Store

BY = replace(REPORT, by=AccountId("clerk1"))
CENTRE = Entry(
    id=EntryId("centre"),
    kind=EntryKind.ORGANISATION,
    court=COURT,
    office=OFFICE,
    organisation=None,
    proposed=None,
    live=an_organisation(pool=(PoolTag.COLLECTIVE,)),
    state=EntryState.LISTED,
    certificate=Certificate("LTD-2024-003", date(2024, 3, 1)),
)
MEMBER = an_entry(
    EntryState.CHANGE_PENDING,
    organisation=EntryId("centre"),
    account=AccountId("mediator1"),
    report=BY,
    reviewed_at=NOW,
)


async def keep(store: Store, *entries: Entry) -> None:
    async with store.database.begin() as uow:
        for entry in entries:
            await uow.roster.add(entry)
        await uow.commit()


async def test_an_entry_comes_back_as_it_was(store: Store) -> None:
    await keep(store, CENTRE, MEMBER)

    async with store.database.begin() as uow:
        assert await uow.roster.get(EntryId("centre")) == CENTRE
        assert await uow.roster.members(EntryId("centre")) == (MEMBER,)
        assert await uow.roster.named(EntryKind.ORGANISATION, "调解中心", COURT) == (CENTRE,)
        assert await uow.roster.certified(COURT, "LTD-2024-003") == CENTRE


async def test_telephone_and_identity_numbers_are_nowhere_in_the_database_in_clear(store: Store) -> None:
    await keep(store, CENTRE, MEMBER)
    async with store.database.begin() as uow:
        await uow.roster.add_version(Version(MEMBER.id, 1, Confirmed.LISTED, a_mediator(), NOW, "孙院长"))
        await uow.complaints.add(a_complaint())
        await uow.commit()

    async with store.database.engine.connect() as connection:
        kept = ""
        for table in ("roster_entry", "roster_version", "complaint"):
            kept += str((await connection.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - fixed names

    for private in ("13812342207", "15912347731", citizen_number("19800501", "004"), "1980-05-01", "13800006027"):
        assert private not in kept


async def test_history_is_only_added_to(store: Store) -> None:
    await keep(store, CENTRE, MEMBER)
    first = Version(MEMBER.id, 1, Confirmed.LISTED, a_mediator(name="马小军"), NOW, "孙院长")

    async with store.database.begin() as uow:
        await uow.roster.add_version(first)
        await uow.commit()
    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.roster.add_version(replace(first, by="别人"))
    async with store.database.begin() as uow:
        assert await uow.roster.versions(MEMBER.id) == (first,)


async def test_two_courts_officers_at_once_do_not_overwrite_each_other(store: Store) -> None:
    await keep(store, CENTRE, MEMBER)

    async def suspend(reason: str) -> str:
        try:
            async with store.database.begin() as uow:
                held = await uow.roster.get(MEMBER.id)
                assert held is not None
                await uow.roster.save(held.suspend(reason, NOW))
                await uow.commit()
        except (StaleVersionError, ConflictError) as refusal:
            return refusal.code
        return "done"

    answers = await asyncio.gather(suspend("投诉属实"), suspend("年审不合格"))

    assert answers.count("done") == 1


async def test_an_account_and_a_certificate_belong_to_one_entry(store: Store) -> None:
    other = replace(MEMBER, id=EntryId("entry2"), account=None, certificate=None)
    await keep(store, CENTRE, MEMBER, other)

    for taken, code in (
        (replace(other, account=AccountId("mediator1")), "roster.account_taken"),
        (replace(other, certificate=CENTRE.certificate), "roster.certificate_taken"),
    ):
        async with store.database.begin() as uow:
            with pytest.raises(ConflictError) as refusal:
                await uow.roster.save(taken)
        assert refusal.value.code == code


async def test_adoptions_and_complaints_come_back_as_they_were(store: Store) -> None:
    await keep(store, CENTRE)
    asked = Adoption(CENTRE.id, "另一法院", AccountId("clerk1"), NOW)

    async with store.database.begin() as uow:
        await uow.roster.add_adoption(asked)
        await uow.complaints.add(a_complaint(CENTRE.id))
        await uow.commit()
    async with store.database.begin() as uow:
        await uow.roster.save_adoption(asked.answer(AccountId("centre1"), NOW, consents=True))
        held = await uow.complaints.get(ComplaintId("c1"))
        assert held == a_complaint(CENTRE.id)
        decided = held.decide(ComplaintAction.DISMISS, "查无实据", "", AccountId("clerk1"), NOW)
        await uow.complaints.save(decided)
        await uow.commit()
    async with store.database.begin() as uow:
        adopted = await uow.roster.adoption(CENTRE.id, "另一法院")
        assert adopted is not None
        assert adopted.counts
        assert await uow.complaints.get(ComplaintId("c1")) == replace(decided, version=1)


async def test_lists_and_candidates_are_the_same_on_both_databases(store: Store) -> None:
    await keep(store, CENTRE, MEMBER)
    roster = store.database.roster

    listed = await roster.listing(CLERK, RosterFilter(text="ＬＴＤ"))
    found = await roster.listing(CLERK, RosterFilter(text="ltd-2024"))
    public = await roster.public(RosterFilter(court=COURT))
    weighed = await roster.candidates(a_case(court=COURT, workers=12), frozenset({Origin.MAINLAND}), store.ports.pool)

    assert [one.name for one in listed.entries] == []
    assert [one.name for one in found.entries] == ["调解中心"]
    assert [(one.name, one.organisation) for one in public.entries] == [("调解中心", None), ("马调解员", "调解中心")]
    assert (public.organisations, public.mediators, public.courts) == (1, 1, (COURT,))
    assert [(one.name, one.open_cases, one.pool) for one in weighed] == [("调解中心", 1, True), ("马调解员", 1, False)]


async def test_the_roster_is_filtered_by_fee_and_by_level_on_both_databases(store: Store) -> None:
    paid = replace(CENTRE, id=EntryId("paid"), live=an_organisation(name="行业调解", fee=Fee.CHARGED), certificate=None)
    pool = an_organisation(name="专家库", level=RosterLevel.REGION, regions=("洛阳市",))
    await keep(store, CENTRE, paid, replace(CENTRE, id=EntryId("pool"), live=pool, certificate=None))

    async def names(wanted: RosterFilter) -> set[str]:
        return {one.name for one in (await store.database.roster.public(wanted)).entries}

    assert await names(RosterFilter(fee=Fee.CHARGED)) == {"行业调解"}
    assert await names(RosterFilter(fee=Fee.FREE)) == {"调解中心", "专家库"}
    assert await names(RosterFilter(level=RosterLevel.REGION)) == {"专家库"}
    assert await names(RosterFilter(fee=Fee.CHARGED, level=RosterLevel.REGION)) == set()
    listed = await store.database.roster.listing(CLERK, RosterFilter(level=RosterLevel.REGION))
    assert [one.name for one in listed.entries] == ["专家库"]


async def test_another_court_is_offered_regional_and_national_entries_with_their_mediators_and_no_others(
    store: Store,
) -> None:
    region = an_organisation(level=RosterLevel.REGION, regions=("洛阳市",), name="专家库")
    pool = replace(CENTRE, id=EntryId("pool"), live=region, certificate=None)
    member = replace(MEMBER, organisation=pool.id, live=a_mediator(name="齐调解员"))
    nation = replace(CENTRE, id=EntryId("nation"), certificate=None)
    nation = replace(nation, live=an_organisation(level=RosterLevel.NATION, name="全国调解中心"))
    stopped = replace(nation, id=EntryId("stopped"), state=EntryState.STOPPED)
    await keep(store, CENTRE, pool, member, nation, stopped)

    async def offered(court: str) -> set[str]:
        case = a_case(court=court, place="")
        return {one.name for one in await store.database.roster.candidates(case, frozenset(), store.ports.pool)}

    assert await offered("洛阳市西工区人民法院") == {"专家库", "齐调解员", "全国调解中心"}
    assert await offered("郑州市金水区人民法院") == {"全国调解中心"}


def a_complaint(entry: EntryId = MEMBER.id) -> Complaint:
    return Complaint(
        id=ComplaintId("c1"),
        entry=entry,
        court=COURT,
        ground=ComplaintGround.LEAK,
        text="把我们的谈话告诉了同事。",
        serial="LY2026-000128",
        complainant="李秀兰",
        phone="13800006027",
        made_at=NOW,
    )
