"""Carriers for tests: they keep what they took."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.services.ports.desk import Addressee, Attachment, CarrierError
from server.services.ports.outbox import FactCarrierError, Letter


@dataclass
class Gateway:
    """A carrier that keeps what it took and refuses while it is told to."""

    refuses: CarrierError | None = None
    took: list[tuple[str, str]] = field(default_factory=list)
    mailed: list[tuple[str, Sequence[Attachment]]] = field(default_factory=list)

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:  # noqa: ARG002 - the seam asks for it
        if self.refuses is not None:
            raise self.refuses
        if to.email:
            self.mailed.append((to.email, files))
        else:
            self.took.append((to.phone, text))


@dataclass
class OtherSystem:
    """Another system: it keeps what it took, refuses what `refuses` names by its key, and `dies` before or after."""

    refuses: dict[str, FactCarrierError] = field(default_factory=dict)
    dies: str = ""
    """`before` it took the next fact, or `after`; once."""
    took: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002 - the seam asks for it
        if letter.key in self.refuses:
            raise self.refuses[letter.key]
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise PowerCutError
        self.took.append(letter)
        if dies == "after":
            raise PowerCutError

    @property
    def keys(self) -> list[str]:
        return [letter.key for letter in self.took]


class PowerCutError(BaseException):
    """Nobody catches it: what comes after it never happens, as when the process is killed."""
