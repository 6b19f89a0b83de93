import base64
import os

import pytest
from aioice import stun as wire
from hypothesis import given
from hypothesis import strategies as st

from media.ice.stun import (
    MAX_MESSAGE,
    PRIORITY,
    REQUEST,
    SUCCESS,
    USE_CANDIDATE,
    USERNAME,
    XOR_MAPPED_ADDRESS,
    RequestLimiter,
    build_message,
    build_refusal,
    build_response,
    parse_binding_request,
    peek_fragment,
    xor_address,
)

# RFC 5769 section 2.1: user name "evtj:h6vY", password "VOkJxbRl1RmTxUk/WvJxBt".
RFC_5769_REQUEST = bytes.fromhex(
    "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
    "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
    "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf"
)
RFC_5769_TRANSACTION = RFC_5769_REQUEST[8:20]
RFC_5769_PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt"  # noqa: S105 - the published one
# RFC 5769 section 2.2: the response of a server to it, telling 192.0.2.1:32853.
RFC_5769_RESPONSE = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96"
)
# RFC 5769 section 2.3: the same telling [2001:db8:1234:5678:11:2233:4455:6677]:32853.
RFC_5769_RESPONSE_IPV6 = bytes.fromhex(
    "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c"
)
SOFTWARE, ICE_CONTROLLED = 0x8022, 0x8029


def request(*, nominates: bool = False) -> bytes:
    message = wire.Message(wire.Method.BINDING, wire.Class.REQUEST)
    message.attributes["USERNAME"] = "ours:theirs"
    message.attributes["PRIORITY"] = 1
    if nominates:
        message.attributes["USE-CANDIDATE"] = None
    message.add_message_integrity(b"secret")
    return bytes(message)


def test_the_request_of_the_standard_is_read_and_authentic() -> None:
    parsed = parse_binding_request(RFC_5769_REQUEST)

    assert parsed is not None
    assert parsed.local_fragment == "evtj"
    assert parsed.has_integrity
    assert parsed.is_authentic(RFC_5769_PASSWORD)
    assert not parsed.is_authentic(RFC_5769_PASSWORD[::-1])


def test_the_request_of_the_standard_is_not_authentic_with_one_bit_flipped() -> None:
    for at in range(20, 76):
        for bit in range(8):
            changed = bytearray(RFC_5769_REQUEST[:-8])
            changed[2:4] = (len(changed) - 20).to_bytes(2)
            changed[at] ^= 1 << bit
            parsed = parse_binding_request(bytes(changed))
            assert parsed is None or not parsed.is_authentic(RFC_5769_PASSWORD)


def test_no_flipped_bit_of_the_request_of_the_standard_changes_what_is_believed() -> None:
    original = parse_binding_request(RFC_5769_REQUEST)
    assert original is not None
    for at in range(len(RFC_5769_REQUEST)):
        for bit in range(8):
            changed = bytearray(RFC_5769_REQUEST)
            changed[at] ^= 1 << bit
            parsed = parse_binding_request(bytes(changed))
            assert parsed is None or parsed == original or not parsed.is_authentic(RFC_5769_PASSWORD)


def test_the_request_of_the_standard_is_built_bit_by_bit() -> None:
    attributes = [
        (SOFTWARE, b"STUN test client"),
        (PRIORITY, bytes.fromhex("6e0001ff")),
        (ICE_CONTROLLED, bytes.fromhex("932ff9b151263b36")),
        (USERNAME, b"evtj:h6vY"),
    ]

    ours = build_message(REQUEST, RFC_5769_TRANSACTION, attributes, RFC_5769_PASSWORD.encode(), b" ")

    assert ours == RFC_5769_REQUEST


@pytest.mark.parametrize(
    ("host", "theirs"),
    [("192.0.2.1", RFC_5769_RESPONSE), ("2001:db8:1234:5678:11:2233:4455:6677", RFC_5769_RESPONSE_IPV6)],
)
def test_the_responses_of_the_standard_are_built_bit_by_bit(host: str, theirs: bytes) -> None:
    mapped = (XOR_MAPPED_ADDRESS, xor_address((host, 32853), RFC_5769_TRANSACTION))
    attributes = [(SOFTWARE, b"test vector"), mapped]

    ours = build_message(SUCCESS, RFC_5769_TRANSACTION, attributes, RFC_5769_PASSWORD.encode(), b" ")

    assert ours == theirs


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8:1234:5678:11:2233:4455:6677"])
def test_another_stack_reads_in_our_response_what_the_standard_says(host: str) -> None:
    parsed = parse_binding_request(RFC_5769_REQUEST)
    assert parsed is not None

    ours = wire.parse_message(build_response(parsed, RFC_5769_PASSWORD, (host, 32853)))

    assert ours.transaction_id == RFC_5769_TRANSACTION
    assert ours.attributes["XOR-MAPPED-ADDRESS"] == (host, 32853)
    assert ours.check_message_integrity(RFC_5769_PASSWORD.encode())
    assert "FINGERPRINT" in ours.attributes


@given(
    name=st.text(alphabet="abc:", max_size=9),
    software=st.binary(max_size=12),
    candidate=st.booleans(),
    password=st.text(min_size=1),
)
def test_what_is_built_is_read_back(name: str, software: bytes, password: str, *, candidate: bool) -> None:
    attributes = [(SOFTWARE, software), (USERNAME, name.encode()), *([(USE_CANDIDATE, b"")] if candidate else [])]

    parsed = parse_binding_request(build_message(REQUEST, bytes(12), attributes, password.encode()))

    assert parsed is not None
    assert (parsed.local_fragment, parsed.nominates) == (name.partition(":")[0], candidate)
    assert parsed.is_authentic(password)
    assert not parsed.is_authentic(password + "x")


def test_what_stands_behind_the_integrity_is_not_believed() -> None:
    signed = build_message(REQUEST, bytes(12), [(USERNAME, b"ours:theirs")], b"secret")[:-8]
    behind = signed + bytes.fromhex("00250000")

    parsed = parse_binding_request(behind[:2] + (len(behind) - 20).to_bytes(2) + behind[4:])

    assert parsed is not None
    assert parsed.is_authentic("secret")
    assert not parsed.nominates


def test_an_attribute_we_would_have_to_understand_is_told() -> None:
    parsed = parse_binding_request(build_message(REQUEST, bytes(12), [(0x0022, b"abcd"), (0x8022, b"abcd")], b"secret"))

    assert parsed is not None
    assert parsed.unknown == (0x0022,)
    assert wire.parse_message(build_refusal(parsed, 420, "Unknown Attribute")).error_code == 420


@given(st.binary(max_size=200))
def test_a_peek_tells_the_fragment_that_reading_would(noise: bytes) -> None:
    for datagram in (
        noise,
        request(),
        b"\x00\x01" + len(noise).to_bytes(2) + bytes.fromhex("2112a442") + bytes(12) + noise,
    ):
        parsed = parse_binding_request(datagram)
        assert parsed is None or parsed.local_fragment is None or peek_fragment(datagram) == parsed.local_fragment


def test_a_response_tells_an_ipv6_address() -> None:
    parsed = parse_binding_request(request())
    assert parsed is not None

    response = wire.parse_message(build_response(parsed, "secret", ("2001:db8::1", 4000)))

    assert response.attributes["XOR-MAPPED-ADDRESS"] == ("2001:db8::1", 4000)


def test_a_refusal_names_its_reason_and_the_transaction() -> None:
    parsed = parse_binding_request(request())
    assert parsed is not None

    refusal = wire.parse_message(build_refusal(parsed, 401, "Unauthenticated"))

    assert refusal.message_class == wire.Class.ERROR
    assert refusal.error_code == 401
    assert refusal.transaction_id == parsed.transaction


def test_a_nomination_is_seen() -> None:
    plain, nominating = parse_binding_request(request()), parse_binding_request(request(nominates=True))

    assert plain is not None
    assert nominating is not None
    assert (plain.nominates, nominating.nominates) == (False, True)


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x00\x01",
        RFC_5769_REQUEST[:40],
        RFC_5769_REQUEST + b"\0",
        RFC_5769_RESPONSE,
        request()[:-4] + b"\0\0\0\0",
        request() + bytes(MAX_MESSAGE),
        base64.b64decode("gwEADYMA/////////yG0AAIAAAAADAAAqgAAAAAAAAAh"),
    ],
    ids=["nothing", "two bytes", "cut", "longer", "response", "fingerprint", "huge", "struct error"],
)
def test_anything_else_is_not_a_request(datagram: bytes) -> None:
    assert parse_binding_request(datagram) is None


def test_a_name_that_is_no_text_is_nobodys() -> None:
    parsed = parse_binding_request(build_message(REQUEST, bytes(12), [(USERNAME, b"\xff\xfe:x")], b"secret"))

    assert parsed is not None
    assert parsed.local_fragment == "\ufffd\ufffd"


@given(st.binary(max_size=200))
def test_no_bytes_raise(noise: bytes) -> None:
    parse_binding_request(noise)
    head = b"\x00\x01" + len(noise).to_bytes(2) + bytes.fromhex("2112a442") + bytes(12)
    parse_binding_request(head + noise)


@given(st.integers(0, len(RFC_5769_REQUEST) - 1), st.integers(1, 255))
def test_no_changed_request_raises(at: int, change: int) -> None:
    datagram = bytearray(RFC_5769_REQUEST)
    datagram[at] ^= change
    parsed = parse_binding_request(bytes(datagram))
    assert parsed is None or isinstance(parsed.local_fragment, str | None)


def test_a_source_gets_its_share_of_every_second() -> None:
    limiter = RequestLimiter(per_source=3)

    first_second = [limiter.admits("one", 10.1, known=False) for _ in range(5)]
    other_source = limiter.admits("two", 10.2, known=False)
    next_second = limiter.admits("one", 11.0, known=False)

    assert first_second == [True, True, True, False, False]
    assert other_source
    assert next_second


def test_a_flood_of_strangers_shuts_out_strangers_only() -> None:
    limiter = RequestLimiter(max_sources=10)
    for stranger in range(10):
        assert limiter.admits(stranger, 5.0, known=False)

    assert not limiter.admits(os.urandom(4), 5.1, known=False)
    assert limiter.admits("a browser in a room", 5.1, known=True)
