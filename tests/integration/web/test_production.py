"""The shape of production: PostgreSQL, Redis, several processes' worth of counting."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from tests.support.services import private_postgres, private_redis
from tests.support.site import site

OUTCOME = {"key": "outcome-1", "kind": "settled", "terms": "被申请人于三日内支付工资。"}


@pytest.fixture
def redis() -> Iterator[str]:
    with private_redis() as url:
        yield url.replace("unix://", "redis+unix://", 1)


async def test_a_case_goes_from_link_to_outcome_on_postgresql(tmp_path: Path) -> None:
    with private_postgres() as url:
        async with site(tmp_path, database_url=url.format(database="postgres")) as here:
            mediator, party = await here.staff("mediator"), await here.party()
            await party.get_ready()
            seat = await here.seat(party)
            await (await here.seat(mediator)).tell("open_meeting")
            concluded = await mediator.post(f"/api/sessions/{here.session}/outcome", OUTCOME)
            page = (await mediator.get(f"/api/cases/{here.sheet.case.serial}")).json

    assert concluded.status == 200, concluded.json
    assert seat.closed[0].reason == "ended"
    assert page["state"] == "agreed"


async def test_two_nodes_count_together(tmp_path: Path, redis: str) -> None:
    limits = {"redis_url": redis, "limit_unknown_link": "3/minute"}
    async with site(tmp_path / "one", **limits) as one, site(tmp_path / "two", **limits) as two:
        first, second = await one.visitor(), await two.visitor()
        for number in range(3):
            await first.get(f"/api/invitations/{number}")

        reply = await second.get("/api/invitations/other")

    assert (reply.status, reply.code) == (429, "limit.unknown_link")


async def test_the_shared_counter_never_learns_a_link(tmp_path: Path, redis: str) -> None:
    async with site(tmp_path, redis_url=redis) as here:
        party = await here.party()
        await party.link("POST", "/move", {"phone_tail": "0000"})
    async with Redis.from_url(redis.replace("redis+unix://", "unix://", 1), decode_responses=True) as counter:
        names = [str(name) for name in await counter.keys()]

    assert [name for name in names if "move" in name]
    assert not [name for name in names if party.token in name]


async def test_without_redis_nobody_is_kept_out_and_each_node_counts_alone(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        nobody = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    async with site(tmp_path, redis_url=nobody, limit_unknown_link="2/minute") as here:
        visitor = await here.visitor()

        statuses = [(await visitor.get(f"/api/invitations/{number}")).status for number in range(3)]
        party = await (await here.staff("mediator")).get("/api/me")

    assert statuses == [404, 404, 429]
    assert party.status == 200
