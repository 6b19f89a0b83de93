import base64
import os

import pytest
from aioice import stun as wire
from hypothesis import given
from hypothesis import strategies as st

from media.ice.stun import (
    MAX_MESSAGE,
    RequestLimiter,
    build_refusal,
    build_response,
    parse_binding_request,
)

# RFC 5769 section 2.1: user name "evtj:h6vY", password "VOkJxbRl1RmTxUk/WvJxBt".
RFC_5769_REQUEST = bytes.fromhex(
    "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
    "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
    "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf"
)
RFC_5769_PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt"  # noqa: S105 - the published one
# RFC 5769 section 2.2: the response of a server to it, telling 192.0.2.1:32853.
RFC_5769_RESPONSE = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96"
)


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
        changed = bytearray(RFC_5769_REQUEST[:-8])
        changed[2:4] = (len(changed) - 20).to_bytes(2)
        changed[at] ^= 1
        parsed = parse_binding_request(bytes(changed))
        assert parsed is None or not parsed.is_authentic(RFC_5769_PASSWORD)


def test_the_response_of_the_standard_says_what_ours_says() -> None:
    theirs = wire.parse_message(RFC_5769_RESPONSE)
    parsed = parse_binding_request(RFC_5769_REQUEST)
    assert parsed is not None

    ours = wire.parse_message(build_response(parsed, RFC_5769_PASSWORD, ("192.0.2.1", 32853)))

    assert ours.transaction_id == theirs.transaction_id
    assert ours.attributes["XOR-MAPPED-ADDRESS"] == theirs.attributes["XOR-MAPPED-ADDRESS"]
    assert ours.check_message_integrity(RFC_5769_PASSWORD.encode())


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
    assert refusal.transaction_id == parsed.message.transaction_id


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
        bytes.fromhex("000100082112a442") + bytes(12) + bytes.fromhex("00060002fffe0000"),
    ],
    ids=["nothing", "two bytes", "cut", "longer", "response", "fingerprint", "huge", "struct error", "no utf-8"],
)
def test_anything_else_is_not_a_request(datagram: bytes) -> None:
    assert parse_binding_request(datagram) is None


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
