"""CPU time of the recorder process per recorded person and minute, sound and picture, paced as in a room.

    python -m bench.recording_cpu [--people 3] [--seconds 20]

Each person sends 50 Opus packets a second and 30 pictures a second in packets of about 1,050 bytes, 1.1 Mbit/s
in all. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from media.forwarding.run import Run, RunPacket, cut
from media.plane import Codec, Source, TapId
from media.tapping import TapFeed, TapOutlet
from recordings import manifest
from recordings.plane import RecordingId, TrackPlan
from recordings.remote import RemoteRecorder
from recordings.worker import RecorderSettings

_RECORDING = RecordingId("bench")
_PACKETS_A_PICTURE = 4
_PICTURES_A_KEYFRAME = 300


class Person:
    """One person's packets; the same bytes again and again under new numbers."""

    def __init__(self, number: int) -> None:
        self.mic, self.camera = TapId(2 * number), TapId(2 * number + 1)
        self._sounds = self._pictures = self._packets = 0

    def sound(self) -> bytes:
        """Return the next Opus packet."""
        self._sounds += 1
        head = b"\x90\x6f" + (self._sounds % 65_536).to_bytes(2) + (960 * self._sounds % (1 << 32)).to_bytes(4)
        return head + b"\0\0\0\1\xbe\xde\0\1\x10\x20\0\0" + b"\xfc" + bytes(80)

    def picture(self) -> Iterator[bytes]:
        """Yield the packets of the next picture."""
        is_key = self._pictures % _PICTURES_A_KEYFRAME == 0
        self._pictures += 1
        stamp = (3_000 * self._pictures % (1 << 32)).to_bytes(4)
        for n in range(_PACKETS_A_PICTURE):
            self._packets += 1
            second = b"\xe0" if n == _PACKETS_A_PICTURE - 1 else b"\x60"
            frame = (b"\x10\0\0\x9d\x01\x2a\x80\x02\xe0\x01" if is_key else b"\x11" * 10) if n == 0 else b""
            descriptor = b"\x90\x80\x80\x01" if n == 0 else b"\x80\x80\x80\x01"
            yield (
                b"\x80"
                + second
                + (self._packets % 65_536).to_bytes(2)
                + stamp
                + b"\0\0\0\2"
                + descriptor
                + frame
                + bytes(1_030)
            )


def _cut(packet: bytes) -> RunPacket:
    return cut(packet, len(packet), int.from_bytes(packet[2:4]), int.from_bytes(packet[4:8]))


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process so far (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def talk(people: list[Person], outlet: TapOutlet, seconds: float) -> None:
    """Send everything at its time, people a little apart from each other."""
    loop = asyncio.get_running_loop()
    offset = time.time_ns() / 1e9 - time.monotonic()
    feeds = {tap: TapFeed(tap, outlet, offset) for person in people for tap in (person.mic, person.camera)}
    begin = loop.time()
    events = [(n / 50 + p / 997, 0, person) for p, person in enumerate(people) for n in range(int(50 * seconds))]
    events += [(n / 30 + p / 997, 1, person) for p, person in enumerate(people) for n in range(int(30 * seconds))]
    for at, kind, person in sorted(events, key=lambda event: event[:2]):
        await asyncio.sleep(max(0.0, begin + at - loop.time()))
        now = time.monotonic()
        packets = person.picture() if kind else [person.sound()]
        run, ssrc = Run(), 2 if kind else 1
        run.packets += (_cut(packet) for packet in packets)
        feeds[person.camera if kind else person.mic].add_run(run, ssrc, now)
        outlet.flush()


def recorded(folder: Path) -> int:
    """Return milliseconds of sound and picture in the files, without gaps."""
    segments = manifest.read(folder).segments
    return sum(part.duration_ms - sum(gap.length_ms for gap in part.gaps) for part in segments)


async def measure(people_count: int, seconds: float) -> dict[str, float]:
    """Record so many people for so long; return what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        recorder = await RemoteRecorder.start(RecorderSettings(f"{folder}/all", f"{folder}/sink", f"{folder}/key", 0))
        await recorder.open(_RECORDING, "bench", datetime.now(UTC), bytes(32))  # noqa: TID251 - a script is an edge
        people = [Person(number) for number in range(people_count)]
        for person in people:
            mic = TrackPlan(person.mic, f"p{person.mic}", Source.MIC, Codec.OPUS, 48_000)
            camera = TrackPlan(person.camera, f"p{person.mic}", Source.CAMERA, Codec.VP8, 90_000)
            await recorder.add_track(_RECORDING, mic)
            await recorder.add_track(_RECORDING, camera)
        outlet = TapOutlet(recorder.sink)
        pid = recorder.pid or 0
        before = cpu_seconds(pid)
        await talk(people, outlet, seconds)
        used = cpu_seconds(pid) - before
        outlet.close()
        await recorder.seal(_RECORDING, datetime.now(UTC))  # noqa: TID251 - a script is an edge
        await recorder.close()
        recorded_ms = recorded(Path(folder, "all", _RECORDING))
    return {
        "cpu_s_per_person_minute": round(used * 60 / (people_count * seconds), 3),
        "people": people_count,
        "seconds": seconds,
        "dropped": outlet.dropped,
        "recorded_share": round(recorded_ms / (2_000 * people_count * seconds), 4),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="CPU time of recording.")
    parser.add_argument("--people", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    print(json.dumps(asyncio.run(measure(arguments.people, arguments.seconds))))


if __name__ == "__main__":
    main()
