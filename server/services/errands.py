"""`Errands`: what is still to be done for the recording of one session: each thing once, however often it was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from media.plane import MemberId, TapId


@dataclass(slots=True)
class Errands:
    """Bounded by the people of the session and the taps that run: what is said again while it waits changes nothing."""

    reopen: bool = False
    """Whether the recorder is another, empty one."""
    lost: dict[MemberId, datetime] = field(default_factory=dict)
    """People of a media worker that died, and since when it had been silent."""
    look: bool = False
    """Whether what is written may not be what may be written any more."""
    keyframes: set[TapId] = field(default_factory=set)
    """Running taps whose track needs a picture to begin with."""

    def lose(self, members: Iterable[MemberId], silent_since: datetime) -> None:
        """Note that nothing comes of `members`; of several deaths the first says since when."""
        for member in members:
            self.lost.setdefault(member, silent_since)
