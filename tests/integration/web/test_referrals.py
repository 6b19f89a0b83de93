"""Referrals over HTTP: who may what, what is refused changes nothing, and the letter is for those it concerns."""

from typing import Any

import pytest

from tests.support.site import Site, Visitor

FOR_JUROR = "purpose=juror"


async def serial_of(clerk: Visitor, name: str) -> str:
    """Return the serial of the case with this person."""
    return str((await clerk.get(f"/api/cases?query={name}")).json["cases"][0]["serial"])


async def send(clerk: Visitor, serial: str) -> Any:  # noqa: ANN401 - JSON
    """Let the court appoint, and send the letter to the best candidate."""
    await clerk.post(f"/api/cases/{serial}/choice", {"joint": False})
    desk = (await clerk.get(f"/api/cases/{serial}/referral")).json
    reply = await clerk.post(
        f"/api/cases/{serial}/referrals", {"key": "letter-0001", "entry": desk["candidates"][0]["id"]}
    )
    assert reply.status == 200, reply.json
    return reply.json


async def test_both_thresholds_come_together_with_article_and_working(here: Site) -> None:
    clerk = await here.staff("clerk")

    desk = await send(clerk, await serial_of(clerk, "韩冬"))

    (letter,) = desk["referrals"]
    assert [one["key"] for one in letter["clocks"]] == ["accept_3", "accept_5"]
    assert all(one["deadline"]["article"] and one["deadline"]["trace"] for one in letter["clocks"])
    assert letter["clocks"][0]["deadline"]["due_on"] < letter["clocks"][1]["deadline"]["due_on"]


async def test_materials_and_letter_are_gone_for_whoever_declined(here: Site) -> None:
    clerk, centre = await here.staff("clerk"), await here.staff("organisation")
    serial = await serial_of(clerk, "马海涛")
    letter = (await centre.get(f"/api/cases/{serial}/referral")).json["referrals"][0]["id"]
    paths = (f"/api/cases/{serial}", f"/api/cases/{serial}/referral", f"/api/cases/{serial}/referrals/{letter}/letter")
    assert [(await centre.get(path)).status for path in paths] == [200, 200, 200]

    body = {"ground": "unsuitable", "reason": "近期人手不足"}
    declined = await centre.post(f"/api/cases/{serial}/referrals/decline", body)

    assert declined.status == 204
    assert [(await centre.get(path)).status for path in paths] == [404, 404, 404]
    assert (await clerk.get(f"/api/cases/{serial}")).json["state"] == "to_appoint"


async def test_the_court_alone_finds_by_name_or_serial_who_mediated(here: Site) -> None:
    clerk, centre = await here.staff("clerk"), await here.staff("organisation")
    serial = await serial_of(clerk, "马海涛")
    mediator = (await centre.get(f"/api/cases/{serial}/referral")).json["candidates"][0]
    body = {"mediator": mediator["id"], "disclosure": {}}
    assert (await centre.post(f"/api/cases/{serial}/referrals/accept", body)).status == 200

    by_serial = (await clerk.get(f"/api/conflict-register?{FOR_JUROR}&text=%20{serial.lower()}%20")).json
    by_name = (await clerk.get(f"/api/conflict-register?{FOR_JUROR}&text={mediator['name'][:2]}")).json
    others = [await here.staff(role) for role in ("judge", "mediator", "organisation", "auditor")]

    assert [(line["serial"], line["name"], line["presided"]) for line in by_serial] == [
        (serial, mediator["name"], True)
    ]
    assert by_serial[0] in by_name
    assert [(await one.get(f"/api/conflict-register?{FOR_JUROR}&text={serial}")).status for one in others] == [
        200,
        403,
        403,
        403,
    ]


@pytest.mark.parametrize(
    "asked",
    [
        f"?{FOR_JUROR}",
        f"?{FOR_JUROR}&text=",
        f"?{FOR_JUROR}&text=%20%20",
        f"?{FOR_JUROR}&text=%E3%80%80",
        f"?{FOR_JUROR}&text=a&page=2",
        "?text=a",
        "?purpose=curiosity&text=a",
    ],
)
async def test_a_search_of_the_register_for_nothing_or_for_no_purpose_is_refused_and_lists_nobody(
    here: Site, asked: str
) -> None:
    clerk = await here.staff("clerk")

    reply = await clerk.get("/api/conflict-register" + asked)

    assert (reply.status, reply.code) == (422, "request.invalid")


async def test_the_letter_is_a_pdf(here: Site) -> None:
    clerk = await here.staff("clerk")
    serial = await serial_of(clerk, "马海涛")
    letter = (await clerk.get(f"/api/cases/{serial}/referral")).json["referrals"][0]["id"]

    reply = await clerk.get(f"/api/cases/{serial}/referrals/{letter}/letter")

    assert (reply.status, reply.headers["Content-Type"], reply.body[:5]) == (200, "application/pdf", b"%PDF-")


async def test_a_bad_answer_is_refused_and_changes_nothing(here: Site) -> None:
    clerk, centre = await here.staff("clerk"), await here.staff("organisation")
    serial = await serial_of(clerk, "马海涛")
    path = f"/api/cases/{serial}/referrals"

    replies = [
        await centre.post(f"{path}/decline", {"ground": "no time", "reason": "没空"}),
        await centre.post(f"{path}/decline", {"ground": "unsuitable", "reason": ""}),
        await centre.post(f"{path}/accept", {"mediator": "nobody", "disclosure": {}}),
        await clerk.post(f"{path}/withdraw", {"reason": "太慢"}),
        await clerk.post(path, {"key": "letter-0002", "entry": "nobody"}),
    ]

    assert [reply.status for reply in replies] == [422, 422, 422, 409, 404]
    assert (await clerk.get(f"/api/cases/{serial}")).json["state"] == "awaiting_acceptance"


async def test_the_desk_of_another_case_does_not_exist_for_a_mediator(here: Site) -> None:
    clerk, mediator = await here.staff("clerk"), await here.staff("mediator")
    serial = await serial_of(clerk, "韩冬")

    assert (await mediator.get(f"/api/cases/{serial}/referral")).status == 404
    assert (await mediator.post(f"/api/cases/{serial}/choice", {"joint": True})).status == 403
