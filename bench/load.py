"""The load of `forwarding.py`: what each person sends, and what becomes of it.

Each person sends 50 audio packets/s of 100 bytes and 130 video packets/s of 1,050 bytes in frames of four
or five, and receives everybody else. The send time travels inside the encrypted payload; the arrival is
the kernel's time stamp, so that a busy load generator is not taken for a slow server.
"""

import select
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from random import Random
from typing import Final

from bench.caller import SO_TIMESTAMPNS, Caller
from bench.receiver import Receiver
from media.forwarding import rtcp

AUDIO_SIZE: Final = 100
VIDEO_SIZE: Final = 1_050
_AUDIO_PERIOD: Final = 1 / 50
_VIDEO_PERIOD: Final = 1 / 30
_FRAMES: Final = (4, 4, 5)
"""Packets per frame in turn: 13 in 3 frames, 130 in a second."""
_KEYFRAME_EVERY: Final = 30
_STAMP: Final = struct.Struct("!IBQ")
_MARK: Final = 0x6D_65_64_69
_HEAD: Final = struct.Struct("!BBHII")
_TIMESPEC: Final = struct.Struct("qq")
_CONSENT: Final = 2.0
_DRAIN: Final = 64
_SLICE: Final = 0.01
_REPORT: Final = 1.0
_KEYFRAME: Final = b"\x10\x10\x02\x00\x9d\x01\x2a\x80\x02\xe0\x01"
"""A payload descriptor and the head of a picture of 640 x 480 (RFC 7741, RFC 6386)."""
VIDEO_HEAD: Final = 12
"""Where the stamp of a video packet begins."""
_NTP_EPOCH: Final = 2_208_988_800


@dataclass(frozen=True, slots=True)
class Extensions:
    """Ids of audio level, send time and transport-wide number as this server negotiated them; 0 for none."""

    audio: tuple[int, int, int]
    video: tuple[int, int, int]


@dataclass(slots=True)
class Person:
    """One person: where it sends, with which SSRCs, and where it receives."""

    uplink: Caller
    downlink: Caller
    extensions: Extensions
    audio_ssrc: int
    video_ssrc: int
    audience: int
    """How many receive what it sends."""
    sequences: list[int] = field(default_factory=lambda: [0, 0])
    transport_sequence: int = 0
    frames: int = 0


@dataclass(slots=True)
class Outcome:
    """What came of the packets sent within the measured time."""

    sent: int = 0
    expected: int = 0
    received: int = 0
    latencies: list[int] = field(default_factory=list)
    """In nanoseconds."""

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds which `share` of the packets did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] / 1e6 if ordered else float("nan")


class Load:
    """Everybody's packets. `run` sends and receives for a while; it never waits longer than a millisecond."""

    def __init__(self, people: list[Person], seed: int = 1, *, as_used: bool = False) -> None:
        """`as_used` receives as browsers do: a little is lost, asked for again and reported."""
        self._people = people
        self.outcome = Outcome()
        self._measured = 0
        self._poll = select.epoll()
        self._callers: dict[int, Caller] = {}
        for person in people:
            for caller in {id(caller): caller for caller in (person.uplink, person.downlink)}.values():
                self._callers[caller.socket.fileno()] = caller
                self._poll.register(caller.socket.fileno(), select.EPOLLIN)
        self._receivers = {
            id(person.downlink): Receiver(person.downlink, seed + index)
            for index, person in enumerate(people if as_used else ())
        }
        self._report_at = 0.0
        now, random = time.monotonic(), Random(seed)  # noqa: S311 - a schedule, not a secret
        self._due = [
            (now + random.random() * period, index, video)
            for index in range(len(people))
            for video, period in ((False, _AUDIO_PERIOD), (True, _VIDEO_PERIOD))
        ]
        heapify(self._due)
        self._consent_at = now
        self._filler = bytes(VIDEO_SIZE)

    def measure(self, *, on: bool) -> None:
        """Count from now on, or no longer, the packets sent."""
        self._measured = int(on)

    def run(self, seconds: float) -> None:
        """Send what is due and receive what comes, for `seconds`."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            self._send_due(now)
            wait = min(self._due[0][0], end) - time.monotonic()
            self._receive(max(0.0, wait))
            if now >= self._report_at:
                self._report_at = now + _REPORT
                self._report(now)
            if now >= self._consent_at:
                self._consent_at = now + _CONSENT
                for caller in self._callers.values():
                    caller.consent()

    def drain(self, seconds: float) -> None:
        """Receive only."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._receive(0.01)

    def _send_due(self, now: float) -> None:
        while self._due[0][0] <= now:
            at, index, video = self._due[0]
            heapreplace(self._due, (at + (_VIDEO_PERIOD if video else _AUDIO_PERIOD), index, video))
            person = self._people[index]
            if video:
                self.send_frame(person, at)
            else:
                self.send_sound(person, at)

    def send_sound(self, person: Person, at: float) -> None:
        """Send a packet of a person's sound, due `at`."""
        self._send(person, 111, 1, person.audio_ssrc, int(at * 48_000), AUDIO_SIZE, b"")

    def send_frame(self, person: Person, at: float) -> None:
        """Send the packets of a person's next picture, due `at`."""
        count = _FRAMES[person.frames % len(_FRAMES)]
        key = person.frames % _KEYFRAME_EVERY == 0
        person.frames += 1
        for index in range(count):
            start = (_KEYFRAME if key else b"\x10\x01") if index == 0 else b"\x00\x01"
            marker = int(index == count - 1)
            self._send(
                person, 96, marker, person.video_ssrc, int(at * 90_000), VIDEO_SIZE, start.ljust(VIDEO_HEAD, b"\x01")
            )

    def _send(  # noqa: PLR0913, PLR0917 - the fields of a packet, in the loop that costs
        self, person: Person, payload_type: int, marker: int, ssrc: int, timestamp: int, size: int, start: bytes
    ) -> None:
        video = payload_type == 96  # noqa: PLR2004 - VP8
        sequence = person.sequences[video] = person.sequences[video] + 1 & 0xFFFF
        data = person.uplink.buffer.data
        _HEAD.pack_into(data, 0, 0x90, marker << 7 | payload_type, sequence, timestamp & 0xFFFFFFFF, ssrc)
        elements = self._elements(person, audio=not video)
        at = 16 + len(elements)
        data[12:at] = b"\xbe\xde" + (len(elements) // 4).to_bytes(2) + elements
        body = start + _STAMP.pack(_MARK, self._measured, time.time_ns())
        data[at:size] = body + self._filler[: size - at - len(body)]
        length = person.uplink.session.protect(person.uplink.buffer, size)
        try:
            person.uplink.socket.send(person.uplink.buffer.view[:length])
        except OSError:
            return
        if self._measured:
            self.outcome.sent += 1
            self.outcome.expected += person.audience

    def _elements(self, person: Person, *, audio: bool) -> bytes:
        level, send_time, transport_sequence = person.extensions.audio if audio else person.extensions.video
        elements = b""
        if level:
            elements += bytes((level << 4, 0x80 | 40))
        if send_time:
            elements += bytes((send_time << 4 | 2,)) + (int(time.monotonic() * 262_144) & 0xFFFFFF).to_bytes(3)
        if transport_sequence:
            person.transport_sequence = person.transport_sequence + 1 & 0xFFFF
            elements += bytes((transport_sequence << 4 | 1,)) + person.transport_sequence.to_bytes(2)
        return elements + bytes(-len(elements) % 4)

    @property
    def repairs(self) -> tuple[int, int, int]:
        """How many packets were lost at the receivers, asked for, and sent again."""
        receivers = self._receivers.values()
        return (
            sum(receiver.lost for receiver in receivers),
            sum(receiver.asked for receiver in receivers),
            sum(receiver.repaired for receiver in receivers),
        )

    def _report(self, now: float) -> None:
        """Let everybody send sender and receiver reports."""
        for receiver in self._receivers.values():
            receiver.report()
        if not self._receivers:
            return
        ntp_time = ((time.time_ns() << 32) // 1_000_000_000) + (_NTP_EPOCH << 32)
        for person in self._people:
            for ssrc, rate in ((person.audio_ssrc, 48_000), (person.video_ssrc, 90_000)):
                report = rtcp.SenderReport(ssrc, ntp_time, int(now * rate) & 0xFFFFFFFF, 0, 0)
                person.uplink.send_rtcp(rtcp.build_sender_report(report))

    def _receive(self, wait: float) -> None:
        for descriptor, _ in self._poll.poll(wait):
            caller = self._callers[descriptor]
            for length, arrived in _datagrams(caller):
                self._take(caller, length, arrived)

    def _take(self, caller: Caller, length: int, arrived: int) -> None:
        data = caller.buffer.data
        if data[0] & 0xC0 != 0x80 or 64 <= data[1] & 0x7F < 96:  # noqa: PLR2004 - not RTP: RFC 7983, RFC 5761
            return
        receiver = self._receivers.get(id(caller))
        if receiver is not None and receiver.loses():
            self.outcome.received += self._measured
            return
        length = caller.session.unprotect(caller.buffer, length)
        if not length:
            return
        if receiver is not None and not receiver.take(*_identity(data)):
            return
        at = 12 + 4 * (data[0] & 0x0F)
        if data[0] & 0x10:
            at += 4 + 4 * (data[at + 2] << 8 | data[at + 3])
        if data[1] & 0x7F == 96:  # noqa: PLR2004 - VP8
            at += VIDEO_HEAD
        mark, measured, sent = _STAMP.unpack_from(data, at)
        if mark == _MARK and measured:
            self.outcome.received += 1
            self.outcome.latencies.append(arrived - sent)


@contextmanager
def sending(load: Load) -> Iterator[None]:
    """Run `load` in a thread of its own."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            load.run(_SLICE)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _identity(data: bytearray) -> tuple[int, int, int]:
    """Return payload type, SSRC and sequence number."""
    _, second, sequence, _, ssrc = _HEAD.unpack_from(data)
    return second & 0x7F, ssrc, sequence


def _datagrams(caller: Caller) -> Iterator[tuple[int, int]]:
    """Yield length and arrival (ns since the epoch) of what is waiting, each in the caller's buffer."""
    for _ in range(_DRAIN):
        try:
            length, ancillary, _, _ = caller.socket.recvmsg_into([caller.buffer.view], 64)
        except OSError:
            return
        seconds, nanoseconds = next(
            (_TIMESPEC.unpack(data) for _, kind, data in ancillary if kind == SO_TIMESTAMPNS), (0, 0)
        )
        yield length, seconds * 1_000_000_000 + nanoseconds
