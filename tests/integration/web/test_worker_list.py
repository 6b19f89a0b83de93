"""The list of a case's workers and the papers of a guardian over HTTP."""

from server.services import sheets, worker_list
from server.services.specimen_numbers import citizen_number
from tests.support.commands import address, parties
from tests.support.id_numbers import mistyped
from tests.support.site import Site, Visitor, upload

CSV = "text/csv"


def listed(*rows: tuple[str, str, str]) -> bytes:
    return sheets.write_csv([["姓名", "证件号码", "电话"], *rows])


async def people(clerk: Visitor, here: Site) -> list[str]:
    return [one["name"] for one in (await clerk.get(address(here, "/people"))).json["people"]]


async def test_a_list_is_checked_and_kept_only_when_its_wrong_rows_are_left_out_on_purpose(here: Site) -> None:
    clerk, path = await here.staff("clerk"), address(here, "/worker-list")
    right, number = ("王小明", citizen_number("19900101"), "13900000001"), citizen_number("19900102")
    content = listed(right, ("赵小红", mistyped(number), "13900000002"))

    checked = await clerk.ask("POST", path, content, **{"Content-Type": CSV})
    where = f"{path}?apply={checked.json['digest']}"
    refused = await clerk.ask("POST", where, content, **{"Content-Type": CSV})
    before = await people(clerk, here)
    kept = await clerk.ask("POST", where + "&without_wrong=yes", content, **{"Content-Type": CSV})

    assert [one["faults"] for one in checked.json["rows"]] == [{}, {"id_number": "check"}]
    assert (refused.status, refused.code) == (422, "sheet.rows_wrong")
    assert number not in str(refused.json)
    assert "王小明" not in before
    assert [one["result"] for one in kept.json["rows"]] == ["added", "refused"]
    assert (await people(clerk, here))[-1] == "王小明"


async def test_a_list_that_is_no_sheet_or_says_neither_yes_nor_no_is_refused(here: Site) -> None:
    clerk, path = await here.staff("clerk"), address(here, "/worker-list")

    picture = await clerk.ask("POST", path, b"GIF89a", **{"Content-Type": "image/gif"})
    unclear = await clerk.ask("POST", f"{path}?apply=0&without_wrong=maybe", listed(), **{"Content-Type": CSV})

    assert (picture.status, unclear.status, unclear.code) == (415, 422, "request.invalid")


async def test_the_file_to_fill_in_has_the_columns_that_are_read(here: Site) -> None:
    clerk = await here.staff("clerk")

    for form in ("csv", "xlsx"):
        template = await clerk.get(f"/api/worker-list/template?form={form}")
        (example,) = sheets.read(template.body, 10)
        assert set(example.cells) == set(worker_list.COLUMNS.values())
    assert (await clerk.get("/api/worker-list/template?form=pdf")).status == 422


async def test_papers_of_a_guardian_are_files_of_the_case(here: Site) -> None:
    mediator = await here.staff("mediator")
    view = (await mediator.get(address(here, "/people"))).json
    worker = (await parties(mediator, here))[0]
    agent = next(one["identity"] for one in view["people"] if one["linked_to"] == worker)
    file = (await upload(mediator, address(here, "/materials"))).json["id"]
    body = {"key": "guardian-0001", "agent": agent, "principal": worker, "kind": "guardian", "signed_on": "2026-03-01"}
    recorded = await mediator.post(
        address(here, "/authorities"), body | {"papers": ["identity", "relation", "capacity"]}
    )
    (made,) = (one for one in recorded.json["authorities"] if one["kind"] == "guardian")
    assert made["missing_papers"] == ["relation", "capacity"]

    path = address(here, f"/authorities/{made['id']}/papers")
    files = [{"paper": paper, "material": file} for paper in ("relation", "capacity")]
    shown = {"version": made["version"], "papers": ["identity"], "files": files}
    strange = await mediator.put(path, shown | {"files": [{"paper": "relation", "material": "nothing"}]})
    kept = await mediator.put(path, shown)

    assert (strange.status, strange.code) == (404, "material.unknown")
    (whole,) = (one for one in kept.json["authorities"] if one["kind"] == "guardian")
    assert (whole["missing_papers"], whole["files"]) == ([], files)
