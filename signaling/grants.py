"""What a ticket allows in a room. Rooms look at grants only; who gets which is decided by whoever signs the ticket."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from signaling.protocol.words import Role


class Grant(StrEnum):
    """One right in a room."""

    PUBLISH = "publish"
    """Be heard and seen."""
    SHARE_SCREEN = "share_screen"
    CHAT = "chat"
    MODERATE = "moderate"
    """Pass the lobby; admit, refuse, send back, mute, open, tell: whoever presides, and their standing deputy."""
    CAUCUS = "caucus"
    """Talk alone with one side: only who presides."""


_GUEST = frozenset({Grant.PUBLISH, Grant.SHARE_SCREEN, Grant.CHAT})

USUAL: Mapping[Role, frozenset[Grant]] = MappingProxyType(
    {
        Role.PARTY: _GUEST,
        Role.AGENT: _GUEST,
        Role.INTERPRETER: frozenset({Grant.PUBLISH, Grant.CHAT}),
        Role.CLERK: _GUEST | {Grant.MODERATE},
        Role.MEDIATOR: _GUEST | {Grant.MODERATE, Grant.CAUCUS},
    }
)
"""What each role gets when nothing else is said."""
