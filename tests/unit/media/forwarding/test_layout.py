from hypothesis import assume, given
from hypothesis import strategies as st

from media.capabilities import Extension
from media.forwarding.layout import FIRST, Layout, learn
from media.forwarding.packet import read_header, take_extensions, write_send_time
from tests.support.rtp import extension, one_byte, rtp, two_byte

SEND_TIME = (Extension.ABS_SEND_TIME, b"abc")
NUMBER = (Extension.TRANSPORT_SEQUENCE, b"\0\7")
LEVEL = (Extension.AUDIO_LEVEL, b"\x85")
names = st.sampled_from([*map(int, Extension), 5, 6, 14, 15])
elements = st.lists(st.tuples(names, st.binary(min_size=1, max_size=5)), max_size=6)


def learned(packet: bytearray) -> Layout | None:
    return learn(packet, read_header(packet, len(packet))[6])


def walked(packet: bytearray, now: float) -> tuple[bytes, int, int]:
    """What a walk leaves of a packet, its level and its number."""
    extensions_at, payload_at = read_header(packet, len(packet))[5:7]
    send_time_at, level, number, *_ = take_extensions(packet, extensions_at, payload_at)
    write_send_time(packet, send_time_at, now)
    return bytes(packet), level, number


def by_layout(layout: Layout, packet: bytearray, now: float) -> tuple[bytes, int, int]:
    """The same by a layout learned from another packet."""
    level = packet[layout.level_at] if layout.level_at else -1
    number = int.from_bytes(packet[layout.number_at : layout.number_at + 2])
    layout.erase(packet, layout.at, layout.before, layout.mark | int(now * (1 << 18)) & 0xFFFFFF, layout.after)
    return bytes(packet), level, number


@given(elements, elements, st.data())
def test_a_packet_of_a_known_layout_comes_out_as_if_it_had_been_walked_through(
    before: list[tuple[int, bytes]], behind: list[tuple[int, bytes]], data: st.DataObject
) -> None:
    first = [*before, SEND_TIME, NUMBER, *behind]
    layout = learned(rtp(extension=one_byte(*first)))
    assume(layout is not None)
    assert layout is not None
    values = [(name, data.draw(st.binary(min_size=len(value), max_size=len(value)))) for name, value in first]
    packet = rtp(sequence=2, extension=one_byte(*values))

    assert layout.matches(packet) == layout.same
    assert by_layout(layout, bytearray(packet), 2.5) == walked(packet, 2.5)


@given(elements)
def test_a_packet_that_fits_a_layout_by_chance_is_read_as_if_it_had_been_walked_through(
    others: list[tuple[int, bytes]],
) -> None:
    layout = learned(rtp(extension=one_byte(LEVEL, SEND_TIME, NUMBER)))
    assert layout is not None
    packet = rtp(extension=one_byte(*others))

    if packet[0] == FIRST and layout.matches(packet + bytes(100)) == layout.same:
        assert by_layout(layout, bytearray(packet), 1.0) == walked(packet, 1.0)


def test_both_the_level_before_and_the_level_behind_are_known_places() -> None:
    for order in ((LEVEL, SEND_TIME, NUMBER), (SEND_TIME, NUMBER, LEVEL), (NUMBER, SEND_TIME, LEVEL)):
        assert learned(rtp(extension=one_byte(*order))) is not None


def test_another_head_or_anything_in_the_padding_is_another_layout() -> None:
    layout = learned(rtp(extension=one_byte(SEND_TIME, NUMBER)))
    assert layout is not None
    wider = (Extension.TRANSPORT_SEQUENCE, b"\0\7\7")
    padded = rtp(extension=extension(0xBEDE, one_byte(SEND_TIME, NUMBER)[4:11] + b"\x40"))

    assert layout.matches(rtp(extension=one_byte(SEND_TIME, wider))) != layout.same
    assert layout.matches(rtp(extension=one_byte(NUMBER, SEND_TIME))) != layout.same
    assert layout.matches(padded) != layout.same


def test_no_layout_is_learned_where_the_places_cannot_be_relied_on() -> None:
    packets = [
        rtp(extension=one_byte(SEND_TIME, LEVEL, NUMBER)),  # what is erased does not stand together
        rtp(extension=one_byte(SEND_TIME, NUMBER, NUMBER)),
        rtp(extension=one_byte(SEND_TIME)),
        rtp(extension=one_byte(NUMBER)),
        rtp(extension=one_byte(SEND_TIME, NUMBER, (15, b"x"))),
        rtp(extension=two_byte(SEND_TIME, NUMBER)),
        rtp(extension=one_byte(SEND_TIME, NUMBER), csrcs=(1,)),
        rtp(extension=one_byte(SEND_TIME, NUMBER), padding=4),
        rtp(extension=extension(0xBEDE, b"\x22abc\x31\0\7\x4f")),  # the last element goes on behind the list
    ]

    assert [learned(packet) for packet in packets] == [None] * len(packets)
