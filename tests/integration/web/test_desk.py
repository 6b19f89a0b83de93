"""The desk over HTTP: what is due, conditions of the list, saved views, the audit log, calendar files."""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from icalendar import Calendar

from server.services import auditing
from tests.support.site import Site


def event_of(file: bytes) -> Any:  # noqa: ANN401 - the library's values have many types
    """Return the one event of a calendar file."""
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


async def test_what_is_due_comes_soonest_first_with_its_article(here: Site) -> None:
    mediator = await here.staff("mediator")

    tasks = (await mediator.get("/api/tasks")).json

    assert tasks
    assert [task["due_on"] for task in tasks] == sorted(task["due_on"] for task in tasks)
    assert all(task["article"] and task["nominal_on"] <= task["due_on"] for task in tasks)


async def test_cases_received_in_a_month_or_due_between_two_days_are_found_by_the_address(here: Site) -> None:
    clerk = await here.staff("clerk")
    one = next(case for case in (await clerk.get("/api/cases?order=due")).json["cases"] if case["next_due"])
    receipt = (datetime.fromisoformat(one["received_at"]) + timedelta(hours=8)).date().isoformat()
    due, rule = one["next_due"]["due_on"], one["next_due"]["rule"]

    asked = (f"received_from={receipt}&received_to={receipt}", f"due_from={due}&due_to={due}&rule={rule}")
    found = [(await clerk.get(f"/api/cases?{query}")).json for query in asked]
    none = await clerk.get(f"/api/cases?{asked[0]}&workers_from=10000")

    for answer in found:
        assert one["serial"] in {case["serial"] for case in answer["cases"]}
        assert answer["total"] < answer["in_reach"]
    assert none.json["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("received_from=yesterday", "received_from"),
        ("received_from=2026-02-30", "received_from"),
        ("due_to=0001-01-01", "due_to"),
        ("due_from=2026-04-02&due_to=2026-04-01", "due_to"),
        ("received_from=2026-04-02&received_to=2026-04-01", "received_to"),
        ("rule=SOME_DAY", "rule"),
        ("workers_from=0", "workers_from"),
        ("workers_from=many", "workers_from"),
    ],
)
async def test_days_that_are_none_are_refused_by_name(here: Site, query: str, field: str) -> None:
    refused = await (await here.staff("clerk")).get(f"/api/cases?{query}")

    assert (refused.status, refused.code, list(refused.json["fields"])) == (422, "request.invalid", [field])


async def test_a_list_ordered_by_last_day_begins_with_the_soonest(here: Site) -> None:
    clerk = await here.staff("clerk")

    cases = (await clerk.get("/api/cases?order=due")).json["cases"]

    dues = [case["next_due"]["due_on"] for case in cases if case["next_due"]]
    assert all("第" in case["next_due"]["article"] for case in cases if case["next_due"])
    assert dues == sorted(dues)
    assert [bool(case["next_due"]) for case in cases] == sorted(
        (bool(case["next_due"]) for case in cases), reverse=True
    )


async def test_conditions_narrow_the_list_and_wrong_ones_are_refused(here: Site) -> None:
    clerk = await here.staff("clerk")

    every = (await clerk.get("/api/cases")).json["total"]
    none = (await clerk.get("/api/cases?source=judge")).json["total"]
    replies = [await clerk.get(f"/api/cases?{query}") for query in ("due=someday", "order=random", "colour=red")]

    assert every > none == 0
    assert [reply.status for reply in replies] == [422, 422, 422]


async def test_a_view_is_kept_changed_and_forgotten_by_its_owner_alone(here: Site) -> None:
    clerk, judge = await here.staff("clerk"), await here.staff("judge")

    await clerk.put("/api/saved-views/本周到期", {"query": "due=week"})
    kept = await clerk.put("/api/saved-views/本周到期", {"query": "due=week&order=due"})
    others = await judge.get("/api/saved-views")
    gone = await clerk.ask("DELETE", "/api/saved-views/本周到期")

    found = (await clerk.get("/api/cases?due=week")).json["total"]
    assert kept.json == [{"name": "本周到期", "query": "due=week&order=due", "count": found}]
    assert others.json == []
    assert gone.json == []


async def test_each_view_tells_how_many_cases_it_finds_and_an_unreadable_one_tells_nothing(here: Site) -> None:
    clerk = await here.staff("clerk")
    cause = (await clerk.get("/api/case-choices")).json["causes"][0]

    readable = {"all": "", "cause": f"cause={quote(cause)}", "none": "query=%25"}
    # The second holds the one character PostgreSQL does not take.
    unreadable = {"old": "colour=red", "broken": "query=a%00b"}
    for name, asked in {**readable, **unreadable}.items():
        await clerk.put(f"/api/saved-views/{name}", {"query": asked})

    views = (await clerk.get("/api/saved-views")).json
    lists = {name: (await clerk.get(f"/api/cases?{asked}")).json["total"] for name, asked in readable.items()}
    assert {view["name"]: view["count"] for view in views} == {**lists, **dict.fromkeys(unreadable)}
    assert lists["all"] >= lists["cause"] > lists["none"] == 0


async def test_the_list_offers_only_causes_and_organisations_of_cases_in_reach(here: Site) -> None:
    clerk, auditor = await here.staff("clerk"), await here.staff("auditor")

    offered = (await clerk.get("/api/case-choices")).json
    refused = await auditor.get("/api/case-choices")

    listed = (await clerk.get("/api/cases")).json["cases"]
    assert offered["states"] == Counter(case["state"] for case in listed)
    assert {case["cause"] for case in listed} <= set(offered["causes"])
    assert {case["organisation"] for case in listed} - {None} <= set(offered["organisations"])
    assert refused.status == 403


@pytest.mark.parametrize("query", ["a b", "x#y", "?x", "y" * 1001])
async def test_a_view_that_is_no_part_of_an_address_is_refused(here: Site, query: str) -> None:
    clerk = await here.staff("clerk")

    reply = await clerk.put("/api/saved-views/one", {"query": query})

    assert reply.status == 422
    assert (await clerk.get("/api/saved-views")).json == []


async def test_the_auditor_reads_the_log_and_that_its_chain_holds(here: Site) -> None:
    auditor, clerk = await here.staff("auditor"), await here.staff("clerk")
    check = await auditing.verify(here.house.ports)

    page = (await auditor.get("/api/audit")).json
    signed_in = (await auditor.get("/api/audit?action=account")).json
    refused = await clerk.get("/api/audit")

    assert page["first_broken"] is None
    # The server verifies by itself too.
    assert datetime.fromisoformat(page["checked_at"]) >= check.at
    assert page["checked_to"] >= check.upto.number
    assert [line["number"] for line in page["lines"]] == sorted(
        (line["number"] for line in page["lines"]), reverse=True
    )
    assert {line["action"].split(".")[0] for line in signed_in["lines"]} == {"account"}
    assert {line["name"] for line in signed_in["lines"] if line["action"] == "account.signed_in"} >= {"郑审计"}
    assert refused.status == 403


async def test_the_log_names_the_case_an_entry_is_about(here: Site) -> None:
    auditor = await here.staff("auditor")

    lines = (await auditor.get("/api/audit")).json["lines"]

    about = {line["subject"].partition(":")[0]: line["serial"] for line in lines}
    assert about["account"] is None
    assert re.fullmatch(r"[A-Z]{2}\d{4}-\d{6}", about["case"])


async def test_a_print_of_a_case_is_logged_for_those_who_reach_it(here: Site) -> None:
    auditor, clerk = await here.staff("auditor"), await here.staff("clerk")
    serial = (await clerk.get("/api/cases")).json["cases"][0]["serial"]

    printed = await clerk.post(f"/api/cases/{serial}/prints")
    unknown = await clerk.post("/api/cases/LY2026-999999/prints")
    refused = await auditor.post(f"/api/cases/{serial}/prints")

    lines = (await auditor.get("/api/audit?action=case.printed")).json["lines"]
    assert [printed.status, unknown.status, refused.status] == [204, 404, 403]
    assert [(line["serial"], line["name"]) for line in lines] == [(serial, "陈书记员")]


async def test_a_calendar_file_names_no_other_party_and_no_link(here: Site) -> None:
    party = await here.party()

    reply = await party.link("GET", "/session.ics")

    event = event_of(reply.body)
    text = reply.body.decode()
    assert reply.headers["Content-Type"].startswith("text/calendar")
    assert str(event["uid"]) == f"session-{here.session}@mediation-room"
    assert party.token not in text
    assert "餐饮" not in text


async def test_a_session_that_was_called_off_is_cancelled_in_the_calendar_under_the_same_name(here: Site) -> None:
    mediator = await here.staff("mediator")
    before = (await mediator.get(f"/api/sessions/{here.session}/session.ics")).body

    was_at = (await mediator.get(f"/api/sessions/{here.session}")).json["summary"]["starts_at"]
    change = {"was_at": was_at, "reason": "双方同意改期"}
    cancelled = await mediator.post(f"/api/sessions/{here.session}/cancel", change)
    after = (await mediator.get(f"/api/sessions/{here.session}/session.ics")).body

    assert cancelled.status in {200, 204}, cancelled.json
    first, then = event_of(before), event_of(after)
    assert first["uid"] == then["uid"]
    assert then["sequence"] > first["sequence"]
    assert str(then["status"]) == "CANCELLED"
    assert b"METHOD:CANCEL" in after
