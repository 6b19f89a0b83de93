"""What operators may know of a room: seats and lines. No name, no case, no word; nobody is told apart by a person."""

from collections import Counter
from dataclasses import dataclass

from signaling.protocol import Connection, Phase, QualityLevel, RecordingState, Side
from signaling.room import Room


@dataclass(frozen=True, slots=True)
class SeatOverview:
    """One seat, named by side and number, such as `applicant 1`."""

    seat: str
    connection: Connection
    line: QualityLevel | None
    mic_silent: bool


@dataclass(frozen=True, slots=True)
class RoomOverview:
    """One open room."""

    session: str
    phase: Phase
    recording: RecordingState
    seats: tuple[SeatOverview, ...]


def overview(room: Room) -> RoomOverview:
    """Return the seats of a room in the order in which people first came."""
    numbers: Counter[Side] = Counter()
    seats: list[SeatOverview] = []
    for member in room.meeting.state.present:
        numbers[member.side] += 1
        line = room.lines.get(member.identity)
        seats.append(
            SeatOverview(
                seat=f"{member.side} {numbers[member.side]}",
                connection=member.connection,
                line=line.quality.get(member.identity) if line else None,
                mic_silent=line.mic_silent if line else False,
            )
        )
    return RoomOverview(room.session, room.meeting.state.phase, room.recording_state, tuple(seats))
