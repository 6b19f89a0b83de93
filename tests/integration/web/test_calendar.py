"""The working calendar by HTTP: a notice is shown before it is kept, and moves what it touches."""

from datetime import date
from typing import Any

import pytest

from tests.support.case_pages import case, term
from tests.support.site import Site


async def test_a_calendar_notice_is_previewed_then_kept_and_moves_the_deadlines_it_touches(here: Site) -> None:
    admin, mediator = await here.staff("court_admin"), await here.staff("mediator")
    before = term((await mediator.get(case(here, "/clocks"))).json)["deadline"]
    due = date.fromisoformat(before["due_on"])
    known = await admin.get(f"/api/calendar/{due.year}")
    standing: dict[str, Any] = known.json if known.status == 200 else {"version": 0, "off": [], "makeup": []}
    notice = {
        "version": standing["version"],
        "source": "测试通知",
        "off": sorted({*standing["off"], due.isoformat()}),
        "makeup": [day for day in standing["makeup"] if day != due.isoformat()],
    }

    preview = await admin.post(f"/api/calendar/{due.year}/preview", notice)
    assert here.sheet.case.serial in {moved["serial"] for moved in preview.json}
    assert term((await mediator.get(case(here, "/clocks"))).json)["deadline"] == before
    kept = await admin.put(f"/api/calendar/{due.year}", notice)

    assert kept.json == preview.json
    assert term((await mediator.get(case(here, "/clocks"))).json)["deadline"]["due_on"] > before["due_on"]
    assert (await admin.put(f"/api/calendar/{due.year}", notice)).code == "conflict.stale"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"makeup": ["2027-01-04"]}, "makeup"),
        ({"off": ["2026-12-31"]}, "off"),
        ({"off": ["2027-01-02"], "makeup": ["2027-01-02"]}, "makeup"),
        ({"off": []}, "off"),
    ],
)
async def test_a_notice_that_contradicts_itself_is_refused(here: Site, change: dict[str, Any], field: str) -> None:
    admin = await here.staff("court_admin")
    notice = {"version": 0, "source": "通知", "off": ["2027-01-01"], "makeup": []}

    refused = await admin.put("/api/calendar/2027", {**notice, **change})

    assert (refused.status, refused.code) == (422, "calendar.notice")
    assert field in refused.json["fields"]
    assert (await admin.get("/api/calendar/2027")).status == 404
