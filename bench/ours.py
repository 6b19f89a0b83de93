"""Our media worker under the load of `forwarding.py`: the process a production server runs."""

import asyncio
import os
import re
import secrets
from typing import Final, Self

from bench.caller import Caller, read_remote
from bench.load import Extensions, Person
from bench.studio import Studio
from media.capabilities import Extension
from media.dtls import Certificate
from media.local import LocalMediaPlane
from media.plane import MediaEvent, MemberId, Offer, OfferMade, RouterId
from media.remote import RemoteMediaPlane

_EXTENSIONS: Final = Extensions(
    audio=(Extension.AUDIO_LEVEL, Extension.ABS_SEND_TIME, Extension.TRANSPORT_SEQUENCE),
    video=(0, Extension.ABS_SEND_TIME, Extension.TRANSPORT_SEQUENCE),
)
_KINDS: Final = 2
_PATIENCE: Final = 10.0
_KEPT: Final = re.compile(r"a=(mid|rtpmap|fmtp|rtcp-fb|extmap):")


class _Member:
    """One person in the worker: its caller and the offers it still has to answer."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.audio_ssrc = secrets.randbits(31)
        self.video_ssrc = secrets.randbits(31)
        self._tracks = 0
        self._more = asyncio.Event()

    async def receives(self, tracks: int) -> None:
        """Return when an offer with that many tracks has been answered."""
        while self._tracks < tracks:
            self._more.clear()
            await self._more.wait()

    def answered(self, offer: Offer) -> None:
        """Take note that the worker has our answer."""
        self._tracks = len(offer.tracks)
        self._more.set()

    def answer(self, offer: Offer) -> str:
        """Answer as a browser that sends microphone and camera and receives everything."""
        head, *sections = offer.sdp.split("m=")
        answer = head.replace("a=ice-lite\r\n", "")
        for index, section in enumerate(sections):
            lines = section.splitlines()
            kept = [line for line in lines[1:] if _KEPT.match(line)]
            answer += (
                "\r\n".join((f"m={lines[0]}", "c=IN IP4 0.0.0.0", *kept, *self._own_lines(index, section))) + "\r\n"
            )
        return answer

    def _own_lines(self, index: int, section: str) -> list[str]:
        caller = self.caller
        lines = [
            f"a=ice-ufrag:{caller.ufrag}",
            f"a=ice-pwd:{caller.password}",
            f"a=fingerprint:sha-256 {caller.fingerprint}",
            "a=setup:active",
            "a=rtcp-mux",
        ]
        if index < _KINDS:
            ssrc = self.video_ssrc if index else self.audio_ssrc
            return [*lines, "a=sendonly", f"a=ssrc:{ssrc} cname:x"]
        return [*lines, "a=recvonly" if "a=sendonly" in section else "a=inactive"]


class Ours:
    """A worker of our own: `async with Ours(certificate) as server`."""

    name = "ours"

    def __init__(
        self, certificate: Certificate, *, records: bool = False, plane: LocalMediaPlane | None = None
    ) -> None:
        """Copy everybody to a recorder in a process of its own when it `records`: it writes files to be played.

        With a `plane` of its own the worker is this process.
        """
        self._certificate = certificate
        self._studio = Studio() if records else None
        self._plane = plane or RemoteMediaPlane()
        self._members: dict[MemberId, _Member] = {}
        self._offers: asyncio.Queue[OfferMade] = asyncio.Queue()

    @property
    def pid(self) -> int:
        """The process whose CPU time counts."""
        pid = self._plane.worker_pid if isinstance(self._plane, RemoteMediaPlane) else os.getpid()
        if pid is None:
            raise RuntimeError("the worker is gone")
        return pid

    @property
    def recorder_pid(self) -> int | None:
        """The process that writes the recording, None without one."""
        return None if self._studio is None else self._studio.pid

    async def __aenter__(self) -> Self:
        self._plane.subscribe(self._take)
        await self._plane.start()
        if self._studio is not None:
            await self._studio.open()
        self._answering = asyncio.create_task(self._answer_offers())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._answering.cancel()
        await self._plane.close()
        if self._studio is not None:
            await self._studio.close()
        for member in self._members.values():
            member.caller.close()

    async def statistics(self) -> dict[str, float]:
        """Return the counters of the worker."""
        return await self._plane.statistics()

    async def seat(self, room: int, size: int) -> list[Person]:
        """Make a room of `size` people who all publish and receive everybody else."""
        router = RouterId(f"r{room}")
        await self._plane.open_router(router, recordable=True)
        seated = [await self._join(router, MemberId(f"r{room}.p{index}")) for index in range(size)]
        async with asyncio.timeout(_PATIENCE):
            for member in seated:
                await member.receives(_KINDS * (size - 1))
        if self._studio is not None:
            for index in range(size):
                await self._studio.record(self._plane, MemberId(f"r{room}.p{index}"))
        return [
            Person(member.caller, member.caller, _EXTENSIONS, member.audio_ssrc, member.video_ssrc, size - 1)
            for member in seated
        ]

    async def time_to_media(self, room: int, size: int) -> float:
        """Let one more person into a room of `size`; return the seconds from its answer to the first packet."""
        name = MemberId(f"r{room}.late{len(self._members)}")
        member = self._members[name] = _Member(Caller(self._certificate))
        offer = await self._plane.open_transport(name, RouterId(f"r{room}"))
        if len(offer.tracks) < _KINDS * size:
            raise RuntimeError("the first offer must carry every track")
        await self._plane.answer(name, offer.version, member.answer(offer))
        seconds = await asyncio.to_thread(member.caller.time_to_media, read_remote(offer.sdp))
        await self._plane.close_transport(name)
        return seconds

    async def _join(self, router: RouterId, name: MemberId) -> _Member:
        member = self._members[name] = _Member(Caller(self._certificate))
        offer = await self._plane.open_transport(name, router)
        await self._plane.answer(name, offer.version, member.answer(offer))
        member.answered(offer)
        await asyncio.to_thread(member.caller.connect, read_remote(offer.sdp))
        return member

    def _take(self, event: MediaEvent) -> None:
        if isinstance(event, OfferMade):
            self._offers.put_nowait(event)

    async def _answer_offers(self) -> None:
        while True:
            made = await self._offers.get()
            member = self._members[made.member]
            await self._plane.answer(made.member, made.offer.version, member.answer(made.offer))
            member.answered(made.offer)
