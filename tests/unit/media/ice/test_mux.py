"""A machine with several addresses on one port number."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from media.ice.agent import Credentials, IceAgent
from media.ice.mux import IceMux
from media.stats import Counters
from tests.support.peer import check

ADDRESSES = ("127.0.0.1", "127.0.0.2")


@pytest.fixture
async def mux() -> AsyncIterator[IceMux]:
    mux = IceMux(Counters(), asyncio.get_running_loop().time, lambda: None)
    mux.bind(ADDRESSES, 0, tcp=False)
    yield mux
    mux.close()


async def test_what_is_sent_comes_from_the_address_that_was_asked_and_later_from_the_one_that_was_chosen(
    mux: IceMux,
) -> None:
    loop = asyncio.get_running_loop()
    agent = IceAgent(Credentials.generate(), loop.time(), lambda _length, _now: None)
    mux.table.add(agent)
    answered, sent = [], []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as browser:
        browser.bind(("127.0.0.1", 0))
        browser.settimeout(0)
        for address in (*ADDRESSES, ADDRESSES[0]):
            browser.sendto(check(agent.credentials.fragment, agent.credentials.password), (address, mux.port))
            answered.append((await asyncio.wait_for(loop.sock_recvfrom(browser, 2_000), 10))[1][0])
            assert agent.path
            assert agent.path.send(b"media")
            sent.append((await asyncio.wait_for(loop.sock_recvfrom(browser, 2_000), 10))[1][0])

    assert answered == [*ADDRESSES, ADDRESSES[0]]
    assert sent == [*ADDRESSES, ADDRESSES[0]]
    assert len(agent.paths) == len(mux.table.by_source) == 1
