"""The media worker: `python -m media.worker --control-fd N --settings JSON`.

It moves packets and nothing else, so that no page, query or document ever delays one. It lives as long
as the other end of its control socket: when that closes it ends at once. SIGTERM does not end it: the other
end is asked to take its rooms away first.
"""

import argparse
import asyncio
import contextlib
import logging
import os
import resource
import signal
import socket

from media.channel import Channel
from media.control import PlaneCalls, write_event
from media.garbage import EVERY, Garbage
from media.ice.agent import MAX_PATHS
from media.ice.port import TcpPort
from media.ice.selector import PacketSelector
from media.local import LocalMediaPlane
from media.precedence import Precedence
from media.settings import MediaSettings

READY = "Ready"
"""The event that says the port is open; its `port` is the number."""
DRAIN = "Drain"
"""The event that says the process was asked to end and wants no further room."""


def files(settings: MediaSettings) -> int:
    """Return how many files are enough for all connections, taps and whatever else is open."""
    return 2 * TcpPort.MAX_STRANGERS + MAX_PATHS * settings.max_transports + 512


async def serve(control: socket.socket, settings: MediaSettings, selector: PacketSelector) -> None:
    """Answer the calls on `control` until the other end closes it. Raises `OSError` when the port is taken.

    `selector` is that of the running loop.
    """
    plane = LocalMediaPlane(settings, attendant=selector)
    calls = PlaneCalls(plane)  # builds its validators, which takes longer than packets may wait
    garbage, precedence = Garbage(), Precedence()
    garbage.start()
    if (os.cpu_count() or 1) > 1:  # on a single core the rooms themselves would wait
        precedence.start()
    await plane.start()
    try:
        channel = await Channel.open(control, calls.answer)
        plane.subscribe(lambda event: channel.send_event(*write_event(event)))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, channel.send_event, DRAIN, {})
        channel.send_event(READY, {"port": plane.port})
        while not channel.is_closed:
            await _pause(channel)
            garbage.tick(plane.packets_received)
            precedence.tick(asyncio.get_running_loop().time())
    finally:
        await plane.close()


def _make_room_for(wished: int) -> None:
    """Let the process have a file for each connection that the ports take: the usual limit is for far fewer."""
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = wished if most == resource.RLIM_INFINITY else min(wished, most)
    if wanted > usual != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def _pause(channel: Channel) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(EVERY):
            await channel.wait_closed()


def main() -> None:
    """Run a worker as its command line says."""
    parser = argparse.ArgumentParser(description="Move the packets of one machine's rooms.")
    parser.add_argument("--control-fd", type=int, required=True, help="an inherited, connected stream socket")
    parser.add_argument("--settings", default="{}", help="media.settings.MediaSettings as JSON")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group: the parent decides
    control = socket.socket(fileno=options.control_fd)
    settings = MediaSettings.from_json(options.settings)
    _make_room_for(files(settings))
    selector = PacketSelector()
    try:
        with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selector)) as runner:
            runner.run(serve(control, settings, selector))
    except OSError as error:
        raise SystemExit(f"the media port cannot be opened: {error}") from error


if __name__ == "__main__":
    main()
