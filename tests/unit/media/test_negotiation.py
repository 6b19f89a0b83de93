import re
from pathlib import Path

import pytest
from aiortc import RTCIceParameters
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as st

from media.errors import SdpError
from media.negotiation import MAX_LINES, Candidate, Endpoint, Negotiation, Track
from media.plane import MemberId, OfferedTrack, Source
from signaling.state import MOST_MEMBERS

VECTORS = Path(__file__).parents[2] / "vectors" / "sdp"
ENDPOINT = Endpoint(
    "ufrag", "p" * 24, ":".join(["AB"] * 32), (Candidate("udp", "192.0.2.1", 4000), Candidate("tcp", "192.0.2.1", 4000))
)
A, B = MemberId("room.a"), MemberId("room.b")
A_MIC = Track(A, Source.MIC, 1111)
A_CAMERA = Track(A, Source.CAMERA, 2222, 3333)
B_CAMERA = Track(B, Source.CAMERA, 4444, 5555)


def _sections(sdp: str) -> list[str]:
    return sdp.split("m=")[1:]


def _answer(offer: str, *, sends: bool = True) -> str:
    """Answer as a browser that takes everything it is offered."""
    sdp = offer.replace("a=setup:actpass", "a=setup:active").replace("a=sendonly", "a=was-sendonly")
    sdp = sdp.replace("a=recvonly", "a=sendonly" if sends else "a=inactive").replace("a=was-sendonly", "a=recvonly")
    return re.sub(r"a=(ssrc|ssrc-group|msid|candidate|ice-lite|end-of-candidates).*\r\n", "", sdp)


def _agree(negotiation: Negotiation) -> list[Track]:
    """Offer and answer once; return the tracks that may be sent."""
    offer = negotiation.offer(ENDPOINT)
    answer = negotiation.answer(offer.version, _answer(offer.sdp))
    assert answer is not None
    return [downlink.track for downlink in answer.downlinks]


def test_the_first_offer_receives_three_sources_and_carries_every_track() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    negotiation.add(A_CAMERA)

    offer = negotiation.offer(ENDPOINT)

    assert [section.split(" ")[0] for section in _sections(offer.sdp)] == ["audio", "video", "video", "audio", "video"]
    assert re.findall(r"a=(recvonly|sendonly|inactive)\r\n", offer.sdp) == ["recvonly"] * 3 + ["sendonly"] * 2
    assert offer.tracks == (OfferedTrack("3", A, Source.MIC), OfferedTrack("4", A, Source.CAMERA))
    assert "a=group:BUNDLE 0 1 2 3 4\r\n" in offer.sdp


def test_an_offer_is_what_browsers_expect_of_a_lite_agent() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_CAMERA)

    sdp = negotiation.offer(ENDPOINT).sdp

    assert "a=ice-lite\r\n" in sdp
    assert "a=candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host\r\n" in sdp
    assert re.search(r"a=candidate:2 1 tcp \d+ 192.0.2.1 4000 typ host tcptype passive\r\na=end-of-candidates\r\n", sdp)
    assert "a=msid:room.a camera\r\n" in sdp
    assert "a=ssrc-group:FID 2222 3333\r\n" in sdp
    assert "a=ssrc:3333 cname:room.a\r\n" in sdp
    assert "extmap-allow-mixed" not in sdp
    assert "a=fmtp:111 maxaveragebitrate=20000;minptime=10;useinbandfec=1;usedtx=1\r\n" in sdp
    assert "m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n" in sdp
    assert "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n" in sdp
    for section in _sections(sdp):
        assert "a=rtcp-mux\r\na=rtcp-rsize\r\n" in section
        assert "a=setup:actpass\r\n" in section
        assert section.count("a=candidate") == 2  # aiortc reads those of the last line


def test_only_the_uplink_has_transport_feedback_and_names() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    negotiation.add(A_CAMERA)

    for section in _sections(negotiation.offer(ENDPOINT).sdp):
        uplink = "a=recvonly" in section
        for uplink_only in ("transport-cc", "transport-wide-cc", "sdes:mid"):
            assert (uplink_only in section) is uplink


def test_repeated_sound_is_preferred_where_we_receive_it_and_never_all_that_a_receiver_may_take() -> None:
    """webrtcbin takes the first format of a line it receives, and no other: it would be left with RED alone."""
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)

    sdp = negotiation.offer(ENDPOINT).sdp

    assert re.findall(r"m=audio 9 UDP/TLS/RTP/SAVPF (.*)\r", sdp) == ["63 111", "111 63"]


def test_vp8_is_preferred() -> None:
    assert "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103\r\n" in Negotiation(1).offer(ENDPOINT).sdp


def test_an_offer_is_readable_by_another_parser() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_CAMERA)

    description = SessionDescription.parse(negotiation.offer(ENDPOINT).sdp)

    assert [media.direction for media in description.media] == ["recvonly", "recvonly", "recvonly", "sendonly"]
    assert description.media[0].ice == RTCIceParameters("ufrag", "p" * 24, iceLite=True)
    assert {ssrc.ssrc for ssrc in description.media[3].ssrc} == {2222, 3333}


def test_a_name_cannot_break_out_of_its_line() -> None:
    negotiation = Negotiation(1)
    negotiation.add(Track(MemberId("x\r\na=setup:passive y"), Source.MIC, 1))

    sdp = negotiation.offer(ENDPOINT).sdp

    assert "passive\r\n" not in sdp.replace("tcptype passive\r\n", "")
    assert "a=msid:x__a_setup_passive_y mic\r\n" in sdp


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_browser_and_the_server_agree_over_three_offers(browser: str) -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    negotiation.add(A_CAMERA)
    ready = []
    for number in (1, 2, 3):
        offer = negotiation.offer(ENDPOINT)
        answer = negotiation.answer(offer.version, (VECTORS / f"{browser}_answer_{number}.sdp").read_bytes().decode())
        assert answer is not None
        assert [uplink.source for uplink in answer.uplinks] == [Source.MIC, Source.CAMERA]
        ready.append([downlink.track for downlink in answer.downlinks])
        if number == 1:
            negotiation.remove(A, Source.CAMERA)
        else:
            negotiation.add(B_CAMERA)

    assert ready == [[A_MIC, A_CAMERA], [A_MIC], [A_MIC, B_CAMERA]]


def test_a_track_may_be_sent_once_the_answer_to_its_offer_has_come() -> None:
    negotiation = Negotiation(1)
    assert _agree(negotiation) == []

    negotiation.add(A_MIC)

    assert _agree(negotiation) == [A_MIC]


def test_a_track_that_came_after_the_offer_waits_for_the_next() -> None:
    negotiation = Negotiation(1)
    offer = negotiation.offer(ENDPOINT)
    negotiation.add(A_MIC)

    answer = negotiation.answer(offer.version, _answer(offer.sdp))

    assert answer is not None
    assert answer.downlinks == ()
    assert negotiation.changed
    assert _agree(negotiation) == [A_MIC]


def test_a_track_that_went_while_its_offer_was_out_is_not_sent() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    offer = negotiation.offer(ENDPOINT)
    negotiation.remove(A, Source.MIC)

    answer = negotiation.answer(offer.version, _answer(offer.sdp))

    assert answer is not None
    assert answer.downlinks == ()


def test_a_track_that_went_and_came_back_on_its_line_is_not_sent_by_the_old_answer() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    offer = negotiation.offer(ENDPOINT)
    negotiation.remove(A, Source.MIC)
    negotiation.add(Track(B, Source.MIC, 9))

    answer = negotiation.answer(offer.version, _answer(offer.sdp))

    assert answer is not None
    assert answer.downlinks == ()


def test_only_the_answer_to_the_last_offer_counts() -> None:
    negotiation = Negotiation(1)
    first = negotiation.offer(ENDPOINT)
    second = negotiation.offer(ENDPOINT)

    assert negotiation.answer(first.version, _answer(first.sdp)) is None
    assert negotiation.answer(99, _answer(second.sdp)) is None
    assert negotiation.answer(second.version, _answer(second.sdp)) is not None
    assert not negotiation.outstanding
    assert negotiation.answer(second.version, _answer(second.sdp)) is None


def test_a_stale_answer_is_not_even_read() -> None:
    negotiation = Negotiation(1)
    negotiation.offer(ENDPOINT)

    assert negotiation.answer(0, "garbage") is None


def test_a_refused_answer_changes_nothing() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    offer = negotiation.offer(ENDPOINT)

    with pytest.raises(SdpError):
        negotiation.answer(offer.version, "v=0\r\n")

    assert negotiation.outstanding
    assert negotiation.answer(offer.version, _answer(offer.sdp)) is not None


def test_a_line_left_is_inactive_and_then_used_again() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_CAMERA)
    _agree(negotiation)
    negotiation.remove(A, Source.CAMERA)

    offer = negotiation.offer(ENDPOINT)
    assert "a=inactive" in _sections(offer.sdp)[3]
    assert "msid" not in _sections(offer.sdp)[3]
    negotiation.answer(offer.version, _answer(offer.sdp))
    negotiation.add(B_CAMERA)
    again = negotiation.offer(ENDPOINT)

    assert again.tracks == (OfferedTrack("3", B, Source.CAMERA),)
    assert "4444" in _sections(again.sdp)[3]
    assert "2222" not in again.sdp


def test_a_line_is_not_used_again_before_the_browser_knows_it_is_inactive() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_CAMERA)
    _agree(negotiation)
    negotiation.remove(A, Source.CAMERA)
    negotiation.add(B_CAMERA)

    offer = negotiation.offer(ENDPOINT)

    assert offer.tracks == (OfferedTrack("4", B, Source.CAMERA),)


def test_a_line_of_sound_never_carries_a_picture() -> None:
    negotiation = Negotiation(1)
    negotiation.add(A_MIC)
    _agree(negotiation)
    negotiation.remove(A, Source.MIC)
    _agree(negotiation)
    negotiation.add(B_CAMERA)

    assert negotiation.offer(ENDPOINT).tracks == (OfferedTrack("4", B, Source.CAMERA),)


def test_everybody_in_a_full_room_has_lines_for_all_the_others() -> None:
    negotiation = Negotiation(1)
    others = [MemberId(f"m{number}") for number in range(MOST_MEMBERS)]

    taken = [negotiation.add(Track(other, source, 1)) for other in others for source in Source]

    assert all(taken)


def test_there_are_only_so_many_lines() -> None:
    negotiation = Negotiation(1)
    tracks = [Track(MemberId(f"m{number}"), Source.MIC, number) for number in range(MAX_LINES)]

    taken = [negotiation.add(track) for track in tracks]

    assert taken.count(True) == MAX_LINES - 3
    negotiation.remove(MemberId("m0"), Source.MIC)
    assert negotiation.add(tracks[-1])
    assert len(_sections(negotiation.offer(ENDPOINT).sdp)) == MAX_LINES


def test_removing_what_is_not_there_changes_nothing() -> None:
    negotiation = Negotiation(1)
    negotiation.offer(ENDPOINT)

    negotiation.remove(A, Source.MIC)

    assert not negotiation.changed


def test_a_browser_that_only_watches_sends_nothing() -> None:
    negotiation = Negotiation(1)
    offer = negotiation.offer(ENDPOINT)

    answer = negotiation.answer(offer.version, _answer(offer.sdp, sends=False))

    assert answer is not None
    assert answer.uplinks == ()


@given(st.lists(st.tuples(st.sampled_from(["add", "remove", "offer", "answer"]), st.integers(0, 5)), max_size=60))
def test_after_any_history_one_more_offer_sends_exactly_what_is_there(events: list[tuple[str, int]]) -> None:
    negotiation = Negotiation(1)
    present: dict[int, Track] = {}
    offers = []
    ssrc = 1
    for event, number in events:
        member, source = MemberId(f"m{number // 2}"), (Source.MIC, Source.CAMERA)[number % 2]
        if event == "add" and number not in present:
            ssrc += 1
            present[number] = Track(member, source, ssrc)
            assert negotiation.add(present[number])
        elif event == "remove" and number in present:
            del present[number]
            negotiation.remove(member, source)
        elif event == "offer":
            offers.append(negotiation.offer(ENDPOINT))
        elif event == "answer" and offers:
            offer = offers[max(0, len(offers) - 1 - number)]
            answer = negotiation.answer(offer.version, _answer(offer.sdp))
            sent = {downlink.track for downlink in answer.downlinks} if answer else set()
            assert sent <= set(present.values())

    counts = [len(_sections(offer.sdp)) for offer in offers]
    assert counts == sorted(counts)
    assert set(_agree(negotiation)) == set(present.values())


def _camera_answer(offer: str, *lines: str, keep: tuple[int, ...] = (4, 10)) -> str:
    """Answer with these lines instead of the offered simulcast, taking only the extensions `keep` of line 1."""
    head, camera, rest = re.split(r"(?=m=video)", _answer(offer), maxsplit=2)
    camera = re.sub(r"a=(rid|simulcast):.*\r\n", "", camera)
    camera = re.sub(r"a=extmap:(\d+) .*\r\n", lambda found: found[0] if int(found[1]) in keep else "", camera)
    return head + camera + "".join(f"{line}\r\n" for line in lines) + rest


def _rids(*lines: str, keep: tuple[int, ...] = (4, 10)) -> tuple[str, ...]:
    negotiation = Negotiation(1)
    offer = negotiation.offer(ENDPOINT)
    answer = negotiation.answer(offer.version, _camera_answer(offer.sdp, *lines, keep=keep))
    assert answer is not None
    return next(uplink.rids for uplink in answer.uplinks if uplink.source is Source.CAMERA)


def test_a_camera_is_asked_for_in_three_layers_and_a_screen_in_one() -> None:
    _, camera, screen = _sections(Negotiation(1).offer(ENDPOINT).sdp)

    assert re.findall(r"a=(?:rid|simulcast):.*", camera) == [
        "a=rid:q recv\r",
        "a=rid:h recv\r",
        "a=rid:f recv\r",
        "a=simulcast:recv q;h;f\r",
    ]
    assert "simulcast" not in screen


@pytest.mark.parametrize(
    ("lines", "rids"),
    [
        (("a=rid:q send", "a=rid:h send", "a=rid:f send", "a=simulcast:send q;h;f"), ("q", "h", "f")),
        (("a=rid:h send", "a=rid:q send", "a=simulcast:send h;q"), ("q", "h")),
        (("a=rid:q send", "a=rid:h send", "a=simulcast:send q;~h"), ("q", "h")),
        (("a=rid:q send", "a=simulcast:send q;other"), ("q",)),
        (("a=rid:q send", "a=rid:h send"), ()),
        (("a=rid:q recv", "a=simulcast:send q"), ()),
        (("a=simulcast:send q;h",), ()),
        (("a=simulcast:", "a=rid:"), ()),
        ((), ()),
    ],
)
def test_the_layers_of_an_answer_are_those_offered_that_it_will_send(
    lines: tuple[str, ...], rids: tuple[str, ...]
) -> None:
    assert _rids(*lines) == rids


def test_a_camera_whose_answer_names_no_layers_comes_as_one_stream_under_its_ssrc() -> None:
    negotiation = Negotiation(7)
    sdp = _camera_answer(negotiation.offer(ENDPOINT).sdp).replace("a=mid:1\r\n", "a=mid:1\r\na=ssrc:17 cname:x\r\n")

    answer = negotiation.answer(1, sdp)

    assert answer is not None
    camera = next(uplink for uplink in answer.uplinks if uplink.source is Source.CAMERA)
    assert (camera.rids, camera.ssrc) == ((), 17)


def test_layers_that_could_not_be_told_apart_are_not_taken() -> None:
    assert _rids("a=rid:q send", "a=simulcast:send q", keep=(4,)) == ()
