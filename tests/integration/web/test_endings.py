"""The ending of a case by HTTP: report, hand-over, receipt and filing, in this order."""

import pytest

from tests.support.case_pages import case, documents
from tests.support.site import Site

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
    assert (await mediator.post(case(here, "/close"), {})).code == "close.report_owed"
    assert (await mediator.post(case(here, "/hand-over"), {"version": 0})).code == "hand_over.no_report"
    await mediator.put(case(here, "/report"), REPORT)
    assert (await mediator.post(case(here, "/close"), {})).code == "close.hand_over_owed"
    assert (await clerk.post(case(here, "/receipt"), {})).code == "receipt.nothing"
    assert (await mediator.post(case(here, "/hand-over"), {"version": 0})).code == "conflict.stale"
    assert (await clerk.post(case(here, "/hand-over"), {"version": 1})).status == 403
    assert (await mediator.get(case(here))).json["state"] == "ended"
    await mediator.post(case(here, "/hand-over"), {"version": 1})
    assert (await mediator.get(case(here))).json["state"] == "handed_over"
    assert (await mediator.post(case(here, "/close"), {})).code == "close.receipt_owed"
    received = await clerk.post(case(here, "/receipt"), {"number": "（2026）豫0302民初1号"})
    assert received.status == 200
    closed = await mediator.post(case(here, "/close"), {})

    assert closed.json["ending"]["closed_at"] is not None
    assert (await mediator.get(case(here))).json["state"] == "filed"


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


async def test_the_hand_over_leaves_the_report_as_a_paper(here: Site) -> None:
    mediator = await here.staff("mediator")
    await mediator.post(case(here, "/end"), END)
    await mediator.put(case(here, "/report"), REPORT)
    assert (await mediator.post(case(here, "/hand-over"), {"version": 1})).status == 200

    paper = await mediator.get((await documents(mediator, here))["调解终结报告"])
    assert paper.body.startswith(b"%PDF-")
