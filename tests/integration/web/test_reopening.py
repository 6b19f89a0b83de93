"""The way back to the table by HTTP: agreed, one instalment changed, agreed anew, signed, in force."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.case_pages import case, invited, parties, soon
from tests.support.site import Site


def ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()  # noqa: TID251 - the running program's clock


def held(key: str, minutes_ago: int, terms: str, people: list[str]) -> dict[str, Any]:
    return {
        "key": key,
        "held_at": ago(minutes_ago),
        "minutes": 10,
        "place": "西工区调解中心",
        "kind": "settled",
        "terms": terms,
        "people": people,
        "after_term": True,
    }


def signed(people: list[str], minutes_ago: int, *earlier: str) -> dict[str, Any]:
    """Return the effect as signed a while ago, by some three hours before that."""
    at = ago(minutes_ago)
    signatures = [
        {"identity": one, "at": ago(180) if one in earlier else at, "signer": one, "authority": None, "online": False}
        for one in people
    ]
    return {
        "signatures": signatures,
        "mediator_signed_at": at,
        "sealed_at": at,
        "clauses": ["payment"],
        "sessions": [],
        "left_out": [],
        "performances": [{"due_on": soon(20)[:10], "what": "支付第二期 8,000 元", "clause": "payment"}],
    }


async def test_one_instalment_is_changed_before_the_signatures_and_only_what_was_agreed_last_comes_into_force(
    here: Site,
) -> None:
    mediator = await here.staff("mediator")
    everyone, sides = await invited(mediator, here), await parties(mediator, here)
    first = await mediator.post(case(here, "/offline-result"), held("offline-0001", 200, "分两期付清。", everyone))
    assert first.status == 200, first.json
    assert (await mediator.get(case(here))).json["state"] == "agreed"

    plan = {"key": "schedule-0001", "starts_at": soon(1), "minutes": 60, "people": everyone}
    assert (await mediator.post(case(here, "/sessions"), plan)).status == 200
    assert (await mediator.get(case(here))).json["state"] == "agreed"
    again = held("offline-0002", 60, "第二期晚十天付。", everyone)
    assert (await mediator.post(case(here, "/offline-result"), again)).status == 200

    view = (await mediator.get(case(here, "/ending"))).json
    assert (len(view["agreed_in"]), view["signed_from"] is not None) == (1, True)
    refused = await mediator.post(case(here, "/effect"), signed(sides, 30, sides[0]))
    assert (refused.status, refused.code) == (422, "effect.former_terms")
    assert (await mediator.get(case(here))).json["state"] == "agreed"
    taken = await mediator.post(case(here, "/effect"), signed(sides, 30))

    assert taken.status == 200, taken.json
    assert (await mediator.get(case(here))).json["state"] == "in_force"
