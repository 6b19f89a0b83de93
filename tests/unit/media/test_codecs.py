"""A place of people who cannot all decode the same: everybody sees everybody in something they can decode."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from media.capabilities import H264, VIDEO_FORMATS, VP8, Format
from media.codecs import ALL_CODECS, choose_formats, shared_codecs
from media.plane import Codec, MemberId, Picture, RouterId, Source
from media.router import Router
from media.transport import SWITCH_INTERVAL
from tests.support.peer import Peer
from tests.support.rtp import one_byte, rtp

PREFERS_H264 = {" 96 97 102 103": " 102 103 96 97"}
ONLY_VP8 = {" 96 97 102 103": " 96 97"}
ONLY_H264 = {" 96 97 102 103": " 102 103"}
CAMERA = 0x2222_2222
IDR = b"\x65\x88\x84\x00"


@pytest.fixture
def place() -> Router:
    return Router(RouterId("s.joint"), recordable=True)


def come(place: Router, member: str, changes: dict[str, str] | None = None) -> Peer:
    """Let somebody come in and connect."""
    peer = Peer(member=member)
    peer.changes = changes or {}
    place.join(peer.transport, peer.now)
    peer.connect()
    return peer


def settle(*peers: Peer) -> int:
    """Let everybody answer until no offer is left; return how many there were."""
    return sum(sum(peer.agree() for peer in peers) for _ in range(5))


def asked(peer: Peer) -> str:
    """The payload types of the camera's line in the offer that comes next."""
    return str(re.findall(r"m=video 9 UDP/TLS/RTP/SAVPF (.*)\r", peer.transport.offer(peer.now).sdp)[0])


def camera(peer: Peer) -> Codec:
    return peer.transport.inbound.producer(Source.CAMERA).format.codec


def show(peer: Peer, sequence: int, payload_type: int, payload: bytes) -> None:
    """Send a packet of the camera and let it be passed on."""
    extension = one_byte((4, b"1"))
    packet = rtp(payload_type=payload_type, sequence=sequence, ssrc=CAMERA, payload=payload, extension=extension)
    peer.send(peer.protect(packet))
    peer.ground.burst.flush()


def test_people_who_decode_everything_and_prefer_nothing_send_vp8_without_a_further_offer(place: Router) -> None:
    ann, bob = come(place, "s.ann"), come(place, "s.bob")

    settle(ann, bob)

    assert (camera(ann), camera(bob)) == (Codec.VP8, Codec.VP8)
    assert asked(ann) == "96 97 102 103"


def test_a_phone_that_prefers_h264_is_asked_for_it(place: Router) -> None:
    phone, bob = come(place, "s.phone", PREFERS_H264), come(place, "s.bob")

    settle(phone, bob)

    assert (camera(phone), camera(bob)) == (Codec.H264, Codec.VP8)
    assert asked(phone) == "102 103 96 97"


def test_when_somebody_without_h264_comes_the_phone_is_asked_for_vp8_and_they_see_it(place: Router) -> None:
    phone = come(place, "s.phone", PREFERS_H264)
    settle(phone)
    before = camera(phone)

    bob = come(place, "s.bob", ONLY_VP8)
    settle(phone, bob)
    show(phone, 1, VP8.payload_type, b"\x10\x00\x00\x00")

    assert (before, camera(phone)) == (Codec.H264, Codec.VP8)
    assert asked(phone) == "96 97"
    assert [packet[1] & 0x7F for packet in bob.rtp] == [VP8.payload_type]


def test_when_they_have_left_the_phone_is_asked_for_h264_again(place: Router) -> None:
    phone, bob = come(place, "s.phone", PREFERS_H264), come(place, "s.bob", ONLY_VP8)
    settle(phone, bob)

    place.leave(bob.transport, bob.now)
    settle(phone)

    assert camera(phone) is Codec.H264


def test_nobody_is_sent_what_they_cannot_decode(place: Router) -> None:
    phone, carl = come(place, "s.phone", PREFERS_H264), come(place, "s.carl")
    bob = come(place, "s.bob", ONLY_VP8)
    settle(bob)  # the phone has not heard of it yet
    settle(carl)
    show(phone, 1, H264.payload_type, IDR)
    phone.pass_time(1)
    settle(bob, carl)

    show(phone, 2, H264.payload_type, IDR)

    assert bob.rtp == []


def test_who_sends_h264_without_being_asked_is_followed_and_copies_of_the_picture_end(place: Router) -> None:
    sender, bob = come(place, "s.ann"), come(place, "s.bob")
    settle(sender, bob)

    show(sender, 1, H264.payload_type, IDR)
    sender.pass_time(0.5)
    settle(sender, bob)
    show(sender, 2, H264.payload_type, IDR)

    assert camera(sender) is Codec.H264
    assert sender.restarted == [sender.transport.inbound.producer(Source.CAMERA)]
    assert [packet[1] & 0x7F for packet in bob.rtp] == [H264.payload_type]


def test_the_last_packets_of_the_codec_before_change_nothing(place: Router) -> None:
    phone, bob = come(place, "s.phone", PREFERS_H264), come(place, "s.bob")
    settle(phone, bob)
    phone.restarted.clear()

    show(phone, 1, VP8.payload_type, b"\x10\x00\x00\x00")
    show(phone, 2, H264.payload_type, IDR)
    phone.pass_time(3, step=0.1, checks=True)

    assert camera(phone) is Codec.H264
    assert phone.restarted == []


def test_a_phone_that_does_not_change_its_codec_when_it_could_is_seen_as_before(place: Router) -> None:
    phone, bob = come(place, "s.phone", PREFERS_H264), come(place, "s.bob")
    settle(phone, bob)

    show(phone, 1, VP8.payload_type, b"\x10\x00\x00\x00")
    phone.pass_time(0.5)
    settle(phone, bob)
    show(phone, 2, VP8.payload_type, b"\x10\x00\x00\x00")

    assert [packet[1] & 0x7F for packet in bob.rtp] == [VP8.payload_type]


def test_who_changes_to_and_fro_is_not_followed_as_fast_as_they_like(place: Router) -> None:
    sender, bob = come(place, "s.ann"), come(place, "s.bob")
    settle(sender, bob)

    for sequence in range(40):
        show(sender, sequence, (VP8, H264)[sequence % 2].payload_type, IDR)
        sender.pass_time(0.1, step=0.1, checks=True)

    assert len(sender.restarted) <= 4 / SWITCH_INTERVAL


def test_who_sends_what_was_not_agreed_is_never_followed(place: Router) -> None:
    sender = come(place, "s.ann", ONLY_VP8)

    show(sender, 1, H264.payload_type, IDR)
    sender.pass_time(0.5)

    assert camera(sender) is Codec.VP8
    assert sender.restarted == []


def test_who_can_send_h264_only_sends_it_to_those_who_decode_it(place: Router) -> None:
    sender, carl, bob = come(place, "s.ann", ONLY_H264), come(place, "s.carl"), come(place, "s.bob", ONLY_VP8)
    settle(sender, carl, bob)

    show(sender, 1, H264.payload_type, IDR)

    assert len(carl.rtp) == 1
    assert bob.rtp == []


def test_a_picture_that_somebody_can_never_decode_is_named_to_them_and_no_other(place: Router) -> None:
    sender, carl, bob = come(place, "s.ann", ONLY_H264), come(place, "s.carl"), come(place, "s.bob", ONLY_VP8)
    settle(sender, carl, bob)
    for producer in sender.transport.producers:
        producer.live = True

    early, late = bob.now + 1, bob.now + 10

    assert bob.transport.outbound.undecodable(early) == ()
    assert Picture(MemberId("s.ann"), Source.CAMERA) in bob.transport.outbound.undecodable(late)
    assert carl.transport.outbound.undecodable(late) == ()


def test_a_picture_whose_sender_changed_its_codec_is_not_named(place: Router) -> None:
    phone = come(place, "s.phone", PREFERS_H264)
    settle(phone)
    bob = come(place, "s.bob", ONLY_VP8)
    settle(phone, bob)
    for producer in phone.transport.producers:
        producer.live = True

    assert bob.transport.outbound.undecodable(bob.now + 10) == ()


def test_who_has_not_answered_yet_has_no_say() -> None:
    assert shared_codecs([None, None]) == ALL_CODECS
    assert shared_codecs([None, frozenset({Codec.VP8})]) == {Codec.VP8}


ORDERS = [(VP8, H264), (H264, VP8), (VP8,), (H264,)]


@given(
    wish=st.sampled_from(ORDERS),
    offered=st.sampled_from([VIDEO_FORMATS, (VP8,), (H264,)]),
    shared=st.sets(st.sampled_from(sorted(ALL_CODECS))).map(frozenset),
    current=st.sampled_from(VIDEO_FORMATS),
)
def test_what_is_offered_next_settles_and_suits_everybody_whenever_anything_does(
    wish: tuple[Format, ...], offered: tuple[Format, ...], shared: frozenset[Codec], current: Format
) -> None:
    assume(current in offered and current in wish)

    chosen = choose_formats(wish, offered, current, shared)

    sent = current if current in chosen else next(format_ for format_ in chosen if format_ in wish)
    if any(format_.codec in shared for format_ in wish):
        assert sent.codec in shared
    assert choose_formats(wish, chosen, sent, shared) == chosen
