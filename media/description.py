"""Session descriptions as browsers answer them, read with distrust (RFC 8866, RFC 3264).

Only what the service needs is read, everything unknown is skipped, and whatever does not fit raises
`SdpError` with a short stable reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from media import capabilities
from media.capabilities import EXTENSION_URIS, Extension, Format
from media.errors import SdpError

MAX_SIZE: Final = 65_536
_MAX_LINES: Final = 4_000
_MAX_SSRCS: Final = 16
_MAX_FINGERPRINTS: Final = 8

_UFRAG: Final = re.compile(r"[A-Za-z0-9+/]{4,256}")
_PASSWORD: Final = re.compile(r"[A-Za-z0-9+/]{22,256}")
_DIGEST_SIZES: Final = {"sha-256": 32, "sha-384": 48, "sha-512": 64}
_DIRECTIONS: Final = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})
_SENDING: Final = frozenset({"sendrecv", "sendonly"})
_RECEIVING: Final = frozenset({"sendrecv", "recvonly"})
_EXTENSION_OF: Final = {uri: extension for extension, uri in EXTENSION_URIS.items()}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint of the browser's certificate: `sha-256`, `sha-384` or `sha-512` (RFC 8122)."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides agreed on for one line."""

    payload_types: tuple[int, ...]
    """Ours that the browser took, in its order of preference; RTX only where its format was taken too."""
    feedback: frozenset[str]
    extensions: frozenset[Extension]

    @property
    def formats(self) -> tuple[Format, ...]:
        """The codecs of the line in the browser's order of preference."""
        return tuple(capabilities.FORMATS[number] for number in self.payload_types if number in capabilities.FORMATS)


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One m-line of an answer; `terms` is None when the browser rejected it or shares no codec with us."""

    mid: str
    direction: str
    ssrc: int | None
    rtx_ssrc: int | None
    terms: Terms | None

    @property
    def sends(self) -> bool:
        """Whether the browser will send here."""
        return self.terms is not None and self.direction in _SENDING

    @property
    def receives(self) -> bool:
        """Whether the browser will receive here."""
        return self.terms is not None and self.direction in _RECEIVING


@dataclass(frozen=True, slots=True)
class Description:
    """An answer that fits its offer."""

    ufrag: str
    password: str
    fingerprints: tuple[Fingerprint, ...]
    lines: tuple[AnsweredLine, ...]


@dataclass(slots=True)
class _Section:
    """The session level or one m-line with its attributes, as written."""

    media: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return self.attributes.get(name, [])

    def first(self, name: str) -> str | None:
        values = self.attributes.get(name)
        return values[0] if values else None


def read_answer(sdp: str, kinds: Sequence[bool]) -> Description:
    """Read an answer to an offer whose m-lines are audio where `kinds` is true, with mids "0", "1", ...

    Raises `SdpError`, and nothing else whatever the text.
    """
    if len(sdp) > MAX_SIZE:
        raise SdpError("too large")
    try:
        return _read_answer(sdp, kinds)
    except (ValueError, IndexError, KeyError) as error:
        raise SdpError("malformed") from error


def _read_answer(sdp: str, kinds: Sequence[bool]) -> Description:
    session, *sections = _sections(sdp)
    if len(sections) != len(kinds):
        raise SdpError("another number of lines than offered")
    lines = tuple(
        _read_line(section, session, str(index), audio=audio)
        for index, (section, audio) in enumerate(zip(sections, kinds, strict=True))
    )
    carrier = next((section for section, line in zip(sections, lines, strict=True) if line.terms), None)
    if carrier is None:
        raise SdpError("every line rejected")
    return Description(*_read_credentials(carrier, session), lines)


def _sections(sdp: str) -> list[_Section]:
    if "\0" in sdp or not sdp.startswith("v=0"):
        raise SdpError("not a session description")
    lines = sdp.split("\n", _MAX_LINES)
    if len(lines) > _MAX_LINES:
        raise SdpError("too large")
    sections = [_Section()]
    for line in lines:
        kind, _, value = line.rstrip("\r").partition("=")
        if kind == "m":
            sections.append(_Section(value))
        elif kind == "a":
            name, _, rest = value.partition(":")
            sections[-1].attributes.setdefault(name, []).append(rest)
    return sections


def _read_credentials(carrier: _Section, session: _Section) -> tuple[str, str, tuple[Fingerprint, ...]]:
    """Read what the whole bundle is carried by: ICE and DTLS, on its first accepted line or above all lines."""
    ufrag = carrier.first("ice-ufrag") or session.first("ice-ufrag") or ""
    password = carrier.first("ice-pwd") or session.first("ice-pwd") or ""
    if not _UFRAG.fullmatch(ufrag) or not _PASSWORD.fullmatch(password):
        raise SdpError("no ICE credentials")
    if (carrier.first("setup") or session.first("setup")) != "active":
        raise SdpError("the browser must be the DTLS client")
    fingerprints = tuple(_read_fingerprints(carrier.all("fingerprint") or session.all("fingerprint")))
    if not fingerprints:
        raise SdpError("no usable fingerprint")
    return ufrag, password, fingerprints


def _read_fingerprints(values: list[str]) -> Iterator[Fingerprint]:
    for value in values[:_MAX_FINGERPRINTS]:
        name, _, text = value.partition(" ")
        algorithm = name.lower()
        digest = bytes.fromhex(text.strip().replace(":", ""))
        if algorithm in _DIGEST_SIZES and len(digest) == _DIGEST_SIZES[algorithm]:
            yield Fingerprint(algorithm, digest)


def _read_line(section: _Section, session: _Section, mid: str, *, audio: bool) -> AnsweredLine:
    kind, port, protocol, *numbers = section.media.split()
    if kind != ("audio" if audio else "video"):
        raise SdpError("a line of another kind than offered")
    if section.first("mid") not in {mid, None}:
        raise SdpError("a line of another name than offered")
    if int(port) == 0:
        return AnsweredLine(mid, "inactive", None, None, None)
    if protocol != "UDP/TLS/RTP/SAVPF":
        raise SdpError("a line without SRTP")
    direction = _direction(section) or _direction(session) or "sendrecv"
    ssrc, rtx_ssrc = _read_ssrcs(section)
    return AnsweredLine(mid, direction, ssrc, rtx_ssrc, _read_terms(section, numbers, audio=audio))


def _direction(section: _Section) -> str | None:
    return next((name for name in section.attributes if name in _DIRECTIONS), None)


def _read_ssrcs(section: _Section) -> tuple[int | None, int | None]:
    """Return the SSRC of the media and of its retransmissions (RFC 5576), None where not told."""
    for value in section.all("ssrc-group")[:_MAX_SSRCS]:
        semantics, *ssrcs = value.split()
        if semantics == "FID" and len(ssrcs) == 2:  # noqa: PLR2004 - media and retransmission: RFC 5576 section 4.2
            return _ssrc(ssrcs[0]), _ssrc(ssrcs[1])
    first = section.first("ssrc")
    return (_ssrc(first.split()[0]) if first else None), None


def _ssrc(text: str) -> int:
    ssrc = int(text)
    if not 0 <= ssrc <= 0xFFFFFFFF:  # noqa: PLR2004 - 32 bits
        raise ValueError("not an SSRC")
    return ssrc


def _read_terms(section: _Section, numbers: list[str], *, audio: bool) -> Terms | None:
    encodings = dict(_pairs(section.all("rtpmap")))
    parameters = dict(_pairs(section.all("fmtp")))
    formats = {format_.payload_type: format_ for format_ in capabilities.formats(audio=audio)}
    wanted = [int(number) for number in numbers]
    taken = {number for number in wanted if number in formats and _is(formats[number], encodings.get(number, ""))}
    if not taken:
        return None
    taken |= {number for number in wanted if _repairs(number, encodings, parameters) in taken}
    return Terms(
        tuple(dict.fromkeys(number for number in wanted if number in taken)),
        frozenset(_feedback(section, taken)),
        frozenset(_extensions(section)),
    )


def _pairs(values: list[str]) -> Iterator[tuple[int, str]]:
    for value in values:
        number, _, rest = value.partition(" ")
        yield int(number), rest


def _is(format_: Format, encoding: str) -> bool:
    return encoding.strip().lower() == format_.encoding.lower()


def _repairs(number: int, encodings: dict[int, str], parameters: dict[int, str]) -> int | None:
    """Return the payload type which `number` retransmits, None when it is no retransmission of ours."""
    format_ = capabilities.RTX_OF.get(number)
    if format_ is None or not encodings.get(number, "").lower().startswith("rtx/"):
        return None
    named = f"apt={format_.payload_type}"
    return format_.payload_type if named in re.split(r"[;\s]+", parameters.get(number, "")) else None


def _feedback(section: _Section, taken: set[int]) -> Iterator[str]:
    for value in section.all("rtcp-fb"):
        number, _, kind = value.partition(" ")
        if number == "*" or int(number) in taken:
            yield kind.strip()


def _extensions(section: _Section) -> Iterator[Extension]:
    """Yield ours that were taken; one that came under another number is as good as refused."""
    for value in section.all("extmap"):
        number, _, uri = value.partition(" ")
        extension = _EXTENSION_OF.get(uri.split(" ")[0])
        if extension is not None and int(number.partition("/")[0]) == extension:
            yield extension
