"""The undisputed facts by HTTP: written by whoever mediates, confirmed by each own link, handed over only if by all."""

from typing import Any

import pytest

from server.domain.concurrence import QUESTIONS_WORDING
from tests.integration.web.test_endings import END, REPORT
from tests.integration.web.test_own_course import follow
from tests.support.case_pages import case, documents
from tests.support.site import Reply, Site, Visitor

FACTS = "/undisputed-facts"
HIRED = {"text": "2021年5月3日入职", "source": "劳动合同第一页"}
WAGE = {"text": "月工资六千元", "source": "双方会上陈述"}
DENIED = "工资是七千不是六千"


def answers(*refused: int) -> list[dict[str, Any]]:
    said = ({"number": number, "agrees": number not in refused, "words": DENIED} for number in (1, 2))
    return [{**one, "words": ""} if one["agrees"] else one for one in said]


async def wrote(mediator: Visitor, here: Site, *facts: dict[str, str], edition: int = 0) -> dict[str, Any]:
    written = await mediator.put(case(here, FACTS), {"edition": edition, "facts": list(facts or (HIRED, WAGE))})
    assert written.status == 200, written.json
    found: dict[str, Any] = written.json
    return found


async def says(phone: Visitor, link: str, sha256: str, *refused: int) -> Reply:
    body = {"sha256": sha256, "wording": QUESTIONS_WORDING, "answers": answers(*refused)}
    return await phone.post(link + FACTS, body)


async def both(here: Site) -> list[tuple[Visitor, str]]:
    people = (await (await here.staff("clerk")).get(case(here, "/people"))).json["people"]
    return [await follow(here, one["name"]) for one in people if one["role"] == "party"]


async def test_what_all_confirmed_by_their_links_goes_to_the_court_and_what_one_refused_never_does(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    sha256 = (await wrote(mediator, here))["sha256"]
    (worker, worker_link), (company, company_link) = await both(here)

    first = await says(worker, worker_link, sha256)
    assert (first.status, [one["agrees"] for one in first.json["facts"]["facts"]]) == (200, [True, True])
    assert (await says(company, company_link, sha256, 2)).status == 200
    own = await worker.get(worker_link + "/course")
    assert DENIED not in own.body.decode()
    await mediator.post(case(here, "/end"), END)
    await mediator.put(case(here, "/report"), REPORT)
    handed = await mediator.post(case(here, "/hand-over"), {"version": 1})

    assert "undisputed_facts" in [item["kind"] for item in handed.json["list"]]
    court = (await clerk.get(case(here, "/ending"))).json["ending"]["report"]["undisputed"]
    assert [(one["text"], one["source"]) for one in court] == [(HIRED["text"], HIRED["source"])]
    assert [one["form"] for one in court[0]["confirmations"]] == ["online", "online"]
    for page in ("/ending", "", "/documents", "/messages", "/people"):
        read = (await clerk.get(case(here, page))).body.decode()
        assert WAGE["text"] not in read
        assert DENIED not in read
    report = await clerk.get((await documents(clerk, here))["调解终结报告"])
    assert report.body.startswith(b"%PDF-")
    late = await says(worker, worker_link, sha256, 1)
    assert (late.status, late.code) == (409, "facts.closed")


@pytest.mark.parametrize("role", ["clerk", "judge", "organisation", "court_admin"])
async def test_nobody_but_whoever_mediates_reads_writes_or_records_them(here: Site, role: str) -> None:
    mediator, other = await here.staff("mediator"), await here.staff(role)
    sha256 = (await wrote(mediator, here))["sha256"]
    body = {"sha256": sha256, "identity": "nobody", "form": "oral", "answers": answers()}

    refused = (
        await other.get(case(here, FACTS)),
        await other.put(case(here, FACTS), {"edition": 1, "facts": []}),
        await other.post(case(here, FACTS + "/answers"), body),
    )

    assert {one.status for one in refused} <= {403, 404}
    assert (await mediator.get(case(here, FACTS))).json["sha256"] == sha256


async def test_a_link_of_another_device_answers_nothing(here: Site) -> None:
    mediator, stranger = await here.staff("mediator"), await here.visitor()
    sha256 = (await wrote(mediator, here))["sha256"]
    ((_, link), _) = await both(here)

    refused = await says(stranger, link, sha256)

    assert refused.status in {403, 404, 409}
    assert {one["state"] for one in (await mediator.get(case(here, FACTS))).json["parties"]} == {"pending"}


async def test_two_tabs_of_the_mediator_and_a_slow_party_are_told_that_the_words_changed(here: Site) -> None:
    mediator = await here.staff("mediator")
    first = await wrote(mediator, here)
    ((worker, link), _) = await both(here)
    await says(worker, link, first["sha256"])

    second = await wrote(mediator, here, HIRED, {**WAGE, "text": "月工资七千元"}, edition=1)
    stale = await mediator.put(case(here, FACTS), {"edition": 1, "facts": [HIRED]})
    slow = await says(worker, link, first["sha256"])

    assert (stale.status, stale.code) == (409, "conflict.stale")
    assert (slow.status, slow.code) == (409, "facts.changed")
    assert {one["state"] for one in second["parties"]} == {"pending"}
    assert (await mediator.get(case(here, FACTS))).json == second


async def test_a_double_click_is_one_answer(here: Site) -> None:
    mediator = await here.staff("mediator")
    sha256 = (await wrote(mediator, here))["sha256"]
    ((worker, link), _) = await both(here)

    one, other = await says(worker, link, sha256), await says(worker, link, sha256)

    assert (one.status, one.json) == (other.status, other.json)


async def test_a_report_takes_no_facts_and_an_incomplete_answer_is_refused(here: Site) -> None:
    mediator = await here.staff("mediator")
    sha256 = (await wrote(mediator, here))["sha256"]
    ((worker, link), _) = await both(here)
    await mediator.post(case(here, "/end"), END)
    fact = {"text": HIRED["text"], "confirmed_by": [], "form": "oral"}

    refused = await mediator.put(case(here, "/report"), {**REPORT, "undisputed": [fact]})
    half = await worker.post(
        link + FACTS,
        {"sha256": sha256, "wording": QUESTIONS_WORDING, "answers": [{"number": 1, "agrees": True}]},
    )

    assert (refused.status, refused.code) == (422, "request.invalid")
    assert (half.status, half.code) == (422, "facts.unanswered")


async def test_what_was_said_on_paper_is_recorded_with_the_name_of_whoever_wrote_it_down(here: Site) -> None:
    mediator = await here.staff("mediator")
    written = await wrote(mediator, here)
    worker, _ = written["parties"]
    body = {"sha256": written["sha256"], "identity": worker["identity"], "form": "written", "answers": answers()}

    online = await mediator.post(case(here, FACTS + "/answers"), {**body, "form": "online"})
    recorded = await mediator.post(case(here, FACTS + "/answers"), body)

    assert (online.status, online.code) == (422, "consent.channel")
    answer = next(one for one in recorded.json["facts"][0]["answers"] if one["identity"] == worker["identity"])
    assert (answer["agrees"], answer["form"], bool(answer["recorded_by"])) == (True, "written", True)
