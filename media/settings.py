"""What a media worker is told when it starts."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MediaSettings:
    """Where the worker listens and which addresses it tells the browsers.

    Browsers must reach `advertised` (or the machine's own addresses, when it is empty) on one UDP port,
    and should reach the TCP port of the same number.
    """

    hosts: tuple[str, ...] = ("0.0.0.0", "::")  # noqa: S104 - browsers come from everywhere; every packet is authenticated
    """Addresses to bind; a family the machine does not have is left out."""
    port: int = 0
    """Port number for UDP and TCP; 0 chooses a free one."""
    advertised: tuple[str, ...] = ()
    """Addresses for the offers, for example the public one of a NAT; empty: those of the interfaces."""
    loopback: bool = False
    """Also advertise 127.0.0.1. Not alone: a browser does not pair it over UDP and loses a second."""
    tcp: bool = True
    """Whether to listen on TCP too, for networks that block UDP."""
    max_transports: int = 200
    """Browsers that a worker takes at once: what it holds in memory is bounded by this (docs/architecture.md)."""
    max_router_members: int = 40
    """Browsers in one place; a room seats twenty, and a browser that comes anew may meet its own last transport."""

    def to_json(self) -> str:
        """Write as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "MediaSettings":
        """Read what `to_json` wrote; raise `ValueError` or `TypeError`."""
        values: dict[str, Any] = json.loads(text)
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**{**values, **lists})
