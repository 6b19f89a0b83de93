"""A packet's way from one browser to the others, through real SRTP, without a network."""

from media.capabilities import Extension
from media.forwarding.levels import SpeakerElection
from media.plane import MemberId, Source
from tests.support.rtp import one_byte, rtp
from tests.support.source import SSRC, Stage
from tests.support.stream import DELTA, KEYFRAME, extension_of, picture, sound


def test_every_receiver_gets_its_own_ssrc_and_consecutive_numbers(voice: Stage) -> None:
    (one, _), (other, _) = voice.receiver(), voice.receiver()

    voice.send_all(sound(sequence) for sequence in range(65_530, 65_546))

    for mailbox in (one, other):
        first = mailbox.sequences[0]
        assert mailbox.sequences == list(range(first, first + 16))
        assert first < 0x8000
    assert one.rtp[0][8:12] != other.rtp[0][8:12]
    assert SSRC.to_bytes(4) not in (one.rtp[0][8:12], other.rtp[0][8:12])
    assert all(packet[12:] == bytes(sound(1))[12:] for packet in one.rtp)


def test_the_senders_line_and_number_do_not_travel_on(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    extension = one_byte(
        (Extension.MID, b"1"), (Extension.TRANSPORT_SEQUENCE, b"\0\7"), (Extension.ABS_SEND_TIME, b"abc")
    )

    stage.send(picture(1, KEYFRAME, extension=extension), now=2.0)

    sent = mailbox.rtp[0]
    assert sent[12:16] == extension[:4]
    assert sent[16:21] == bytes(5)
    assert sent[22:25] == int(2.0 * (1 << 18)).to_bytes(3)


def test_every_packet_of_a_stream_is_cleaned_whether_its_elements_stand_as_before_or_not(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    mid, number, time = (
        (Extension.MID, b"1"),
        (Extension.TRANSPORT_SEQUENCE, b"\0\7"),
        (Extension.ABS_SEND_TIME, b"abc"),
    )
    orders = [(mid, number, time), (mid, number, time), (time, number), (time, number), (time, number, mid), (number,)]

    for index, order in enumerate(orders):
        stage.send(picture(index, KEYFRAME, extension=one_byte(*order)), now=2.0)

    sent = int(2.0 * (1 << 18)).to_bytes(3)
    kept = [extension_of(packet) for packet in mailbox.rtp]
    assert kept == [b"\0" * 5 + b"\x22" + sent + b"\0" * 3] * 2 + [b"\x22" + sent + b"\0" * 4] * 2 + [
        b"\x22" + sent + b"\0" * 8,
        b"\0" * 4,
    ]


def test_a_stream_not_named_in_the_answer_is_learned_by_its_line(stage: Stage) -> None:
    stage.negotiate(ssrc=None)
    mailbox, _ = stage.receiver()

    stage.send(rtp(sequence=1, ssrc=99, payload=KEYFRAME, extension=one_byte((Extension.MID, b"2"))))
    stage.send(rtp(sequence=2, ssrc=99, payload=KEYFRAME, extension=one_byte((Extension.MID, b"1"))))
    stage.send(rtp(sequence=3, ssrc=99, payload=DELTA))

    assert len(mailbox.rtp) == 2
    assert stage.counters.unknown_streams == 1


def test_a_stream_of_which_nothing_is_told_is_that_of_the_only_line_with_its_format() -> None:
    stage = Stage(ssrc=None)
    mailbox, _ = stage.receiver()

    stage.send(rtp(sequence=1, ssrc=99, payload_type=111))
    stage.send(rtp(sequence=1, ssrc=98, payload=KEYFRAME))
    stage.send(rtp(sequence=2, ssrc=98, payload=DELTA))
    stage.send(rtp(sequence=3, ssrc=97, payload=KEYFRAME))

    assert [packet[12:] for packet in mailbox.rtp] == [KEYFRAME, DELTA]
    assert stage.counters.unknown_streams == 2


def test_a_stream_of_which_nothing_is_told_is_nobodys_when_two_lines_have_its_format() -> None:
    stage = Stage(ssrc=None)
    mailbox, _ = stage.receiver()
    stage.negotiate_lines(Source.CAMERA, Source.SCREEN)

    stage.send(rtp(sequence=1, ssrc=98, payload=KEYFRAME))
    stage.inbound.producer(Source.SCREEN).allow(0.0, allowed=False)
    stage.send(rtp(sequence=2, ssrc=98, payload=KEYFRAME))

    assert len(mailbox.rtp) == 1
    assert stage.counters.unknown_streams == 1


def test_a_stream_of_which_nothing_is_told_takes_no_place_of_a_shut_door() -> None:
    stage = Stage(ssrc=None)
    mailbox, _ = stage.receiver()
    stage.producer.allow(0.0, allowed=False)

    stage.send(rtp(sequence=1, ssrc=98, payload=KEYFRAME))

    assert mailbox.rtp == []


def test_another_codec_than_agreed_is_not_forwarded(stage: Stage) -> None:
    mailbox, _ = stage.receiver()

    stage.send(rtp(payload_type=102, ssrc=SSRC, payload=KEYFRAME))

    assert (mailbox.rtp, stage.counters.rejected) == ([], 1)


def test_a_level_beside_a_picture_makes_nobody_a_speaker(stage: Stage) -> None:
    """Else somebody whose microphone the mediator has switched off would still be put first."""
    election = SpeakerElection[MemberId]()
    stage.producer.election = election
    for sequence in range(100):
        packet = rtp(sequence=sequence, ssrc=SSRC, payload=DELTA, extension=one_byte((Extension.AUDIO_LEVEL, b"\x80")))
        stage.send(packet, sequence / 50)

    assert election.changed(2.0) is None


def test_a_source_that_begins_anew_stays_one_stream_for_its_receivers(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    voice.send_all((sound(sequence) for sequence in range(10)), now=1.0)

    voice.negotiate(ssrc=5)
    again = [rtp(payload_type=111, sequence=40_000 + number, timestamp=7, ssrc=5) for number in range(10)]
    voice.send_all(again, now=1.2)

    first = mailbox.sequences[0]
    assert mailbox.sequences == list(range(first, first + 20))
    assert len({packet[8:12] for packet in mailbox.rtp}) == 1


def test_nobody_is_reached_without_a_path(voice: Stage) -> None:
    mailbox, outbound = voice.receiver()
    voice.lose_path(outbound)

    voice.send(sound(1))

    assert mailbox.rtp == []
    assert voice.counters.packets_sent == 0


def test_who_has_not_agreed_gets_nothing(voice: Stage) -> None:
    producer = voice.producer
    _, outbound = voice.receiver()
    outbound.remove(producer)

    outbound.add(producer)
    voice.send(sound(1))

    assert producer.layers[0].consumers == []
