"""Sessions planned, moved and called off by HTTP, and what a refused request leaves alone."""

from typing import Any

import pytest

from server.services.specimen_numbers import citizen_number
from tests.support.case_pages import case, invited, parties, says, soon
from tests.support.id_numbers import OTHER_CODE
from tests.support.site import Reply, Site, Visitor


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


async def test_an_interpreter_entered_later_gets_a_link_to_a_session_that_is_planned_already(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    worker = (await parties(mediator, here))[0]
    signer = {
        "key": "signer-00001", "name": "何手语", "side": "neutral", "role": "interpreter", "title": "手语翻译",
        "phone": "13100001111", "id_number": citizen_number("19850101", "006"), "linked_to": worker,
    }  # fmt: skip
    known = set(await invited(mediator, here))
    people = (await mediator.post(case(here, "/people"), signer)).json["people"]
    added = next(one["identity"] for one in people if one["name"] == "何手语")
    session = (await mediator.get(case(here))).json["sessions"][0]["summary"]["id"]
    path = f"/api/sessions/{session}/participants"

    assert (await clerk.post(path, {"identity": added})).status == 403
    made = await mediator.post(path, {"identity": added})
    guest = await here.visitor()
    guest.token = made.json["url"].rsplit("/", 1)[1]

    assert (made.status, made.json["name"]) == (200, "何手语")
    assert (await guest.link("GET")).json["session"] == session
    assert set(await invited(mediator, here)) == known | {added}
    assert (await mediator.post(path, {"identity": added})).code == "session.invited"
