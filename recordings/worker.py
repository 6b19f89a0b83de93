"""The recorder process: `python -m recordings.worker --control-fd N --settings JSON`.

It answers calls on the inherited control socket. When that ends the parent has died: what is open is flushed to
the disk and the process ends; the recordings are unsealed and `recordings.recovery` seals them.
"""

import argparse
import asyncio
import logging
import signal
import socket
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from media.channel import Channel, JsonObject, JsonValue
from recordings.clock import steady_clock
from recordings.manifest import Signer
from recordings.plane import RecorderEvent
from recordings.recorder import DEFAULT_RESERVE, Recorder
from recordings.wire import pack_event, perform

READY: Final = "ready"
"""The call that answers as soon as the recorder listens."""


@dataclass(frozen=True, slots=True)
class RecorderSettings:
    """What the recorder process must know. Paths only: keys come later, through the control socket."""

    root: str
    """Folder of all recordings."""
    sink: str
    """Path of the datagram socket to make; at most 100 bytes (unix(7))."""
    signing_key: str
    """PEM file with the Ed25519 key; made when it does not exist."""
    reserve: int = DEFAULT_RESERVE
    """Bytes that must be free for a recording to begin."""

    def to_json(self) -> str:
        """Return the argument of `--settings`."""
        return TypeAdapter(dict[str, str | int]).dump_json(asdict(self)).decode()


async def run(control: socket.socket, settings: RecorderSettings) -> None:
    """Record until the other end of `control` is gone or SIGTERM comes."""
    signer = Signer.load_or_create(Path(settings.signing_key))
    clock = steady_clock()
    recorder = await Recorder.start(Path(settings.root), settings.sink, signer, clock, reserve=settings.reserve)
    try:
        channel = await Channel.open(control, on_call=partial(_answer, recorder))
        recorder.subscribe(partial(_tell, channel))
        await _until_over(channel)
        await channel.close()
    finally:
        await recorder.close()


async def _answer(recorder: Recorder, call: str, values: JsonObject) -> JsonValue:
    return True if call == READY else await perform(recorder, call, values)


def _tell(channel: Channel, event: RecorderEvent) -> None:
    channel.send_event(*pack_event(event))


async def _until_over(channel: Channel) -> None:
    terminated = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, terminated.set)
    # Ctrl-C reaches the whole foreground group; the parent decides when we end.
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    waits = [asyncio.create_task(channel.wait_closed()), asyncio.create_task(terminated.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await asyncio.wait(waits)


def main() -> None:
    """Read the arguments and record."""
    parser = argparse.ArgumentParser(description="Recorder process; started by the server.")
    parser.add_argument("--control-fd", type=int, required=True)
    parser.add_argument("--settings", required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s recorder %(levelname)s %(name)s %(message)s")
    settings = TypeAdapter(RecorderSettings).validate_json(arguments.settings)
    asyncio.run(run(socket.socket(fileno=arguments.control_fd), settings))


if __name__ == "__main__":
    main()
