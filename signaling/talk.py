"""`Talk`: what was said in writing, each place apart. A caucus has its lines only here, in memory, until it ends."""

from collections import deque
from collections.abc import Iterable
from typing import Final

from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.view import ChatLine
from signaling.protocol.words import Place

KEPT: Final = 200
"""Lines a viewer gets to see; older ones of the joint room are in the store."""
KEPT_CHARACTERS: Final = 40_000
"""And as many characters, because every view carries them."""


class Talk:
    """Lines of the joint room and of the caucus being held."""

    def __init__(self) -> None:
        self._lines: dict[Place, deque[ChatLine]] = {Place.JOINT: deque(maxlen=KEPT), Place.CAUCUS: deque(maxlen=KEPT)}

    def restore(self, events: Iterable[StoredEvent]) -> None:
        """Take up the joint room's lines from the store, after a restart."""
        self._lines[Place.JOINT].extend(
            ChatLine(id=f"event-{event.seq}", at=event.at, identity=event.identity, name=event.name, text=event.note)
            for event in events
            if event.kind is EventKind.CHAT and event.identity and event.name and event.note
        )

    def has(self, identity: str, line: str) -> bool:
        """Tell whether this person's line has been said already."""
        return any(said.id == line and said.identity == identity for lines in self._lines.values() for said in lines)

    def say(self, place: Place, line: ChatLine) -> None:
        """Keep a line."""
        self._lines[place].append(line)

    def at(self, place: Place) -> tuple[ChatLine, ...]:
        """Return the last lines of a place; none where nobody can write."""
        lines = self._lines.get(place, ())
        room = KEPT_CHARACTERS
        shown: deque[ChatLine] = deque()
        for line in reversed(lines):
            room -= len(line.text)
            if room < 0:
                break
            shown.appendleft(line)
        return tuple(shown)

    def forget_caucus(self) -> None:
        """Drop every line of the caucus."""
        self._lines[Place.CAUCUS].clear()
