"""A carrier for tests: it keeps what it took."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from server.services.ports.desk import Addressee, Attachment, CarrierError


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
