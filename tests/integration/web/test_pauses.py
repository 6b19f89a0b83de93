"""Pauses by HTTP: a suspension, an appraisal, the move on site, and what nobody learns of them."""

from tests.support.case_pages import case, parties, says, soon, term
from tests.support.site import Site


async def test_a_suspension_is_lifted_by_court_or_organisation_and_never_by_the_mediator(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    reason = {"kind": "suspension", "reason": "双方陈述和转账记录明显矛盾"}

    stopped = await mediator.post(case(here, "/pauses"), reason)
    assert (term(stopped.json)["state"], len(stopped.json["pauses"])) == ("running", 1)
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
