"""经过: what happened to a case, one line each, for the people who work on it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import CaseId


class Tone(StrEnum):
    """What the line means: moves a clock, a consent or something done, waiting, a plain record."""

    CLOCK = "clock"
    CONSENT = "consent"
    WAITING = "waiting"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line. `kind` is a stable code; `text` is the sentence in the language of the case file."""

    case: CaseId
    at: datetime
    kind: str
    actor: str = field(repr=False)
    text: str = field(repr=False)
    tone: Tone = Tone.PLAIN
