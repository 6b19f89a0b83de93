"""The roster over HTTP: public without sign-in, files, and the steps between 人社 and court."""

from io import BytesIO

import pytest

from tests.support.site import PDF, Site, Visitor, upload

MEGABYTE = 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def found(visitor: Visitor, name: str) -> dict[str, object]:
    """Return the entry of this name as the visitor sees it."""
    entries = (await visitor.get(f"/api/roster?query={name}")).json["entries"]
    entry: dict[str, object] = (await visitor.get(f"/api/roster/{entries[0]['id']}")).json
    return entry


async def test_anyone_reads_the_public_roster_and_nothing_private_is_in_it(here: Site) -> None:
    reply = await (await here.visitor()).get("/api/public/roster")

    assert reply.status == 200
    assert (reply.json["organisations"], reply.json["mediators"]) == (4, 4)
    assert set(reply.json["entries"][0]) == {
        "id", "kind", "name", "organisation", "type", "mediator_kind", "kinds", "skills", "speciality", "fee",
        "level", "courts",
    }  # fmt: skip
    text = reply.body.decode()
    assert "1380000" not in text
    assert "990000" not in text
    assert "**" not in text


async def test_the_public_roster_is_kept_for_a_minute_and_asked_for_again_cheaply(here: Site) -> None:
    visitor = await here.visitor()

    first = await visitor.get("/api/public/roster?skill=injury")
    again = await visitor.get("/api/public/roster?skill=injury", **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "query", ["skill=magic", "kind=dog", "fee=none", "level=moon", "page=0", "state=dead", "query=" + "x" * 101]
)
async def test_a_roster_asked_for_wrongly_is_refused(here: Site, query: str) -> None:
    reply = await (await here.visitor()).get(f"/api/public/roster?{query}")

    assert (reply.status, reply.code) == (422, "request.invalid")


async def test_a_change_is_public_only_after_the_court_confirmed_it(here: Site) -> None:
    court, stranger = await here.staff("court_admin"), await here.visitor()
    waiting = await found(court, "马调解员")

    async def public() -> list[str]:
        reply = await stranger.get("/api/public/roster?query=马调解员")
        return list(reply.json["entries"][0]["skills"])

    before = await public()
    reply = await court.post(f"/api/roster/{waiting['id']}/confirm", {"version": waiting["version"]})

    assert waiting["changed"] == ["skills", "max_open", "phone", "training"]
    assert before == ["contract", "compensation"]
    assert (reply.status, reply.json["state"]) == (200, "listed")
    assert await public() == ["contract", "compensation", "new_employment"]


async def test_a_paper_of_a_report_is_read_by_the_court_that_confirms_and_never_by_the_public(here: Site) -> None:
    office, court, clerk = [await here.staff(role) for role in ("labour_office", "court_admin", "clerk")]
    waiting = await found(court, "马调解员")
    path = f"/api/roster/{waiting['id']}/papers"

    added = await upload(office, path, PDF, "结业证书.pdf")
    webp = await upload(office, path, b"RIFF\0\0\0\0WEBPVP8 ", "照片.webp")
    (paper,) = [one["id"] for one in added.json["papers"] if one["name"] == "结业证书.pdf"]
    reading = f"{path}/{paper}/readings"
    read = await court.post(reading, {})

    assert (webp.status, webp.code) == (422, "roster.paper_type")
    assert (read.status, read.body) == (200, PDF)
    assert "attachment" in read.headers["Content-Disposition"]
    assert (await clerk.post(reading, {})).status == 403
    assert (await (await here.visitor()).post(reading, {})).status == 401
    assert "结业证书" not in (await clerk.get(f"/api/roster/{waiting['id']}")).body.decode()
    assert "结业证书" not in (await (await here.visitor()).get("/api/public/roster")).body.decode()
    # What the court had read was another report: it is confirmed only as it stands now.
    stale = await court.post(f"/api/roster/{waiting['id']}/confirm", {"version": waiting["version"]})
    assert (stale.status, stale.code) == (409, "conflict.stale")


async def test_the_same_confirmation_twice_is_refused_the_second_time(here: Site) -> None:
    court = await here.staff("court_admin")
    waiting = await found(court, "马调解员")
    path, body = f"/api/roster/{waiting['id']}/confirm", {"version": waiting["version"]}

    assert (await court.post(path, body)).status == 200
    assert (await court.post(path, body)).status == 409


async def test_staff_who_only_read_get_no_private_values(here: Site) -> None:
    clerk, mediator = await here.staff("clerk"), await here.staff("mediator")

    for visitor in (clerk, mediator):
        entry = await found(visitor, "马调解员")
        assert entry["proposed"] is None
        assert entry["live"]["private"] is None  # type: ignore[index]  # JSON
        assert entry["may"] == []


async def test_a_template_is_downloaded_checked_and_taken_in(here: Site) -> None:
    office = await here.staff("labour_office")
    template = await office.get("/api/roster-imports/template?form=xlsx")
    assert "attachment" in template.headers["Content-Disposition"]
    sheet = template.body

    checked = await office.ask("POST", "/api/roster-imports", sheet, **{"Content-Type": XLSX})
    before = (await office.get("/api/roster")).json["total"]
    applied = await office.ask(
        "POST", f"/api/roster-imports?apply={checked.json['digest']}", sheet, **{"Content-Type": XLSX}
    )

    assert [row["result"] for row in checked.json["rows"]] == ["added", "added"]
    assert (checked.json["applied"], applied.json["applied"]) == (False, True)
    assert (await office.get("/api/roster")).json["total"] == before + 2


async def test_a_file_that_is_no_sheet_is_refused_and_nothing_changes(here: Site) -> None:
    office = await here.staff("labour_office")
    before = (await office.get("/api/roster")).json["total"]

    broken = await office.ask("POST", "/api/roster-imports", b"PK\x03\x04...", **{"Content-Type": XLSX})
    picture = await office.ask("POST", "/api/roster-imports", b"GIF89a", **{"Content-Type": "image/gif"})

    assert (broken.status, broken.code) == (422, "sheet.unreadable")
    assert picture.status == 415
    assert (await office.get("/api/roster")).json["total"] == before


async def test_a_file_over_a_megabyte_is_refused(here: Site) -> None:
    office = await here.staff("labour_office")

    headers = {"Content-Type": "text/csv"}
    async with office.http.post(
        f"{here.base}/api/roster-imports", data=BytesIO(b"x" * MEGABYTE * 2), headers=headers
    ) as reply:
        assert (reply.status, (await reply.json(content_type=None))["code"]) == (422, "sheet.too_large")


async def test_a_complaint_reaches_the_court_and_never_the_mediator_or_the_organisation(here: Site) -> None:
    stranger = await here.visitor()
    entry = (await stranger.get("/api/public/roster?query=王调解员")).json["entries"][0]
    body = {
        "key": "complaint-1", "entry": entry["id"], "ground": "coercion", "text": "一再说不签字就走不了，很难受。",
        "name": "李秀兰", "phone": "13800006027",
    }  # fmt: skip

    receipts = [(await stranger.post("/api/public/complaints", body)).json for _ in range(2)]
    listed = (await (await here.staff("court_admin")).get("/api/complaints")).json["complaints"]

    assert receipts[0] == receipts[1]
    assert receipts[0]["number"] == listed[0]["number"]
    assert [one["name"] for one in listed] == ["王调解员", "郭调解员"]
    for role in ("mediator", "organisation", "clerk", "judge", "labour_office"):
        assert (await (await here.staff(role)).get("/api/complaints")).status == 403


async def test_only_who_administers_sees_private_numbers_and_says_why(here: Site) -> None:
    admin = await here.staff("court_admin")
    complaint = (await admin.get("/api/complaints")).json["complaints"][0]
    entry = (await admin.get("/api/roster?query=王调解员")).json["entries"][0]["id"]
    why = {"purpose": "contact", "reason": "核实投诉的经过"}
    paths = (f"/api/complaints/{complaint['id']}/personal", f"/api/roster/{entry}/personal")

    (telephone, numbers) = [await admin.post(path, why) for path in paths]

    assert telephone.json == {"phone": "13500000000"}
    assert numbers.json["live"]["id_number"].isalnum()
    assert [(await admin.post(path, {**why, "reason": "看看"})).status for path in paths] == [422, 422]
    for role in ("mediator", "organisation", "clerk", "judge", "labour_office", "auditor", "operator"):
        assert (await (await here.staff(role)).post(paths[0], why)).status == 403
    for role in ("mediator", "clerk", "judge", "auditor", "operator"):
        assert (await (await here.staff(role)).post(paths[1], why)).status == 403


async def test_complaints_from_one_address_are_limited(here: Site) -> None:
    stranger = await here.visitor()

    replies = [await stranger.post("/api/public/complaints", {}) for _ in range(11)]

    assert {reply.status for reply in replies[:10]} == {422}
    assert (replies[10].status, replies[10].code) == (429, "limit.complaint")
