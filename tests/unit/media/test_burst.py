"""Packets that arrive in one burst go to each receiver together: what must hold while they wait, and how they leave."""

import errno
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.burst import MEMORY, Burst
from media.forwarding.run import MAX_PACKETS
from media.plane import Source
from media.srtp import BUFFER_SIZE, MAX_TRAILER
from media.stats import Counters
from tests.support.rtp import rtp
from tests.support.source import SSRC, Mailbox, Stage

KEYFRAME = b"\x10\x00\x00\x00"
DELTA = b"\x10\x01\x00\x00"


def picture(sequence: int, payload: bytes = DELTA) -> bytearray:
    return rtp(sequence=sequence & 0xFFFF, timestamp=3_000, ssrc=SSRC, payload=payload)


def sound(sequence: int) -> bytearray:
    return rtp(payload_type=111, sequence=sequence & 0xFFFF, timestamp=sequence * 960, ssrc=SSRC)


class Kernel:
    """`socket.sendmsg` of a kernel that cuts, and hands each piece to a mailbox."""

    def __init__(self, mailbox: Mailbox, refuses: int = 0) -> None:
        self._mailbox = mailbox
        self._refuses = refuses
        self.calls: list[int] = []

    def send(
        self,
        packets: tuple[memoryview],
        control: tuple[tuple[int, int, bytes], ...],
        _: int,
        address: tuple[object, ...],
    ) -> int:
        whole = packets[0]
        segment = int.from_bytes(control[0][2], sys.byteorder)
        self.calls.append(-(-len(whole) // segment))
        if self._refuses:
            raise OSError(self._refuses, "refused")
        return sum(self._mailbox.take(whole[at : at + segment], address) for at in range(0, len(whole), segment))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def arrive(stage: Stage, *packets: bytearray) -> None:
    """Let packets arrive whose burst is not over."""
    for packet in packets:
        stage.arrive(stage.protect(packet))


def test_a_receiver_taken_out_in_the_middle_of_a_burst_gets_nothing_of_it() -> None:
    stage = Stage(Source.MIC)
    (gone, leaving), (here, _) = stage.receiver(), stage.receiver()
    arrive(stage, sound(1), sound(2))

    leaving.remove(stage.producer)
    arrive(stage, sound(3))
    stage.burst.flush()

    assert gone.rtp == []
    assert len(here.rtp) == 3


def test_nothing_a_person_said_before_a_move_leaves_after_it(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    arrive(stage, picture(2), picture(3))

    stage.producer.change_place(0.0)
    stage.burst.flush()

    assert len(mailbox.rtp) == 1


def test_who_comes_in_the_middle_of_a_burst_gets_only_what_follows() -> None:
    stage = Stage(Source.MIC)
    stage.receiver()
    arrive(stage, sound(1), sound(2))

    newcomer, _ = stage.receiver()
    arrive(stage, sound(3))
    stage.burst.flush()

    assert [packet[12:] for packet in newcomer.rtp] == [bytes(sound(3))[12:]]


def test_a_door_shut_in_the_middle_of_a_burst_keeps_all_of_it_in(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    arrive(stage, picture(2))

    stage.producer.allow(0.0, allowed=False)
    arrive(stage, picture(3))
    stage.burst.flush()

    assert len(mailbox.rtp) == 1


def test_who_waits_for_a_picture_gets_nothing_from_before_its_keyframe(stage: Stage) -> None:
    seeing, _ = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    waiting, _ = stage.receiver()

    stage.send_all([picture(2), picture(3, KEYFRAME), picture(4)])

    assert [packet[12:] for packet in waiting.rtp] == [KEYFRAME, DELTA]
    assert len(seeing.rtp) == 4


def test_sound_leaves_before_pictures_of_the_same_burst() -> None:
    order: list[str] = []

    class Named:
        def __init__(self, name: str) -> None:
            self._name = name

        def pass_on(self) -> None:
            order.append(self._name)

    burst = Burst(Counters())
    burst.gather(Named("picture"), is_audio=False)
    burst.gather(Named("sound"), is_audio=True)
    burst.flush()
    burst.flush()

    assert order == ["sound", "picture"]


def test_one_source_that_fails_does_not_silence_the_others() -> None:
    passed: list[bool] = []

    class Broken:
        def pass_on(self) -> None:
            raise RuntimeError

    class Sound:
        def pass_on(self) -> None:
            passed.append(True)

    burst = Burst(Counters())
    burst.gather(Broken(), is_audio=True)
    burst.gather(Sound(), is_audio=True)
    burst.flush()

    assert passed
    assert burst.counters.failures == 1


def test_equal_packets_in_a_row_are_one_call_and_the_last_may_be_shorter(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    kernel = Kernel(mailbox)
    stage.path_of(outbound).sendmsg = kernel.send

    stage.send(picture(0, KEYFRAME))

    sizes = [1_000, 1_000, 1_000, 400, 900, 900, 1_000, 1_000, 1_000, 20]
    stage.send_all(picture(number, bytes(size)) for number, size in enumerate(sizes, 1))

    assert kernel.calls == [4, 2, 4]
    assert [len(packet) - 12 for packet in mailbox.rtp[1:]] == sizes
    assert mailbox.sequences == [mailbox.sequences[0] + index for index in range(1 + len(sizes))]


@pytest.mark.parametrize("error", [errno.EINVAL, errno.EMSGSIZE, errno.EIO])
def test_a_kernel_that_cannot_cut_is_given_packets_one_by_one_from_then_on(stage: Stage, error: int) -> None:
    mailbox, outbound = stage.receiver()
    kernel = Kernel(mailbox, refuses=error)
    stage.path_of(outbound).sendmsg = kernel.send

    for start in (1, 5):
        stage.send_all(picture(number, KEYFRAME) for number in range(start, start + 4))

    assert len(kernel.calls) == 1
    assert len(mailbox.rtp) == 8
    assert stage.counters.send_drops == 0


def test_what_does_not_fit_the_sockets_buffer_is_dropped_and_every_packet_of_it_counted(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    stage.path_of(outbound).sendmsg = Kernel(mailbox, refuses=errno.EAGAIN).send
    sent = stage.counters.packets_sent, outbound.octets

    stage.send_all(picture(number) for number in range(2, 6))

    assert stage.counters.send_drops == 4
    assert (stage.counters.packets_sent, outbound.octets) == sent
    assert len(mailbox.rtp) == 1


def test_a_burst_longer_than_a_run_comes_whole_and_in_order(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    kernel = Kernel(mailbox)
    stage.path_of(outbound).sendmsg = kernel.send

    stage.send_all(picture(number, KEYFRAME) for number in range(3 * MAX_PACKETS))

    assert mailbox.sequences == [mailbox.sequences[0] + index for index in range(3 * MAX_PACKETS)]
    assert max(kernel.calls) <= MAX_PACKETS


@given(st.lists(st.integers(0, 60), max_size=80), st.integers(65_400, 65_535))
def test_a_burst_gives_what_its_packets_would_have_given_one_by_one(steps: list[int], first: int) -> None:
    """Whatever is lost, repeated or out of order."""
    together, apart = Stage(Source.MIC), Stage(Source.MIC)
    (one, _), (other, _) = together.receiver(), apart.receiver()
    numbers = dict.fromkeys(first + step for step in steps)  # SRTP itself refuses repeats

    together.send_all(sound(number) for number in numbers)
    for number in numbers:
        apart.send(sound(number))

    assert sorted(one.rtp) == sorted(other.rtp)
    assert one.sequences == other.sequences


def test_a_burst_of_the_longest_packets_has_room_for_what_protection_adds_to_each() -> None:
    """A sender whose own tag is shorter may fill a packet that grows on the way out; SRTP looks at no bounds."""
    assert len(Burst(Counters()).data) == MEMORY >= MAX_PACKETS * (BUFFER_SIZE + MAX_TRAILER)
