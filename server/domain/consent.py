"""Consent of one person to one purpose: asked alone, answered yes or no, changed at any time, history kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError
from server.domain.ids import Identity, SessionId

WORDING_VERSION: Final = "2026-02"


class Purpose(StrEnum):
    """What consent is asked for (人民法院在线诉讼规则 arts. 4 and 10: consent may be partial)."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    COURT_VIEWING = "court_viewing"


class Channel(StrEnum):
    """Where the answer was given."""

    LINK = "link"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as given."""

    answer: bool
    version: str
    answered_at: datetime
    channel: Channel


@dataclass(frozen=True, slots=True)
class Consent:
    """All answers of one person to one purpose, oldest first. Nobody infers one purpose from another."""

    session: SessionId
    identity: Identity
    purpose: Purpose
    answers: tuple[Answer, ...] = ()

    @property
    def standing(self) -> Answer | None:
        """The answer that holds now; None when never answered."""
        return self.answers[-1] if self.answers else None

    def stands(self) -> bool | None:
        """Tell what holds now; None when never answered."""
        return self.standing.answer if self.standing else None

    def respond(self, answer: Answer) -> "Consent":
        """Return the consent with one more answer; the same answer to the same wording changes nothing.

        Raises `ConflictError` when the person answered an outdated wording.
        """
        if answer.version != WORDING_VERSION:
            raise ConflictError("consent.outdated_wording", current=WORDING_VERSION)
        standing = self.standing
        if standing and (standing.answer, standing.version) == (answer.answer, answer.version):
            return self
        return replace(self, answers=(*self.answers, answer))
