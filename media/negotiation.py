"""Negotiation with one browser: the server offers, the browser answers (RFC 8829, RFC 9143).

Lines 0, 1 and 2 receive the browser's microphone, camera and screen; each further line sends one track
of somebody else. A line is never removed: when its track goes it turns inactive and is used again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from media import capabilities
from media.capabilities import AUDIO_FORMATS, EXTENSION_URIS, VIDEO_FORMATS, Format
from media.description import AnsweredLine, Fingerprint, read_answer
from media.plane import Codec, MemberId, Offer, OfferedTrack, Source
from media.terms import Terms

MAX_LINES: Final = 64
"""Lines of one description; twenty others with microphone, camera and screen, and one's own three, need 63.

There are as many as a room can need. What finds none waits for one, and its browser is told. An answer with all
of them is about 50,000 characters long.
"""

_SOURCES: Final = tuple(Source)
_PICTURES: Final = tuple(source for source in Source if not capabilities.is_audio(source))
_NOT_TOKEN: Final = re.compile(r"[^!#$%&'*+\-.^_`{|}~0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One address of ours; `protocol` is "udp" or "tcp" (passive, RFC 6544). All are host candidates."""

    protocol: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Our end of the transport; `fingerprint` is SHA-256 as `AB:CD:...`."""

    ufrag: str
    password: str
    fingerprint: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A track of `member` on its way to this browser; without `rtx_ssrc` it is never retransmitted as RTX."""

    member: MemberId
    source: Source
    ssrc: int
    rtx_ssrc: int | None = None


@dataclass(frozen=True, slots=True)
class Uplink:
    """The browser will send `source` on line `mid`; an unknown `ssrc` is learned from its packets."""

    source: Source
    mid: str
    ssrc: int | None
    rtx_ssrc: int | None
    terms: Terms
    format: Format
    """What will be sent: of what was taken the first in the order we offered, which senders follow (RFC 8829)."""
    rids: tuple[str, ...] = ()
    """Its simulcast streams, smallest first, all learned from the RID extension; empty for a single one.

    `ssrc` is then that of any of them, or of the only one when there are none after all.
    """


@dataclass(frozen=True, slots=True)
class Downlink:
    """The browser is ready to receive `track` on line `mid`."""

    track: Track
    mid: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser answered."""

    ufrag: str
    password: str
    fingerprints: tuple[Fingerprint, ...]
    is_client: bool
    """Whether it begins the DTLS handshake."""
    takes_reduced_rtcp: bool
    """Whether RTCP may come without a report in front (RFC 5506)."""
    decodes: frozenset[Codec]
    """The codecs of pictures that the browser can receive."""
    uplinks: tuple[Uplink, ...]
    downlinks: tuple[Downlink, ...]


@dataclass(slots=True)
class _Line:
    """One sending m-line. It is `settled` once the browser has agreed that it is inactive."""

    audio: bool
    track: Track | None = None
    offered: Track | None = None
    settled: bool = False


class Negotiation:
    """The lines of one browser through all its offers and answers. One offer is outstanding at a time."""

    __slots__ = (
        "_asked",
        "_changed",
        "_lines",
        "_offered_formats",
        "_offered_lines",
        "_outstanding",
        "_session",
        "_transport",
        "_version",
        "_wishes",
    )

    def __init__(self, session: int, transport: int = 0) -> None:
        """`session` names the session in `o=`: a number below 2^62; offers are of `transport`."""
        self._session = session
        self._transport = transport
        self._version = 0
        self._lines: list[_Line] = []
        self._offered_lines = 0
        self._asked: dict[Source, tuple[Format, ...]] = dict.fromkeys(_PICTURES, VIDEO_FORMATS)
        self._offered_formats = dict(self._asked)
        self._wishes: dict[Source, tuple[Format, ...]] = {}
        self._outstanding = False
        self._changed = True

    @property
    def outstanding(self) -> bool:
        """Whether the browser has yet to answer the last offer."""
        return self._outstanding

    @property
    def changed(self) -> bool:
        """Whether tracks came or went since the last offer. Offer when `changed and not outstanding`."""
        return self._changed

    @property
    def version(self) -> int:
        """The version of the last offer; 0 before the first."""
        return self._version

    def add(self, track: Track) -> bool:
        """Give `track` a line in the next offer; return False when all lines are taken."""
        line = self._free_line(audio=capabilities.is_audio(track.source))
        if line is None:
            return False
        line.track = track
        line.settled = False
        self._changed = True
        return True

    def remove(self, member: MemberId, source: Source) -> None:
        """Take the track out of the next offer; without effect when there is none."""
        for line in self._lines:
            if line.track and (line.track.member, line.track.source) == (member, source):
                line.track = None
                self._changed = True

    def wish(self, source: Source) -> tuple[Format, ...]:
        """Return the formats in which the browser can send a picture, by its preference; empty before it answered."""
        return self._wishes.get(source, ())

    def asked(self, source: Source) -> tuple[Format, ...]:
        """Return the formats in which the browser is asked to send a picture, the first preferred."""
        return self._asked[source]

    def ask(self, source: Source, formats: tuple[Format, ...]) -> None:
        """Ask for a picture in `formats` from the next offer on."""
        if formats != self._asked[source]:
            self._asked[source] = formats
            self._changed = True

    def _free_line(self, *, audio: bool) -> _Line | None:
        """Prefer a line the browser knows to be inactive, then a new one, then one just freed."""
        free = [line for line in self._lines if line.track is None and line.audio == audio]
        settled = next((line for line in free if line.settled), None)
        if settled is None and len(_SOURCES) + len(self._lines) < MAX_LINES:
            self._lines.append(_Line(audio))
            return self._lines[-1]
        return settled or next(iter(free), None)

    def offer(self, endpoint: Endpoint) -> Offer:
        """Return the next offer; only its answer will be accepted from now on."""
        self._version += 1
        self._outstanding = True
        self._changed = False
        self._offered_lines = len(self._lines)
        self._offered_formats = dict(self._asked)
        for line in self._lines:
            line.offered = line.track
        return Offer(self._transport, self._version, self._describe(endpoint), tuple(self._offered_tracks()))

    def _offered_tracks(self) -> Iterator[OfferedTrack]:
        for index, line in enumerate(self._lines):
            if line.track:
                yield OfferedTrack(_mid(index), line.track.member, line.track.source)

    def _describe(self, endpoint: Endpoint) -> str:
        mids = " ".join(str(index) for index in range(len(_SOURCES) + len(self._lines)))
        lines = [
            "v=0",
            f"o=- {self._session} {self._version} IN IP4 0.0.0.0",
            "s=-",
            "t=0 0",
            "a=ice-lite",
            f"a=group:BUNDLE {mids}",
            "a=msid-semantic:WMS *",
        ]
        for index, source in enumerate(_SOURCES):
            formats: tuple[Format, ...] = self._asked.get(source, AUDIO_FORMATS)
            lines += _describe_line(str(index), endpoint, formats, audio=source not in _PICTURES, direction="recvonly")
            lines += _describe_layers(capabilities.layers(source))
        for index, line in enumerate(self._lines):
            direction = "sendonly" if line.track else "inactive"
            formats = capabilities.formats(audio=line.audio)
            lines += _describe_line(_mid(index), endpoint, formats, audio=line.audio, direction=direction)
            lines += _describe_track(line.track) if line.track else ()
        return "\r\n".join(lines) + "\r\n"

    def answer(self, version: int, sdp: str) -> Answer | None:
        """Read the answer to offer `version`; None when that is not the outstanding one.

        Raises `SdpError` when it cannot be used; then nothing has changed and a better one may follow.
        """
        if version != self._version or not self._outstanding:
            return None
        lines = self._lines[: self._offered_lines]
        kinds = [capabilities.is_audio(source) for source in _SOURCES] + [line.audio for line in lines]
        description = read_answer(sdp, kinds)
        answer = Answer(
            description.ufrag,
            description.password,
            description.fingerprints,
            description.is_client,
            description.takes_reduced_rtcp,
            _decodes(description.lines),
            tuple(_uplinks(description.lines, self._offered_formats)),
            tuple(_downlinks(lines, description.lines[len(_SOURCES) :])),
        )
        self._outstanding = False
        for source in _PICTURES:
            self._note_wish(source, description.lines[_SOURCES.index(source)])
        for line in lines:
            line.settled = line.track is None and line.offered is None
        return answer

    def _note_wish(self, source: Source, line: AnsweredLine) -> None:
        """Learn in what order the browser would send, which only an answer to an offer of everything tells."""
        if line.terms and self._offered_formats[source] == VIDEO_FORMATS:
            self._wishes[source] = line.terms.formats


def _mid(index: int) -> str:
    return str(len(_SOURCES) + index)


def _uplinks(lines: tuple[AnsweredLine, ...], offered: Mapping[Source, tuple[Format, ...]]) -> Iterator[Uplink]:
    for source, line in zip(_SOURCES, lines, strict=False):
        if line.sends and line.terms:
            taken = line.terms.formats
            sent = next((format_ for format_ in offered.get(source, ()) if format_ in taken), taken[0])
            rids = line.rids if capabilities.layers(source) else ()
            yield Uplink(source, line.mid, line.ssrc, line.rtx_ssrc, line.terms, sent, rids)


def _decodes(lines: tuple[AnsweredLine, ...]) -> frozenset[Codec]:
    """Return what the browser took where it receives pictures; before there is such a line, where it sends them.

    Lines of sound tell nothing, and lines that were rejected tell nothing either.
    """
    told = [line.terms for line in lines[len(_SOURCES) :] if line.terms] or [line.terms for line in lines if line.terms]
    codecs = frozenset(format_.codec for terms in told for format_ in terms.formats)
    return codecs - {format_.codec for format_ in AUDIO_FORMATS}


def _downlinks(offered: list[_Line], answered: tuple[AnsweredLine, ...]) -> Iterator[Downlink]:
    for line, reply in zip(offered, answered, strict=True):
        if line.offered and line.offered is line.track and reply.receives and reply.terms:
            yield Downlink(line.track, reply.mid, reply.terms)


def _describe_line(
    mid: str, endpoint: Endpoint, formats: tuple[Format, ...], *, audio: bool, direction: str
) -> list[str]:
    uplink = direction == "recvonly"
    numbers = [number for format_ in formats for number in _numbers(format_, uplink=uplink)]
    return [
        f"m={'audio' if audio else 'video'} 9 UDP/TLS/RTP/SAVPF {' '.join(map(str, numbers))}",
        "c=IN IP4 0.0.0.0",
        *_describe_transport(endpoint),
        f"a=mid:{mid}",
        f"a={direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        *(line for format_ in formats for line in _describe_format(format_, audio=audio, uplink=uplink)),
        *(
            f"a=extmap:{int(extension)} {EXTENSION_URIS[extension]}"
            for extension in capabilities.extensions(audio=audio, uplink=uplink)
        ),
    ]


def _numbers(format_: Format, *, uplink: bool) -> Iterator[int]:
    """Yield the payload types of a format, the preferred one first.

    A sender takes the first, so RED comes first where we receive and nowhere else: a receiver that takes nothing
    but the first, as webrtcbin does, would be left with RED alone.
    """
    usual = (
        (format_.red, format_.payload_type, format_.rtx) if uplink else (format_.payload_type, format_.red, format_.rtx)
    )
    yield from (number for number in usual if number is not None)


def _describe_transport(endpoint: Endpoint) -> Iterator[str]:
    """Describe our end, in every line: aiortc keeps only the candidates of the last line it bundles."""
    yield f"a=ice-ufrag:{endpoint.ufrag}"
    yield f"a=ice-pwd:{endpoint.password}"
    yield f"a=fingerprint:sha-256 {endpoint.fingerprint}"
    yield "a=setup:actpass"
    for index, candidate in enumerate(endpoint.candidates, start=1):
        yield _describe_candidate(index, candidate)
    yield "a=end-of-candidates"


def _describe_candidate(index: int, candidate: Candidate) -> str:
    """Write a host candidate; UDP is preferred to TCP, earlier to later (RFC 8445 section 5.1.2)."""
    tcp = candidate.protocol == "tcp"
    priority = (90 if tcp else 126) << 24 | (65_536 - index) << 8 | 255
    address = f"a=candidate:{index} 1 {candidate.protocol} {priority} {candidate.host} {candidate.port} typ host"
    return f"{address} tcptype passive" if tcp else address


def _describe_format(format_: Format, *, audio: bool, uplink: bool) -> Iterator[str]:
    number = format_.payload_type
    yield f"a=rtpmap:{number} {format_.encoding}"
    if format_.parameters:
        yield f"a=fmtp:{number} {format_.parameters}"
    for value in capabilities.feedback(audio=audio, uplink=uplink):
        yield f"a=rtcp-fb:{number} {value}"
    if format_.red is not None:
        yield f"a=rtpmap:{format_.red} {format_.encoding.replace(format_.codec, 'red', 1)}"
        yield f"a=fmtp:{format_.red} {number}/{number}"
    if format_.rtx is not None:
        yield f"a=rtpmap:{format_.rtx} rtx/{format_.clock_rate}"
        yield f"a=fmtp:{format_.rtx} apt={number}"


def _describe_layers(rids: tuple[str, ...]) -> Iterator[str]:
    """Ask for simulcast; a browser that cannot answers without it (RFC 8853 section 5.3)."""
    if rids:
        yield from (f"a=rid:{rid} recv" for rid in rids)
        yield f"a=simulcast:recv {';'.join(rids)}"


def _describe_track(track: Track) -> Iterator[str]:
    stream = _NOT_TOKEN.sub("_", track.member)
    yield f"a=msid:{stream} {track.source}"
    if track.rtx_ssrc is not None:
        yield f"a=ssrc-group:FID {track.ssrc} {track.rtx_ssrc}"
    yield f"a=ssrc:{track.ssrc} cname:{stream}"  # first: browsers take the first one for the media
    if track.rtx_ssrc is not None:
        yield f"a=ssrc:{track.rtx_ssrc} cname:{stream}"
