"""A person without a browser: aiortc's peer connection talking to a media plane.

Sends a tone and a moving pattern, decodes and measures what arrives, and answers every offer.
"""

import asyncio
import math
import re
from array import array
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, Self

from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCSessionDescription,
)
from aiortc.jitterbuffer import JitterBuffer
from aiortc.mediastreams import MediaStreamError
from aiortc.rtcrtpreceiver import NackGenerator
from av import AudioFrame, VideoFrame
from typing_extensions import override

from media.plane import MediaEvent, MediaPlane, MemberId, Offer, OfferedTrack, OfferMade, RouterId, Source
from tests.support.wait import until

SAMPLE_RATE = 48_000
_SAMPLES = SAMPLE_RATE // 50
_FRAME_RATE = 10
_WIDTH, _HEIGHT = 160, 120
_AMPLITUDE = 8_000
_LINE_OF = {source: index for index, source in enumerate(Source)}
_KEEPS = ("0", "1", "2")
_PICTURE_PATIENCE = 0.3
_OF_RECEIVER = "_RTCRtpReceiver__"
"""How Python spells what aiortc's receiver keeps to itself."""

Heard = tuple[MemberId, Source]


class Relay(Protocol):
    """Something between party and server, such as `wire.Wire`, that the party sends to instead."""

    def redirect(self, sdp: str) -> str:
        """Return the offer with its candidates replaced."""


class Tone(MediaStreamTrack):
    """A sine of a multiple of 50 Hz, in steps of 20 ms."""

    kind = "audio"

    def __init__(self, frequency: int = 400) -> None:
        super().__init__()
        self._pace = _Pace(1 / 50)
        self._samples = array(
            "h", (int(_AMPLITUDE * math.sin(2 * math.pi * frequency * n / SAMPLE_RATE)) for n in range(_SAMPLES))
        ).tobytes()

    @property
    def sent(self) -> int:
        """Frames made so far."""
        return self._pace.steps

    @override
    async def recv(self) -> AudioFrame:
        """Return the next 20 ms when their time has come."""
        step = await self._pace.next()
        frame = AudioFrame(format="s16", layout="mono", samples=_SAMPLES)
        frame.planes[0].update(self._samples)
        frame.sample_rate = SAMPLE_RATE
        frame.pts = step * _SAMPLES
        frame.time_base = Fraction(1, SAMPLE_RATE)
        return frame


class Pattern(MediaStreamTrack):
    """A bright bar wandering over a small grey picture."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._pace = _Pace(1 / _FRAME_RATE)

    @property
    def sent(self) -> int:
        """Frames made so far."""
        return self._pace.steps

    @override
    async def recv(self) -> VideoFrame:
        """Return the next picture when its time has come."""
        step = await self._pace.next()
        frame = VideoFrame(_WIDTH, _HEIGHT, "yuv420p")
        for index, plane in enumerate(frame.planes):
            plane.update(bytes((128,)) * plane.buffer_size if index else _bar(step, plane.line_size, plane.height))
        frame.pts = step * (90_000 // _FRAME_RATE)
        frame.time_base = Fraction(1, 90_000)
        return frame


def _bar(step: int, width: int, height: int) -> bytes:
    at = step * 8 % (_WIDTH - 16)
    return (bytes((60,)) * at + bytes((220,)) * 16 + bytes((60,)) * (width - at - 16)) * height


class _Pace:
    """The steps of a source in real time; late steps are made up for."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._begun: float | None = None
        self._step = -1

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return self._step + 1

    async def next(self) -> int:
        loop = asyncio.get_running_loop()
        if self._begun is None:
            self._begun = loop.time()
        self._step += 1
        await asyncio.sleep(max(0.0, self._begun + self._step * self._interval - loop.time()))
        return self._step


@dataclass(slots=True)
class Received:
    """What arrived of one source: decoded frames, and of the last one its loudness or its size."""

    frames: int = 0
    rms: float = 0.0
    """Of the last audio frame, 0 to 32767."""
    width: int = 0
    height: int = 0

    def take(self, frame: AudioFrame | VideoFrame) -> None:
        """Count and measure one frame."""
        self.frames += 1
        if isinstance(frame, VideoFrame):
            self.width, self.height = frame.width, frame.height
        else:
            self.rms = _rms(frame)


def _rms(frame: AudioFrame) -> float:
    samples = array("h", bytes(frame.planes[0])[: 2 * frame.samples])
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


class Party:
    """One person: `async with Party(plane, member) as party: await party.join(router)`.

    `received` holds what was decoded per person and source; nothing is ever removed from it.
    """

    def __init__(self, plane: MediaPlane, member: str, *, frequency: int = 400, relay: Relay | None = None) -> None:
        self.member = MemberId(member)
        self.received: dict[Heard, Received] = {}
        self.offered: tuple[OfferedTrack, ...] = ()
        """The tracks of the last offer that was answered."""
        self.answered = 0
        """Version of that offer."""
        self._plane = plane
        self._frequency = frequency
        self._relay = relay
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._connection.on("track", self._on_track)
        self._offers: asyncio.Queue[Offer] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._sending: dict[Source, Tone | Pattern] = {}
        self._ssrcs: dict[str, int] = {}
        self._gone = False
        plane.subscribe(self._on_event)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def join(
        self, router: str | None, sources: frozenset[Source] = frozenset({Source.MIC, Source.CAMERA})
    ) -> None:
        """Open the transport in `router`, send `sources` and return when the transport is connected."""
        for source in sources:
            self._sending[source] = self._make_track(source)
        offer = await self._plane.open_transport(self.member, RouterId(router) if router is not None else None)
        self._offers.put_nowait(offer)
        self._tasks += [asyncio.create_task(self._answer_offers()), asyncio.create_task(self._ask_again())]
        await until(lambda: self.connected, f"the connection of {self.member}")

    @property
    def connected(self) -> bool:
        """Whether ICE and DTLS are up, as this party sees it. Raises what broke the negotiation."""
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()
        return self._connection.connectionState == "connected"

    def hears(self, member: str, source: Source = Source.MIC) -> Received:
        """Return what arrived of `source` of `member` so far."""
        return self.received.setdefault((MemberId(member), source), Received())

    async def hear(self, member: str, source: Source = Source.MIC, frames: int = 5) -> None:
        """Return when `frames` more frames of that source have been decoded."""
        received = self.hears(member, source)
        goal = received.frames + frames
        await until(lambda: received.frames >= goal, f"{source} of {member} at {self.member}")

    async def until_offered(self, *members: str) -> None:
        """Return when exactly the tracks of `members` are in the offer answered last."""
        wanted = {MemberId(member) for member in members}
        await until(
            lambda: {track.member for track in self.offered} == wanted, f"offering {sorted(wanted)} to {self.member}"
        )

    def mute(self, source: Source = Source.MIC) -> None:
        """Send nothing of `source`, as a browser does on `replaceTrack(null)`."""
        self._sender(source).replaceTrack(None)

    async def drop(self) -> None:
        """Vanish without telling the plane. A closing peer connection still says goodbye by DTLS."""
        self._gone = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for track in self._sending.values():
            track.stop()
        await self._connection.close()

    async def leave(self) -> None:
        """Close the transport and everything of this party; idempotent."""
        if self._gone:
            return
        await self._plane.close_transport(self.member)
        await self.drop()

    def sent(self, source: Source) -> int:
        """Return how many frames of `source` were sent so far."""
        return self._sending[source].sent

    def _make_track(self, source: Source) -> Tone | Pattern:
        return Tone(self._frequency) if source is Source.MIC else Pattern()

    def _sender(self, source: Source) -> "_Sender":
        sender: _Sender = self._connection.getTransceivers()[_LINE_OF[source]].sender
        return sender

    def _on_event(self, event: MediaEvent) -> None:
        if isinstance(event, OfferMade) and event.member == self.member and not self._gone:
            self._offers.put_nowait(event.offer)

    async def _answer_offers(self) -> None:
        # Not `while True`: before Python 3.12 `wait_for`, which socket clients use, can swallow a cancellation.
        while not self._gone:
            offer = await self._offers.get()
            if offer.version > self.answered:
                await self._answer(offer)
                # aiortc forgets the lines of an offer that comes while the handshake of the first one runs
                await until(lambda: self._connection.connectionState == "connected", f"connecting {self.member}")

    async def _answer(self, offer: Offer) -> None:
        sdp = self._relay.redirect(offer.sdp) if self._relay else offer.sdp
        await self._connection.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        self.offered = offer.tracks
        if not self.answered:
            self._begin_sending()
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        self._follow_reused_lines(offer.sdp)
        await self._plane.answer(self.member, offer.version, self._connection.localDescription.sdp)
        self.answered = offer.version

    def _begin_sending(self) -> None:
        for source, track in self._sending.items():
            transceiver = self._connection.getTransceivers()[_LINE_OF[source]]
            transceiver.direction = "sendonly"
            transceiver.sender.replaceTrack(track)

    def _follow_reused_lines(self, sdp: str) -> None:
        """Tell aiortc of the SSRCs of lines used again: it learns those of a line only once."""
        receivers = {transceiver.mid: transceiver.receiver for transceiver in self._connection.getTransceivers()}
        for section in sdp.split("\r\nm=")[1:]:
            mid = section.split("a=mid:", 1)[1].split("\r\n", 1)[0]
            if mid not in _KEEPS:
                table = receivers[mid].transport._rtp_router.ssrc_table  # noqa: SLF001 - it has no public door
                ssrcs = list(dict.fromkeys(int(ssrc) for ssrc in re.findall(r"a=ssrc:(\d+)", section)))
                table.update((ssrc, receivers[mid]) for ssrc in ssrcs)
                before = self._ssrcs.get(mid)
                if ssrcs and before != ssrcs[0]:
                    self._ssrcs[mid] = ssrcs[0]
                    if before is not None:
                        _begin_stream(receivers[mid], *ssrcs)

    async def _ask_again(self) -> None:
        """Ask for keyframes and for what is missing until it comes, as browsers do; aiortc waits in silence.

        It asks for no keyframe when it missed the first, and for a lost packet once, though its decoder needs it.
        """
        while True:
            await asyncio.sleep(_PICTURE_PATIENCE)
            for track in self.offered:
                if self.connected and track.source is not Source.MIC:
                    receiver = next(
                        each.receiver for each in self._connection.getTransceivers() if each.mid == track.mid
                    )
                    missing = sorted(getattr(receiver, f"{_OF_RECEIVER}nack_generator").missing)
                    if not self.hears(*_key(track)).frames:
                        await receiver._send_rtcp_pli(self._ssrcs[track.mid])  # noqa: SLF001 - it has no public door
                    if missing:
                        await receiver._send_rtcp_nack(self._ssrcs[track.mid], missing)  # noqa: SLF001 - as above

    def _on_track(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.create_task(self._measure(track)))

    async def _measure(self, track: MediaStreamTrack) -> None:
        mid = next(each.mid for each in self._connection.getTransceivers() if each.receiver.track is track)
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            owner = next((offered for offered in self.offered if offered.mid == mid), None)
            if owner is not None and isinstance(frame, AudioFrame | VideoFrame):
                self.hears(owner.member, owner.source).take(frame)


def _key(track: OfferedTrack) -> Heard:
    return track.member, track.source


def _begin_stream(receiver: RTCRtpReceiver, ssrc: int, rtx_ssrc: int = 0) -> None:
    """Have aiortc count anew, and know the retransmissions of a line's new stream, which begins at any number.

    It keeps one buffer per line, and waits for what lies between the streams as for lost packets; browsers have
    a buffer per stream.
    """
    is_video = receiver.track.kind == "video"
    state = {
        "jitter_buffer": JitterBuffer(512, is_video=True) if is_video else JitterBuffer(16, prefetch=4),
        "nack_generator": NackGenerator() if is_video else None,
        "rtx_ssrc": {rtx_ssrc: ssrc},
    }
    for name, value in state.items():
        setattr(receiver, f"{_OF_RECEIVER}{name}", value)


class _Sender(Protocol):
    """What we use of aiortc's sender."""

    def replaceTrack(self, track: MediaStreamTrack | None) -> None:  # noqa: N802 - aiortc's name
        """Send another track, or none."""
