"""What every message of the room is made of: its base, and the words for side, role, place and state."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identity = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class Message(BaseModel):
    """Base of every message: frozen, strict, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Side(StrEnum):
    """Where a person stands in the dispute."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """What a person is in the session; shown in words, grants decide what they may do."""

    PARTY = "party"
    AGENT = "agent"
    INTERPRETER = "interpreter"
    """Passes on what is said, in another language or in signs; linked to whom they help."""
    MEDIATOR = "mediator"
    CLERK = "clerk"


class Place(StrEnum):
    """Where in the session a person is."""

    LOBBY = "lobby"
    JOINT = "joint"
    WAITING = "waiting"
    """Admitted, but outside a caucus that is being held."""
    CAUCUS = "caucus"


class Phase(StrEnum):
    """How far the meeting is."""

    BEFORE = "before"
    OPEN = "open"
    CAUCUS = "caucus"
    ENDED = "ended"


class Connection(StrEnum):
    """Whether a person can be reached now."""

    HERE = "here"
    RECONNECTING = "reconnecting"
    AWAY = "away"


class Switch(StrEnum):
    """State of a microphone or camera as the server enforces it."""

    ON = "on"
    OFF = "off"
    HOST_MUTED = "host_muted"


class RecordingState(StrEnum):
    """What the truth line says about recording."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"
    BROKEN = "broken"
    NOT_ALLOWED = "not_allowed"
    """In a caucus nothing can be recorded."""
