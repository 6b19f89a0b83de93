"""Manner: how an invited person will attend a session, as they said and whoever mediates confirmed (OM-18).

在线调解规则 art. 16(1)(i): before convening, the presider confirms how each party attends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.session import SessionMode


class Manner(StrEnum):
    """How somebody takes part in a session (OM-18)."""

    VIDEO = "video"
    VOICE = "voice"
    """By sound alone, where there is no camera or the line is too thin."""
    ON_SITE = "on_site"
    WRITING = "writing"
    """Does not come; what they have to say is there in writing."""


ONLINE: Final = frozenset({Manner.VIDEO, Manner.VOICE})
FITTING: Final[Mapping[SessionMode, frozenset[Manner]]] = {
    SessionMode.ONLINE: ONLINE | {Manner.WRITING},
    SessionMode.ON_SITE: frozenset({Manner.ON_SITE, Manner.WRITING}),
    SessionMode.HYBRID: frozenset(Manner),
}


@dataclass(frozen=True, slots=True)
class Attending:
    """How a person will attend, who confirmed it with them, and when."""

    manner: Manner
    confirmed_by: str = field(repr=False)
    """Name of the member of staff."""
    at: datetime


def require_fitting(mode: SessionMode, manner: Manner) -> None:
    """Raise `InvalidError` (`session.manner`) when nobody can attend such a session in this way."""
    if manner not in FITTING[mode]:
        raise InvalidError("session.manner", manner=manner.value, mode=mode.value)
