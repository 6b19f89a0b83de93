"""What both sides agree on for one line: codecs, their repair, feedback and header extensions (RFC 3264 section 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from media import capabilities
from media.capabilities import EXTENSION_URIS, Extension, Format
from media.sdp import Section, read_pairs

_EXTENSION_OF: Final = {uri: extension for extension, uri in EXTENSION_URIS.items()}


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides agreed on for one line."""

    payload_types: tuple[int, ...]
    """Ours that the browser took, in its order of preference; RTX and RED only where their format was taken too."""
    feedback: frozenset[str]
    extensions: frozenset[Extension]

    @property
    def formats(self) -> tuple[Format, ...]:
        """The codecs of the line in the browser's order of preference."""
        return tuple(capabilities.FORMATS[number] for number in self.payload_types if number in capabilities.FORMATS)


def read_terms(section: Section, numbers: list[str], *, audio: bool) -> Terms | None:
    """Read what an accepted line takes of the payload types in `numbers`; None when it shares no codec with us.

    Raises `ValueError`.
    """
    encodings = dict(read_pairs(section.all("rtpmap")))
    parameters = dict(read_pairs(section.all("fmtp")))
    formats = {format_.payload_type: format_ for format_ in capabilities.formats(audio=audio)}
    wanted = [int(number) for number in numbers]
    taken = {number for number in wanted if number in formats and is_named(formats[number], encodings.get(number, ""))}
    if not taken:
        return None
    taken |= {
        number
        for number in wanted
        if {_repairs(number, encodings, parameters), _repeats(number, encodings, parameters)} & taken
    }
    return Terms(
        tuple(dict.fromkeys(number for number in wanted if number in taken)),
        frozenset(_feedback(section, taken)),
        frozenset(_extensions(section)),
    )


def is_named(format_: Format, encoding: str) -> bool:
    """Tell whether the encoding of an `a=rtpmap` is that of a format."""
    return encoding.strip().lower() == format_.encoding.lower()


def _repairs(number: int, encodings: dict[int, str], parameters: dict[int, str]) -> int | None:
    """Return the payload type which `number` retransmits, None when it is no retransmission of ours."""
    format_ = capabilities.RTX_OF.get(number)
    if format_ is None or not encodings.get(number, "").lower().startswith("rtx/"):
        return None
    named = f"apt={format_.payload_type}"
    return format_.payload_type if named in re.split(r"[;\s]+", parameters.get(number, "")) else None


def _repeats(number: int, encodings: dict[int, str], parameters: dict[int, str]) -> int | None:
    """Return the payload type which `number` sends repeatedly, None when it is no redundancy of ours."""
    format_ = capabilities.RED_OF.get(number)
    if format_ is None or not encodings.get(number, "").lower().startswith("red/"):
        return None
    named = {block.strip() for block in parameters.get(number, "").split("/")}
    return format_.payload_type if named == {str(format_.payload_type)} else None


def _feedback(section: Section, taken: set[int]) -> Iterator[str]:
    for value in section.all("rtcp-fb"):
        number, _, kind = value.partition(" ")
        if number == "*" or int(number) in taken:
            yield kind.strip()


def _extensions(section: Section) -> Iterator[Extension]:
    """Yield ours that were taken; one that came under another number is as good as refused."""
    for value in section.all("extmap"):
        number, _, uri = value.partition(" ")
        extension = _EXTENSION_OF.get(uri.split(" ")[0])
        if extension is not None and int(number.partition("/")[0]) == extension:
            yield extension
