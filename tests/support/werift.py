"""A person whose WebRTC stack is werift, in a process of its own: `async with Werift(plane, member) as person`."""

import asyncio
import json
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from media.plane import MediaEvent, MediaPlane, MemberId, Offer, OfferMade, RouterId, Source
from tests.support.encoded import Rtp, opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.wait import until

_NODE = Path(sys.executable).with_name("node")
_PROGRAM = Path(__file__).with_suffix(".mjs")
_ROUND = 2_000
"""Milliseconds of media that are sent over and over."""


class Werift:
    """Sends a tone and a gradient, counts the packets that come, and answers every offer."""

    def __init__(self, plane: MediaPlane, member: str) -> None:
        self.member = MemberId(member)
        self._plane = plane
        self._offers: asyncio.Queue[Offer] = asyncio.Queue()
        self._offered: dict[tuple[MemberId, Source], str] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._answers: asyncio.Queue[str] = asyncio.Queue()
        self._came: Counter[str] = Counter()
        """Packets by line."""
        plane.subscribe(self._on_event)

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            _NODE, _PROGRAM, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 20
        )
        self._tasks.append(asyncio.create_task(self._read()))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._plane.close_transport(self.member)
        assert self._process.stdin
        self._process.stdin.close()
        await self._process.wait()

    async def join(self, router: str) -> None:
        """Open the transport in `router` and begin to send microphone and camera."""
        await self._answer(await self._plane.open_transport(self.member, RouterId(router)))
        sound = opus_rtp(opus_frames(_ROUND // 20))
        pictures = vp8_rtp(vp8_frames(_ROUND // 100, keyframe_every=5), every_ms=100)
        self._tasks += [
            asyncio.create_task(self._answer_offers()),
            asyncio.create_task(self._send("0", sound, 48)),
            asyncio.create_task(self._send("1", pictures, 90)),
        ]

    async def hear(self, member: str, source: Source, packets: int = 10) -> None:
        """Return when so many packets more of that source have come."""
        key = (MemberId(member), source)
        await until(lambda: key in self._offered, f"{source} of {member} in an offer to {self.member}")
        mid = self._offered[key]
        goal = self._came[mid] + packets
        await until(lambda: self._came[mid] >= goal, f"{source} of {member} at {self.member}")

    def _on_event(self, event: MediaEvent) -> None:
        if isinstance(event, OfferMade) and event.member == self.member:
            self._offers.put_nowait(event.offer)

    async def _answer_offers(self) -> None:
        while True:
            await self._answer(await self._offers.get())

    async def _answer(self, offer: Offer) -> None:
        self._tell({"offer": offer.sdp})
        answer = await self._answers.get()
        self._offered = {(track.member, track.source): track.mid for track in offer.tracks}
        await self._plane.answer(self.member, offer.version, answer)

    async def _send(self, mid: str, packets: Sequence[Rtp], per_millisecond: int) -> None:
        """Send packets at their time, again and again under numbers that go on."""
        loop = asyncio.get_running_loop()
        begun, turn = loop.time(), 0
        while True:
            for index, packet in enumerate(packets):
                at = packet.at_ms + turn * _ROUND
                await asyncio.sleep(max(0.0, begun + at / 1000 - loop.time()))
                data = bytearray(packet.data)
                data[2:4] = ((turn * len(packets) + index) & 0xFFFF).to_bytes(2)
                data[4:8] = (round(at * per_millisecond) & 0xFFFFFFFF).to_bytes(4)
                self._tell({"mid": mid, "packet": b64encode(data).decode()})
            turn += 1

    async def _read(self) -> None:
        assert self._process.stdout
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if "came" in told:
                self._came[told["came"]] += 1
            else:
                self._answers.put_nowait(told["answer"])

    def _tell(self, what: dict[str, str]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
