"""Sound that repeats itself goes as it is to who takes it, and once to who does not."""

import pytest

from media.forwarding import rtcp
from media.plane import Source
from tests.support.rtp import red, rtp
from tests.support.source import SSRC, Copies, Mailbox, Stage


def spoken(sequence: int, new: bytes, *before: bytes) -> bytearray:
    """A packet that repeats the words before."""
    return rtp(payload_type=63, sequence=sequence, timestamp=sequence * 960, ssrc=SSRC, payload=red(new, *before))


def test_repeated_sound_goes_as_it_is_to_who_takes_it_and_every_word_once_to_who_does_not() -> None:
    voice = Stage(Source.MIC, repeats=True)
    knows, plain, copies = voice.receiver()[0], voice.receiver(plain=True)[0], Copies()
    voice.producer.taps.append(copies)

    voice.send_all([spoken(1, b"one"), spoken(2, b"two", b"one"), spoken(3, b"three", b"two")])

    assert [(packet[1] & 0x7F, packet[12:]) for packet in knows.rtp] == [
        (63, red(b"one")),
        (63, red(b"two", b"one")),
        (63, red(b"three", b"two")),
    ]
    once = [(111, b"one"), (111, b"two"), (111, b"three")]
    assert [(packet[1] & 0x7F, packet[12:]) for packet in plain.rtp] == once
    assert [(packet[1] & 0x7F, packet[12:]) for packet in copies.packets] == once


def test_who_takes_no_repeated_sound_is_sent_a_word_again_as_the_same_datagram() -> None:
    voice = Stage(Source.MIC, repeats=True)
    mailbox, outbound = voice.receiver(plain=True)
    datagrams: list[bytes] = []
    mailbox.watch, mailbox.loses = datagrams.append, True
    voice.send(spoken(7, b"two", b"one"), now=1.0)

    outbound.take_nack(rtcp.Nack(int.from_bytes(datagrams[0][8:12]), (int.from_bytes(datagrams[0][2:4]),)), 2.0)

    assert datagrams == [datagrams[0]] * 2


@pytest.mark.parametrize(
    ("plain", "loses", "takes", "times"),
    [
        (True, True, None, 2),
        (True, False, None, 1),
        (False, True, None, 1),
        (True, True, frozenset({"transport-cc"}), 1),
    ],
    ids=["no-red", "good-line", "red", "no-repair"],
)
def test_who_takes_no_repeated_sound_is_sent_each_word_twice_on_a_line_that_loses(
    takes: frozenset[str] | None, times: int, *, plain: bool, loses: bool
) -> None:
    voice = Stage(Source.MIC, repeats=True)
    mailbox, outbound = voice.receiver(plain=plain, takes=takes)
    datagrams: list[bytes] = []
    mailbox.watch, mailbox.loses, outbound.loses = datagrams.append, True, loses

    voice.send(spoken(7, b"two", b"one"), now=1.0)
    for tick in range(1, 4):
        outbound.repeat_ends(1.0 + 0.02 * tick)

    assert datagrams == [datagrams[0]] * times


def test_a_line_that_loses_goes_on_losing_though_words_sent_twice_hardly_get_lost() -> None:
    """Where sound alone is sent nothing else tells of the line: at 5 % one word in 400 is lost twice."""
    voice = Stage(Source.MIC, repeats=True)
    mailbox, outbound = voice.receiver(plain=True)
    voice.send(spoken(7, b"one"))
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    outbound.round_trip.measured(0.02)
    doubled = []
    for second in range(1, 90):
        lost = 13 if second <= 5 else int(second % 20 == 0 and second < 50)
        outbound.take_blocks([rtcp.ReportBlock(ssrc, lost, 0, 0, 0, 0, 0)], float(second))
        outbound.balance(float(second))
        doubled.append(outbound.loses)

    assert doubled == [True] * 69 + [False] * 20


def test_repeated_sound_that_was_not_agreed_is_forwarded_to_nobody(voice: Stage) -> None:
    mailbox, _ = voice.receiver()

    voice.send(spoken(1, b"one"))

    assert mailbox.rtp == []
    assert voice.counters.rejected == 1


def heard(mailbox: Mailbox) -> list[tuple[int, bytes]]:
    return [(packet[1] & 0x7F, packet[12:]) for packet in mailbox.rtp]


@pytest.mark.parametrize("moved", [False, True])
def test_what_was_said_before_a_door_opened_comes_through_in_no_later_packet(*, moved: bool) -> None:
    voice = Stage(Source.MIC, repeats=True)
    if moved:
        voice.send(spoken(0, b"said alone"), now=0.5)
        voice.send(spoken(7, b"said alone"), now=1.1)
        voice.producer.change_place(0.6)
    mailbox, _ = voice.receiver()
    if not moved:
        voice.producer.allow(1.0, allowed=False)
        voice.send(spoken(9, b"said alone"), now=1.5)
        voice.producer.allow(2.0, allowed=True)

    for sequence in range(10, 30):
        voice.send(spoken(sequence, b"new", b"old"), now=2.0 + sequence / 50)
    voice.send(spoken(8, b"late", b"said alone"), now=3.0)

    # 16,384 ticks of 48 kHz are 17 packets of 20 ms and a bit.
    assert heard(mailbox)[:18] == [(111, b"new")] * 18
    assert heard(mailbox)[18:20] == [(63, red(b"new", b"old"))] * 2
    assert all(b"said alone" not in packet for packet in mailbox.rtp)


@pytest.mark.parametrize("padding", [1, 9, 200])
def test_padding_that_would_not_fit_what_is_left_stops_nobodys_repeats(padding: int) -> None:
    voice = Stage(Source.MIC, repeats=True)
    mailbox, outbound = voice.receiver(plain=True)
    outbound.loses = True
    hostile = spoken(7, b"", b"x" * 300)
    hostile[0] |= 0x20
    hostile[-1] = padding

    voice.send(hostile, now=1.0)
    for tick in range(1, 4):
        outbound.repeat_ends(1.0 + 0.02 * tick)

    assert heard(mailbox) == []
