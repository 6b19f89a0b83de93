import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.capabilities import Extension
from media.description import Description, read_answer
from media.errors import SdpError
from media.plane import Codec
from media.sdp import MAX_SIZE

VECTORS = Path(__file__).parents[2] / "vectors" / "sdp"
KINDS = (True, False, False, True, False)
ANSWER = (VECTORS / "chromium_answer_1.sdp").read_bytes().decode()
_ANY = "[^\r\n]*"


def _without(pattern: str) -> str:
    """Return the answer without the lines that match."""
    return re.sub(rf"{pattern}{_ANY}\r\n", "", ANSWER)


def _read(sdp: str) -> Description:
    return read_answer(sdp, KINDS)


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_the_answer_of_a_browser_is_understood(browser: str) -> None:
    answer = _read((VECTORS / f"{browser}_answer_1.sdp").read_bytes().decode())

    mic, camera, screen, sound, picture = answer.lines
    assert [line.sends for line in answer.lines] == [True, True, False, False, False]
    assert [line.receives for line in answer.lines] == [False, False, False, True, True]
    assert [line.mid for line in answer.lines] == ["0", "1", "2", "3", "4"]
    assert mic.ssrc is not None
    assert mic.rtx_ssrc is None
    assert camera.ssrc is not None
    assert camera.rtx_ssrc not in {None, camera.ssrc}
    assert camera.terms is not None
    assert camera.terms.payload_types[:2] == (96, 97)
    assert camera.terms.formats[0].codec is Codec.VP8
    assert {"nack", "nack pli", "transport-cc"} <= camera.terms.feedback
    assert Extension.TRANSPORT_SEQUENCE in camera.terms.extensions
    assert picture.terms is not None
    assert "transport-cc" not in picture.terms.feedback
    assert Extension.TRANSPORT_SEQUENCE not in picture.terms.extensions
    assert sound.terms is not None
    assert screen.terms is not None
    assert [(print_.algorithm, len(print_.digest)) for print_ in answer.fingerprints] == [("sha-256", 32)]
    assert len(answer.password) >= 22


@pytest.mark.parametrize(
    ("stack", "is_client", "reduced", "video"),
    [("pion", False, True, (96, 97, 102, 103)), ("gstreamer", True, False, (96,))],
)
def test_the_answer_of_another_stack_is_understood(
    stack: str, video: tuple[int, ...], *, is_client: bool, reduced: bool
) -> None:
    answer = _read((VECTORS / f"{stack}_answer_1.sdp").read_bytes().decode())

    mic, camera, _, sound, picture = answer.lines
    assert (answer.is_client, answer.takes_reduced_rtcp) == (is_client, reduced)
    assert (mic.sends, camera.sends, sound.receives, picture.receives) == (True, True, True, True)
    assert None not in {mic.ssrc, camera.ssrc}
    assert camera.rtx_ssrc is None
    assert picture.terms is not None
    assert picture.terms.payload_types == video
    assert "nack pli" in picture.terms.feedback


@pytest.mark.parametrize(("stack", "rids"), [("pion_layers", ("q", "h")), ("werift", ("q", "h", "f"))])
def test_layers_are_read_as_stacks_write_that_repeat_our_lines_or_name_ssrcs_too(
    stack: str, rids: tuple[str, ...]
) -> None:
    camera = _read((VECTORS / f"{stack}_answer_1.sdp").read_bytes().decode()).lines[1]

    assert camera.rids == rids
    assert camera.ssrc is not None


def test_a_browser_without_retransmission_is_understood() -> None:
    sdp = _without("a=(rtpmap:(97|103)|fmtp:(97|103)|ssrc-group)").replace(" 96 97 102 103", " 96 102")

    camera = _read(sdp).lines[1]

    assert camera.terms is not None
    assert camera.terms.payload_types == (96, 102)
    assert (camera.ssrc is not None, camera.rtx_ssrc) == (True, None)


def test_a_browser_without_transport_feedback_or_send_time_is_understood() -> None:
    terms = _read(_without("a=(rtcp-fb:|extmap:)")).lines[1].terms

    assert terms is not None
    assert (terms.feedback, terms.extensions) == (frozenset(), frozenset())


def test_the_order_of_a_browser_is_its_preference() -> None:
    terms = _read(ANSWER.replace(" 96 97 102 103", " 102 103 96 97")).lines[1].terms

    assert terms is not None
    assert [format_.codec for format_ in terms.formats] == [Codec.H264, Codec.VP8]


def test_feedback_for_all_payload_types_counts() -> None:
    terms = _read(ANSWER.replace("a=rtcp-fb:96 nack pli", "a=rtcp-fb:* something new")).lines[1].terms

    assert terms is not None
    assert "something new" in terms.feedback


def test_unknown_payload_types_are_left_out() -> None:
    camera = _read(ANSWER.replace(" 96 97 102 103", " 120 96 35")).lines[1]

    assert camera.terms is not None
    assert camera.terms.payload_types == (96,)


def test_a_payload_type_with_another_codec_is_not_taken() -> None:
    camera = _read(ANSWER.replace("a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP9/90000")).lines[1]

    assert camera.terms is not None
    assert camera.terms.payload_types == (102, 103)


@pytest.mark.parametrize(
    ("rtpmap", "fmtp", "taken"),
    [
        ("red/48000/2", "111/111", (63, 111)),
        ("RED/48000/2", "111 / 111/111", (63, 111)),
        ("red/48000/2", "0/5", (111,)),
        ("red/48000/2", "", (111,)),
        ("telephone-event/8000", "111/111", (111,)),
    ],
)
def test_repeated_sound_is_taken_only_as_repetition_of_ours(rtpmap: str, fmtp: str, taken: tuple[int, ...]) -> None:
    sdp = ANSWER.replace("SAVPF 111\r\n", "SAVPF 63 111\r\n").replace(
        "a=rtpmap:111 ", f"a=rtpmap:63 {rtpmap}\r\na=fmtp:63 {fmtp}\r\na=rtpmap:111 "
    )

    terms = _read(sdp).lines[0].terms

    assert terms is not None
    assert terms.payload_types == taken


def test_a_retransmission_of_another_format_is_not_taken() -> None:
    camera = _read(ANSWER.replace("a=fmtp:97 apt=96", "a=fmtp:97 apt=102")).lines[1]

    assert camera.terms is not None
    assert camera.terms.payload_types == (96, 102, 103)


def test_a_line_without_a_shared_codec_neither_sends_nor_receives() -> None:
    lines = _read(ANSWER.replace("SAVPF 96 97 102 103", "SAVPF 120")).lines

    assert [line.terms is None for line in lines] == [False, True, True, False, True]
    assert not lines[1].sends
    assert not lines[4].receives


def test_a_rejected_line_is_told() -> None:
    sdp = ANSWER.replace("m=audio 9 ", "m=audio 0 ", 1)

    lines = _read(sdp).lines

    assert lines[0].terms is None
    assert not lines[0].sends
    assert lines[1].sends


def test_an_extension_under_another_number_counts_as_refused() -> None:
    terms = _read(ANSWER.replace("a=extmap:3 ", "a=extmap:5 ")).lines[0].terms

    assert terms is not None
    assert Extension.TRANSPORT_SEQUENCE not in terms.extensions


def test_an_extension_with_a_direction_is_recognised() -> None:
    terms = _read(ANSWER.replace("a=extmap:3 ", "a=extmap:3/sendonly ")).lines[0].terms

    assert terms is not None
    assert Extension.TRANSPORT_SEQUENCE in terms.extensions


def test_credentials_may_stand_above_all_lines() -> None:
    credentials = "".join(
        line + "\r\n"
        for line in dict.fromkeys(re.findall(rf"a=(?:ice-ufrag|ice-pwd|fingerprint|setup):{_ANY}", ANSWER))
    )
    sdp = _without("a=(ice-ufrag|ice-pwd|fingerprint|setup):").replace("t=0 0\r\n", "t=0 0\r\n" + credentials)

    assert _read(sdp).ufrag == _read(ANSWER).ufrag


def test_an_unknown_digest_is_passed_over_for_a_known_one() -> None:
    sdp = ANSWER.replace("a=fingerprint:", "a=fingerprint:md5 AB:CD\r\na=fingerprint:")

    assert _read(sdp).fingerprints == _read(ANSWER).fingerprints


def test_a_source_without_a_name_is_left_to_be_learned() -> None:
    lines = _read(_without("a=(ssrc|ssrc-group):")).lines

    assert [(line.ssrc, line.rtx_ssrc) for line in lines] == [(None, None)] * 5


@pytest.mark.parametrize(("setup", "is_client"), [("active", True), ("passive", False), ("ACTIVE ", True)])
def test_a_browser_may_begin_the_handshake_or_leave_it_to_us(setup: str, *, is_client: bool) -> None:
    assert _read(ANSWER.replace("a=setup:active", f"a=setup:{setup}")).is_client is is_client


def test_lines_may_end_with_a_line_feed_alone() -> None:
    assert _read(ANSWER.replace("\r\n", "\n")) == _read(ANSWER)


def test_names_of_codecs_and_digests_may_be_in_any_case() -> None:
    loud = ANSWER.replace("VP8/90000", "vp8/90000").replace("opus/", "OPUS/").replace("sha-256", "SHA-256")
    loud = re.sub(r"SHA-256 \S+", lambda found: found[0].lower(), loud)

    assert _read(loud) == _read(ANSWER)


def test_attributes_nobody_has_heard_of_change_nothing() -> None:
    sdp = ANSWER.replace("t=0 0\r\n", "t=0 0\r\na=identity:x\r\na=extmap-allow-mixed\r\nb=AS:9\r\nk=prompt\r\n")
    sdp = sdp.replace("a=mid:1\r\n", "a=mid:1\r\ni=a camera\r\na=x-new:1 2\r\na=packetization-supported:DF\r\n")

    assert _read(sdp) == _read(ANSWER)


@pytest.mark.parametrize(("algorithm", "size"), [("sha-384", 48), ("sha-512", 64)])
def test_a_stronger_digest_is_kept_beside_the_usual_one(algorithm: str, size: int) -> None:
    stronger = f"a=fingerprint:{algorithm} {':'.join(['AB'] * size)}\r\na=fingerprint:"

    found = _read(ANSWER.replace("a=fingerprint:", stronger)).fingerprints

    assert [print_.algorithm for print_ in found] == [algorithm, "sha-256"]


@pytest.mark.parametrize(
    "profile",
    ["UDP/TLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "TCP/DTLS/RTP/SAVP", "RTP/SAVPF", "RTP/SAVP"],
)
def test_every_name_of_srtp_over_dtls_means_the_same(profile: str) -> None:
    assert _read(ANSWER.replace("UDP/TLS/RTP/SAVPF", profile)) == _read(ANSWER)


def test_a_line_that_is_bundle_only_needs_no_port() -> None:
    sdp = ANSWER.replace("m=video 9 ", "m=video 0 ").replace("a=mid:1\r\n", "a=mid:1\r\na=bundle-only\r\n")

    assert [line.terms is None for line in _read(sdp).lines] == [False, False, True, False, True]


def test_a_rejected_line_may_be_left_out_of_the_bundle() -> None:
    sdp = ANSWER.replace("m=audio 9 ", "m=audio 0 ", 1).replace("BUNDLE 0 1", "BUNDLE 1")

    assert [line.terms is None for line in _read(sdp).lines] == [True, False, False, False, False]


def test_the_transport_is_the_one_of_the_first_line_of_the_bundle() -> None:
    head, first, *others = ANSWER.split("m=")
    first = re.sub("a=ice-ufrag:" + _ANY, "a=ice-ufrag:unbundled", first)
    sdp = "m=".join([head.replace("BUNDLE 0 1 2 3 4", "BUNDLE 1 0 2 3 4"), first, *others])

    assert _read(sdp).ufrag == _read(ANSWER).ufrag


def test_lines_after_the_first_of_the_bundle_need_no_transport() -> None:
    head, first, *others = ANSWER.split("m=")
    bare = [re.sub(rf"a=(ice-|fingerprint|setup|rtcp-mux){_ANY}\r\n", "", other) for other in others]

    assert _read("m=".join([head, first, *bare])) == _read(ANSWER)


def test_a_max_compat_answer_with_ports_and_candidates_of_its_own_on_every_line_is_understood() -> None:
    head, *lines = ANSWER.split("m=")
    own = [
        re.sub(r"^(audio|video) 9", rf"\1 {5000 + index}", line).replace(
            "a=setup:", f"a=candidate:1 1 udp 1 192.0.2.7 {5000 + index} typ host\r\na=rtcp:{6000 + index}\r\na=setup:"
        )
        for index, line in enumerate(lines)
    ]
    others = [re.sub(rf"a=ice-ufrag:{_ANY}", "a=ice-ufrag:ofAnotherLine", line) for line in own[1:]]

    assert _read("m=".join([head, own[0], *others])) == _read(ANSWER)


def test_reduced_rtcp_is_taken_only_when_every_accepted_line_takes_it() -> None:
    assert _read(ANSWER).takes_reduced_rtcp
    assert not _read(ANSWER.replace("a=rtcp-rsize\r\n", "", 1)).takes_reduced_rtcp
    assert not _read((VECTORS / "firefox_answer_1.sdp").read_bytes().decode()).takes_reduced_rtcp


def _renumbered(sdp: str) -> str:
    numbers = {"111": "109", "96": "120", "97": "121", "102": "126", "103": "127"}
    for ours, theirs in numbers.items():
        sdp = re.sub(rf"(?<=[ :]){ours}(?=[ \r])", theirs, sdp)
    return sdp


_Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: "", "not a session description"),
        (lambda _: "hello", "not a session description"),
        (lambda sdp: sdp.replace("v=0", "v=1"), "not a session description"),
        (lambda sdp: sdp + "\0", "not a session description"),
        (lambda sdp: sdp + "a" * MAX_SIZE, "too large"),
        (lambda sdp: sdp + "\n" * 5_000, "too large"),
        (lambda sdp: sdp[: sdp.rindex("m=")], "another number of lines than offered"),
        (lambda sdp: sdp + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "another number of lines than offered"),
        (lambda sdp: sdp.replace("m=audio", "m=video"), "a line of another kind than offered"),
        (lambda sdp: sdp.replace("a=mid:1", "a=mid:2"), "a line of another name than offered"),
        (lambda sdp: sdp.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"), "a line without SRTP"),
        (lambda sdp: re.sub(r"m=(audio|video) 9", r"m=\1 0", sdp), "every line rejected"),
        (lambda _: _without("a=fingerprint:"), "no usable fingerprint"),
        (lambda sdp: sdp.replace("sha-256", "sha-1"), "no usable fingerprint"),
        (lambda sdp: re.sub(r"(sha-256 ..:)(..:)", r"\1", sdp), "no usable fingerprint"),
        (lambda sdp: sdp.replace("sha-256 ", "sha-256 XY:"), "malformed"),
        (lambda _: _without("a=ice-ufrag:"), "no ICE credentials"),
        (lambda _: _without("a=ice-pwd:"), "no ICE credentials"),
        (lambda sdp: sdp.replace("a=ice-pwd:", "a=ice-pwd:<script>"), "no ICE credentials"),
        (lambda sdp: sdp.replace("a=setup:active", "a=setup:actpass"), "no DTLS role"),
        (lambda sdp: sdp.replace("a=setup:active", "a=setup:holdconn"), "no DTLS role"),
        (lambda _: _without("a=setup:"), "no DTLS role"),
        (lambda sdp: sdp.replace("t=0 0", "t=0 0\r\na=ice-lite"), "two ICE-lite ends cannot find each other"),
        (lambda _: _without("a=group:"), "a line outside the bundle"),
        (lambda sdp: sdp.replace("BUNDLE 0 1 2 3 4", "BUNDLE 0 1 2 3"), "a line outside the bundle"),
        (lambda sdp: sdp.replace("BUNDLE 0", "LS 0"), "a line outside the bundle"),
        (lambda _: _without("a=rtcp-mux"), "RTCP on a port of its own"),
        (_renumbered, "a codec under another payload type than offered"),
        (lambda sdp: sdp.replace("m=audio 9 ", "m=audio x "), "malformed"),
        (lambda sdp: sdp.replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio"), "malformed"),
        (lambda sdp: re.sub(r"a=ssrc:\d+", "a=ssrc:99999999999", sdp), "malformed"),
        (lambda sdp: re.sub(r"a=ssrc:\d+", "a=ssrc:-1", sdp), "malformed"),
        (lambda sdp: sdp.replace("a=rtpmap:111", "a=rtpmap:" + "1" * 5_000), "malformed"),
        (lambda sdp: sdp.replace("a=extmap:3", "a=extmap:three"), "malformed"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_its_reason(change: _Change, reason: str) -> None:
    with pytest.raises(SdpError, match=f"^{reason}$"):
        _read(change(ANSWER))


@given(st.text(max_size=400))
def test_no_text_raises_anything_else(text: str) -> None:
    for sdp in (text, "v=0\r\n" + text, ANSWER + text):
        try:
            _read(sdp)
        except SdpError:
            continue


@given(
    lines=st.lists(st.integers(0, ANSWER.count("\r\n")), min_size=1, max_size=4),
    insert=st.text(alphabet="am=:/ 019-\r\nabcxyzé\0", max_size=20),
    at=st.integers(0, 40),
)
def test_no_damaged_answer_raises_anything_else(lines: list[int], insert: str, at: int) -> None:
    damaged = ANSWER.split("\r\n")
    for line in lines:
        damaged[line] = damaged[line][:at] + insert + damaged[line][at + 3 :]
    try:
        answer = _read("\r\n".join(damaged))
    except SdpError:
        return

    assert len(answer.lines) == len(KINDS)
    assert answer.fingerprints
