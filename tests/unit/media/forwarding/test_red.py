import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.red import unwrap, unwrap_run
from media.forwarding.run import Run, RunPacket, cut
from tests.support.rtp import one_byte, packets_of, red, rtp

RED, OPUS = 63, 111


def packet(payload: bytes, *, payload_type: int = RED, sequence: int = 7, extension: bytes = b"") -> RunPacket:
    whole = rtp(payload_type=payload_type, sequence=sequence, timestamp=960, payload=payload, extension=extension)
    return cut(whole, len(whole), sequence, 960)


def written(packet: RunPacket) -> bytes:
    run = Run()
    run.packets.append(packet)
    return packets_of(run, 0x1234)[0]


@pytest.mark.parametrize("before", [(), (b"old",), (b"older", b"old"), (b"x" * 1023, b"")])
@pytest.mark.parametrize("extension", [b"", one_byte((1, b"\x05"))])
def test_what_is_left_of_repeated_sound_is_the_packet_that_says_the_new_words_alone(
    before: tuple[bytes, ...], extension: bytes
) -> None:
    plain = unwrap(packet(red(b"new", *before), extension=extension), RED)

    assert plain is not None
    assert written(plain) == written(packet(b"new", payload_type=OPUS, extension=extension))


def test_a_plain_packet_stays_as_it_is() -> None:
    plain = packet(b"\xff" * 5, payload_type=OPUS)

    assert unwrap(plain, RED) is plain


@pytest.mark.parametrize("payload", [b"", b"\xef", b"\xef\0\0\x09", b"\xef\0\0\x09\x6f", b"\xef\0\0\x09\x6fshort"])
def test_a_truncated_packet_is_none(payload: bytes) -> None:
    assert unwrap(packet(payload), RED) is None


def test_padding_goes_with_what_it_stood_behind() -> None:
    whole = rtp(payload_type=RED, sequence=7, timestamp=960, payload=red(b"new", b"old"), padding=5)
    plain = unwrap(cut(whole, len(whole), 7, 960), RED)

    assert plain is not None
    assert written(plain) == written(packet(b"new", payload_type=OPUS))


@pytest.mark.parametrize("payload_type", [0, 63, 72, 96])
def test_a_packet_whose_new_words_are_of_another_format_is_none(payload_type: int) -> None:
    assert unwrap(packet(red(b"new", b"old", payload_type=payload_type)), RED) is None


def test_a_malformed_packet_is_left_out_of_its_run() -> None:
    run = Run()
    run.packets += [packet(red(b"one"), sequence=1), packet(b"\xef", sequence=2), packet(red(b"three"), sequence=3)]

    plain = unwrap_run(run, RED)

    assert [
        each[-12:][12 - len(word) :] for each, word in zip(packets_of(plain, 1), (b"one", b"three"), strict=True)
    ] == [
        b"one",
        b"three",
    ]
    assert plain.octets == sum(map(len, packets_of(plain, 1)))


@given(st.binary(max_size=80), st.binary(max_size=24).filter(lambda it: len(it) % 4 == 0))
def test_no_payload_raises(payload: bytes, extension: bytes) -> None:
    unwrap(packet(payload), RED)
    head = bytes((0x9F, RED))
    unwrap((packet(b"")[0], head, extension + payload, 1, 2, 12 + len(extension) + len(payload)), RED)
