"""The parties ask together, each by the own link, for what makes their agreement enforceable."""

from server.domain.concurrence import QUESTIONS_WORDING
from server.services.demo_case import EMPLOYER
from tests.integration.web.test_own_course import case, follow
from tests.support import commands
from tests.support.site import Site

YES = {"agrees": True, "wording": QUESTIONS_WORDING}
WISH = {"door": "judicial_confirmation", "wording": QUESTIONS_WORDING}


async def in_force(here: Site) -> None:
    """Let the agreement of the demo case take effect."""
    await commands.door(here)


async def test_one_party_asks_for_confirmation_by_the_own_link_and_it_goes_when_the_other_confirms(here: Site) -> None:
    await in_force(here)
    mediator = await here.staff("mediator")
    phone, link = await follow(here, "李秀兰")
    asked = await phone.post(f"{link}/doors", WISH)
    (waiting,) = asked.json["agreement"]["applications"]
    assert (waiting["state"], waiting["waits_for"], waiting["may_withdraw"]) == ("awaiting_other", [EMPLOYER], True)
    (shown,) = (await mediator.get(case(here, "/ending"))).json["applications"]
    assert (shown["state"], shown["sent_at"]) == ("awaiting_other", None)

    other, theirs = await follow(here, EMPLOYER)
    confirmed = await other.post(f"{theirs}/doors/{waiting['id']}", YES)

    (sent,) = confirmed.json["agreement"]["applications"]
    assert (sent["state"], sent["waits_for"], sent["agrees"]) == ("sent", [], True)
    (shown,) = (await mediator.get(case(here, "/ending"))).json["applications"]
    assert {(one["form"], one["agrees"]) for one in shown["answers"]} == {("online", True)}
    assert (await other.post(f"{theirs}/doors/{waiting['id']}", {**YES, "agrees": False})).code == (
        "door.illegal_transition"
    )


async def test_both_parties_read_what_was_agreed_once_it_is_in_force(here: Site) -> None:
    await in_force(here)

    for name in ("李秀兰", EMPLOYER):
        phone, link = await follow(here, name)
        assert (await phone.get(f"{link}/course")).json["agreement"]["terms"] == ["十日内支付16,000元。"]


async def test_what_was_agreed_is_read_by_nobody_before_it_was_signed(here: Site) -> None:
    settled = await commands.outcome(here)
    assert (await settled.sender.post(settled.path, {"key": "outcome-0001", **settled.body})).status == 200
    phone, link = await follow(here, "李秀兰")

    course = await phone.get(f"{link}/course")

    assert course.json["agreement"] is None
    assert "16,000" not in course.body.decode()


async def test_by_another_device_to_another_wording_and_before_the_effect_nothing_is_asked_for(here: Site) -> None:
    phone, link = await follow(here, "李秀兰")
    early = await phone.post(f"{link}/doors", WISH)
    await in_force(here)
    stranger = await here.visitor()

    refused = [
        await stranger.post(f"{link}/doors", WISH),
        await phone.post(f"{link}/doors", {**WISH, "wording": "2020-01"}),
        await phone.post(f"{link}/doors", {**WISH, "door": "payment_order"}),
        await phone.post(f"{link}/doors/nothing", YES),
    ]

    assert early.code == "effect.none"
    assert [one.code for one in refused] == [
        "case_link.other_device",
        "consent.outdated_wording",
        "door.elsewhere",
        "door.unknown",
    ]
    assert (await phone.get(link + "/course")).json["agreement"]["applications"] == []


async def test_the_parties_and_the_mediator_read_the_application_as_a_paper_and_nobody_else(here: Site) -> None:
    await in_force(here)
    phone, link = await follow(here, "李秀兰")
    asked = await phone.post(f"{link}/doors", WISH)
    one = asked.json["agreement"]["applications"][0]["id"]
    mediator, operator, stranger = await here.staff("mediator"), await here.staff("operator"), await here.visitor()

    own = await phone.get(f"{link}/doors/{one}/paper")

    assert (own.status, own.headers["Content-Type"], own.body[:5]) == (200, "application/pdf", b"%PDF-")
    assert (await mediator.get(case(here, f"/doors/{one}/paper"))).body == own.body
    assert (await operator.get(case(here, f"/doors/{one}/paper"))).status == 403
    assert (await stranger.get(f"{link}/doors/{one}/paper")).code == "case_link.other_device"
    assert (await phone.get(f"{link}/doors/nothing/paper")).code == "door.unknown"
