"""Clocks, extension, pauses, schedule and ending by HTTP: what each may do, and what a refused request leaves alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.support.id_numbers import OTHER_CODE
from tests.support.site import Reply, Site, Visitor


def case(here: Site, path: str = "") -> str:
    return f"/api/cases/{here.sheet.case.serial}{path}"


def says(identity: str, *, agrees: bool = True) -> dict[str, Any]:
    at = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()  # noqa: TID251 - the running program's clock
    return {"identity": identity, "agrees": agrees, "form": "oral", "at": at}


def soon(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()  # noqa: TID251 - the running program's clock


async def parties(visitor: Visitor, here: Site) -> list[str]:
    answer = (await visitor.get(case(here, "/ending"))).json
    return [person["identity"] for person in answer["parties"]]


async def invited(visitor: Visitor, here: Site) -> list[str]:
    view = (await visitor.get(case(here))).json
    return [person["identity"] for person in view["sessions"][0]["summary"]["participants"]]


async def ask(visitor: Visitor, here: Site, key: str = "extend-000001") -> Reply:
    return await visitor.post(case(here, "/extensions"), {"key": key, "reason": "双方还在核对工资流水"})


def term(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer as JSON
    return next(clock for clock in answer["clocks"] if clock["key"] == "term")


async def test_a_clock_comes_with_nominal_and_rolled_day_article_and_working(here: Site) -> None:
    mediator = await here.staff("mediator")
    found = term((await mediator.get(case(here, "/clocks"))).json)

    assert found["state"] == "running"
    assert found["deadline"]["article"] == "在线调解规则 第二十四条"
    assert found["deadline"]["nominal_on"] <= found["deadline"]["due_on"]
    assert found["deadline"]["trace"][-1].startswith(found["deadline"]["due_on"])
    assert [day["mark"] for day in found["strip"]].count("due") == 1


async def test_an_extension_needs_every_partys_recorded_yes_and_names_who_is_missing(here: Site) -> None:
    mediator = await here.staff("mediator")
    before = term((await ask(mediator, here)).json)
    asked = (await mediator.get(case(here, "/clocks"))).json["extensions"][0]
    path = case(here, f"/extensions/{asked['id']}")
    worker, company = await parties(mediator, here)
    await mediator.post(path + "/answers", says(worker))

    refused = await mediator.post(path + "/grant")
    assert (refused.status, refused.code) == (409, "extension.consent_missing")
    assert refused.json["fields"]["missing"] == "洛阳某餐饮管理有限公司"
    await mediator.post(path + "/answers", says(company, agrees=False))
    assert (await mediator.post(path + "/grant")).code == "extension.consent_missing"
    await mediator.post(path + "/answers", says(company))
    granted = await mediator.post(path + "/grant")

    after = term(granted.json)
    assert granted.status == 200
    assert after["extended_by"] == 30
    assert after["deadline"]["starts_on"] == before["deadline"]["due_on"]
    assert (await ask(mediator, here, "extend-000002")).code == "extension.used_up"


async def test_the_same_request_to_extend_twice_is_one(here: Site) -> None:
    mediator = await here.staff("mediator")

    first, second = await ask(mediator, here), await ask(mediator, here)

    assert (first.status, second.status) == (200, 200)
    assert len(second.json["extensions"]) == 1
    assert (await ask(mediator, here, "extend-000002")).code == "extension.pending"


@pytest.mark.parametrize(
    ("role", "refusal"),
    [("clerk", "ending.mediated"), ("judge", "auth.forbidden"), ("organisation", "ending.mediated")],
)
async def test_nobody_but_the_mediator_extends_or_ends(here: Site, role: str, refusal: str) -> None:
    visitor = await here.staff(role)

    assert (await ask(visitor, here)).status == 403
    ended = {"key": "ending-00001", "code": "party_unwilling", "reason": "一方不愿继续"}
    assert (await visitor.post(case(here, "/end"), ended)).code == refusal
    clocks = await visitor.get(case(here, "/clocks"))
    assert (clocks.status, term(clocks.json)["state"]) == (200, "running")


@pytest.mark.parametrize("role", ["labour_office", "auditor"])
async def test_who_has_no_cases_sees_no_clocks(here: Site, role: str) -> None:
    visitor = await here.staff(role)

    assert (await visitor.get(case(here, "/clocks"))).status == 403
    assert (await visitor.get(case(here, "/ending"))).status == 403


async def test_a_suspension_is_lifted_by_court_or_organisation_and_never_by_the_mediator(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    reason = {"kind": "suspension", "reason": "双方陈述和转账记录明显矛盾"}

    stopped = await mediator.post(case(here, "/pauses"), reason)
    assert term(stopped.json)["state"] == "stopped"
    refused = await mediator.post(case(here, "/resume"), {})
    assert (refused.status, refused.code) == (403, "pause.not_yours")
    view = await mediator.get(case(here))
    assert view.json["state"] == "suspended"
    resumed = await clerk.post(case(here, "/resume"), {"note": "核实无误"})

    assert term(resumed.json)["state"] == "running"


async def test_no_party_learns_of_a_suspension(here: Site) -> None:
    mediator, worker = await here.staff("mediator"), await here.party()
    before = (await worker.link("GET")).body
    await mediator.post(case(here, "/pauses"), {"kind": "suspension", "reason": "材料疑似伪造"})

    assert (await worker.link("GET")).body == before


async def test_an_appraisal_stops_the_clock_and_the_mediator_lets_it_run_again(here: Site) -> None:
    mediator = await here.staff("mediator")

    stopped = await mediator.post(case(here, "/pauses"), {"kind": "appraisal", "reason": "伤残等级鉴定"})
    again = await mediator.post(case(here, "/pauses"), {"kind": "appraisal", "reason": "再次鉴定"})
    resumed = await mediator.post(case(here, "/resume"), {})

    assert term(stopped.json)["state"] == "stopped"
    assert again.code == "case.illegal_transition"
    assert term(resumed.json)["state"] == "running"
    assert (await mediator.post(case(here, "/resume"), {})).code == "pause.none"


async def test_an_appraisal_before_filing_is_explained_to_everybody_by_message(here: Site) -> None:
    mediator = await here.staff("mediator")

    await mediator.post(case(here, "/pauses"), {"kind": "appraisal", "reason": "伤残等级鉴定"})

    sent = [one for one in (await mediator.get(case(here, "/reminders"))).json if one["kind"] == "appraisal"]
    assert {"李秀兰", "周经理"} <= {one["name"] for one in sent}
    assert all("诉前委托鉴定" in one["text"] and "伤残" not in one["text"] for one in sent)


async def test_moving_on_site_asks_the_others_and_ends_nothing(here: Site) -> None:
    mediator = await here.staff("mediator")
    before = term((await mediator.get(case(here, "/clocks"))).json)
    worker, company = await parties(mediator, here)
    body = {
        "key": "on-site-0001",
        "starts_at": soon(2),
        "minutes": 60,
        "place": "西工区调解中心 2 号调解室",
        "asked_by": worker,
        "answers": [],
    }

    refused = await mediator.post(case(here, "/on-site"), body)
    assert (refused.status, refused.code) == (409, "on_site.consent_missing")
    assert (await mediator.get(case(here))).json["state"] == "scheduled"
    moved = await mediator.post(case(here, "/on-site"), {**body, "answers": [says(company)]})

    assert moved.status == 200
    assert (await mediator.get(case(here))).json["state"] == "on_site"
    after = term((await mediator.get(case(here, "/clocks"))).json)
    assert (after["state"], after["deadline"]) == ("running", before["deadline"])
    async with here.house.ports.begin() as uow:
        found = await uow.cases.by_serial(here.sheet.case.serial)
        assert found is not None
        everyone = await uow.cases.participants(found.id)
        invited = [await uow.invitations.get(moved.json["session"], person.identity) for person in everyone]
    assert None not in invited


async def schedule(visitor: Visitor, here: Site, **changes: Any) -> Reply:  # noqa: ANN401 - any field of the request
    body = {"key": "schedule-0001", "starts_at": soon(1), "minutes": 60, "people": await invited(visitor, here)}
    return await visitor.post(case(here, "/sessions"), {**body, **changes})


async def test_a_scheduled_session_shows_each_link_once_and_the_link_opens(here: Site) -> None:
    mediator = await here.staff("mediator")

    made = await schedule(mediator, here)
    assert made.status == 200
    assert len(made.json["links"]) == 4
    guest = await here.visitor()
    guest.token = made.json["links"][0]["url"].rsplit("/", 1)[1]
    opened = await guest.link("GET")

    assert opened.json["session"] == made.json["session"]


async def test_the_same_session_scheduled_twice_is_one_and_shows_no_links_again(here: Site) -> None:
    mediator = await here.staff("mediator")
    body = {"starts_at": soon(1)}

    first, second = await schedule(mediator, here, **body), await schedule(mediator, here, **body)

    assert second.json["session"] == first.json["session"]
    assert second.json["links"] == []
    assert len((await mediator.get(case(here))).json["sessions"]) == 2


async def test_the_same_session_scheduled_again_after_it_was_moved_is_still_the_one_that_was_made(here: Site) -> None:
    mediator = await here.staff("mediator")
    body = {"starts_at": soon(1)}
    made = (await schedule(mediator, here, **body)).json
    move = {"was_at": made["starts_at"], "starts_at": soon(2), "minutes": 60, "reason": "公司改期"}
    moved = await mediator.post(f"/api/sessions/{made['session']}/reschedule", move)
    assert moved.status == 204, moved.json

    again = await schedule(mediator, here, **body)

    assert (again.status, again.json["session"]) == (200, made["session"])


async def test_a_session_after_the_term_is_made_only_when_the_mediator_knows(here: Site) -> None:
    mediator = await here.staff("mediator")

    refused = await schedule(mediator, here, starts_at=soon(80))
    assert (refused.status, refused.code) == (409, "session.after_term")
    made = await schedule(mediator, here, starts_at=soon(80), after_term=True)

    assert made.status == 200


async def test_a_separate_session_needs_the_absent_partys_consent_too(here: Site) -> None:
    mediator = await here.staff("mediator")
    worker, company = await parties(mediator, here)
    one_side = {"form": "separate", "people": [worker]}

    refused = await schedule(mediator, here, **one_side, answers=[says(worker), says(company, agrees=False)])
    assert (refused.status, refused.code) == (409, "session.separate_consent_missing")
    assert refused.json["fields"]["missing"] == "洛阳某餐饮管理有限公司"
    made = await schedule(mediator, here, **one_side, answers=[says(worker), says(company)])

    assert made.status == 200


async def test_a_joint_session_leaves_no_party_out_without_their_consent(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    third = {"name": "洛阳某劳务派遣有限公司", "side": "respondent", "role": "party", "title": "被申请人"}
    facts = {"phone": "037900001111", "id_number": OTHER_CODE, "kind": "employer", "standing": "dispatching"}
    added = await clerk.post(case(here, "/people"), third | facts | {"key": "person-00001"})
    assert added.status == 200, added.json
    left = next(one["identity"] for one in added.json["people"] if one["name"] == third["name"])

    refused = await schedule(mediator, here)
    assert (refused.status, refused.code) == (409, "session.party_left_out")
    assert refused.json["fields"]["missing"] == third["name"]
    made = await schedule(mediator, here, answers=[says(left)])

    assert made.status == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": soon(-1)}, "session.in_the_past"),
        ({"mode": "on_site"}, "session.place"),
        ({"people": ["nobody"]}, "session.people"),
        ({"minutes": 0}, "request.invalid"),
    ],
)
async def test_an_impossible_session_is_refused_and_changes_nothing(
    here: Site, changes: dict[str, Any], code: str
) -> None:
    mediator = await here.staff("mediator")
    before = (await mediator.get(case(here))).json["sessions"]

    refused = await schedule(mediator, here, **changes)

    assert (refused.status, refused.code) == (422, code)
    assert [one["summary"]["id"] for one in (await mediator.get(case(here))).json["sessions"]] == [
        one["summary"]["id"] for one in before
    ]


async def test_a_moved_session_keeps_its_links_and_a_cancelled_one_kills_them(here: Site) -> None:
    mediator, worker = await here.staff("mediator"), await here.party()
    path = f"/api/sessions/{here.session}"

    was_at = (await mediator.get(path)).json["summary"]["starts_at"]
    change = {"was_at": was_at, "starts_at": soon(1), "minutes": 45, "reason": "申请人当天上班"}
    moved = await mediator.post(path + "/reschedule", change)
    assert moved.status == 204
    assert (await worker.link("GET")).status == 200
    stale = await mediator.post(path + "/cancel", {"was_at": was_at, "reason": "一方住院"})
    assert (stale.code, (await worker.link("GET")).status) == ("conflict.stale", 200)
    cancelled = await mediator.post(path + "/cancel", {"was_at": change["starts_at"], "reason": "一方住院"})

    assert cancelled.status == 204
    assert (await worker.link("GET")).status == 410


END = {"key": "ending-00001", "code": "differences_too_large", "reason": "两轮沟通仍相差一万元"}
REPORT = {
    "version": 0,
    "basic_facts": "调解一次，双方到场。",
    "why": "金额相差较大。",
    "costly_conduct": "",
    "hints": "",
}


async def test_a_case_ends_in_two_steps_and_is_not_filed_before_both(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")

    ended = await mediator.post(case(here, "/end"), END)
    assert (ended.status, ended.json["route"]) == (200, "register_if_arbitrated")
    assert ended.json["ending"]["owed"] == "report"
    assert (await mediator.post(case(here, "/close"))).code == "close.report_owed"
    assert (await mediator.post(case(here, "/hand-over"), {"version": 0})).code == "hand_over.no_report"
    await mediator.put(case(here, "/report"), REPORT)
    assert (await mediator.post(case(here, "/close"))).code == "close.hand_over_owed"
    assert (await clerk.post(case(here, "/receipt"), {})).code == "receipt.nothing"
    assert (await mediator.post(case(here, "/hand-over"), {"version": 0})).code == "conflict.stale"
    assert (await clerk.post(case(here, "/hand-over"), {"version": 1})).status == 403
    assert (await mediator.get(case(here))).json["state"] == "ended"
    await mediator.post(case(here, "/hand-over"), {"version": 1})
    assert (await mediator.get(case(here))).json["state"] == "handed_over"
    assert (await mediator.post(case(here, "/close"))).code == "close.receipt_owed"
    received = await clerk.post(case(here, "/receipt"), {"number": "（2026）豫0302民初1号"})
    assert received.status == 200
    closed = await mediator.post(case(here, "/close"))

    assert closed.json["ending"]["closed_at"] is not None
    assert (await mediator.get(case(here))).json["state"] == "filed"


async def test_the_list_holds_jointly_confirmed_facts_only_and_nothing_protected(here: Site) -> None:
    mediator = await here.staff("mediator")
    worker, company = await parties(mediator, here)
    await mediator.post(case(here, "/end"), END)

    alone = {**REPORT, "undisputed": [{"text": "2021年5月入职", "confirmed_by": [worker]}]}
    first = (await mediator.put(case(here, "/report"), alone)).json
    both = {
        **REPORT,
        "version": first["ending"]["version"],
        "undisputed": [{"text": "2021年5月入职", "confirmed_by": [worker, company]}],
    }
    second = (await mediator.put(case(here, "/report"), both)).json

    assert [item["kind"] for item in first["list"]] == ["report"]
    assert [item["kind"] for item in second["list"]] == ["report", "undisputed_facts"]
    assert {item["material_class"] for item in second["list"]} == {"transferable"}


async def test_who_writes_over_a_report_they_have_not_seen_is_told_and_changes_nothing(here: Site) -> None:
    mediator = await here.staff("mediator")
    await mediator.post(case(here, "/end"), END)
    kept = (await mediator.put(case(here, "/report"), REPORT)).json

    late = await mediator.put(case(here, "/report"), {**REPORT, "why": "双方各执一词。"})

    assert (late.status, late.code) == (409, "conflict.stale")
    assert (await mediator.get(case(here, "/ending"))).json == kept
    seen = {**REPORT, "version": kept["ending"]["version"], "why": "双方各执一词。"}
    written = await mediator.put(case(here, "/report"), seen)
    assert written.json["ending"]["report"]["why"] == "双方各执一词。"


async def test_the_same_report_sent_twice_is_written_once(here: Site) -> None:
    mediator = await here.staff("mediator")
    await mediator.post(case(here, "/end"), END)

    first, again = [await mediator.put(case(here, "/report"), REPORT) for _ in range(2)]

    assert (again.status, again.json) == (200, first.json)


async def test_an_empty_report_is_refused(here: Site) -> None:
    mediator = await here.staff("mediator")
    await mediator.post(case(here, "/end"), END)

    refused = await mediator.put(case(here, "/report"), {**REPORT, "why": "  "})

    assert (refused.status, refused.code, refused.json["fields"]) == (422, "report.incomplete", {"why": "required"})
    assert (await mediator.get(case(here, "/ending"))).json["ending"]["report"] is None


async def test_the_same_ending_twice_is_one(here: Site) -> None:
    mediator = await here.staff("mediator")

    first, second = await mediator.post(case(here, "/end"), END), await mediator.post(case(here, "/end"), END)

    assert (first.status, second.status) == (200, 200)
    assert first.json["ending"] == second.json["ending"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "agreement"}, "ending.incomplete"),
        ({"code": "other", "reason": "短"}, "ending.incomplete"),
        ({"reason": " "}, "ending.incomplete"),
        ({"code": "term_over"}, "ending.term_runs"),
        ({"code": "refused_to_sign"}, "ending.nothing_to_sign"),
    ],
)
async def test_an_ending_that_the_facts_do_not_bear_is_refused(here: Site, change: dict[str, str], code: str) -> None:
    mediator = await here.staff("mediator")

    refused = await mediator.post(case(here, "/end"), {**END, **change})

    assert refused.code == code
    assert (await mediator.get(case(here))).json["state"] == "scheduled"


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


async def test_what_a_court_decided_about_extensions_holds_for_its_cases(here: Site) -> None:
    admin, mediator = await here.staff("court_admin"), await here.staff("mediator")
    decided = {"extension_days": 15, "extensions": 2, "base": "nominal"}

    seen = (await admin.get("/api/term-policy")).json
    assert (await admin.put("/api/term-policy", {**decided, "seen": seen})).json == decided
    late = await admin.put("/api/term-policy", {**decided, "extensions": 3, "seen": seen})
    assert (late.status, late.code) == (409, "conflict.stale")
    assert (await admin.get("/api/term-policy")).json == decided
    offer = (await mediator.get(case(here, "/clocks"))).json["offer"]

    assert (offer["days"], offer["base"]) == (15, "nominal")
    assert offer["extended"]["starts_on"] == offer["current"]["nominal_on"]


async def documents(visitor: Visitor, here: Site) -> dict[str, str]:
    """Return the papers of the case by title, with the address of each."""
    listed = (await visitor.get(case(here, "/documents"))).json
    return {one["title"]: case(here, f"/documents/{one['id']}") for one in listed}


async def test_a_granted_extension_leaves_a_paper_of_everybodys_consent(here: Site) -> None:
    mediator = await here.staff("mediator")
    await ask(mediator, here)
    asked = (await mediator.get(case(here, "/clocks"))).json["extensions"][0]
    path = case(here, f"/extensions/{asked['id']}")
    for identity in await parties(mediator, here):
        await mediator.post(path + "/answers", says(identity))
    assert (await mediator.post(path + "/grant")).status == 200

    paper = await mediator.get((await documents(mediator, here))["调解期限延长同意书"])
    assert paper.body.startswith(b"%PDF-")


async def test_the_hand_over_leaves_the_report_as_a_paper(here: Site) -> None:
    mediator = await here.staff("mediator")
    await mediator.post(case(here, "/end"), END)
    await mediator.put(case(here, "/report"), REPORT)
    assert (await mediator.post(case(here, "/hand-over"), {"version": 1})).status == 200

    paper = await mediator.get((await documents(mediator, here))["调解终结报告"])
    assert paper.body.startswith(b"%PDF-")
