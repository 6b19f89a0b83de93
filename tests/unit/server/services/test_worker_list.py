"""Many workers of one case: their list from a file, the representatives they chose, a message to all of them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from server.domain.account import Account
from server.domain.authority import Power, Sighting
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    KeyReusedError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.material import MaterialId
from server.services import materials, parties, powers, representations, sheets, worker_list, worker_notices
from server.services.filing import Upload
from server.services.ports import Ports
from server.services.ports.parties import CasePeopleView
from server.services.roster_import import ImportReport
from server.services.specimen_numbers import citizen_number
from server.services.worker_list import MOST_ROWS, TakeIn
from server.storage.tables import desk as tables
from tests.support.id_numbers import mistyped
from tests.support.store import CLERK, JUDGE, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
HEADS = list(worker_list.COLUMNS.values())


def row(number: int, **changes: str) -> list[str]:
    cells = {
        "name": f"工人{number}",
        "id_number": citizen_number("19900101", f"{number:03}"),
        "phone": f"1390000{number:04}",
        "origin": "",
        "award_received_on": "",
        "identity_seen": "",
    }
    return list((cells | changes).values())


def sheet(*rows: list[str]) -> bytes:
    return sheets.write_csv([HEADS, *rows])


async def check(content: bytes, ports: Ports, account: Account = CLERK) -> ImportReport:
    return await worker_list.check(account, SERIAL, content, sheets.read(content, MOST_ROWS), ports)


async def apply(content: bytes, ports: Ports, *, without_wrong: bool = False) -> ImportReport:
    command = TakeIn(SERIAL, (await check(content, ports)).digest, without_wrong)
    return await worker_list.apply(CLERK, command, content, sheets.read(content, MOST_ROWS), ports)


async def names(store: Store) -> list[str]:
    return [person.name for person in (await parties.people(CLERK, SERIAL, store.ports)).people]


def results(report: ImportReport) -> list[str]:
    return [one.result.value for one in report.rows]


async def test_a_list_is_checked_without_keeping_anybody_and_kept_once_however_often_it_comes(store: Store) -> None:
    content = sheet(*(row(number) for number in range(1, 13)))
    before = await names(store)

    assert results(await check(content, store.ports)) == ["added"] * 12
    assert await names(store) == before
    assert results(await apply(content, store.ports)) == ["added"] * 12
    assert results(await apply(content, store.ports)) == ["unchanged"] * 12

    assert await names(store) == [*before, *(f"工人{number}" for number in range(1, 13))]
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
    assert case is not None
    assert case.workers == 13


WRONG: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"id_number": mistyped(citizen_number("19900101", "002"))}, {"id_number": "check"}),
    ({"id_number": citizen_number("19900101", "001")}, {"id_number": "twice"}),
    ({"id_number": citizen_number("19680315", "004")}, {"id_number": "of_another"}),
    ({"name": ""}, {"name": "required"}),
    ({"phone": "打电话"}, {"phone": "malformed"}),
    ({"origin": "火星"}, {"origin": "unknown"}),
    ({"award_received_on": "三月"}, {"award_received_on": "unknown"}),
    ({"award_received_on": "2026-03-01"}, {"award_received_on": "not_allowed"}),
    ({"name": "=1+1"}, {"name": "formula"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=[str(faults) for _, faults in WRONG])
async def test_one_wrong_row_keeps_the_whole_list_out_and_says_where_and_why(
    store: Store, changes: dict[str, str], faults: dict[str, str]
) -> None:
    content, before = sheet(row(1), row(2, **changes)), await names(store)

    report = await check(content, store.ports)
    with pytest.raises(InvalidError) as refusal:
        await apply(content, store.ports)

    assert (report.rows[1].row, report.rows[1].faults) == (3, faults)
    assert (refusal.value.code, refusal.value.facts["wrong"]) == ("sheet.rows_wrong", "1")
    assert await names(store) == before
    kept = await apply(content, store.ports, without_wrong=True)
    assert results(kept) == ["added", "refused"]
    assert await names(store) == [*before, "工人1"]


async def test_a_worker_whose_paper_was_seen_is_on_the_list_with_the_number_of_that_paper(store: Store) -> None:
    content = sheet(
        row(1, id_number="军字第0042号", identity_seen="军官证原件"), row(2, origin="台湾", id_number="12345678")
    )

    assert results(await apply(content, store.ports)) == ["added", "added"]


async def test_a_list_with_other_heads_is_told_so_once(store: Store) -> None:
    other = sheets.write_csv([["名字", "证件号码"], ["工人1", citizen_number("19900101")]])
    by_email = sheets.write_csv(
        [["姓名", "证件号码", "邮箱"], ["工人1", citizen_number("19900101"), "worker@example.org"]]
    )

    with pytest.raises(InvalidError) as refusal:
        await check(other, store.ports)

    assert (refusal.value.code, refusal.value.facts) == (
        "sheet.heads_other",
        {"missing": "姓名、电话", "unknown": "名字"},
    )
    assert results(await check(by_email, store.ports)) == ["added"]


async def test_a_case_that_is_full_takes_the_rest_of_a_list_in_nowhere(store: Store) -> None:
    content = sheet(*(row(number) for number in range(1, 199)))

    report = await check(content, store.ports)

    assert results(report) == ["added"] * 197 + ["refused"]
    assert report.rows[-1].faults == {"row": "full"}


async def test_another_file_than_the_checked_one_is_not_kept(store: Store) -> None:
    content, before = sheet(row(1)), await names(store)

    with pytest.raises(InvalidError) as refusal:
        await worker_list.apply(CLERK, TakeIn(SERIAL, "0" * 64), content, sheets.read(content, MOST_ROWS), store.ports)

    assert refusal.value.code == "sheet.not_checked"
    assert await names(store) == before


async def test_who_may_not_write_people_takes_no_list_in(store: Store) -> None:
    with pytest.raises(ForbiddenError):
        await check(sheet(row(1)), store.ports, JUDGE)
    with pytest.raises(NotFoundError):
        await check(sheet(row(1)), store.ports, OTHER_MEDIATOR)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_file_to_fill_in_is_a_list_that_passes(store: Store, form: str) -> None:
    report = await check(worker_list.template(form), store.ports)

    assert results(report) == ["added"]


async def listed(store: Store) -> list[str]:
    await apply(sheet(*(row(number) for number in range(1, 13))), store.ports)
    people = (await parties.people(CLERK, SERIAL, store.ports)).people
    return [person.identity for person in people if person.name.startswith("工人")]


SEEN = representations.Proof(seen=Sighting("陈书记员", date(2026, 4, 2)))


def representing(agent: str, *principals: str) -> representations.Represent:
    return representations.Represent(
        serial=SERIAL,
        key=f"represent-{agent}",
        agent=agent,
        principals=principals,
        matters="代表参加调解、和解",
        powers=frozenset({Power.SETTLE}),
        signed_on=date(2026, 4, 1),
        proof=SEEN,
    )


async def represent(store: Store, agent: str, *principals: str) -> CasePeopleView:
    return await representations.represent(CLERK, representing(agent, *principals), store.ports)


async def test_workers_are_covered_by_the_representative_each_authorised_until_that_is_over(store: Store) -> None:
    first, *others = await listed(store)

    view = await represent(store, first, *others[:5])
    assert set(view.uncovered) == {"li", *others[5:]}
    ended = view
    for one in view.authorities:
        ended = await powers.revoke(CLERK, SERIAL, one.id, store.ports)

    assert set(ended.uncovered) == {"li", first, *others}


async def test_without_every_written_authority_nobody_is_covered(store: Store) -> None:
    first, second, *_ = await listed(store)

    command = replace(representing(first, second), proof=representations.Proof())
    view = await representations.represent(CLERK, command, store.ports)

    assert second in view.uncovered
    assert [one.missing_papers for one in view.authorities] == [("authority",)]


async def test_one_list_that_several_signed_covers_each_who_signed_it_and_nobody_else(store: Store) -> None:
    first, second, third, fourth, *_ = await listed(store)
    waiting = replace(representing(first, second, third, fourth), proof=representations.Proof())
    made = (await representations.represent(CLERK, waiting, store.ports)).authorities
    signed = {one.id: one.version for one in made if one.principal != fourth}
    held = await materials.add(CLERK, SERIAL, Upload("推选书.pdf", b"%PDF-1.7\n1"), store.ports)
    shown = representations.Show(SERIAL, signed, representations.Proof(file=MaterialId(held.id)))

    view = await representations.show(CLERK, shown, store.ports)

    assert {one.principal: one.missing_papers for one in view.authorities} == {
        second: (),
        third: (),
        fourth: ("authority",),
    }
    assert fourth in view.uncovered
    assert not {second, third} & set(view.uncovered)
    with pytest.raises(StaleVersionError):
        await representations.show(CLERK, replace(shown, proof=SEEN), store.ports)


async def test_what_shows_no_authority_is_refused_and_changes_nothing(store: Store) -> None:
    first, second, *_ = await listed(store)
    command = representing(first, second)
    ahead = representations.Proof(seen=Sighting("陈书记员", date(2027, 1, 1)))
    early = representations.Proof(seen=Sighting("陈书记员", date(2026, 3, 31)))

    for proof in (ahead, early, representations.Proof(seen=Sighting(" ", date(2026, 4, 2)))):
        with pytest.raises(InvalidError):
            await representations.represent(CLERK, replace(command, proof=proof), store.ports)
    foreign = representations.Proof(file=MaterialId("nothing"))
    with pytest.raises(NotFoundError):
        await representations.represent(CLERK, replace(command, proof=foreign), store.ports)
    with pytest.raises(InvalidError):
        await representations.show(CLERK, representations.Show(SERIAL, {}, representations.Proof()), store.ports)

    assert (await parties.people(CLERK, SERIAL, store.ports)).authorities == ()


async def test_who_is_no_worker_represents_nobody_and_is_represented_by_nobody(store: Store) -> None:
    first, second, *_ = await listed(store)

    for agent, principals in (("zhou", (first,)), (first, (second, "zhou")), (first, (second, second)), (first, ())):
        with pytest.raises(InvalidError):
            await represent(store, agent, *principals)
    with pytest.raises(NotFoundError):
        await represent(store, first, second, "nobody")
    with pytest.raises(InvalidError):
        await represent(store, first, second, first)

    assert (await parties.people(CLERK, SERIAL, store.ports)).authorities == ()


async def test_fewer_than_ten_choose_no_representative(store: Store) -> None:
    await apply(sheet(row(1), row(2)), store.ports)
    first, second = [one.identity for one in (await parties.people(CLERK, SERIAL, store.ports)).people][-2:]

    with pytest.raises(ConflictError) as refusal:
        await represent(store, first, second)

    assert refusal.value.code == "authority.too_few_workers"


async def test_more_representatives_than_the_house_allows_are_refused(store: Store) -> None:
    first, second, third, *_ = await listed(store)
    ports = replace(store.ports, representatives=1)
    await representations.represent(CLERK, representing(first, third), ports)

    with pytest.raises(ConflictError) as refusal:
        await representations.represent(CLERK, representing(second, third), ports)

    assert (refusal.value.code, refusal.value.facts) == ("authority.too_many_representatives", {"most": "1"})


async def test_all_workers_are_written_to_once_and_nobody_else(store: Store) -> None:
    workers = await listed(store)
    command = worker_notices.WriteToWorkers(SERIAL, "notice-0001", "明天下午三点在二楼会议室说明方案。")

    told = await worker_notices.write(CLERK, command, store.ports)
    again = await worker_notices.write(CLERK, command, store.ports)
    with pytest.raises(KeyReusedError):
        await worker_notices.write(CLERK, replace(command, text="改到后天。"), store.ports)

    assert told == again
    async with store.database.engine.connect() as connection:
        sent = (await connection.execute(select(tables.prompt).where(tables.prompt.c.kind == "to_workers"))).all()
    assert sorted(one.identity for one in sent) == sorted(["li", *workers])
