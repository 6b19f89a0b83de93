"""One browser's transport from offer to goodbye, without a network and by a clock that the test turns."""

import gc
import os
import re
import weakref

import pytest
from typing_extensions import override

from media.forwarding import rtcp
from media.forwarding.capture import MOST
from media.ice.agent import SETTLED
from media.negotiation import MAX_LINES
from media.plane import MemberId, Source, TransportState
from media.srtp import SrtpProfile
from media.streams import MAX_STRANGE_STREAMS
from media.transport import ANSWER_TIMEOUT, GONE_AFTER, IDLE_SILENT_AFTER, MAX_RTCP_SENDERS, SILENT_AFTER
from tests.support.peer import Peer
from tests.support.rtp import one_byte, rtp

MIC = 0x1111_1111


@pytest.fixture
def peer() -> Peer:
    """Return a browser that is connected."""
    peer = Peer()
    peer.connect()
    return peer


def sound(sequence: int, ssrc: int = MIC, mid: bytes = b"0") -> bytearray:
    return rtp(payload_type=111, sequence=sequence, ssrc=ssrc, payload=bytes(80), extension=one_byte((4, mid)))


def picture(sequence: int) -> bytearray:
    return rtp(payload_type=96, sequence=sequence, ssrc=0x2222_2222, extension=one_byte((4, b"1")))


@pytest.mark.parametrize("profile", list(SrtpProfile))
@pytest.mark.parametrize("waits", [False, True])
def test_a_browser_connects_in_either_dtls_role_with_any_one_profile(profile: SrtpProfile, *, waits: bool) -> None:
    peer = Peer(waits=waits, profile=profile)

    peer.connect()
    peer.send(peer.protect(sound(1)))

    assert peer.transport.state is TransportState.CONNECTED
    assert peer.transport.inbound.producer(Source.MIC).octets > 80


def test_a_browser_that_waits_is_led_once_there_is_a_path_to_it() -> None:
    peer = Peer(waits=True)
    offer = peer.transport.offer(peer.now)
    peer.transport.answer(offer.version, peer.answer_to(offer.sdp), peer.now)

    peer.transport.tick(peer.now)
    before = list(peer.seen)
    peer.check()
    peer.transport.tick(peer.now)

    assert not before
    assert [datagram[0] for datagram in peer.seen] == [1, 22]  # the answer to the check, then a ClientHello


class Blinking(Peer):
    """A browser that sends something too short to be anything behind each of its packets (RFC 6263 section 4.1)."""

    @override
    def send(self, datagram: bytes) -> None:
        super().send(datagram)
        super().send(b"")
        super().send(datagram[:5])


def test_an_empty_packet_between_two_of_a_handshake_is_not_read_as_the_one_before() -> None:
    peer = Blinking()

    peer.connect()
    peer.send(peer.protect(sound(1)))
    peer.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(9, ())))

    assert peer.transport.state is TransportState.CONNECTED
    assert peer.transport.inbound.producer(Source.MIC).octets == len(sound(1))
    assert peer.ground.counters.malformed >= 8


def test_a_browser_with_a_short_fingerprint_of_another_certificate_is_lost() -> None:
    peer = Peer()

    peer.connect("sha-256 ", "sha-512 " + ":".join(["AB"] * 64) + "\r\na=fingerprint:sha-256 ")

    assert peer.transport.state is TransportState.CLOSED


def test_who_stops_checking_the_path_is_ended_after_thirty_seconds_though_media_still_comes(peer: Peer) -> None:
    sequence = iter(range(1, 1_000))

    for _ in range(59):
        peer.send(peer.protect(sound(next(sequence))))
        peer.pass_time(0.5)
    before = peer.transport.state
    peer.send(peer.protect(sound(next(sequence))))
    peer.pass_time(0.5)

    assert before is TransportState.CONNECTED
    assert peer.transport.state is TransportState.CLOSED


def test_who_knows_indications_only_stays_as_long_as_authentic_packets_come_and_no_longer(peer: Peer) -> None:
    """GStreamer's webrtcbin checks a path once and then sends an indication every 25 s."""
    peer.indicate()
    for sequence in range(4 * int(GONE_AFTER)):
        peer.send(peer.protect(sound(sequence)))
        peer.pass_time(0.5)
    while_it_spoke = peer.transport.state

    for _ in range(2 * int(GONE_AFTER)):
        peer.indicate()
        peer.send(b"\x80\x6f" + bytes(60))
        peer.pass_time(0.5)

    assert while_it_spoke is TransportState.CONNECTED
    assert peer.transport.state is TransportState.CLOSED


@pytest.mark.parametrize("restarts", [False, True])
def test_who_has_the_habit_of_checking_is_ended_by_silence_of_checks_whatever_indications_come(
    peer: Peer, *, restarts: bool
) -> None:
    peer.pass_time(2 * SETTLED, step=2.5, checks=True)
    if restarts:
        peer.transport.restart_ice(peer.now)
        peer.check()
    sequence = iter(range(1_000))
    for _ in range(59):
        peer.indicate()
        peer.send(peer.protect(sound(next(sequence))))
        peer.pass_time(0.5)
    before = peer.transport.state

    peer.send(peer.protect(sound(next(sequence))))
    peer.pass_time(0.5)

    assert before is TransportState.CONNECTED
    assert peer.transport.state is TransportState.CLOSED


def test_who_checks_again_and_again_at_first_may_know_indications_only(peer: Peer) -> None:
    peer.pass_time(SETTLED - 1, step=0.5, checks=True)
    peer.indicate()
    for sequence in range(4 * int(GONE_AFTER)):
        peer.send(peer.protect(sound(sequence)))
        peer.pass_time(0.5)

    assert peer.transport.state is TransportState.CONNECTED


def test_who_keeps_checking_the_path_stays_without_any_media(peer: Peer) -> None:
    peer.pass_time(3 * GONE_AFTER, checks=True)

    assert peer.transport.state is TransportState.CONNECTED


def test_checks_with_a_wrong_password_are_no_consent(peer: Peer) -> None:
    for _ in range(60):
        peer.check("x" * 24)
        peer.pass_time(0.5)

    assert peer.transport.state is TransportState.CLOSED


def test_a_silent_browser_is_disconnected_first_and_connected_when_it_is_heard_again(peer: Peer) -> None:
    peer.pass_time(IDLE_SILENT_AFTER)
    silent = peer.transport.state
    peer.check()
    peer.pass_time(0.5)

    assert silent is TransportState.DISCONNECTED
    assert peer.transport.state is TransportState.CONNECTED


@pytest.mark.parametrize(("asked", "state"), [(0, TransportState.CONNECTED), (None, TransportState.DISCONNECTED)])
def test_a_browser_asked_to_send_nothing_is_silent_for_as_long_as_one_that_never_sent(
    peer: Peer, asked: int | None, state: TransportState
) -> None:
    camera = peer.transport.inbound.producer(Source.CAMERA)
    peer.send(peer.protect(picture(1)))
    camera.live = True
    camera.demand.asked = asked

    peer.pass_time(SILENT_AFTER + 0.5)

    assert peer.transport.state is state


def test_a_browser_whose_microphone_goes_on_is_missed_soon_though_its_camera_was_asked_to_stop(peer: Peer) -> None:
    camera = peer.transport.inbound.producer(Source.CAMERA)
    peer.send(peer.protect(picture(1)))
    camera.live = True
    camera.demand.asked = 0
    peer.now += 4.0
    peer.send(peer.protect(sound(1)))

    peer.pass_time(SILENT_AFTER + 0.5)

    assert peer.transport.state is TransportState.DISCONNECTED


def test_forged_packets_do_not_use_up_the_places_of_streams_yet_to_be_named(peer: Peer) -> None:
    for ssrc in range(1, 10 * MAX_STRANGE_STREAMS):
        peer.send(bytes(rtp(payload_type=111, ssrc=ssrc, payload=os.urandom(90))))
    before = peer.transport.inbound.producer(Source.MIC).octets

    peer.send(peer.protect(sound(1)))

    assert before == 0
    assert peer.transport.inbound.producer(Source.MIC).octets > 80
    assert peer.ground.counters.unauthentic == 10 * MAX_STRANGE_STREAMS - 1


def test_forged_reports_do_not_keep_out_those_of_the_browser(peer: Peer) -> None:
    for ssrc in range(1, 200):
        peer.send(rtcp.build_receiver_report(rtcp.ReceiverReport(ssrc, ())) + os.urandom(20))
    peer.pass_time(0.5)

    peer.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(9, ())))

    assert peer.transport.agent.heard_at == peer.now
    assert peer.ground.counters.malformed == 0


def test_a_browser_that_reports_on_every_line_under_another_name_is_heard_on_all_of_them(peer: Peer) -> None:
    """So do Firefox, aiortc and werift: in a room of twenty with all their cameras that is some 45 names."""
    other = Peer(member="s.ben")
    peer.transport.subscribe(other.transport.inbound.producer(Source.CAMERA))
    offer = peer.transport.offer(peer.now)
    peer.transport.answer(offer.version, peer.answer_to(offer.sdp), peer.now)
    camera = re.findall(r"a=ssrc:(\d+)", offer.sdp)[0]
    for ssrc in range(1, MAX_LINES):
        peer.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(ssrc, ())))
        peer.pass_time(0.1, step=0.1)

    peer.send_rtcp(rtcp.build_pli(MAX_LINES, int(camera)))

    assert peer.ground.counters.keyframe_requests == 1
    assert peer.ground.counters.malformed == 0


def test_reports_under_ever_more_names_are_refused_from_some_number_on(peer: Peer) -> None:
    for ssrc in range(1, 2 * MAX_RTCP_SENDERS + 1):
        peer.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(ssrc, ())))
        peer.pass_time(0.1, step=0.1)

    assert peer.ground.counters.malformed == MAX_RTCP_SENDERS


@pytest.mark.parametrize("messages", [10, 100])
def test_whoever_asks_for_many_packets_again_is_heard_whole(peer: Peer, messages: int) -> None:
    packets = [sound(sequence) for sequence in range(200)]
    for packet in packets:
        for _ in range(messages):
            peer.send_rtcp(rtcp.build_nack(9, 8, [1]))
        peer.send(peer.protect(packet))
        peer.pass_time(0.02, step=0.02)

    assert peer.transport.inbound.producer(Source.MIC).octets == sum(map(len, packets))
    assert (peer.ground.counters.throttled > 0) is (messages == 100)


def test_a_replayed_report_is_refused(peer: Peer) -> None:
    report = peer.protect_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(9, ())))
    peer.send(report)
    peer.pass_time(0.5)

    peer.send(report)

    assert peer.transport.agent.heard_at < peer.now
    assert peer.ground.counters.replayed == 1


def test_an_authentic_browser_gets_so_many_strange_streams_and_no_more(peer: Peer) -> None:
    for ssrc in range(1, 10 * MAX_STRANGE_STREAMS):
        peer.send(peer.protect(rtp(payload_type=0, ssrc=ssrc, payload=bytes(90))))

    assert peer.ground.counters.unknown_streams == 10 * MAX_STRANGE_STREAMS - 1
    assert peer.ground.counters.unauthentic == 0


def test_a_goodbye_ends_nothing_by_itself(peer: Peer) -> None:
    peer.send_rtcp(b"\x81\xcb\x00\x01" + MIC.to_bytes(4))
    peer.pass_time(0.5)

    assert peer.transport.state is TransportState.CONNECTED


@pytest.mark.parametrize("reduced", [True, False])
def test_rtcp_begins_with_a_report_where_the_browser_takes_nothing_else(*, reduced: bool) -> None:
    peer = Peer()
    peer.connect("" if reduced else "a=rtcp-rsize\r\n", "")
    for sequence in (1, 2, 5):
        peer.send(peer.protect(sound(sequence)))

    peer.pass_time(0.04, step=0.02)

    kinds = [compound[1] for compound in peer.rtcp]
    assert peer.parts(rtcp.Nack) == [rtcp.Nack(MIC, (3, 4))]
    assert kinds == ([205] if reduced else [201])
    assert not peer.parts(rtcp.Malformed)


def test_an_offer_nobody_answers_is_made_anew(peer: Peer) -> None:
    first = peer.transport.offer(peer.now)
    peer.pass_time(ANSWER_TIMEOUT + 1, checks=True)

    overdue = peer.transport.wants_offer
    second = peer.transport.offer(peer.now)
    peer.transport.answer(first.version, "garbage", peer.now)
    peer.transport.answer(second.version, peer.answer_to(second.sdp), peer.now)

    assert overdue
    assert not peer.transport.wants_offer
    assert peer.transport.state is TransportState.CONNECTED


def test_of_a_browser_that_connected_after_it_might_be_recorded_nothing_is_from_before(peer: Peer) -> None:
    permitted = peer.now
    peer.pass_time(1.0)
    before = peer.transport.opening(permitted).is_over(peer.now)
    peer.connect()
    peer.pass_time(1.0)

    assert before
    assert peer.transport.opening(permitted).is_over(peer.now)
    assert not peer.transport.opening(peer.now).is_over(peer.now + MOST - 0.1)
    assert peer.transport.opening(peer.now).is_over(peer.now + MOST)


def test_what_is_recorded_begins_half_a_round_trip_after_it_might(peer: Peer) -> None:
    peer.connect()
    peer.transport.outbound.round_trip.measured(0.3)

    assert peer.transport.opening(peer.now).since == pytest.approx(peer.now + 0.15)


def test_what_finds_no_line_is_told_and_gets_the_next_that_is_free_voices_first(peer: Peer) -> None:
    peer.connect()
    others = [Peer(member=f"s.p{number}") for number in range(MAX_LINES)]
    voices = [other.transport.inbound.producer(Source.MIC) for other in others]
    camera = others[0].transport.inbound.producer(Source.CAMERA)
    for producer in (*voices[: MAX_LINES - 3], camera, *voices[MAX_LINES - 3 :]):
        peer.transport.subscribe(producer)
    before = [(each.member, each.source) for each in peer.transport.left_out]

    peer.transport.unsubscribe(voices[0])
    peer.transport.unsubscribe(voices[-2])

    left = [(camera.member, Source.CAMERA), *((voice.member, Source.MIC) for voice in voices[MAX_LINES - 3 :])]
    assert before == left
    assert [(each.member, each.source) for each in peer.transport.left_out] == [left[3], left[0]]
    assert (voices[MAX_LINES - 3].member, Source.MIC) in tracks_of(peer)
    for producer in (*voices, camera):
        peer.transport.unsubscribe(producer)
    assert peer.transport.left_out == ()
    assert tracks_of(peer) == set()


def tracks_of(peer: Peer) -> set[tuple[MemberId, Source]]:
    return {(track.member, track.source) for track in peer.transport.offer(peer.now).tracks}


def test_a_closed_transport_leaves_nothing_for_the_garbage_collector() -> None:
    peer, other = Peer(), Peer(member="s.ben")
    peer.connect()
    transport = peer.transport
    for producer in other.transport.producers:
        transport.subscribe(producer)
    peer.agree()
    kept = weakref.ref(transport)
    gc.collect()
    gc.disable()

    try:
        transport.close()
        del transport, peer.transport

        assert kept() is None
    finally:
        gc.enable()
