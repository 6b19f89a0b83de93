"""The term by HTTP: its clocks, and who may extend it with whose consent."""

import pytest

from tests.support.case_pages import ask, case, documents, parties, says, term
from tests.support.site import Site


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


async def test_what_a_court_decided_about_extensions_holds_for_its_cases(here: Site) -> None:
    admin, mediator = await here.staff("court_admin"), await here.staff("mediator")
    decided = {"extension_days": 15, "extensions": 2, "base": "nominal", "counts_suspension": False}

    seen = (await admin.get("/api/term-policy")).json
    assert (await admin.put("/api/term-policy", {**decided, "seen": seen})).json == decided
    late = await admin.put("/api/term-policy", {**decided, "extensions": 3, "seen": seen})
    assert (late.status, late.code) == (409, "conflict.stale")
    assert (await admin.get("/api/term-policy")).json == decided
    offer = (await mediator.get(case(here, "/clocks"))).json["offer"]

    assert (offer["days"], offer["base"]) == (15, "nominal")
    assert offer["extended"]["starts_on"] == offer["current"]["nominal_on"]


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
