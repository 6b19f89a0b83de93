"""Whoever got a party's own link by mistake closes it without reading anything, and the court is told."""

from tests.support.site import Site


def case(here: Site, rest: str = "") -> str:
    return f"/api/cases/{here.sheet.case.serial}{rest}"


async def link_of(here: Site, name: str) -> str:
    clerk = await here.staff("clerk")
    people = (await clerk.get(case(here, "/people"))).json["people"]
    identity = next(person["identity"] for person in people if person["name"] == name)
    return f"/api/own/{(await clerk.post(case(here, f'/parties/{identity}/link'))).json['token']}"


async def test_a_stranger_sees_nothing_personal_closes_the_link_and_the_clerk_is_told(here: Site) -> None:
    stranger, clerk, mediator = await here.visitor(), await here.staff("clerk"), await here.staff("mediator")
    link = await link_of(here, "李秀兰")

    seen = await stranger.get(link)
    closed = await stranger.post(link + "/deny")
    again = await stranger.post(link + "/deny")

    assert (closed.status, again.status) == (204, 204)
    for personal in ("李秀兰", here.sheet.case.serial, "6027", "餐饮"):
        assert personal not in seen.body.decode()
    assert (await stranger.get(link)).status == 410
    assert (await stranger.post(link + "/open")).status == 410
    told = (await clerk.get("/api/reminders")).json
    assert [one["kind"] for one in told].count("link_denied") == 1
    assert "link_denied" not in [one["kind"] for one in (await mediator.get("/api/reminders")).json]
    lines = [one["kind"] for one in (await clerk.get(case(here))).json["timeline"]]
    assert lines.count("case_link.denied") == 1


async def test_the_link_before_the_newest_says_that_it_was_replaced_and_tells_nothing(here: Site) -> None:
    owner = await here.visitor()
    old = await link_of(here, "李秀兰")
    await owner.post(old + "/open")
    new = await link_of(here, "李秀兰")

    replies = [await owner.get(old), await owner.post(old + "/open"), await owner.get(old + "/course")]

    assert {(one.status, one.code) for one in replies} == {(410, "case_link.replaced")}
    assert "李秀兰" not in "".join(one.body.decode() for one in replies)
    assert (await owner.get(new)).status == 200


async def test_nobody_else_closes_a_link_that_its_owner_opened(here: Site) -> None:
    owner, stranger, clerk = await here.visitor(), await here.visitor(), await here.staff("clerk")
    link = await link_of(here, "李秀兰")
    await owner.post(link + "/open")

    refused = await stranger.post(link + "/deny")

    assert (refused.status, refused.code) == (403, "case_link.other_device")
    assert (await owner.get(link)).json["device"] == "this"
    assert "link_denied" not in [one["kind"] for one in (await clerk.get("/api/reminders")).json]
