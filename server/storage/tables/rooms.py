"""Tables of the meeting room: its state, its events, and the lines of its people."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Integer, String, Table, Text

from server.storage.columns import Instant
from server.storage.tables.base import ID, NAME, WORD, metadata

meeting_state = Table(
    "meeting_state",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("state", JSON, nullable=False),
)
session_quality = Table(
    "session_quality",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("identity", String(ID), primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("level", String(WORD)),
    Column("uplink_loss", Float),
    Column("downlink_loss", Float),
    Column("round_trip_ms", Float),
    Column("jitter_ms", Float),
    Column("uplink_bps", BigInteger),
    Column("downlink_bps", BigInteger),
    Column("report", JSON),
)
room_event = Table(
    "room_event",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(WORD), nullable=False),
    Column("identity", String(ID)),
    Column("name", String(NAME)),
    Column("place", String(WORD)),
    Column("note", Text),
    Column("audience", JSON),
)
