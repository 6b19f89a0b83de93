"""Intake over HTTP: a phone without an account, a desk with rights, files of every kind."""

import hashlib
from typing import Any

import pytest

from server.storage.audit_log import read_audit
from tests.support.site import PDF, Site, Visitor, upload


async def applicant(here: Site) -> Visitor:
    """Return a phone with an application that names its worker."""
    visitor = await here.visitor()
    started = await visitor.post("/api/applications")
    assert started.status == 201
    visitor.token = started.json["token"]
    view = (await visitor.get(f"/api/own/{visitor.token}")).json
    form = view["application"]
    form["parties"][0] |= {"name": "陈志强", "phone": "13800004410"}
    houses = (await visitor.get("/api/houses")).json
    body = {"version": view["version"], "house": houses[0]["name"], "application": form}
    assert (await visitor.put(f"/api/own/{visitor.token}", body)).status == 200
    return visitor


async def handed_in(here: Site) -> tuple[Visitor, dict[str, Any]]:
    visitor = await applicant(here)
    reply = await visitor.post(f"/api/own/{visitor.token}/submit")
    assert reply.status == 200, reply.json
    return visitor, reply.json


async def waiting(clerk: Visitor) -> dict[str, Any]:
    case = (await clerk.get("/api/intake")).json["cases"][0]["case"]
    view: dict[str, Any] = (await clerk.get(f"/api/intake/{case}")).json
    return view


async def test_the_receipt_is_downloaded_as_the_bytes_whose_digest_is_stored(here: Site) -> None:
    visitor, view = await handed_in(here)

    document = await visitor.get(f"/api/own/{visitor.token}/documents/{view['receipt']['document']}")

    assert document.status == 200
    assert document.headers["Content-Type"] == "application/pdf"
    assert document.headers["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(document.body).hexdigest() == view["receipt"]["document_sha256"]


async def test_submitting_twice_is_one_serial(here: Site) -> None:
    visitor, view = await handed_in(here)

    again = await visitor.post(f"/api/own/{visitor.token}/submit")

    assert again.json["serial"] == view["serial"]
    assert again.json["receipt"] == view["receipt"]


async def test_another_browser_with_the_link_sees_nothing_and_changes_nothing(here: Site) -> None:
    visitor, view = await handed_in(here)
    stranger = await here.visitor()
    path = f"/api/own/{visitor.token}"

    seen = await stranger.get(path)

    assert (seen.json["device"], seen.json["serial"], seen.json["application"]) == ("other", None, None)
    assert (await stranger.post(path + "/submit")).status == 403
    assert (await upload(stranger, path + "/materials")).status == 403
    assert (await stranger.get(f"{path}/documents/{view['receipt']['document']}")).status == 403


async def test_an_unknown_link_is_not_found(here: Site) -> None:
    visitor = await here.visitor()

    assert (await visitor.get(f"/api/own/{'A' * 43}")).code == "case_link.unknown"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\x00 program", "工资条.pdf", "material.type"),
        (b"<html><script>alert(1)</script>", "合同.png", "material.type"),
        (b"", "空.pdf", "material.empty"),
        (b"%PDF-" + b"x" * (10 * 1024 * 1024), "大.pdf", "material.too_large"),
    ],
)
async def test_a_file_that_may_not_come_in_leaves_nothing_behind(
    here: Site, content: bytes, name: str, code: str
) -> None:
    visitor = await applicant(here)

    refused = await upload(visitor, f"/api/own/{visitor.token}/materials", content, name)

    assert (refused.status, refused.code) == (422, code)
    assert (await visitor.get(f"/api/own/{visitor.token}")).json["materials"] == []


async def test_a_form_that_is_none_is_refused(here: Site) -> None:
    visitor = await applicant(here)
    path = f"{visitor.base}/api/own/{visitor.token}/materials"
    for headers, status in (({"Content-Type": "multipart/form-data"}, 422), ({"Content-Type": "text/plain"}, 415)):
        async with visitor.http.post(path, data=b"rubbish", headers=headers) as answer:
            assert answer.status == status


async def test_a_file_comes_back_as_an_attachment_with_a_clean_name(here: Site) -> None:
    visitor = await applicant(here)

    view = await upload(visitor, f"/api/own/{visitor.token}/materials", PDF, "../../合同.exe", kind="contract")
    (material,) = view.json["materials"]
    back = await visitor.get(f"/api/own/{visitor.token}/materials/{material['id']}")

    assert (material["name"], material["kind"]) == ("合同.pdf", "contract")
    assert back.body == PDF
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert back.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_clerk_sees_what_was_handed_in_and_nobody_else_does(here: Site) -> None:
    await handed_in(here)
    clerk, mediator, judge, centre = [await here.staff(role) for role in ("clerk", "mediator", "judge", "organisation")]

    view = await waiting(clerk)

    assert view["receipt"]["serial"] == view["serial"]
    for other in (mediator, judge):
        assert (await other.get("/api/intake")).status == 403
        assert (await other.get(f"/api/intake/{view['case']}")).status == 403
    assert (await centre.get(f"/api/intake/{view['case']}")).status == 404
    assert (await centre.post(f"/api/intake/{view['case']}/take-on")).status == 404


async def test_a_return_without_one_of_the_three_codes_is_refused_and_changes_nothing(here: Site) -> None:
    await handed_in(here)
    clerk = await here.staff("clerk")
    view = await waiting(clerk)
    path = f"/api/intake/{view['case']}"

    for body in ({}, {"code": "other"}, {"code": ""}):
        assert (await clerk.post(path + "/return", body)).status == 422
    assert (await clerk.get(path)).json["state"] == "received"
    assert (await clerk.post(path + "/return", {"code": "outside_courts"})).json["state"] == "returned"


async def test_a_number_that_is_no_court_number_is_refused(here: Site) -> None:
    await handed_in(here)
    clerk = await here.staff("clerk")
    view = await waiting(clerk)
    form = view["application"] | {"court_number": "2026-416"}

    refused = await clerk.put(f"/api/intake/{view['case']}", {"version": view["version"], "application": form})

    assert (refused.status, refused.code) == (422, "case.court_number")


async def test_protected_materials_exist_only_for_whoever_mediates(here: Site) -> None:
    mediator, clerk, judge = [await here.staff(role) for role in ("mediator", "clerk", "judge")]
    path = f"/api/cases/{here.sheet.case.serial}"
    kept = await upload(mediator, path + "/protected", PDF, "和解方案.pdf")
    assert kept.status == 201, kept.json
    reading = f"{path}/protected/{kept.json['id']}/readings"

    for other in (clerk, judge):
        assert (await other.get(path + "/materials")).json["protected"] == []
        assert (await other.post(reading, {"purpose": "mediation"})).status == 403
    assert (await mediator.post(reading, {})).status == 422
    assert (await mediator.post(reading, {"purpose": "curiosity"})).status == 422
    assert (await mediator.post(reading, {"purpose": "mediation"})).body == PDF
    # The transferable side has no way to it.
    assert (await mediator.get(f"{path}/materials/{kept.json['id']}")).status == 404


async def test_every_reading_of_a_protected_material_is_in_the_audit_log_before_the_bytes(here: Site) -> None:
    mediator = await here.staff("mediator")
    path = f"/api/cases/{here.sheet.case.serial}"
    kept = await upload(mediator, path + "/protected", PDF, "和解方案.pdf")
    await mediator.post(f"{path}/protected/{kept.json['id']}/readings", {"purpose": "complaint"})

    acts = [entry.act for entry in await read_audit(here.house.database.engine)]
    (read,) = [act for act in acts if act.action == "material.protected_read"]
    assert ("purpose", "complaint") in read.facts


async def test_a_question_whether_a_message_is_ours_is_answered_alike_for_a_wrong_serial_and_a_wrong_number(
    here: Site,
) -> None:
    visitor = await here.visitor()
    serial = here.sheet.case.serial

    ours = await visitor.post("/api/check", {"serial": serial, "phone_tail": "6027"})
    wrong_number = await visitor.post("/api/check", {"serial": serial, "phone_tail": "0000"})
    wrong_serial = await visitor.post("/api/check", {"serial": "LY2020-000001", "phone_tail": "6027"})

    assert ours.json["found"] is True
    assert wrong_number.json == wrong_serial.json == {"found": False, "handled_by": []}


async def test_whoever_guesses_numbers_of_a_case_is_stopped(here: Site) -> None:
    visitor = await here.visitor()
    replies = [
        await visitor.post("/api/check", {"serial": here.sheet.case.serial, "phone_tail": f"{tail:04d}"})
        for tail in range(31)
    ]

    assert [reply.status for reply in replies] == [200] * 30 + [429]


async def test_the_list_of_causes_is_that_of_the_day(here: Site) -> None:
    visitor = await here.visitor()

    old = (await visitor.get("/api/causes?on=2025-12-31")).json["causes"]
    new = (await visitor.get("/api/causes?on=2026-01-01")).json["causes"]

    assert len(new) > len(old)
