"""A session description taken apart into its sections and their attributes (RFC 8866); nothing is interpreted here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from media.errors import SdpError

MAX_SIZE: Final = 65_536
_MAX_LINES: Final = 4_000


@dataclass(slots=True)
class Section:
    """The session level, whose `media` is empty, or one m-line, with the attributes as written."""

    media: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        """Return every value of an attribute, in order."""
        return self.attributes.get(name, [])

    def first(self, name: str) -> str | None:
        """Return the first value of an attribute, empty for a property attribute; None when it is not there."""
        values = self.attributes.get(name)
        return values[0] if values else None

    def has(self, name: str) -> bool:
        """Whether the attribute is there at all."""
        return name in self.attributes


def read_sections(sdp: str) -> list[Section]:
    """Return the session level and every m-line of `sdp`, whose lines may end with CRLF or LF.

    Raises `SdpError` when the text is too large or no session description.
    """
    if len(sdp) > MAX_SIZE:
        raise SdpError("too large")
    if "\0" in sdp or not sdp.startswith("v=0"):
        raise SdpError("not a session description")
    lines = sdp.split("\n", _MAX_LINES)
    if len(lines) > _MAX_LINES:
        raise SdpError("too large")
    sections = [Section()]
    for line in lines:
        kind, _, value = line.rstrip("\r").partition("=")
        if kind == "m":
            sections.append(Section(value))
        elif kind == "a":
            name, _, rest = value.partition(":")
            sections[-1].attributes.setdefault(name, []).append(rest)
    return sections


def read_pairs(values: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the number and the rest of values such as `96 VP8/90000`; raise `ValueError` without a number."""
    for value in values:
        number, _, rest = value.partition(" ")
        yield int(number), rest
