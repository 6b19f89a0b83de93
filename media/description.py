"""Answers to our offers, read with distrust and by the standards (RFC 3264, RFC 8829, RFC 8843).

Only what the service needs is read, everything unknown is skipped, and whatever does not fit raises
`SdpError` with a short stable reason. The transport is read where RFC 8843 puts it: on the first line of
the BUNDLE group, or above all lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from media import capabilities
from media.capabilities import Extension
from media.errors import SdpError
from media.sdp import Section, read_pairs, read_sections
from media.terms import Terms, is_named, read_terms

_MAX_SSRCS: Final = 16
_MAX_FINGERPRINTS: Final = 8

_UFRAG: Final = re.compile(r"[A-Za-z0-9+/]{4,256}")
_PASSWORD: Final = re.compile(r"[A-Za-z0-9+/]{22,256}")
_DIGEST_SIZES: Final = {"sha-256": 32, "sha-384": 48, "sha-512": 64}
_PROFILES: Final = frozenset(
    {
        "UDP/TLS/RTP/SAVPF",
        "TCP/DTLS/RTP/SAVPF",
        "UDP/TLS/RTP/SAVP",
        "TCP/DTLS/RTP/SAVP",
        "RTP/SAVPF",
        "RTP/SAVP",
    }
)
"""Names of one and the same thing: SRTP keyed by DTLS, over whichever path ICE finds (RFC 8829 section 5.1.2)."""
_IS_CLIENT: Final = {"active": True, "passive": False}
_DIRECTIONS: Final = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})
_SENDING: Final = frozenset({"sendrecv", "sendonly"})
_RECEIVING: Final = frozenset({"sendrecv", "recvonly"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint of the browser's certificate: `sha-256`, `sha-384` or `sha-512` (RFC 8122)."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One m-line of an answer; `terms` is None when the browser rejected it or shares no codec with us."""

    mid: str
    direction: str
    ssrc: int | None
    rtx_ssrc: int | None
    terms: Terms | None
    rids: tuple[str, ...] = ()
    """The simulcast streams that will be sent, as they were offered (RFC 8853); empty for a single one.

    The SSRCs are then those of any one of them.
    """

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
    is_client: bool
    """Whether the browser begins the DTLS handshake (`a=setup:active`); otherwise we do."""
    takes_reduced_rtcp: bool
    """Whether RTCP may come without a report in front on every accepted line (RFC 5506)."""
    lines: tuple[AnsweredLine, ...]


def read_answer(sdp: str, kinds: Sequence[bool]) -> Description:
    """Read an answer to an offer whose m-lines are audio where `kinds` is true, with mids "0", "1", ...

    Raises `SdpError`, and nothing else whatever the text.
    """
    try:
        return _read_answer(sdp, kinds)
    except (ValueError, IndexError, KeyError) as error:
        raise SdpError("malformed") from error


def _read_answer(sdp: str, kinds: Sequence[bool]) -> Description:
    session, *sections = read_sections(sdp)
    if len(sections) != len(kinds):
        raise SdpError("another number of lines than offered")
    lines = tuple(
        _read_line(section, session, str(index), audio=audio)
        for index, (section, audio) in enumerate(zip(sections, kinds, strict=True))
    )
    accepted = {line.mid: section for section, line in zip(sections, lines, strict=True) if _is_accepted(section)}
    if not any(line.terms for line in lines):
        raise SdpError(_why_nothing_is_shared(sections, kinds))
    carrier = _carrier(session, accepted)
    return Description(
        *_read_credentials(carrier, session),
        _reads_client(carrier, session),
        all(section.has("rtcp-rsize") for section in accepted.values()),
        lines,
    )


def _is_accepted(section: Section) -> bool:
    """Whether the line has a port; one that is bundle-only may have none and be accepted (RFC 8843 section 6)."""
    port = section.media.split()[1].partition("/")[0]
    return int(port) > 0 or section.has("bundle-only")


def _carrier(session: Section, accepted: dict[str, Section]) -> Section:
    """Return the section with the transport of all lines: the first of the BUNDLE group (RFC 8843 section 7.1.3).

    We have one transport, so an answer that takes a line out of the group cannot be used.
    """
    groups = [value.split() for value in session.all("group")]
    bundled = next((group[1:] for group in groups if group[:1] == ["BUNDLE"]), [])
    if len(accepted) > 1 and not set(accepted) <= set(bundled):
        raise SdpError("a line outside the bundle")
    carrier = next((accepted[mid] for mid in bundled if mid in accepted), next(iter(accepted.values())))
    if not (carrier.has("rtcp-mux") or carrier.has("rtcp-mux-only")):
        raise SdpError("RTCP on a port of its own")
    return carrier


def _read_credentials(carrier: Section, session: Section) -> tuple[str, str, tuple[Fingerprint, ...]]:
    if session.has("ice-lite"):
        raise SdpError("two ICE-lite ends cannot find each other")
    ufrag = carrier.first("ice-ufrag") or session.first("ice-ufrag") or ""
    password = carrier.first("ice-pwd") or session.first("ice-pwd") or ""
    if not _UFRAG.fullmatch(ufrag) or not _PASSWORD.fullmatch(password):
        raise SdpError("no ICE credentials")
    fingerprints = tuple(_read_fingerprints(carrier.all("fingerprint") or session.all("fingerprint")))
    if not fingerprints:
        raise SdpError("no usable fingerprint")
    return ufrag, password, fingerprints


def _reads_client(carrier: Section, session: Section) -> bool:
    """Whether the browser is the DTLS client; an answer has to decide that (RFC 8842 section 5.3)."""
    setup = (carrier.first("setup") or session.first("setup") or "").strip().lower()
    if setup not in _IS_CLIENT:
        raise SdpError("no DTLS role")
    return _IS_CLIENT[setup]


def _read_fingerprints(values: list[str]) -> Iterator[Fingerprint]:
    for value in values[:_MAX_FINGERPRINTS]:
        name, _, text = value.strip().partition(" ")
        algorithm = name.lower()
        if algorithm not in _DIGEST_SIZES:
            continue
        digest = bytes.fromhex(text.strip().replace(":", ""))
        if len(digest) == _DIGEST_SIZES[algorithm]:
            yield Fingerprint(algorithm, digest)


def _read_line(section: Section, session: Section, mid: str, *, audio: bool) -> AnsweredLine:
    kind, _, protocol, *numbers = section.media.split()
    if kind != ("audio" if audio else "video"):
        raise SdpError("a line of another kind than offered")
    if section.first("mid") not in {mid, None}:
        raise SdpError("a line of another name than offered")
    if not _is_accepted(section):
        return AnsweredLine(mid, "inactive", None, None, None)
    if protocol not in _PROFILES:
        raise SdpError("a line without SRTP")
    direction = _direction(section) or _direction(session) or "sendrecv"
    ssrc, rtx_ssrc = _read_ssrcs(section)
    terms = read_terms(section, numbers, audio=audio)
    return AnsweredLine(mid, direction, ssrc, rtx_ssrc, terms, _read_rids(section, terms))


def _read_rids(section: Section, terms: Terms | None) -> tuple[str, ...]:
    """Return which of the streams we asked for will come; none unless their packets can be told apart."""
    if terms is None or not {Extension.MID, Extension.RID} <= terms.extensions:
        return ()
    sendable = {value.split(" ")[0] for value in section.all("rid") if value.split(" ")[1:2] == ["send"]}
    taken = {
        name.removeprefix("~")
        for value in section.all("simulcast")  # pion repeats ours in front of its own
        for way, streams in pairwise(value.split(" "))
        if way == "send"
        for choice in streams.split(";")
        for name in choice.split(",")
    }
    return tuple(rid for rid in capabilities.SIMULCAST if rid in taken & sendable)


def _direction(section: Section) -> str | None:
    return next((name for name in section.attributes if name in _DIRECTIONS), None)


def _read_ssrcs(section: Section) -> tuple[int | None, int | None]:
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


def _why_nothing_is_shared(sections: list[Section], kinds: Sequence[bool]) -> str:
    """Tell a codec of ours under another number, which an answer must keep, from no codec of ours at all."""
    for section, audio in zip(sections, kinds, strict=True):
        encodings = [encoding for _, encoding in read_pairs(section.all("rtpmap"))]
        if _is_accepted(section) and any(
            is_named(ours, theirs) for ours in capabilities.formats(audio=audio) for theirs in encodings
        ):
            return "a codec under another payload type than offered"
    return "every line rejected"
