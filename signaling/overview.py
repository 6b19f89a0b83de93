"""What operators may know of a room: seats and lines. No name, no case, no word; nobody is told apart by a person."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from signaling.line import Line
from signaling.members import MemberState
from signaling.protocol.passing import QualityLevel
from signaling.protocol.words import Connection, Phase, RecordingState, Side
from signaling.room import Room


@dataclass(frozen=True, slots=True)
class SeatOverview:
    """One seat, named by side and its number on that side. What nobody measured is None."""

    side: Side
    number: int
    connection: Connection
    level: QualityLevel | None
    level_since: datetime | None
    uplink_loss: float | None
    """Share of packets lost in the last two seconds, 0 to 1, from and to the browser."""
    downlink_loss: float | None
    round_trip_ms: float | None
    uplink_bps: int | None
    downlink_bps: int | None
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
        seats.append(_seat(member, numbers[member.side], room.lines.get(member.identity, Line())))
    return RoomOverview(room.session, room.meeting.state.phase, room.recording_state, tuple(seats))


def _seat(member: MemberState, number: int, line: Line) -> SeatOverview:
    # Figures of a line that is not there now would be those of another time.
    measured = line.measured if member.connection is Connection.HERE else None
    return SeatOverview(
        side=member.side,
        number=number,
        connection=member.connection,
        level=line.level if measured else None,
        level_since=line.level_since if measured else None,
        uplink_loss=measured.uplink_loss if measured else None,
        downlink_loss=measured.downlink_loss if measured else None,
        round_trip_ms=measured.round_trip_ms if measured else None,
        uplink_bps=measured.uplink_bps if measured else None,
        downlink_bps=measured.downlink_bps if measured else None,
        mic_silent=line.mic_silent,
    )
